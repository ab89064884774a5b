"""`/links`: links and appointments, with who opened theirs; a receptionist sees all of them, and no more."""

from datetime import datetime

from bot.care.ground import record
from bot.care.ground.desk import Desk, Toast, brief
from bot.care.ground.says.appointments import (
    Appointments,
    AppointmentsFound,
    AppointmentShown,
    AppointmentsNone,
    AppointmentsNoneFound,
    AppointmentsToday,
    AppointmentsTodayNone,
)
from bot.model import Clinician
from bot.store import appointments
from bot.store.appointments import Appointment
from bot.store.tx import stamp
from messages.heard.labels import LONGEST_LABEL, plain
from schedules.clinical import CLINICAL

PAGE = 10


def show(desk: Desk, actor: Clinician, query: str) -> None:
    """The newest page of what was made in the time in which a session may be registered.

    With a `query` those whose label holds it, the newest ones.
    """
    if wanted := plain(query)[:LONGEST_LABEL]:
        _show_labelled(desk, actor, wanted)
    else:
        show_page(desk, actor, 0)


def _show_labelled(desk: Desk, actor: Clinician, query: str) -> None:
    since = desk.now - CLINICAL.oldest_session
    found = appointments.labelled(desk.tx, actor, query, since=since, now=desk.now, most=PAGE)
    shown = tuple(_shown(actor, one) for one in found)
    zone = desk.house.clinic.zone.key
    listed = AppointmentsFound(query=query, appointments=shown, number=0, pages=1, zone=zone)
    brief(desk, actor, listed if shown else AppointmentsNoneFound(query=query))
    record.note(desk, actor, "looked at the links")


def _shown(actor: Clinician, one: Appointment) -> AppointmentShown:
    follower = one.follower if _names_follower(actor, one) else ""
    return AppointmentShown(one.code, one.label, stamp(one.at), one.state, follower)


def show_page(desk: Desk, actor: Clinician, number: int) -> Toast:
    _show(desk, actor, number, desk.now - CLINICAL.oldest_session, Appointments, AppointmentsNone)
    return Toast(close=False)


def show_day(desk: Desk, actor: Clinician, number: int, day: datetime) -> None:
    """The same of what was made since that instant: a receptionist's `/today`."""
    _show(desk, actor, number, day, AppointmentsToday, AppointmentsTodayNone)


def _show(
    desk: Desk,
    actor: Clinician,
    number: int,
    since: datetime,
    kind: type[Appointments],
    none: type[AppointmentsNone | AppointmentsTodayNone],
) -> None:
    total = appointments.count(desk.tx, actor, since=since)
    number = min(number, max(0, (total - 1) // PAGE))
    found = appointments.page(desk.tx, actor, since=since, now=desk.now, size=PAGE, number=number)
    shown = tuple(_shown(actor, one) for one in found)
    zone = desk.house.clinic.zone.key
    listed = kind(appointments=shown, number=number, pages=-(-total // PAGE), zone=zone)
    brief(desk, actor, listed if shown else none())
    record.note(desk, actor, "looked at the links")


def _names_follower(actor: Clinician, one: Appointment) -> bool:
    """A clinician sees their own, and for whom those are that they made for a colleague."""
    return actor.is_owner or not one.is_own
