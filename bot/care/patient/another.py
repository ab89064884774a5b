"""Somebody else is accompanied on the same phone: whom a link is for, and who says yes for them."""

from bot.care.ground import people, record
from bot.care.ground.desk import OLD, Desk, Toast, asked_last, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.message import read
from bot.care.ground.says.people import (
    ME,
    NEW,
    NO_LINK,
    WELCOMES,
    KeptForAnother,
    MineNoted,
    NotNowFor,
    WhoseCare,
)
from bot.care.links import outcome
from bot.care.patient import offered_session, session_time
from bot.model import Invitation, Outgoing, Patient
from bot.store import invitations, outbox, patients
from bot.store.patients import By

WORDING = "2026-11a"  # changes with the texts that ask for it, so that a row says what was agreed to
ASKING = frozenset({*(kind.key for kind in WELCOMES.values()), KeptForAnother.key})


def _may_be_me(desk: Desk, caller: Caller) -> bool:
    """Whether whoever holds the phone is none of those whom it serves."""
    return people.holder(desk, caller.people(desk)) is None


def choose(desk: Desk, caller: Caller, code: str, who: str) -> Toast:
    """For somebody whom the phone serves, or for somebody else."""
    if not _is_open(desk, caller, code):
        return OLD
    if who == NEW:
        say(desk, caller, WhoseCare(link=code, me=_may_be_me(desk, caller)))
        return Toast()
    if who == ME:
        return explain(desk, caller, code, ME)
    link, person = _taken(desk, caller, code), people.by_code(desk, caller, who)
    if link is None or person is None:
        return OLD
    offered_session.ask_to_join(desk, person, link)
    return Toast()


def explain(desk: Desk, caller: Caller, code: str, by: str) -> Toast:
    """What this is and is not, in the words for who says yes: a parent, a guardian, or they themselves."""
    if by not in WELCOMES or not _is_open(desk, caller, code) or (by == ME and not _may_be_me(desk, caller)):
        return OLD
    say(desk, caller, WELCOMES[by](link=code, by=by))
    return Toast()


def for_me(desk: Desk, caller: Caller, asked: Outgoing) -> None:
    """A typed "for me" to whom a link is for: whoever holds the phone, whether they are known or not."""
    everybody, code = caller.people(desk), str(asked.facts.get("link", ""))
    if known := people.holder(desk, everybody):
        choose(desk, caller, code, known.code)
    else:
        explain(desk, caller, code, ME)
    outbox.answered(desk.tx, asked.id, "typed", now=desk.now)


def is_mine(desk: Desk, patient: Patient) -> None:
    """Somebody who had come as another says that the phone is theirs: they are "you" from now on."""
    patients.consent(desk.tx, patient.id, f"{patients.MINE}/{patient.language}", desk.now)
    record.note(desk, patient, "holds the phone", patient.code)
    say(desk, patient, MineNoted())
    session_time.repeat_question(desk, patient)


def may_be_mine(desk: Desk, caller: Caller) -> bool:
    """Whether the one who is spoken of has said yes for themselves, and nobody else holds the phone."""
    patient = caller.patient(desk)
    if patient is None or not _may_be_me(desk, caller):
        return False
    return patients.consented_by(desk.tx, patient.id) is By.SELF


def what_is_kept(desk: Desk, caller: Caller, by: str, code: str) -> Toast:
    """All that would be kept of them; the question above stays open."""
    if by not in WELCOMES or not _is_open(desk, caller, code):
        return OLD
    say(desk, caller, KeptForAnother(link=code, by=by))
    return Toast(close=False)


def consent(desk: Desk, caller: Caller, agreed: bool, by: str, code: str) -> Toast:
    """The answer; nothing about a person is kept before a yes of who may say it."""
    if by not in WELCOMES or not _is_open(desk, caller, code):
        return OLD
    link = _taken(desk, caller, code)
    if not agreed:
        if link:
            outcome.decline(desk, link)
        say(desk, caller, NotNowFor())
        return Toast()
    if by == ME and not _may_be_me(desk, caller):
        return OLD
    patient = _enrol(desk, caller, by)
    if link:
        outcome.accepted(desk, caller, patient, link)
    session_time.begin(desk, patient)
    return Toast()


def answer(desk: Desk, caller: Caller, asked: Outgoing, *, agreed: bool) -> None:
    """A typed yes or no to that."""
    consent(desk, caller, agreed, str(asked.facts.get("by", "")), str(asked.facts.get("link", "")))


def ask_again(desk: Desk, caller: Caller, asked: Outgoing, *, asks: bool) -> None:
    """The same words and buttons, of the same person and link; who asks something hears what is kept."""
    by, code = str(asked.facts.get("by", "")), str(asked.facts.get("link", ""))
    kind = KeptForAnother if asks and asked.key != KeptForAnother.key else WELCOMES.get(by, KeptForAnother)
    say(desk, caller, kind(link=code, by=by))


def ask_whose_again(desk: Desk, caller: Caller) -> bool:
    """Who was treated is answered by a button, whatever is typed; False where that was not asked."""
    if asked := asked_last(desk, caller.chat_id, WhoseCare):
        say(desk, caller, read(WhoseCare, asked.facts))
    return asked is not None


def _taken(desk: Desk, caller: Caller, code: str) -> Invitation | None:
    """The link of that code, where it is the caller's to agree to."""
    taken = invitations.taken_by(desk.tx, caller.chat_id, now=desk.now)
    return next((one for one in taken if one.code == code), None)


def _is_open(desk: Desk, caller: Caller, code: str) -> bool:
    """Whether it is theirs to agree to: a link that they opened, or none where anybody may register."""
    alone = code == NO_LINK and desk.house.self_registration and not caller.people(desk)
    return alone or _taken(desk, caller, code) is not None


def _enrol(desk: Desk, caller: Caller, said: str) -> Patient:
    by = By.SELF if said == ME else By(said)
    zone = next((one.zone for one in caller.people(desk) if one.zone), None)
    wording = f"{WELCOMES[said].key.removeprefix('bot.')}/{WORDING}"
    return people.enrol(desk, caller, wording, how=f"consented, by {by.value}", by=by, zone=zone)
