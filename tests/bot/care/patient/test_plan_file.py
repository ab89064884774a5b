"""What is still to come of a plan goes into a calendar, on the patient's clock, without a word of health."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event, EventStatus

from bot.store import patients
from tests.bot.care.floor import JO, LEE, PAT, QUIN, SAM, Floor, Said
from tests.bot.conftest import MONDAY

BUTTON = "calendar:"


def plan_of(floor: Floor, chat: int = PAT) -> list[Said]:
    floor.say(chat, "/plan")
    return [said for said in floor.deliver() if said.message.chat_id == chat]


def put(floor: Floor, plan: Said, who: int = PAT) -> list[Said]:
    """What comes of the button under a plan, whoever taps it."""
    floor.tap(who, next(tap for tap in plan.taps if tap.startswith(BUTTON)))
    return floor.deliver()


def calendar(floor: Floor, said: Said) -> Calendar:
    """Read by another program than the one that wrote it."""
    return IcsCalendarStream.calendar_from_ics(floor.file(said).decode())


def times(found: Calendar) -> list[datetime]:
    return [one.dtstart for one in found.events if isinstance(one.dtstart, datetime)]


@pytest.fixture
def plan(floor: Floor) -> Said:
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    (told,) = plan_of(floor)
    return told


def test_each_message_that_is_still_to_come_is_an_entry_at_its_hour(floor: Floor, plan: Said) -> None:
    (said,) = put(floor, plan)
    events = calendar(floor, said).events
    rows = floor.rows("SELECT due_at FROM outbox WHERE step IS NOT NULL AND state = 'due' ORDER BY due_at")
    assert [int(at.timestamp()) for at in times(calendar(floor, said))] == [row["due_at"] for row in rows]
    assert [one.summary for one in events] == [
        "Drink",
        "A short question, move",
        "Drink, stretch",
        "A short question",
        "Move",
        "Stretch, drink",
        "A short question, good to know",
        "A short question",
    ]
    assert [one.status for one in events] == [EventStatus.CONFIRMED] * 7 + [EventStatus.TENTATIVE]


@pytest.mark.parametrize("zone", ["Europe/London", "America/St_Johns", "Asia/Kathmandu"])
def test_the_hours_are_those_of_the_patients_own_clock(floor: Floor, plan: Said, zone: str) -> None:
    floor.store.run_now(patients.set_zone, PAT, ZoneInfo(zone))
    (said,) = put(floor, plan)
    found = calendar(floor, said)
    for at in times(found):
        assert at.utcoffset() == at.astimezone(ZoneInfo(zone)).utcoffset()
    assert [one.tz_id for one in found.timezones] == [zone]
    assert f"DTSTART;TZID={zone}:" in floor.file(said).decode()


def test_no_title_has_a_word_that_others_should_not_read_on_a_locked_phone(floor: Floor, plan: Said) -> None:
    (said,) = put(floor, plan)
    whole = floor.file(said).decode().casefold()
    for word in ("sore", "pain", "needl", "clinic", "physio", "shoulder", "jd", "patname", "aftercare for"):
        assert word not in whole.replace("@aftercare", ""), word
    paper = said.words.paper
    assert paper
    assert paper.name == "reminders-2026-11-23.ics"


def test_a_newer_file_moves_what_an_older_one_has_put(floor: Floor, plan: Said) -> None:
    (said,) = put(floor, plan)
    before: list[Event] = calendar(floor, said).events
    floor.move(hours=1)
    floor.store.run_now(lambda tx: tx.run("UPDATE outbox SET due_at = due_at + 600 WHERE state = 'due'"))
    (said,) = put(floor, plan)
    after: list[Event] = calendar(floor, said).events
    assert [one.uid for one in after] == [one.uid for one in before]
    assert all((new.sequence or 0) > (old.sequence or 0) for old, new in zip(before, after, strict=True))


def test_what_has_passed_is_left_out_and_where_nothing_is_to_come_that_is_said(
    floor: Floor, plan: Said
) -> None:
    floor.move(hours=30)
    floor.deliver()
    (said,) = put(floor, plan)
    assert times(calendar(floor, said))
    assert min(times(calendar(floor, said))) > MONDAY + timedelta(hours=30)
    floor.say(PAT, "/stop")
    floor.deliver()
    toast = floor.tap(PAT, next(tap for tap in plan.taps if tap.startswith(BUTTON)))
    assert toast
    assert toast.key == "toasts.nothing_ahead"
    assert not floor.deliver()
    (resting,) = plan_of(floor)
    assert not [tap for tap in resting.taps if tap.startswith(BUTTON)]


@pytest.mark.parametrize("who", [QUIN, SAM, JO, LEE])
def test_nobody_else_gets_the_plan_by_tapping_what_is_not_theirs(floor: Floor, plan: Said, who: int) -> None:
    floor.follow(LEE, QUIN, "QQ 14:30 knee")
    floor.hear_along(PAT, SAM)
    assert not [said for said in put(floor, plan, who) if said.words.paper]
