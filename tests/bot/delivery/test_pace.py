"""The pace keeps Telegram's limits, and a share of itself for those who wait for an answer."""

import math
from collections import Counter, deque
from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import (
    AHEAD,
    BEAT,
    FEW,
    LEAD,
    LONGEST_HOLD,
    MOST,
    PER_CHAT,
    SLOTS,
    SPARE,
    UNHEARD,
    Pace,
)
from bot.model import Priority

ALERT, REPLY, REMINDER = Priority
ROUND_TRIP = 0.08


def sent(pace: Pace, chat: int, priority: Priority, now: float, *, late: float = 0.0) -> float:
    """Claimed now, it leaves at its moment, or a little later; when."""
    pace.start(chat, priority)
    at = pace.moment(priority, now)
    pace.leave(chat, at + late, at)
    return at + late


def sent_next(pace: Pace, chat: int) -> float:
    """What was claimed leaves at its moment; when."""
    at = pace.moment(pace.in_flight[chat].priority, 0.0)
    pace.leave(chat, at, at)
    return at


def claimed_at_once(pace: Pace, priority: Priority, now: float) -> int:
    """As many as that priority may, at one instant."""
    count = 0
    while pace.allowance(now)[priority]:
        pace.start(1000 + 100 * priority + count, priority)
        count += 1
    return count


def herd(pace: Pace, count: int, round_trip: float, *, late: float = 0.0) -> Iterator[float]:
    """So many reminders due at 0, claimed whenever the pace says; when each leaves."""
    now, claimed, line, answers = 0.0, 0, deque[int](), deque[tuple[float, int]]()
    while line or claimed < count:
        while answers and answers[0][0] <= now:
            at, chat = answers.popleft()
            pace.finish(chat, at)
        for chat in range(claimed, min(count, claimed + pace.allowance(now)[REMINDER])):
            pace.start(chat, REMINDER)
            line.append(chat)
            claimed += 1
        while line and (planned := pace.moment(REMINDER, now)) <= now:
            now += late
            pace.leave(line[0], now, planned)
            answers.append((now + round_trip, line.popleft()))
            yield now
        moments = [pace.moment(REMINDER, now)] if line else []
        now = min([now + max(pace.pause(now), 0.001), *moments, *(max(at, now) for at, _ in answers)])


def fullest_second(moments: list[float]) -> int:
    return max((sum(begin <= at < begin + 1.0 for at in moments) for begin in moments), default=0)


@pytest.mark.parametrize("round_trip", [0.01, ROUND_TRIP, 0.3, 0.9])
@pytest.mark.parametrize("count", [300, 1000])
def test_many_due_at_once_take_hardly_longer_than_the_limit_itself(count: int, round_trip: float) -> None:
    moments = list(herd(Pace(), count, round_trip))
    assert moments[-1] + ROUND_TRIP <= 1.05 * count / MOST + max(0.0, round_trip - ROUND_TRIP) * 5
    assert fullest_second(moments) < MOST


def test_a_loop_that_is_always_a_little_late_is_hardly_slower_and_sends_no_more() -> None:
    moments = list(herd(Pace(), 300, ROUND_TRIP, late=SPARE))
    assert moments[-1] + ROUND_TRIP <= 1.05 * 300 / MOST
    assert fullest_second(moments) < MOST


MOST_ASKED = 8  # at once
ASKED = st.tuples(st.floats(0, 0.1), st.sampled_from(Priority), st.floats(0, 0.05))


@given(st.lists(ASKED, min_size=10, max_size=60))
def test_no_second_ever_holds_more_than_telegram_takes(asked: list[tuple[float, Priority, float]]) -> None:
    """Whatever is asked for and when, and however late it leaves, from the very first second on."""
    pace, now, claimed, waiting, left = Pace(), 0.0, 0, list[tuple[float, float, int]](), list[float]()
    for pause, priority, late in [*asked, *[(0.5, ALERT, 0.0)] * 9]:
        now += pause
        while waiting and waiting[0][0] <= now:
            at, planned, chat = heappop(waiting)
            if (moment := pace.moment(pace.in_flight[chat].priority, at)) > at:
                heappush(waiting, (moment, moment, chat))
                continue
            pace.leave(chat, at, planned)
            pace.finish(chat, at)
            left.append(at)
        for _ in range(min(MOST_ASKED, pace.allowance(now)[priority])):
            claimed += 1
            pace.start(claimed, priority)
            moment = pace.moment(priority, now)
            heappush(waiting, (moment + late, moment, claimed))
    assert fullest_second(left) <= MOST


def amid_a_herd(moment: float) -> Pace:
    """When the last reminder before that moment has just left."""
    pace = Pace()
    next(at for at in herd(pace, 300, ROUND_TRIP) if at > moment - BEAT)
    return pace


@given(st.floats(0.5, 5), st.sampled_from([ALERT, REPLY]))
def test_in_a_herd_who_waits_for_an_answer_never_waits_for_the_pace(wrote: float, priority: Priority) -> None:
    pace = amid_a_herd(wrote)
    assert pace.allowance(wrote)[priority] > 0
    assert pace.moment(priority, wrote) == wrote


@given(st.floats(0.5, 5))
def test_who_writes_just_after_another_waits_for_a_beat_at_most(wrote: float) -> None:
    pace = amid_a_herd(wrote)
    sent(pace, 9000, REPLY, wrote)
    assert pace.moment(REPLY, wrote) <= wrote + BEAT + SPARE


def test_a_flood_of_replies_leaves_a_place_to_an_alert() -> None:
    pace = Pace()
    for chat in range(MOST - 1):
        assert sent(pace, chat, REPLY, 0.0) == 0.0
        pace.finish(chat, 0.0)
    assert MOST > FEW
    assert pace.moment(REPLY, 0.0) > 0.0
    assert pace.allowance(0.0)[REPLY] == 0
    assert pace.allowance(0.0)[ALERT] == 1
    assert pace.moment(ALERT, 0.0) == 0.0


def test_reminders_leave_slots_and_tokens_to_replies_and_replies_to_alerts() -> None:
    pace = Pace()
    claimed_at_once(pace, REMINDER, 0.0)
    assert pace.allowance(0.0)[REPLY] > 0
    claimed_at_once(pace, REPLY, 0.0)
    assert pace.allowance(0.0)[ALERT] > 0


def test_no_more_are_in_flight_than_there_are_slots_and_the_last_is_for_alerts_to_the_clinic() -> None:
    pace = Pace()
    for chat in range(SLOTS - 1):
        sent(pace, chat, ALERT, chat / 10)
    assert not any(pace.allowance(99.0).values())
    assert pace.to_clinic(99.0) == 1
    pace.start(SLOTS, ALERT)
    assert pace.to_clinic(99.0) == 0


@pytest.mark.parametrize("priority", [REPLY, REMINDER])
def test_where_nothing_is_answered_few_are_under_way(priority: Priority) -> None:
    pace, now = Pace(), 0.0
    for chat in range(100):
        now += 0.1
        if pace.allowance(now)[priority]:
            sent(pace, chat, priority, now)
    assert len(pace.in_flight) == UNHEARD[priority]
    assert pace.allowance(now)[ALERT] > 0


def test_of_a_flood_of_replies_few_are_claimed_at_once_and_more_as_they_are_answered() -> None:
    pace = Pace()
    assert claimed_at_once(pace, REPLY, 0.0) == UNHEARD[REPLY]
    for chat in list(pace.in_flight):
        pace.leave(chat, 0.0, 0.0)
        pace.finish(chat, ROUND_TRIP)
    assert claimed_at_once(pace, REPLY, ROUND_TRIP) == 2 * UNHEARD[REPLY]


def test_a_reminder_is_claimed_a_moment_before_it_leaves_and_no_sooner() -> None:
    pace = Pace()
    assert claimed_at_once(pace, REMINDER, 0.0) == AHEAD // BEAT + 1
    moments = [sent_next(pace, chat) for chat in list(pace.in_flight)]
    assert moments[0] == 0.0
    assert all(math.isclose(later - at, BEAT) for at, later in pairwise(moments))
    assert moments[-1] <= AHEAD < moments[-1] + BEAT
    assert pace.pause(0.0) <= moments[-1] + BEAT - LEAD


def test_a_chat_rests_a_second_and_longer_where_telegram_says_so() -> None:
    pace = Pace()
    sent(pace, 1, REPLY, 0.0)
    assert pace.unavailable() == {1}
    pace.finish(1, 0.1)
    assert pace.unavailable() == {1}
    pace.look(PER_CHAT)
    assert pace.unavailable() == set()
    sent(pace, 1, REPLY, 2.0)
    pace.finish(1, 2.1, wait=30)
    pace.look(31.0)
    assert pace.unavailable() == {1}


def test_one_chat_told_to_wait_holds_nobody_else() -> None:
    pace = Pace()
    sent(pace, 1, REMINDER, 0.0)
    pace.finish(1, 0.0, wait=600)
    assert pace.allowance(1.0)[REMINDER] > 0
    assert pace.unavailable() == {1}
    pace.look(LONGEST_HOLD + 1)
    assert pace.unavailable() == set()


def test_two_in_a_row_are_the_whole_bot_which_waits_as_long_as_it_was_told() -> None:
    """But for alerts, which go on trying."""
    pace = Pace()
    sent(pace, 1, REMINDER, 0.0)
    sent(pace, 2, REMINDER, 0.0)
    pace.finish(1, 0.1, wait=600)
    pace.finish(2, 0.2, wait=600)
    held = pace.allowance(599.0)
    assert held[ALERT] > 0
    assert held[REPLY] == held[REMINDER] == 0
    assert pace.pause(100.0) == PER_CHAT
    assert math.isclose(pace.pause(599.7), 0.5)
    assert pace.allowance(601.0)[REMINDER] > 0


def test_two_chats_are_two_chats_where_another_was_written_to_in_between() -> None:
    pace = Pace()
    sent(pace, 1, REMINDER, 0.0)
    pace.finish(1, 0.1, wait=600)
    sent(pace, 2, REMINDER, 0.2)
    pace.finish(2, 0.3)
    sent(pace, 3, REMINDER, 0.4)
    pace.finish(3, 0.5, wait=600)
    assert pace.allowance(1.0)[REMINDER] > 0


def test_the_next_try_is_never_further_than_a_chats_rest() -> None:
    pace = Pace()
    assert 0 < pace.pause(0.0) <= PER_CHAT
    sent(pace, 1, REPLY, 0.0)
    assert 0 < pace.pause(0.1) <= PER_CHAT
    pace.finish(1, 0.2, wait=LONGEST_HOLD)
    assert 0 < pace.pause(2.0) <= PER_CHAT


@given(st.lists(st.tuples(st.sampled_from(Priority), st.booleans()), max_size=SLOTS), st.randoms())
def test_what_is_counted_is_what_is_under_way_in_whatever_order_it_goes(
    started: list[tuple[Priority, bool]], random: Random
) -> None:
    """The counts are what decides who may be claimed: one that is off by one holds up somebody for good."""
    pace = Pace()
    for chat, (priority, _) in enumerate(started):
        pace.start(chat, priority)
    order = [*range(len(started))]
    random.shuffle(order)
    for chat in order:
        if started[chat][1]:
            sent_next(pace, chat)
        assert pace.under_way == Counter(one.priority for one in pace.in_flight.values())
        assert pace.in_line == Counter(one.priority for one in pace.in_flight.values() if one.left is None)
    for chat in order:
        pace.finish(chat, 0.1)
    assert not pace.under_way.total()
    assert not pace.in_line.total()
