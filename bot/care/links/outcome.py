"""What becomes of a patient's link, and who hears of it."""

from datetime import datetime, timedelta

from bot.care.ground import clinic_hours, link_notices, record
from bot.care.ground import notices as ground_notices
from bot.care.ground.desk import Desk
from bot.care.ground.heard import Caller
from bot.care.ground.says.notices import Notices
from bot.care.ground.says.outcome import Declined, Opened, SessionNotTheirs
from bot.care.links import session_to_come
from bot.model import Clinician, Invitation, Patient
from bot.store import audit, invitations, notices, spoken, staff
from bot.store.tx import stamp
from messages.heard.labels import plain_name

A_DAY, NO_WAIT = timedelta(days=1), timedelta(0)


def name_of(desk: Desk, link: Invitation) -> str:
    """Who made a link, as patients know them; the clinic, where that is unknown."""
    maker = staff.by_id(desk.tx, link.staff_id) if link.staff_id else None
    return maker.name if maker and maker.name else desk.house.clinic.name


def tell_makers(
    desk: Desk, link: Invitation, kind: type[Declined | SessionNotTheirs], *, about: int | None = None
) -> None:
    """Whoever made a link hears what became of it: at once, while they are there."""
    for member in _makers(desk, link):
        clinic_hours.tell(desk, member, kind(label=link.label), about=about)


def decline(desk: Desk, link: Invitation) -> None:
    """It is not wanted here: it waits again, and whoever made it hears so; other links stay as they are."""
    invitations.release(desk.tx, link.id)
    tell_makers(desk, link, Declined)


def _makers(desk: Desk, link: Invitation) -> list[Clinician]:
    maker = staff.by_id(desk.tx, link.staff_id) if link.staff_id else None
    return [maker] if maker else staff.owners(desk.tx)


def accepted(desk: Desk, caller: Caller, patient: Patient, link: Invitation) -> None:
    """The link is used: whoever made it hears who opened it, and can still say that it was the wrong one."""
    invitations.accept(desk.tx, link.id, patient.id, now=desk.now)
    session_to_come.ask_later(desk, patient, link)
    record.note(desk, patient, audit.OPENED_LINK, link.code)
    for member in _makers(desk, link):
        told = Opened(
            name=plain_name(caller.name) or patient.code,
            label=link.label,
            link=link.code,
            at=stamp(desk.now),
            zone=desk.house.clinic.zone.key,
        )
        clinic_hours.tell(desk, member, told, about=patient.id)
        remind_of(desk, member, link, "link_unfinished", since=session_to_come.end_of(desk, link))


def tell_follower(desk: Desk, follower: Clinician, link: Invitation) -> None:
    """A colleague has enrolled somebody for them: they hear so with what else can wait."""
    notices.add(desk.tx, follower.id, link_notices.FOR_YOU, raised=desk.now, invitation_id=link.id)
    ground_notices.owe(desk, follower, desk.now)


def remind_of(
    desk: Desk, member: Clinician, link: Invitation, key: str, *, since: datetime | None = None
) -> None:
    """Look a day later, or a day after, whether a link is still where it is now; not after its life.

    Of links that were made within a quarter of an hour it is looked together, so that they are one message.
    """
    life = link.expires - link.created
    when = (since or desk.now) + min(A_DAY, life)
    first = max(desk.now, when - clinic_hours.GATHERED)
    when = spoken.owed_at(desk.tx, member.chat_id, Notices.key, from_=first, until=when) or when
    notices.add(desk.tx, member.id, key, raised=when, invitation_id=link.id)
    ground_notices.owe(desk, member, when, wait=NO_WAIT)
