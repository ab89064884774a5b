"""Who belongs to the clinic: the first owner, invited colleagues, and their end."""

from datetime import timedelta

from bot.care.ground import notices, record
from bot.care.ground.desk import OLD, Desk, Toast, ask_staff, brief, end_staff
from bot.care.ground.says.members import (
    InvitationWithdrawn,
    InviteCard,
    InvitedShown,
    InviteLink,
    InviteTooLong,
    InviteWhom,
    Members,
    MemberShown,
    RevokeAsk,
    Revoked,
)
from bot.care.links import secret
from bot.model import Clinician, Opens
from bot.store import alerts, invitations, open_links, spoken, staff, treatments
from messages.heard.labels import LONGEST_NAME, plain
from messages.languages import REFERENCE

STEP = "invite_name"
UNTIL_CLAIMED = timedelta(days=365)  # the next start makes another one
MOST_SHOWN = 30  # people in one message; Telegram allows a hundred buttons


def claim(desk: Desk) -> str | None:
    """What the first owner sends, where there is no owner yet; an earlier one opens nothing any more.

    Owners of the settings are owners from here on, and those who are named there no longer are nothing.
    """
    for member in staff.no_longer_named(desk.tx, desk.house.owners):
        leave(desk, member)
    for member in staff.configure(desk.tx, desk.house.owners, REFERENCE, desk.now):
        record.note(desk, None, f"made clinic:{member.code} an owner, by the settings")
    open_links.revoke_all(desk.tx, opens=Opens.OWNER, now=desk.now)
    if staff.owners(desk.tx):
        return None
    return _make(desk, Opens.OWNER, None, "", life=UNTIL_CLAIMED)[0]


def leave(desk: Desk, member: Clinician) -> None:
    """End a membership at once, with all that is open or under way; their patients go to the owners."""
    staff.revoke(desk.tx, member.id, desk.now)
    end_staff(desk, member)
    spoken.withdraw_from_staff(desk.tx, member.chat_id, now=desk.now)
    for opens in (Opens.PATIENT, Opens.CLINICIAN):
        open_links.revoke_all(desk.tx, opens=opens, now=desk.now, staff_id=member.id)
    open_links.revoke_named(desk.tx, member.name, now=desk.now)
    alerts.hurry_followed(desk.tx, member.id, now=desk.now)
    treatments.release(desk.tx, member.id)
    notices.pass_on(desk, member)


def _make(
    desk: Desk, opens: Opens, member: Clinician | None, label: str, *, life: timedelta
) -> tuple[str, str, str]:
    """A link for a colleague: what it holds, the number it is computed from, and its code."""
    nonce = secret.new_nonce()
    held = secret.held_by(desk.house.link_key, nonce)
    made = invitations.add(
        desk.tx,
        opens=opens,
        hash=secret.fingerprint(held),
        nonce=nonce,
        staff_id=member.id if member else None,
        label=label,
        now=desk.now,
        expires=desk.now + life,
    )
    return held, nonce, made.code


def invite(desk: Desk, owner: Clinician, name: str) -> None:
    """`/invite NAME`: a link for one colleague; without a name it is asked for."""
    named = plain(name)
    if not named or len(named) > LONGEST_NAME:
        ask_staff(desk, owner, STEP, {})
        brief(desk, owner, (InviteTooLong if named else InviteWhom)(most=LONGEST_NAME))
        return
    end_staff(desk, owner)
    _, nonce, code = _make(desk, Opens.CLINICIAN, owner, named, life=desk.house.invite_ttl)
    record.note(desk, owner, "invited a colleague", code)
    life = int(desk.house.invite_ttl.total_seconds())
    brief(desk, owner, InviteCard(name=named, life=life, invitation=code))
    brief(desk, owner, InviteLink(nonce=nonce))


def show(desk: Desk, owner: Clinician) -> None:
    """`/clinicians` and `/revoke`: who there is, with a button each to end it."""
    there = staff.everybody(desk.tx)[:MOST_SHOWN]
    members = tuple(MemberShown(one.name, one.code, one.role, one.id == owner.id) for one in there)
    waiting = open_links.of_colleagues(desk.tx, now=desk.now)[:MOST_SHOWN]
    invited = tuple(InvitedShown(one.label, one.code) for one in waiting)
    brief(desk, owner, Members(members=members, invited=invited))


def withdraw(desk: Desk, owner: Clinician, code: str) -> Toast:
    """End an invitation that no colleague has opened yet."""
    for one in open_links.of_colleagues(desk.tx, now=desk.now):
        if one.code == code:
            invitations.used(desk.tx, one.id, now=desk.now)
            record.note(desk, owner, "withdrew an invitation", code)
            brief(desk, owner, InvitationWithdrawn(name=one.label))
            return Toast(close=False)
    return Toast("toasts.link_over")


def revoke(desk: Desk, owner: Clinician, code: str, sure: bool | None) -> Toast:
    """End a membership; None asks first."""
    member = staff.by_code(desk.tx, code)
    if member is None:
        return OLD
    fixed = member.id == owner.id or staff.is_configured(desk.tx, member.id)
    if sure is None:
        return _ask_to_revoke(desk, owner, member, fixed)
    if fixed:
        return OLD
    if not sure:
        return Toast("toasts.kept")
    leave(desk, member)
    record.note(desk, owner, "revoked a colleague", code)
    brief(desk, owner, Revoked(name=member.name))
    return Toast()


def _ask_to_revoke(desk: Desk, owner: Clinician, member: Clinician, fixed: bool) -> Toast:
    """`fixed` is who cannot be taken out in the chat: themselves, and whom the settings name."""
    if fixed:
        return Toast("toasts.not_revocable", close=False, alert=True)
    brief(desk, owner, RevokeAsk(name=member.name, member=member.code))
    return Toast(close=False)
