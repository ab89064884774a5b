"""The laws of the pace, held by pump, line and pace together, whatever comes when and is refused."""

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.care.sending.outcome import Result
from bot.delivery.pace import BEAT, MOST, PER_CHAT, SPARE
from bot.model import Priority
from bot.store.whereabouts import Come, Whereabouts
from tests.bot.delivery.far_away import Course, Owed, course, herd

ALERT, REPLY, REMINDER = Priority
AMID = 1000  # due at one instant, where a patient writes meanwhile
SPELL = AMID / MOST  # seconds that these take at least
A_MOMENT = 0.05  # seconds that whoever writes may wait besides the round trip
UNTIL = 20.0  # seconds, the end of what Telegram says to the bot
PAUSES, LATENESS = st.floats(0, 0.3), st.floats(0, SPARE)
ROUND_TRIPS = st.floats(0.01, 0.2)  # further away a herd begins slower, as few leave until one is answered
SEEDS = st.integers(0, 2**32)


def lateness(seed: int, most: float) -> "random.Random":
    return random.Random(f"{seed} {most}")  # noqa: S311  (no secret)


def writers(every: list[float], priority: Priority = REPLY) -> list[Owed]:
    """One after the other, each so long after the one before, each in a chat of their own."""
    at, owed = 1.0, list[Owed]()
    for number, pause in enumerate(every):
        at += pause
        owed.append(Owed(at, 1000 * (priority + 1) + number, priority))
    return owed


def is_whole(found: Course) -> bool:
    """Each was taken once, and is marked so."""
    sent = [one for one in found.marked if one.result is Result.SENT]
    return sorted(found.taken()) == sorted(found.owed) and len(sent) == len(found.owed)


@settings(max_examples=30, deadline=None)
@given(
    count=st.integers(0, 90),
    replies=st.lists(PAUSES, max_size=50),
    alerts=st.lists(PAUSES, max_size=20),
    late=st.floats(0, 0.2),
    round_trip=ROUND_TRIPS,
    seed=SEEDS,
)
def test_no_second_holds_more_than_29_and_nothing_is_refused_or_left_out(
    count: int, replies: list[float], alerts: list[float], late: float, round_trip: float, seed: int
) -> None:
    """Whatever comes when, from the very first second on, and on a machine that is late at every turn."""
    chance = lateness(seed, late)
    owed = [*herd(count), *writers(replies), *writers(alerts, ALERT)]
    found = course(
        owed, late=lambda: chance.uniform(0, late), round_trip=lambda: round_trip, most=MOST, within=90
    )
    assert found.fullest_second() <= MOST
    assert is_whole(found)


@settings(max_examples=12, deadline=None)
@given(count=st.integers(30, 400), late=LATENESS, round_trip=ROUND_TRIPS, seed=SEEDS)
def test_many_due_at_one_instant_take_hardly_longer_than_the_limit(
    count: int, late: float, round_trip: float, seed: int
) -> None:
    chance = lateness(seed, late)
    found = course(
        herd(count), late=lambda: chance.uniform(0, late), round_trip=lambda: round_trip, within=90
    )
    assert found.left(REMINDER)[-1] <= 1.05 * count / MOST
    assert is_whole(found)


@settings(max_examples=8, deadline=None)
@given(every=st.floats(0.25, 1.0), late=LATENESS, seed=SEEDS)
def test_a_patient_who_writes_in_a_herd_waits_for_no_reminder(every: float, late: float, seed: int) -> None:
    """99 of 100 replies leave within 50 ms; nobody who waits for an answer is slowed down by who does not."""
    chance = lateness(seed, late)
    replies = writers([chance.uniform(0.5, 1.5) * every for _ in range(int(SPELL / every * 0.8))])
    found = course([*herd(AMID), *replies], late=lambda: chance.uniform(0, late), within=120)
    waited = found.waited(REPLY)
    assert waited[int(len(waited) * 0.99) - 1] <= A_MOMENT
    assert found.left(REMINDER)[-1] <= 1.05 * (AMID + len(replies)) / MOST


@settings(max_examples=15, deadline=None)
@given(st.lists(st.floats(0, 0.02), min_size=MOST, max_size=60), st.floats(0, 2), SEEDS)
def test_an_alert_waits_for_no_reply_and_no_reminder(flood: list[float], at: float, seed: int) -> None:
    """In a herd and a flood of replies together nothing leaves before it, which soon may."""
    chance = lateness(seed, at)
    alert = Owed(1.0 + at, 1, ALERT)
    found = course([*herd(60), *writers(flood), alert], late=lambda: chance.uniform(0, SPARE), within=90)
    left = found.left(ALERT)[0]
    assert not [one for one in found.sendings if alert.at + SPARE < one.at < left]
    assert left - alert.at <= 3 * BEAT


@settings(max_examples=15, deadline=None)
@given(slow=st.sets(st.integers(0, 9), min_size=1, max_size=5), wait=st.floats(2, 25), round_trip=ROUND_TRIPS)
def test_a_chat_that_is_told_to_wait_delays_itself_alone(
    slow: set[int], wait: float, round_trip: float
) -> None:
    """Others are reminded as if nothing were, and it is reminded when it may be.

    Several such chats have others between them that are written to: two in a row are taken for the bot.
    """
    owed = herd(200)
    told = {owed[20 * number].chat for number in slow}
    refused = set[int]()

    def refuses(chat: int, _: float) -> float:
        if chat not in told or chat in refused:
            return 0.0
        refused.add(chat)
        return wait

    found = course(owed, refuses=refuses, round_trip=lambda: round_trip, within=120)
    first = {one.chat: one.at for one in reversed(found.sendings)}
    assert max(at for chat, at in first.items() if chat not in told) <= 1.05 * len(owed) / MOST + A_MOMENT
    again, last = {one.chat: one.at for one in found.sendings if one.taken}, max(first.values())
    for chat in told:
        allowed = first[chat] + wait
        assert allowed <= again[chat] <= max(allowed + round_trip, last) + 2 * PER_CHAT
    assert is_whole(found)


@settings(max_examples=15, deadline=None)
@given(
    begins=st.floats(0.2, 3),
    replies=st.lists(PAUSES, min_size=1, max_size=30),
    alerts=st.lists(st.floats(0.5, 3), min_size=1, max_size=6),
    round_trip=ROUND_TRIPS,
)
def test_what_telegram_says_to_the_whole_bot_is_obeyed_until_the_moment_it_names(
    begins: float, replies: list[float], alerts: list[float], round_trip: float
) -> None:
    """But for alerts, which go on trying; afterwards all goes on, and nothing is lost."""
    owed = [*herd(120), *writers(replies), *writers(alerts, ALERT)]
    said = list[float]()

    def refuses(_: int, at: float) -> float:
        if begins <= at < UNTIL:
            said.append(at)
            return UNTIL - at
        return 0.0

    found = course(owed, refuses=refuses, round_trip=lambda: round_trip, within=180)
    known = said[1] + round_trip / 2 if len(said) > 1 else UNTIL  # when the second refusal was heard
    kept = [one.at for one in found.sendings if known < one.at < UNTIL and not _is_alert(found, one.chat)]
    assert not kept
    assert is_whole(found)
    assert found.left(REMINDER)[-1] <= UNTIL + 1.05 * len(owed) / MOST + 2 * PER_CHAT


def _is_alert(found: Course, chat: int) -> bool:
    return found.owed[chat].priority is ALERT


@settings(max_examples=10, deadline=None)
@given(held=st.floats(3, 25), at=st.floats(0.5, 8))
def test_what_has_to_wait_makes_nothing_else_late(held: float, at: float) -> None:
    """A chat that was told to wait and has more due does not keep the moments of others from being seen."""
    slow, other = Owed(0.0, 1, REMINDER), Owed(1.0 + at, 2, REMINDER)
    found = course(
        [slow, slow, other],
        refuses=lambda chat, now: held if chat == slow.chat and now < 1 else 0.0,
        within=90,
    )
    assert found.waited(REMINDER)[-1] <= PER_CHAT


@settings(max_examples=20, deadline=None)
@given(at=st.floats(0.5, 4), round_trip=ROUND_TRIPS)
def test_a_kill_leaves_in_doubt_what_is_on_its_way_and_nothing_else(at: float, round_trip: float) -> None:
    """What stands in line never left, and what was answered is known to be, marked or not."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "aftercare.db"
        database.touch()
        database.with_name("aftercare.db.lock").touch()
        found = course(herd(200), round_trip=lambda: round_trip, within=at, killed=database)
        last = Whereabouts(database).last()
    chats = {come: {number for (number, _), one in last.items() if one.come is come} for come in Come}
    arrived = {one.chat - found.sendings[0].chat for one in found.sendings}
    assert len(chats[Come.LEFT]) <= round_trip / BEAT + 1
    assert not chats[Come.IN_LINE] & arrived
    assert chats[Come.ANSWERED] <= arrived
    assert arrived <= chats[Come.LEFT] | chats[Come.ANSWERED] | {one.message.id for one in found.marked}
