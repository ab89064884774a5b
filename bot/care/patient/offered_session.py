"""A session that the clinic has noted: the patient says whether it is theirs, and the time right."""

from bot.care.ground.desk import OLD, Desk, Toast, ask, open_question, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.outcome import SessionNotTheirs
from bot.care.ground.says.session_time import ConfirmInvited, ConfirmJoin, NotMine
from bot.care.links import next_session, outcome
from bot.care.links.next_session import INVITED
from bot.model import Dialogue, Invitation, Patient
from bot.store import dialogues, invitations, patients
from bot.store.tx import stamp


def ask_to_join(desk: Desk, patient: Patient, link: Invitation) -> None:
    """A patient has opened a link: whose it is will see how they answer, so they are asked first.

    Its end may be still to come.
    """
    at = link.treated_at or desk.now
    keep = {"mode": INVITED, "at": stamp(at), "wall": None, "join": link.code}
    turn, zone = ask(desk, patient, "confirm", keep=keep), desk.zone_of(patient).key
    name = outcome.name_of(desk, link)
    say(desk, patient, ConfirmJoin(turn=turn, at=stamp(at), zone=zone, name=name))


def ask_again(desk: Desk, patient: Patient, dialogue: Dialogue) -> bool:
    """The same once more, while it is open whether they take that link; False where that is not asked."""
    code, taken = dialogue.facts.get("join"), invitations.taken_by(desk.tx, patient.chat_id, now=desk.now)
    link = next((one for one in taken if one.code == code), None)
    if link:
        ask_to_join(desk, patient, link)
    return link is not None


def confirm_time(desk: Desk, patient: Patient, link: Invitation) -> None:
    """The clinic has said when the session ended; the patient says whether that is right."""
    if link.follows:
        next_session.ask_patient(desk, patient, link)
        return
    at = link.treated_at or desk.now
    keep = {"mode": INVITED, "at": stamp(at), "wall": None}
    turn, zone = ask(desk, patient, "confirm", keep=keep), desk.zone_of(patient).key
    say(desk, patient, ConfirmInvited(turn=turn, at=stamp(at), zone=zone))


def joined(desk: Desk, caller: Caller, patient: Patient, dialogue: Dialogue) -> bool:
    """A yes to a session is the consent to whose link it is; False where the link is over."""
    code = dialogue.facts.get("join")
    if code is None:
        return True
    taken = invitations.taken_by(desk.tx, patient.chat_id, now=desk.now)
    link = next((one for one in taken if one.code == code), None)
    if link is None:
        return invitations.pending(desk.tx, patient.id, now=desk.now) is not None
    patients.consent(desk.tx, patient.id, f"confirm_join/{patient.language}", desk.now)
    outcome.accepted(desk, caller, patient, link)
    return True


def not_mine(desk: Desk, patient: Patient, turn: int) -> Toast:
    """The session of a link is somebody else's: it is left to them, and the clinic hears of it."""
    dialogue = open_question(desk, patient, "confirm", turn=turn)
    if dialogue is None or dialogue.facts["mode"] != INVITED:
        return OLD
    dialogues.end(desk.tx, patient.chat_id)
    if (link := invitations.pending(desk.tx, patient.id, now=desk.now)) and not link.follows:
        invitations.used(desk.tx, link.id, now=desk.now)
        outcome.tell_makers(desk, link, SessionNotTheirs, about=patient.id)
    outcome.decline(desk, Caller(patient.chat_id, patient.language), [])
    say(desk, patient, NotMine())
    return Toast()
