"""An absence that begins later: on duty until then, begun once, caught up with where it runs out.

It is Monday 23 November, 14:42; the clinic is open from eight until six on working days.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.care.sending.turn import turn
from bot.store.tx import Row, Tx
from tests.bot.care.floor import ENOUGH, JO, KIM, LEE, PAT, Floor

SPAN = "Friday 27 November, 08:00 until Tuesday 1 December, 08:00"
WORDS = "I can't breathe and my chest hurts"


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """Kim owns, Jo and Lee are clinicians."""
    opened = Floor(tmp_path)
    opened.employ(JO, LEE)
    yield opened
    opened.close()


def hear(floor: Floor, chat: int, text: str) -> str:
    floor.say(chat, text)
    return newest(floor, chat)


def press(floor: Floor, chat: int, tap: str) -> str:
    floor.tap(chat, tap)
    return newest(floor, chat)


def newest(floor: Floor, chat: int) -> str:
    floor.deliver()
    return next(one.words.text for one in reversed(floor.said) if one.message.chat_id == chat)


def taps(floor: Floor, chat: int) -> list[str]:
    return next(one.taps for one in reversed(floor.said) if one.message.chat_id == chat)


def at(floor: Floor, day: int, hour: int, minute: int = 0, month: int = 11) -> None:
    """It is that time of that day, and what is due by then was sent at its moment."""
    moment = datetime(2026, month, day, hour, minute, tzinfo=UTC)
    while (due := _next(floor)) is not None and due <= moment.timestamp():
        floor.now = max(floor.now, datetime.fromtimestamp(due, UTC))
        floor.deliver()
    floor.now = moment
    floor.deliver()


def _next(floor: Floor) -> int | None:
    found = floor.rows("SELECT min(due_at) AS due FROM outbox WHERE state = 'due'")[0]["due"]
    return int(found) if found is not None else None


def said(floor: Floor, chat: int, words: str) -> int:
    return sum(one.message.chat_id == chat and words in one.words.text for one in floor.said)


def owed(floor: Floor) -> list[Row]:
    return floor.rows("SELECT * FROM outbox WHERE state = 'due' AND key LIKE 'staff.%' ORDER BY id")


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("away from Friday until Tuesday", SPAN),
        ("/away next week", "Monday 30 November, 08:00 until Monday 7 December, 08:00"),
        ("I am away tomorrow", "Tuesday 24 November, 08:00 until Wednesday 25 November, 08:00"),
        ("away 3 Dec to 7 Dec", "Thursday 3 December, 08:00 until Monday 7 December, 08:00"),
        ("off on Monday", "Monday 30 November, 08:00 until Tuesday 1 December, 08:00"),
        ("/away from Friday", "Friday 27 November, 08:00 until you say that you are back"),
    ],
)
def test_the_beginning_and_the_end_are_said_back(floor: Floor, typed: str, span: str) -> None:
    assert f"You will be away from {span}." in hear(floor, JO, typed)


def test_until_it_begins_they_are_on_duty_and_duty_shows_from_when_they_are_away(floor: Floor) -> None:
    hear(floor, JO, "away from Friday until Tuesday")
    at(floor, 27, 7, 59)
    assert f"2. Jo, will be away from {SPAN}\n" in hear(floor, KIM, "/duty")
    assert "those on duty at once: Kim, Jo." in hear(floor, LEE, "/away")
    at(floor, 27, 8)
    assert "2. Jo, away until Tuesday 1 December, 08:00\n" in hear(floor, KIM, "/duty")


def test_when_it_begins_whoever_covers_hears_it_once_in_working_hours(floor: Floor) -> None:
    hear(floor, JO, "away from Saturday 9am until Tuesday")
    at(floor, 28, 23)
    assert said(floor, JO, "From now on you are away until Tuesday 1 December, 08:00") == 1
    assert said(floor, LEE, "Jo is away") == 0
    at(floor, 30, 12)
    text = "Jo is away until Tuesday 1 December, 08:00. Red flags of their patients come at once"
    assert [said(floor, chat, text) for chat in (KIM, LEE, JO)] == [1, 1, 0]


def test_an_alert_that_is_open_when_it_begins_is_brought_to_them_at_once(floor: Floor) -> None:
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    hear(floor, JO, "/away from 14:50")
    floor.say(PAT, WORDS)
    at(floor, 23, 14, 42)
    at(floor, 23, 14, 49)
    assert [said(floor, chat, "EMERGENCY") for chat in (JO, LEE)] == [2, 0]
    at(floor, 23, 14, 50)
    assert said(floor, LEE, "EMERGENCY") == 1


def test_that_it_begins_is_one_transaction_and_happens_once(floor: Floor) -> None:
    """A crash on the way leaves everything as it was; afterwards it happens, and not again."""
    hear(floor, JO, "away from Friday until Tuesday")
    floor.now = datetime(2026, 11, 27, 8, tzinfo=UTC)
    before = floor.kept()

    def crash(tx: Tx) -> None:
        assert turn(floor.desk(tx), [], ENOUGH, ()).claimed
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        floor.store.run_now(crash)
    assert floor.kept() == before
    for _ in range(3):
        floor.deliver()
        floor.move(minutes=5)
    assert [said(floor, JO, "From now on you are away"), said(floor, LEE, "Jo is away")] == [1, 1]
    assert [row["action"] for row in floor.rows("SELECT * FROM audit")].count("went away") == 1


@pytest.mark.parametrize("how", ["/back", "Undo"])
def test_before_it_begins_it_is_cancelled_and_nothing_comes_of_it(floor: Floor, how: str) -> None:
    hear(floor, JO, "away from Friday until Tuesday")
    taken = press(floor, JO, taps(floor, JO)[-1]) if how == "Undo" else hear(floor, JO, how)
    assert taken == "Cancelled. You are on duty as ever."
    assert owed(floor) == []
    at(floor, 27, 12)
    assert "2. Jo\n" in hear(floor, KIM, "/duty")
    assert said(floor, LEE, "Jo is away") == 0


def test_back_before_who_covers_has_heard_leaves_nothing_untrue_to_be_said(floor: Floor) -> None:
    hear(floor, JO, "away from Saturday 9am until Tuesday")
    at(floor, 28, 9)
    assert "You are back on duty" in hear(floor, JO, "/back")
    at(floor, 30, 12)
    assert said(floor, LEE, "Jo is away") == 0


def test_the_day_that_was_named_can_be_taken_as_well(floor: Floor) -> None:
    hear(floor, JO, "away from Friday until Tuesday")
    longer = taps(floor, JO)[0]
    assert "until Wednesday 2 December, 08:00." in press(floor, JO, longer)
    kept = owed(floor)
    floor.tap(JO, longer)
    assert owed(floor) == kept


def test_a_second_takes_the_place_of_the_first_says_so_and_can_be_undone(floor: Floor) -> None:
    hear(floor, JO, "away from Friday until Tuesday")
    second = hear(floor, JO, "/away 3 December to 7 December")
    assert "It takes the place of what you had said before: away from " + SPAN in second
    assert len(owed(floor)) == 2
    undo = taps(floor, JO)[-1]
    assert f"You will be away from {SPAN}." in press(floor, JO, undo)
    kept = owed(floor)
    floor.tap(JO, undo)
    assert owed(floor) == kept


def test_a_later_one_in_the_place_of_one_that_has_begun_brings_them_back_until_then(floor: Floor) -> None:
    hear(floor, JO, "/away until Wednesday")
    noted = hear(floor, JO, "/away from Friday")
    assert "Until then you are on duty as ever" in noted
    assert "away until Wednesday 25 November, 08:00" in noted
    assert "2. Jo, will be away from Friday 27 November, 08:00" in hear(floor, KIM, "/duty")


@pytest.mark.parametrize("typed", ["/away from 3 November to 7 November", "/away 3 Dec to 1 Dec"])
def test_what_is_past_or_impossible_is_asked_back_and_an_answer_is_taken(floor: Floor, typed: str) -> None:
    assert "When are you away?" in hear(floor, JO, typed)
    assert owed(floor) == []
    assert f"You will be away from {SPAN}." in hear(floor, JO, "from Friday until Tuesday")


def test_what_may_be_two_is_asked_back_with_both(floor: Floor) -> None:
    hear(floor, JO, "/away next Friday")
    assert len(taps(floor, JO)) == 2
    assert "away from Friday 4 December, 08:00 until Saturday 5" in press(floor, JO, taps(floor, JO)[1])


def test_what_a_client_made_up_is_no_absence(floor: Floor) -> None:
    hear(floor, JO, "away from Friday until Tuesday")
    kept = floor.kept()
    for tap in ("awayspan:1:0", "awayspan:99999999999:0", "awayspan:0:1", "unaway:1", "unaway:99999"):
        floor.tap(JO, tap)
    floor.tap(LEE, taps(floor, JO)[-1])
    assert floor.kept() == kept


def test_where_it_runs_out_its_owner_hears_so_and_that_an_alert_waits(floor: Floor) -> None:
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    for chat in (JO, KIM, LEE):
        hear(floor, chat, "/away from 14:50 until 8pm")
    at(floor, 23, 15)
    floor.say(PAT, WORDS)
    at(floor, 23, 19, 59)
    told = said(floor, JO, "EMERGENCY")
    at(floor, 23, 20)
    assert said(floor, JO, "Your absence is over: you are on duty again. Red flags that wait: 1.") == 1
    assert said(floor, JO, "EMERGENCY") == told + 1
    assert floor.rows("SELECT * FROM staff WHERE away_at IS NOT NULL") == []
