"""What is still to come of a plan, for a calendar: on the patient's clock, in words fit for a lock screen."""

from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.care.patient.plan_file import ToCome
from bot.render.words import Words
from bot.store.tx import instant

if TYPE_CHECKING:
    from icalendar import Event

NAME = "reminders-{day:%Y-%m-%d}.ics"
MOMENT = timedelta(minutes=10)  # that an entry takes in a calendar


def name(words: Words) -> str:
    return NAME.format(day=instant(words.now))


def ics(words: Words, zone: ZoneInfo, ahead: Sequence[ToCome]) -> bytes:
    """An entry a message. Its number stays the same, so that a newer file moves what an older one has put."""
    from icalendar import Calendar  # noqa: PLC0415  (not before somebody asks for one)

    calendar = Calendar()
    calendar.add("prodid", "-//Aftercare companion//EN")
    calendar.add("version", "2.0")
    for one in ahead:
        calendar.add_component(_entry(words, zone, one))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _entry(words: Words, zone: ZoneInfo, one: ToCome) -> "Event":
    """It keeps nobody's time and is shown to nobody else."""
    from icalendar import Event  # noqa: PLC0415  (the same)

    made = instant(words.now).astimezone(UTC)
    begins = one.at.astimezone(zone)
    entry = Event()
    entry.add("uid", f"{one.session}-{one.step}-{one.round}@aftercare".lower())
    entry.add("dtstamp", made)
    entry.add("sequence", int(made.timestamp()) // 60)
    entry.add("dtstart", begins)
    entry.add("dtend", begins + MOMENT)
    entry.add("summary", _title(words, one))
    entry.add("status", "TENTATIVE" if one.maybe else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    entry.add("class", "PRIVATE")
    return entry


def _title(words: Words, one: ToCome) -> str:
    """What to do, in a word or two; nothing of what it is for."""
    *others, last = [words.small(f"lock_screen.{kind}") for kind in dict.fromkeys(one.kinds)]
    told = ", ".join((*others, last))
    return told[:1].upper() + told[1:]
