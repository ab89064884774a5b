"""A deep link is opened: by a patient, a new colleague, or the first owner."""

from datetime import timedelta

from bot.care import auditing, links, noticing, returning, treating
from bot.care.desk import Caller, Desk, brief, say
from bot.care.names import plain_name
from bot.model import Clinician, Invitation, Opens, Patient, Role, Sort
from bot.store import guesses, invitations, notices, staff
from bot.store.tx import stamp

GUESSES = 5  # links that open nothing, before a person has to wait
GUESSES_WITHIN = timedelta(minutes=10)
A_DAY = timedelta(days=1)


def open_link(desk: Desk, caller: Caller, held: str) -> None:
    """Whatever is wrong with a link, the answer is the same; who tries many has to wait."""
    since = desk.now - GUESSES_WITHIN
    link = None
    if guesses.count(desk.tx, caller.chat_id, since=since) < GUESSES and links.HELD.fullmatch(held):
        link = _opened(desk, caller, links.fingerprint(held))
    if link is None:
        guesses.add(desk.tx, caller.chat_id, now=desk.now)
        say(desk, caller, "link_dead")


def _opened(desk: Desk, caller: Caller, fingerprint: str) -> Invitation | None:
    """Do what a link is for; None where it is for nothing, or not for this person."""
    seen = invitations.peek(desk.tx, fingerprint)
    member = caller.clinician(desk)
    if seen is None:
        return None
    own = member and seen.opens is Opens.PATIENT and seen.staff_id == member.id
    if member and own and seen.unopened and seen.expires > desk.now:
        brief(desk, member, "own_link")
        return seen
    if member and seen.opens is Opens.CLINICIAN:
        brief(desk, member, "hello", role=member.role.value)
        return seen
    if (patient := caller.patient(desk)) and seen.patient_id == patient.id:
        returning.go_on(desk, patient)
        return seen
    taken = invitations.open_one(desk.tx, fingerprint, caller.chat_id, now=desk.now)
    if taken and taken.opens is Opens.PATIENT:
        _as_patient(desk, caller, taken)
    elif taken:
        _as_colleague(desk, caller, taken)
    return taken


def _as_patient(desk: Desk, caller: Caller, link: Invitation) -> None:
    """Somebody new is asked for consent; who has given it goes on to the new session at once."""
    patient = caller.patient(desk)
    if patient is None:
        welcome(desk, caller, link)
        return
    accepted(desk, caller, patient, link)
    treating.begin(desk, patient)


def welcome(desk: Desk, caller: Caller, link: Invitation) -> None:
    follower = staff.by_id(desk.tx, link.staff_id) if link.staff_id else None
    say(desk, caller, "welcome_invited", name=follower.name if follower else "")


def accepted(desk: Desk, caller: Caller, patient: Patient, link: Invitation) -> None:
    """The link is used: whoever made it hears who opened it, and can still say that it was the wrong one."""
    invitations.accept(desk.tx, link.id, patient.id, now=desk.now)
    auditing.note(desk, patient, "opened a link", link.code)
    follower = staff.by_id(desk.tx, link.staff_id) if link.staff_id else None
    for member in [follower] if follower else staff.owners(desk.tx):
        brief(
            desk,
            member,
            "opened",
            about=patient.id,
            due=noticing.opening(desk),
            sort=Sort.NOTICE,
            name=plain_name(caller.name),
            label=link.label,
            link=link.code,
            at=stamp(desk.now),
            zone=desk.house.clinic.zone.key,
        )
        remind_of(desk, member, link, "link_unfinished")


def remind_of(desk: Desk, member: Clinician, link: Invitation, key: str) -> None:
    """Look a day later whether a link is still where it is now; at its end, where that comes before."""
    life = link.expires - link.created
    when = desk.now + min(A_DAY, life)
    notices.add(desk.tx, member.id, key, raised=when, invitation_id=link.id)
    noticing.owe(desk, member, when)


def _as_colleague(desk: Desk, caller: Caller, link: Invitation) -> None:
    role = Role.OWNER if link.opens is Opens.OWNER else Role.CLINICIAN
    name = plain_name(link.label or caller.name)
    member = staff.join(
        desk.tx, chat_id=caller.chat_id, name=name, language=caller.language, role=role, now=desk.now
    )
    invitations.used(desk.tx, link.id, now=desk.now)
    auditing.note(desk, member, f"joined as {role.value}", member.code)
    brief(desk, member, "hello", role=role.value)
    if inviter := staff.by_id(desk.tx, link.staff_id) if link.staff_id else None:
        brief(
            desk,
            inviter,
            "joined",
            name=name,
            opener=plain_name(caller.name),
            member=member.code,
        )
