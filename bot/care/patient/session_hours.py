"""The days and hours that a patient can tap for the end of a session, and which instants can be one."""

from datetime import datetime, time, timedelta

from bot.care.ground.desk import Desk, ask, say
from bot.care.ground.heard import Heard
from bot.care.ground.says.session_time import AskHour
from bot.model import Dialogue, Patient
from bot.store.tx import stamp
from messages.heard.times.found_facts import names_day
from messages.heard.times.when import Reason, TimeAnswer, Understood
from schedules.clinical import CLINICAL
from schedules.clock import day_begins

HOURS = {"morning": range(6, 13), "afternoon": range(12, 19), "yesterday": range(7, 21)}


def days(desk: Desk, patient: Patient) -> tuple[str, ...]:
    """What can be tapped as an answer by now."""
    local = desk.now.astimezone(desk.zone_of(patient))
    parts = (part for part in ("morning", "afternoon") if local.hour >= HOURS[part].start)
    return ("now", *parts, "yesterday")


def hours(desk: Desk, patient: Patient, day: str) -> tuple[int, ...]:
    """The hours of a day that are past, as instants in whole seconds."""
    local = desk.now.astimezone(desk.zone_of(patient))
    date = local.date() - timedelta(days=1) if day == "yesterday" else local.date()
    at = (datetime.combine(date, time(hour), local.tzinfo) for hour in HOURS[day])
    return tuple(stamp(moment) for moment in at if moment <= local)


def ask_hour(desk: Desk, patient: Patient, dialogue: Dialogue, day: str) -> None:
    """Ask at what hour of that day; an aside before the answer leaves it that day."""
    turn = ask(desk, patient, "treated", keep={**dialogue.facts, "day": day})
    say(desk, patient, AskHour(turn=turn, hours=hours(desk, patient, day), zone=desk.zone_of(patient).key))


def read(desk: Desk, patient: Patient, dialogue: Dialogue, heard: Heard) -> TimeAnswer:
    """The time that is typed; of the day that was tapped, where it names none itself."""
    times, zone = desk.house.times_of(patient.language), desk.zone_of(patient)
    as_of_now = heard.when(times, desk.now, zone)
    elapsed = isinstance(as_of_now, Understood) and as_of_now.elapsed
    own_day = any(names_day(word, times.words) for word in heard.text.split())
    if dialogue.facts.get("day") != "yesterday" or elapsed or own_day:
        return as_of_now
    midnight = day_begins(desk.now.astimezone(zone).date(), zone)
    return heard.when(times, midnight - timedelta(seconds=1), zone)


def out_of_range(desk: Desk, at: datetime) -> Reason | None:
    if at > desk.now:
        return Reason.FUTURE
    return Reason.TOO_OLD if desk.now - at > CLINICAL.oldest_session else None
