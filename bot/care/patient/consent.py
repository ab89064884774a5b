"""A person meets the bot, alone or through a link: what it is and is not, and their consent."""

from bot.care.ground import people
from bot.care.ground.desk import OLD, Desk, Toast, brief, greet, said_last, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.carers import CarerAsk
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
from bot.care.ground.says.members import hello
from bot.care.ground.says.message import ONCE_MORE
from bot.care.links import outcome
from bot.care.patient import another, carers, coming_back, link_opened, session_time, urgent_before
from bot.model import Invitation, Patient
from bot.store import invitations, spoken, staff
from schedules.clinical import CLINICAL

WORDING = "2026-11c"  # changes with the consent texts, so that a row says what was agreed to


def start(desk: Desk, caller: Caller, held: str = "") -> None:
    """`/start`, with what a deep link holds: strangers learn what this is, others go on where they were."""
    if held:
        link_opened.open_link(desk, caller, held)
        return
    everybody, clinician = caller.people(desk), caller.clinician(desk)
    if clinician:
        staff.ask_for_menu(desk.tx, clinician.id)
        brief(desk, clinician, hello(clinician.role))
    if everybody:
        coming_back.go_on_with_all(desk, caller)
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
        for one in taken:
            outcome.decline(desk, one)
        say(desk, caller, NotNowInvited() if taken else NotNow())
    elif code and link is None and _declined(desk, caller, code):
        link_again(desk, caller)
    elif code and link is None:
        say(desk, caller, LinkDead())
    elif link is None and not desk.house.self_registration:
        say(desk, caller, ByInvitation())
    else:
        patient = _enrol(desk, caller, WelcomeInvited if link else Welcome)
        if link:
            outcome.accepted(desk, caller, patient, link)
        session_time.begin(desk, patient)
        urgent_before.ask(desk, patient)
    return Toast()


def _declined(desk: Desk, caller: Caller, code: str) -> bool:
    """Whether this chat was asked about that link, said no to it, and may open it once more."""
    since = desk.now - desk.house.invite_ttl
    asked = spoken.newest_of(desk.tx, caller.chat_id, WelcomeInvited.key, since=since)
    said_no = spoken.newest_of(desk.tx, caller.chat_id, NotNowInvited.key, since=since)
    if asked is None or said_no is None:
        return False
    return asked.facts.get("link") == code and asked.id < said_no.id


def answer(desk: Desk, caller: Caller, *, agreed: bool) -> None:
    """A typed yes or no to what was asked last."""
    last = said_last(desk, caller.chat_id)
    if last and last.key == CarerAsk.key:
        carers.act(desk, caller, "yes" if agreed else "no", str(last.facts.get("carer", "")))
        return
    if last and last.key in another.ASKING:
        another.answer(desk, caller, last, agreed=agreed)
        return
    consent(desk, caller, agreed, _link(desk, caller))


def ask_again(desk: Desk, caller: Caller, *, asks: bool = False) -> None:
    """Consent needs a clear yes: the buttons once more; who asks something first hears what is kept.

    Whom it is for, who says yes for them, and the link they came by stay what they were.
    """
    last, link = said_last(desk, caller.chat_id), _link(desk, caller)
    if last and last.key == CarerAsk.key:
        carers.ask_again(desk, caller, last)
    elif last and last.key in another.ASKING:
        another.ask_again(desk, caller, last, asks=asks)
    elif asks:
        say(desk, caller, WelcomeKeptInvited(link=link) if link else WelcomeKept())
    else:
        say(desk, caller, ConsentAgain(link=link or ""))


def is_open(desk: Desk, caller: Caller) -> bool:
    """Whether who wrote was greeted lately, or holds a link, and has not answered, whatever was said since.

    "Send /start" would be no help to who has just sent it.
    """
    if invitations.taken_by(desk.tx, caller.chat_id, now=desk.now):
        return True
    since = desk.now - CLINICAL.question_open
    greeted = spoken.newest_of(desk.tx, caller.chat_id, *GREETED, *REFUSED, since=since)
    return greeted is not None and greeted.key in GREETED


GREETED = (Welcome.key, WelcomeKept.key, ConsentAgain.key)
REFUSED = (NotNow.key, NotNowInvited.key)


def meet(desk: Desk, caller: Caller) -> None:
    """A command of somebody who has not consented: what they were asked stays, and so does their link."""
    last, taken = said_last(desk, caller.chat_id), invitations.taken_by(desk.tx, caller.chat_id, now=desk.now)
    if last and last.key in another.ASKING:
        another.ask_again(desk, caller, last, asks=False)
    elif taken:
        link_opened.welcome(desk, caller, taken[0])
    else:
        greet(desk, caller, Welcome())


def link_again(desk: Desk, caller: Caller) -> None:
    """Somebody changes their mind who had come by a link: it is theirs to open again."""
    say(desk, caller, NotNowInvited())


def _link(desk: Desk, caller: Caller) -> str | None:
    """The code of the link that somebody was asked about last, if they came by one, or that they hold."""
    last = said_last(desk, caller.chat_id)
    if last is None or last.key not in (WelcomeInvited.key, WelcomeKeptInvited.key, *GREETED):
        taken = invitations.taken_by(desk.tx, caller.chat_id, now=desk.now)
        return taken[0].code if taken else None
    return str(last.facts.get("link", "")) or None


def _enrol(desk: Desk, caller: Caller, text: type[Welcome | WelcomeInvited]) -> Patient:
    return people.enrol(desk, caller, f"{text.key.removeprefix('bot.')}/{WORDING}")
