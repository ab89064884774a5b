"""A person meets the bot, alone or through a link: what it is and is not, and their consent."""

from bot.care.ground import record
from bot.care.ground.desk import OLD, Desk, Toast, brief, greet, said_last, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.consent import (
    ByInvitation,
    ConsentAgain,
    LinkDead,
    NotNow,
    NotNowInvited,
    Welcome,
    WelcomeInvited,
    WelcomeKept,
    WelcomeKeptInvited,
)
from bot.care.ground.says.members import Hello
from bot.care.ground.says.message import ONCE_MORE
from bot.care.links import outcome
from bot.care.patient import coming_back, link_opened, session_time
from bot.model import Invitation, Patient
from bot.store import invitations, patients, staff
from bot.store.codes import new_code
from messages.heard.labels import plain_name

WORDING = "2026-11c"  # changes with the consent texts, so that a row says what was agreed to


def start(desk: Desk, caller: Caller, held: str = "") -> None:
    """`/start`, with what a deep link holds: strangers learn what this is, others go on where they were."""
    if held:
        link_opened.open_link(desk, caller, held)
        return
    patient, clinician = caller.patient(desk), caller.clinician(desk)
    if clinician:
        staff.ask_for_menu(desk.tx, clinician.id)
        brief(desk, clinician, Hello(role=clinician.role))
    if patient:
        coming_back.go_on(desk, patient)
    elif taken := invitations.taken_by(desk.tx, caller.chat_id, now=desk.now):
        link_opened.welcome(desk, caller, taken[0])
    elif clinician is None:
        greet(desk, caller, Welcome() if _knows_of_their_link(desk, caller) else NotNowInvited())


def _knows_of_their_link(desk: Desk, caller: Caller) -> bool:
    """Whether nobody has to be told that their link brings them back, or they were told twice."""
    last = said_last(desk, caller.chat_id)
    return last is None or last.key != NotNowInvited.key or bool(last.facts.get(ONCE_MORE))


def what_is_kept(desk: Desk, caller: Caller, code: str | None) -> Toast:
    """All that would be kept of them, before they answer; the question above stays open."""
    link = _taken(desk, caller, code)
    if caller.patient(desk) or (code and link is None):
        return OLD
    if link:
        say(desk, caller, WelcomeKeptInvited(link=link.code))
    else:
        greet(desk, caller, WelcomeKept())
    return Toast(close=False)


def _taken(desk: Desk, caller: Caller, code: str | None) -> Invitation | None:
    """The link of that code, where it is the caller's to agree to."""
    taken = invitations.taken_by(desk.tx, caller.chat_id, now=desk.now)
    return next((one for one in taken if one.code == code), None)


def consent(desk: Desk, caller: Caller, agreed: bool, code: str | None) -> Toast:
    """The answer to the first question; nothing about a person is kept before a yes.

    `code` names the link that they agreed to, where they came by one.
    """
    if caller.patient(desk):
        return OLD
    link = _taken(desk, caller, code)
    if not agreed:
        taken = invitations.taken_by(desk.tx, caller.chat_id, now=desk.now)
        outcome.decline(desk, caller, taken)
        say(desk, caller, NotNowInvited() if taken else NotNow())
    elif code and link is None:
        say(desk, caller, LinkDead())
    elif link is None and not desk.house.self_registration:
        say(desk, caller, ByInvitation())
    else:
        patient = _enrol(desk, caller, WelcomeInvited if link else Welcome)
        if link:
            outcome.accepted(desk, caller, patient, link)
        session_time.begin(desk, patient)
    return Toast()


def answer(desk: Desk, caller: Caller, *, agreed: bool) -> None:
    """A typed yes or no to what was asked last."""
    consent(desk, caller, agreed, _link(desk, caller))


def ask_again(desk: Desk, caller: Caller, *, asks: bool = False) -> None:
    """Consent needs a clear yes: the buttons once more; who asks something first hears what is kept."""
    link = _link(desk, caller)
    if asks:
        say(desk, caller, WelcomeKeptInvited(link=link) if link else WelcomeKept())
    else:
        say(desk, caller, ConsentAgain(link=link or ""))


def link_again(desk: Desk, caller: Caller) -> None:
    """Somebody changes their mind who had come by a link: it is theirs to open again."""
    say(desk, caller, NotNowInvited())


def _link(desk: Desk, caller: Caller) -> str | None:
    """The code of the link that somebody was asked about last, if they came by one."""
    last = said_last(desk, caller.chat_id)
    if last is None or last.key not in (WelcomeInvited.key, WelcomeKeptInvited.key, ConsentAgain.key):
        return None
    return str(last.facts.get("link", "")) or None


def _enrol(desk: Desk, caller: Caller, text: type[Welcome | WelcomeInvited]) -> Patient:
    patient = patients.add(
        desk.tx,
        code=new_code(),
        chat_id=caller.chat_id,
        language=caller.language,
        first_name=plain_name(caller.name),
        wording=f"{text.key.removeprefix('bot.')}/{WORDING}/{caller.language}",
        now=desk.now,
    )
    record.note(desk, patient, "consented", patient.code)
    return patient
