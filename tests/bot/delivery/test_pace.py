"""The pace keeps Telegram's limits, and a share of itself for those who wait for an answer."""

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import KEPT, MOST, PER_CHAT, SLOTS, WINDOW, Pace
from bot.model import Priority


def drained(pace: Pace, priority: Priority, now: float) -> int:
    """Start and finish as many as that priority may, at one instant; how many."""
    count = 0
    while pace.allowance(now)[priority]:
        pace.start(1000 + count, now)
        pace.finish(1000 + count, now)
        count += 1
    return count


def test_no_more_are_in_flight_than_there_are_slots() -> None:
    pace = Pace()
    for chat in range(SLOTS):
        pace.start(chat, 0.0)
    assert not any(pace.allowance(0.0).values())


def test_the_last_slot_is_for_alerts_to_the_clinic_alone() -> None:
    pace = Pace()
    for chat in range(SLOTS - 1):
        pace.start(chat, 0.0)
    assert not any(pace.allowance(0.0).values())
    assert pace.to_clinic(0.0) == 1
    pace.start(SLOTS, 0.0)
    assert pace.to_clinic(0.0) == 0


def test_reminders_leave_slots_and_tokens_to_replies_and_replies_to_alerts() -> None:
    allowance = Pace().allowance(0.0)
    assert allowance[Priority.ALERT] > allowance[Priority.REPLY] > allowance[Priority.REMINDER]
    pace = Pace()
    drained(pace, Priority.REMINDER, 0.0)
    assert pace.allowance(0.0)[Priority.REPLY] > 0
    drained(pace, Priority.REPLY, 0.0)
    assert pace.allowance(0.0)[Priority.ALERT] > 0


def test_over_a_long_herd_no_more_go_than_the_rate() -> None:
    pace = Pace()
    sent = sum(drained(pace, Priority.REMINDER, tenth / 10) for tenth in range(100))
    assert sent <= (MOST - KEPT[Priority.REMINDER]) * 10
    assert sent >= (MOST - KEPT[Priority.REMINDER]) * 9


def test_a_chat_rests_a_second_and_longer_where_telegram_says_so() -> None:
    pace = Pace()
    pace.start(1, 0.0)
    assert pace.unavailable() == {1}
    pace.finish(1, 0.1)
    assert pace.unavailable() == {1}
    pace.look(PER_CHAT)
    assert pace.unavailable() == set()
    pace.start(1, 2.0)
    pace.finish(1, 2.1, wait=30)
    pace.look(31.0)
    assert pace.unavailable() == {1}


def test_one_chat_told_to_wait_holds_nobody_else_and_two_hold_all_but_alerts() -> None:
    pace = Pace()
    pace.start(1, 0.0)
    pace.finish(1, 0.0, wait=30)
    assert pace.allowance(1.0)[Priority.REMINDER] > 0
    pace.start(2, 1.0)
    pace.finish(2, 1.0, wait=30)
    held = pace.allowance(1.5)
    assert held[Priority.ALERT] > 0
    assert held[Priority.REPLY] == held[Priority.REMINDER] == 0
    assert pace.allowance(32.0)[Priority.REMINDER] > 0


def test_the_next_try_is_never_further_than_a_chats_rest() -> None:
    pace = Pace()
    assert 0 < pace.pause(0.0) <= PER_CHAT
    drained(pace, Priority.REMINDER, 0.0)
    assert 0 < pace.pause(0.0) <= WINDOW


@given(st.lists(st.tuples(st.floats(0, 0.3), st.sampled_from(Priority)), min_size=50, max_size=300))
def test_no_window_of_a_second_ever_holds_more_than_telegram_takes(
    asked: list[tuple[float, Priority]],
) -> None:
    """Whatever is asked for and when, from the very first second on."""
    pace, now, left = Pace(), 0.0, list[float]()
    for pause, priority in asked:
        now += pause
        left += [now] * drained(pace, priority, now)
    assert all(sum(begun <= at < begun + 1.0 for at in left) <= MOST for begun in left)
