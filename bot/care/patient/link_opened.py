"""A deep link is opened: by a patient, a new colleague, or the first owner."""

from datetime import timedelta

from bot.care.ground import record
from bot.care.ground.desk import Desk, brief, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.consent import LinkDead, WelcomeInvited
from bot.care.ground.says.enrolment import OwnLink
from bot.care.ground.says.members import Hello, Joined
from bot.care.links import outcome, secret
from bot.care.patient import coming_back, offered_session
from bot.model import Invitation, Opens, Role
from bot.store import guesses, invitations, staff
from messages.heard.labels import plain_name

GUESSES = 5  # links that open nothing, before a person has to wait
GUESSES_WITHIN = timedelta(minutes=10)


def open_link(desk: Desk, caller: Caller, held: str) -> None:
    """Whatever is wrong with a link, the answer is the same; who tries many has to wait."""
    since = desk.now - GUESSES_WITHIN
    if guesses.count(desk.tx, caller.chat_id, since=since) >= GUESSES:
        say(desk, caller, LinkDead())
    elif not secret.HELD.fullmatch(held) or _opened(desk, caller, secret.fingerprint(held)) is None:
        guesses.add(desk.tx, caller.chat_id, now=desk.now)
        say(desk, caller, LinkDead())


def _opened(desk: Desk, caller: Caller, fingerprint: str) -> Invitation | None:
    """Do what a link is for; None where it is for nothing, or not for this person."""
    seen = invitations.peek(desk.tx, fingerprint)
    member = caller.clinician(desk)
    if seen is None:
        return None
    own = member and seen.opens is Opens.PATIENT and seen.staff_id == member.id
    if member and own and seen.unopened and seen.expires > desk.now:
        brief(desk, member, OwnLink())
        return seen
    if member and seen.opens is Opens.CLINICIAN:
        brief(desk, member, Hello(role=member.role))
        return seen
    if (patient := caller.patient(desk)) and seen.patient_id == patient.id:
        coming_back.go_on(desk, patient)
        return seen
    taken = invitations.open_one(desk.tx, fingerprint, caller.chat_id, now=desk.now)
    if taken and taken.opens is Opens.PATIENT:
        _as_patient(desk, caller, taken)
    elif taken:
        _as_colleague(desk, caller, taken)
    return taken


def _as_patient(desk: Desk, caller: Caller, link: Invitation) -> None:
    """Somebody new is asked for consent; who has given it is asked whether this session is theirs."""
    if patient := caller.patient(desk):
        offered_session.ask_to_join(desk, patient, link)
    else:
        welcome(desk, caller, link)


def welcome(desk: Desk, caller: Caller, link: Invitation) -> None:
    say(desk, caller, WelcomeInvited(name=outcome.name_of(desk, link), link=link.code))


def _as_colleague(desk: Desk, caller: Caller, link: Invitation) -> None:
    role = Role.OWNER if link.opens is Opens.OWNER else Role.CLINICIAN
    name = plain_name(link.label or caller.name)
    member = staff.join(
        desk.tx, chat_id=caller.chat_id, name=name, language=caller.language, role=role, now=desk.now
    )
    invitations.used(desk.tx, link.id, now=desk.now)
    record.note(desk, member, f"joined as {role.value}", member.code)
    brief(desk, member, Hello(role=role))
    if inviter := staff.by_id(desk.tx, link.staff_id) if link.staff_id else None:
        brief(desk, inviter, Joined(name=name, opener=plain_name(caller.name), member=member.code))
