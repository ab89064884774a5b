"""A deep link is opened: by a patient, a new colleague, or the first owner."""

from datetime import timedelta

from bot.care.ground import record
from bot.care.ground.desk import Desk, brief, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.consent import LinkDead, WelcomeInvited
from bot.care.ground.says.links import OwnLink
from bot.care.ground.says.members import Joined, hello
from bot.care.ground.says.warning_signs import Screen
from bot.care.links import outcome, secret
from bot.care.patient import carers, coming_back, offered_session
from bot.model import Clinician, Invitation, Opens, Role
from bot.store import guesses, invitations, outbox, spoken, staff
from messages.heard.labels import plain_name
from schedules.clinical import CLINICAL

GUESSES = 5  # links that open nothing, before a person has to wait
GUESSES_WITHIN = timedelta(minutes=10)


def open_link(desk: Desk, caller: Caller, held: str) -> None:
    """Whatever is wrong with a link, the answer is the same; who tries many has to wait."""
    since = desk.now - GUESSES_WITHIN
    if guesses.count(desk.tx, caller.chat_id, since=since) >= GUESSES:
        say(desk, caller, LinkDead())
    elif not secret.HELD.fullmatch(held) or not _opens(desk, caller, secret.fingerprint(held)):
        guesses.add(desk.tx, caller.chat_id, now=desk.now)
        say(desk, caller, LinkDead())


def _opens(desk: Desk, caller: Caller, fingerprint: str) -> bool:
    return _opened(desk, caller, fingerprint) is not None or carers.opened(desk, caller, fingerprint)


def _opened(desk: Desk, caller: Caller, fingerprint: str) -> Invitation | None:
    """Do what a link is for; None where it is for nothing, or not for this person."""
    seen = invitations.peek(desk.tx, fingerprint)
    member = caller.clinician(desk)
    if seen is None:
        return None
    own = member and seen.opens is Opens.PATIENT and member.id in (seen.staff_id, seen.made_by)
    if member and own and seen.unopened and seen.expires > desk.now:
        brief(desk, member, OwnLink())
        return seen
    if member and seen.opens is not Opens.PATIENT and not _promotes(member, seen):
        brief(desk, member, hello(member.role))
        return seen
    if known := next((one for one in caller.people(desk) if one.id == seen.patient_id), None):
        coming_back.go_on(desk, known)
        return seen
    taken = invitations.open_one(desk.tx, fingerprint, caller.chat_id, now=desk.now)
    if taken and taken.opens is Opens.PATIENT:
        _as_patient(desk, caller, taken)
    elif taken:
        _as_colleague(desk, caller, taken)
    return taken


def _promotes(member: Clinician, link: Invitation) -> bool:
    """A colleague may become an owner by a link; other links are left to whom they are for."""
    return link.opens is Opens.OWNER and not member.is_owner


def _as_patient(desk: Desk, caller: Caller, link: Invitation) -> None:
    """Somebody new is asked for consent; who has given it, whether this session is theirs, or whose it is."""
    if caller.people(desk):
        offered_session.take_link(desk, caller, link)
    else:
        _leave_signs(desk, caller)
        welcome(desk, caller, link)


def _leave_signs(desk: Desk, caller: Caller) -> None:
    """Who has not agreed yet, and opens a link, is asked that, and nothing that was asked before."""
    shown = spoken.newest_of(desk.tx, caller.chat_id, Screen.key, since=desk.now - CLINICAL.question_open)
    if shown and shown.answered is None:
        outbox.answered(desk.tx, shown.id, "left", now=desk.now)


def welcome(desk: Desk, caller: Caller, link: Invitation) -> None:
    say(desk, caller, WelcomeInvited(name=outcome.name_of(desk, link), link=link.code))


def _as_colleague(desk: Desk, caller: Caller, link: Invitation) -> None:
    role = Role(link.opens.value)
    name = plain_name(link.label or caller.name)
    member = staff.join(
        desk.tx, chat_id=caller.chat_id, name=name, language=caller.language, role=role, now=desk.now
    )
    invitations.used(desk.tx, link.id, now=desk.now)
    record.note(desk, member, f"joined as {role.value}", member.code)
    brief(desk, member, hello(role))
    if inviter := staff.by_id(desk.tx, link.staff_id) if link.staff_id else None:
        joined = Joined(name=name, opener=plain_name(caller.name), member=member.code, role=role)
        brief(desk, inviter, joined)
