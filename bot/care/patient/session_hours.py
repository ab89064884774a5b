"""The days and hours that a patient can tap for the end of a session, and which instants can be one."""

from datetime import datetime, time, timedelta

from bot.care.ground.desk import Desk
from bot.model import Patient
from bot.store.tx import stamp
from messages.heard.times.when import Reason
from schedules.clinical import CLINICAL

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


def out_of_range(desk: Desk, at: datetime) -> Reason | None:
    if at > desk.now:
        return Reason.FUTURE
    return Reason.TOO_OLD if desk.now - at > CLINICAL.oldest_session else None
