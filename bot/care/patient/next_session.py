"""A patient answers whether the next session is theirs: one tap, and the plan is there."""

from bot.care.ground import identity, telling
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.says.next_session import NextDenied
from bot.care.ground.says.session_time import NotMine
from bot.care.links import next_session
from bot.care.patient import session_time, sessions
from bot.model import Invitation, Patient
from bot.store import dialogues, invitations, staff, treatments
from bot.store.tx import stamp

YES, NO, NOT_MINE = ANSWERS = ("yes", "no", "not_mine")


def answer(desk: Desk, patient: Patient, code: str, said: str) -> Toast:
    """The tap on the question about that session; it is answered once, however late."""
    link = next((one for one in invitations.unregistered(desk.tx, patient.id) if one.code == code), None)
    if link is None or link.follows is None:
        return OLD
    if said == NOT_MINE:
        deny(desk, patient, link)
    elif said == NO:
        next_session.settled(desk, link)
        session_time.ask_when(desk, patient, mode=next_session.INVITED)
    elif patient.zone is None:
        session_time.begin(desk, patient)
    else:
        at = link.treated_at or link.created
        sessions.register(desk, patient, at, mode=next_session.INVITED, link=link)
    return Toast()


def deny(desk: Desk, patient: Patient, link: Invitation) -> None:
    """It is not theirs: nothing comes of it, and whoever follows them hears so."""
    dialogues.end(desk.tx, patient.chat_id)
    invitations.used(desk.tx, link.id, now=desk.now)
    next_session.settled(desk, link)
    treatment = treatments.by_id(desk.tx, link.follows) if link.follows else None
    follower = staff.by_id(desk.tx, link.staff_id) if link.staff_id else None
    denied = NextDenied(
        at=stamp(link.treated_at or link.created),
        zone=desk.house.clinic.zone.key,
        **identity.name(desk, patient, treatment),
    )
    for member in [follower] if follower else staff.owners(desk.tx):
        telling.tell(desk, member, denied, about=patient.id)
    say(desk, patient, NotMine())
