"""A session whose end was noted before it came: asked about once, when it should be over."""

from datetime import datetime, timedelta

from bot.care.ground.desk import Desk, owe
from bot.care.ground.says.message import read
from bot.care.ground.says.next_session import AskTookPlace
from bot.model import Invitation, Outgoing, Patient, Sort
from bot.store import invitations
from bot.store.tx import stamp
from schedules.quiet import quiet_end

LATE = timedelta(minutes=30)  # a session may end later than it should
WORTH_ASKING = timedelta(hours=24)


def end_of(desk: Desk, link: Invitation) -> datetime | None:
    """When it should end (UTC), where that is still to come."""
    return link.treated_at if link.treated_at and link.treated_at > desk.now else None


def ask_later(desk: Desk, patient: Patient, link: Invitation) -> None:
    """Owe the question whether it took place; nothing is recorded without an answer."""
    if (end := end_of(desk, link)) is None:
        return
    zone = desk.zone_of(patient)
    due = quiet_end(end + LATE, zone, desk.house.quiet)
    owe(
        desk,
        AskTookPlace(link=link.code, region=link.region, at=stamp(end), zone=zone.key),
        chat_id=patient.chat_id,
        sort=Sort.QUESTION,
        language=patient.language,
        due=due,
        expires=due + WORTH_ASKING,
        patient_id=patient.id,
    )


def is_awaited(desk: Desk, message: Outgoing) -> bool:
    """Whether a message is no such question, or still to be asked: they have neither told nor refused it."""
    if message.key != AskTookPlace.key or message.patient_id is None:
        return True
    code = read(AskTookPlace, message.facts).link
    return any(one.code == code for one in invitations.unregistered(desk.tx, message.patient_id))
