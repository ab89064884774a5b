"""A session that the clinic has noted: the patient says whether it is theirs, and the time right."""

from collections.abc import Mapping
from typing import Any

from bot.care.ground import people
from bot.care.ground.desk import OLD, Desk, Toast, ask, open_question, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.consent import LinkDead
from bot.care.ground.says.outcome import SessionNotTheirs
from bot.care.ground.says.people import WhoseLink
from bot.care.ground.says.session_time import ConfirmInvited, ConfirmJoin, ConfirmTreated, NotMine
from bot.care.links import next_session, outcome
from bot.care.links.next_session import INVITED
from bot.model import Dialogue, Invitation, Patient
from bot.store import dialogues, invitations, patients, treatments
from bot.store.tx import stamp

TOLD = {"told": True}  # the time that is asked about is the patient's own


def offer(desk: Desk, caller: Caller) -> bool:
    """The newest link that a phone has opened and nobody has answered, once more; whether there is one."""
    taken = invitations.taken_by(desk.tx, caller.chat_id, now=desk.now)
    if taken:
        take_link(desk, caller, taken[0])
    return bool(taken)


def take_link(desk: Desk, caller: Caller, link: Invitation) -> None:
    """The next session of whoever has its label; where nobody here has it, whom it is for is asked."""
    everybody = caller.people(desk)
    same = [one for one in everybody if link.label.casefold() in _labels(desk, one)]
    if not same and len(everybody) == 1 and not _labels(desk, everybody[0]):
        same = everybody  # who came alone has no label that could differ
    if len(same) == 1:
        ask_to_join(desk, same[0], link)
        return
    name, shown = outcome.name_of(desk, link), people.shown(desk, everybody)
    mine = people.holder(desk, everybody) is None  # whoever holds the phone may be none of them
    say(desk, caller, WhoseLink(name=name, link=link.code, people=shown, me=mine))


def _labels(desk: Desk, patient: Patient) -> set[str]:
    """All labels that the clinic ever gave somebody."""
    sessions = [one.label for one in treatments.all_of(desk.tx, patient.id)]
    links = [one.label for one in invitations.unregistered(desk.tx, patient.id)]
    return {label.casefold() for label in (*sessions, *links) if label}


def ask_to_join(
    desk: Desk, patient: Patient, link: Invitation, told: Mapping[str, Any] | None = None
) -> None:
    """A patient has opened a link: whose it is will see how they answer, so they are asked first.

    Its end may be still to come, or be another than was noted, as they have `told`.
    """
    noted = {"mode": INVITED, "at": stamp(link.treated_at or desk.now), "wall": None}
    keep = {**noted, **(told or {}), "join": link.code}
    turn, zone = ask(desk, patient, "confirm", keep=keep), desk.zone_of(patient).key
    name, twelve = outcome.name_of(desk, link), bool(keep.get("twelve"))
    say(desk, patient, ConfirmJoin(turn=turn, at=keep["at"], zone=zone, twelve=twelve, name=name))


def ask_again(
    desk: Desk, patient: Patient, dialogue: Dialogue, told: Mapping[str, Any] | None = None
) -> bool:
    """The same once more, while it is open whether they take that link; False where that is not asked.

    A time that they have `told` stays.
    """
    if told is None and dialogue.step == "treated":
        return False  # they are asked for another time
    if link := _offered(desk, patient, dialogue):
        before = dialogue.facts if is_told(dialogue) else None
        ask_to_join(desk, patient, link, {**told, **TOLD} if told else before)
    return link is not None


def is_told(dialogue: Dialogue) -> bool:
    """Whether the time that is asked about is one that they have told."""
    return bool(dialogue.facts.get("told"))


def _offered(desk: Desk, patient: Patient, dialogue: Dialogue) -> Invitation | None:
    """The link that a question is about, while it is open whether they take it."""
    code, taken = dialogue.facts.get("join"), invitations.taken_by(desk.tx, patient.chat_id, now=desk.now)
    return next((one for one in taken if one.code == code), None)


def confirm_time(desk: Desk, patient: Patient, link: Invitation) -> None:
    """The clinic has said when the session ended; the patient says whether that is right."""
    if link.follows:
        next_session.ask_patient(desk, patient, link)
        return
    at = link.treated_at or desk.now
    keep = {"mode": INVITED, "at": stamp(at), "wall": None}
    turn, zone = ask(desk, patient, "confirm", keep=keep), desk.zone_of(patient).key
    say(desk, patient, ConfirmInvited(turn=turn, at=stamp(at), zone=zone))


def confirm_again(desk: Desk, patient: Patient, dialogue: Dialogue) -> None:
    """Whether that time is right, once more, as it was asked: the buttons above stay good."""
    facts, zone = dialogue.facts, desk.zone_of(patient).key
    link = invitations.pending(desk.tx, patient.id, now=desk.now)
    is_noted = link is not None and link.treated_at is not None and stamp(link.treated_at) == facts["at"]
    if is_noted and not facts.get("wall"):
        say(desk, patient, ConfirmInvited(turn=dialogue.turn, at=facts["at"], zone=zone))
    else:
        twelve = bool(facts.get("twelve"))
        say(desk, patient, ConfirmTreated(turn=dialogue.turn, at=facts["at"], zone=zone, twelve=twelve))


def is_asked(desk: Desk, patient: Patient) -> bool:
    """Whether a session that the clinic has noted waits for their yes."""
    dialogue = open_question(desk, patient, "confirm")
    return dialogue is not None and dialogue.facts["mode"] == INVITED


def stands(desk: Desk, patient: Patient, dialogue: Dialogue) -> bool:
    """Whether what is asked can still be answered: of a link, while it is not over."""
    if not dialogue.facts.get("join") or _offered(desk, patient, dialogue):
        return True
    return invitations.pending(desk.tx, patient.id, now=desk.now) is not None


def join(desk: Desk, caller: Caller, patient: Patient, dialogue: Dialogue) -> None:
    """A yes to a session is the consent to whose link it is, by whoever has said yes for them before."""
    if link := _offered(desk, patient, dialogue):
        by = patients.consented_by(desk.tx, patient.id)
        patients.consent(desk.tx, patient.id, f"confirm_join/{patient.language}", desk.now, by=by)
        outcome.accepted(desk, caller, patient, link)


def is_over(desk: Desk, patient: Patient) -> None:
    """Whoever made it has ended it meanwhile, or it is past its time."""
    dialogues.end(desk.tx, patient.chat_id)
    say(desk, patient, LinkDead())


def not_mine(desk: Desk, patient: Patient, turn: int | None = None) -> Toast:
    """The session of a link is somebody else's: it is left to them, and the clinic hears of it."""
    dialogue = open_question(desk, patient, "confirm", turn=turn)
    if dialogue is None or dialogue.facts["mode"] != INVITED:
        return OLD
    dialogues.end(desk.tx, patient.chat_id)
    if offered := _offered(desk, patient, dialogue):
        outcome.decline(desk, offered)
    elif (link := invitations.pending(desk.tx, patient.id, now=desk.now)) and not link.follows:
        invitations.used(desk.tx, link.id, now=desk.now)
        outcome.tell_makers(desk, link, SessionNotTheirs, about=patient.id)
    say(desk, patient, NotMine())
    return Toast()
