"""A patient answers whether a session is theirs that was noted, or took place: with a yes there is a plan."""

from bot.care.ground import clinic_hours, identity
from bot.care.ground.desk import OLD, Desk, Toast, ask, say
from bot.care.ground.heard import Heard
from bot.care.ground.says.next_session import NextDenied, NextNotHeld, NotHeld
from bot.care.ground.says.session_time import NotMine
from bot.care.links import next_session
from bot.care.patient import session_time, sessions, time_zone
from bot.model import Invitation, Patient
from bot.store import dialogues, invitations, staff, treatments
from bot.store.tx import stamp

YES, NO, NOT_MINE, NOT_HELD = ANSWERS = ("yes", "no", "not_mine", "not_held")


def answer(desk: Desk, patient: Patient, code: str, said: str) -> Toast:
    """The tap on the question about that session; it is answered once, however late."""
    link = next((one for one in invitations.unregistered(desk.tx, patient.id) if one.code == code), None)
    if link is None:
        return OLD
    at = link.treated_at or link.created
    if said == NOT_MINE:
        deny(desk, patient, link)
    elif said == NOT_HELD:
        not_held(desk, patient, link)
    elif said == NO:
        if at <= desk.now:  # what is over sooner is asked about all the same, where they do not say when
            next_session.settled(desk, link)
        session_time.ask_when(desk, patient, mode=next_session.INVITED)
    elif at > desk.now:
        return OLD
    elif patient.zone is None:
        keep = {"mode": next_session.INVITED, "at": stamp(at), "wall": None}
        time_zone.ask_zone(desk, patient, desk.house.clinic.zone, keep=keep)
    else:
        sessions.register(desk, patient, at, mode=next_session.INVITED, link=link)
    return Toast()


def take_time(desk: Desk, patient: Patient, heard: Heard) -> None:
    """A time that is typed instead."""
    ask(desk, patient, "treated", keep={"mode": next_session.INVITED})
    session_time.take_time(desk, patient, heard)


def deny(desk: Desk, patient: Patient, link: Invitation) -> None:
    """It is not theirs: nothing comes of it, and whoever follows them hears so."""
    dialogues.end(desk.tx, patient.chat_id)
    invitations.used(desk.tx, link.id, now=desk.now)
    _tell_follower(desk, patient, link, NextDenied)
    say(desk, patient, NotMine())


def not_held(desk: Desk, patient: Patient, link: Invitation) -> None:
    """It did not take place; a link stays theirs, for what the clinic calls them stands on it."""
    dialogues.end(desk.tx, patient.chat_id)
    _tell_follower(desk, patient, link, NextNotHeld)
    if link.follows:
        invitations.used(desk.tx, link.id, now=desk.now)
    else:
        invitations.not_held(desk.tx, link.id)
    say(desk, patient, NotHeld())


def _tell_follower(
    desk: Desk, patient: Patient, link: Invitation, kind: type[NextDenied | NextNotHeld]
) -> None:
    """Whoever follows them hears so, and nothing of it is asked any more."""
    next_session.settled(desk, link)
    treatment = treatments.by_id(desk.tx, link.follows) if link.follows else None
    follower = staff.by_id(desk.tx, link.staff_id) if link.staff_id else None
    told = kind(
        at=stamp(link.treated_at or link.created),
        zone=desk.house.clinic.zone.key,
        **identity.name(desk, patient, treatment),
    )
    for member in [follower] if follower else staff.owners(desk.tx):
        clinic_hours.tell(desk, member, told, about=patient.id)
