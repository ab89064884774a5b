"""Who belongs to the clinic: the first owner, invited colleagues, and their end."""

from datetime import timedelta

from bot.care.clinic import advice_review, rota
from bot.care.clinic.invited_as import InvitedAs, invited_as
from bot.care.ground import clinic_hours, notices, record
from bot.care.ground.desk import OLD, Desk, Toast, ask_staff, brief, end_staff, say
from bot.care.ground.heard import Caller, Heard
from bot.care.ground.says.members import (
    InvitationWithdrawn,
    InviteAsWhat,
    InviteCard,
    InvitedShown,
    InviteLink,
    InviteTooLong,
    InviteWhom,
    Members,
    MemberShown,
    MemberStays,
    OutOfClinic,
    RevokeAsk,
    Revoked,
)
from bot.care.links import secret
from bot.model import Clinician, Dialogue, Opens, Role
from bot.store import (
    alert_people,
    cover,
    invitations,
    open_links,
    staff,
    treatments,
    vitals,
    withdrawals,
)
from messages.heard.for_whom import who_is
from messages.heard.labels import LONGEST_NAME, plain
from messages.languages import REFERENCE

STEP = "invite_name"
CLAIM = "claim"  # among the vitals: the number of a link for the first owner that starts keep
UNTIL_CLAIMED = timedelta(days=365)  # the next start makes another one
MOST_SHOWN = 30  # people in one message; Telegram allows a hundred buttons


def claim(desk: Desk) -> str | None:
    """What the first owner sends, where there is no owner yet; an earlier one opens nothing any more.

    But one that was shown while the bot did not run is kept, as it waits to be sent to one that does.
    Owners of the settings are owners from here on, and those who are named there no longer are nothing.
    """
    if _has_owner(desk):
        return None
    return _shown_before(desk) or claim_anew(desk)


def claim_before_start(desk: Desk) -> str | None:
    """The same, for an operator who sets up a bot that does not run yet: the next starts keep it."""
    return None if _has_owner(desk) else claim_anew(desk, keep=True)


def claim_anew(desk: Desk, *, keep: bool = False) -> str:
    """A claim that ends every one before."""
    open_links.revoke_claims(desk.tx, now=desk.now)
    held, nonce, _ = _make(desk, Opens.OWNER, None, "", life=UNTIL_CLAIMED)
    vitals.put(desk.tx, CLAIM, nonce if keep else "", now=desk.now)
    return held


def _has_owner(desk: Desk) -> bool:
    """Whether anybody is an owner, when the settings have had their say; then no claim opens anything."""
    for member in staff.no_longer_named(desk.tx, desk.house.owners):
        leave(desk, member)
    for member in staff.configure(desk.tx, desk.house.owners, REFERENCE, desk.now):
        record.note(desk, None, f"made clinic:{member.code} an owner, by the settings")
    if not staff.owners(desk.tx):
        return False
    open_links.revoke_claims(desk.tx, now=desk.now)
    return True


def _shown_before(desk: Desk) -> str | None:
    """A claim that an operator was shown before the start, if it opens anything with the key of now."""
    if not (nonce := vitals.value(desk.tx, CLAIM)):
        return None
    held = secret.held_by(desk.house.link_key, nonce)
    return held if open_links.is_claim(desk.tx, secret.fingerprint(held), now=desk.now) else None


def leave(desk: Desk, member: Clinician) -> None:
    """End a membership at once, with all that is open or under way; their patients go to the owners."""
    advice_review.tell_of_leaving(desk, member)
    staff.revoke(desk.tx, member.id, desk.now)
    end_staff(desk, member)
    withdrawals.withdraw_from_staff(desk.tx, member.chat_id, now=desk.now)
    open_links.revoke_of(desk.tx, member.id, now=desk.now)
    cover.end_of(desk.tx, member.id)
    open_links.revoke_named(desk.tx, member.name, now=desk.now)
    alert_people.hurry_followed(desk.tx, member.id, now=desk.now, opening=clinic_hours.opening(desk))
    treatments.release(desk.tx, member.id)
    notices.pass_on(desk, member)
    say(desk, Caller(member.chat_id, member.language), OutOfClinic())


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


def invite(desk: Desk, owner: Clinician, said: str) -> None:
    """`/invite NAME`, or `/invite owner NAME`: a link for one colleague; without a name it is asked for."""
    _invite_said(desk, owner, invited_as(said))
    rota.suggest_second_owner(desk, owner)


def _invite_said(desk: Desk, owner: Clinician, said: InvitedAs) -> None:
    if said.opens is None:
        end_staff(desk, owner)
        brief(desk, owner, InviteAsWhat())
    else:
        invite_as(desk, owner, said.opens, said.name)


def invite_as(desk: Desk, owner: Clinician, opens: Opens, name: str) -> None:
    """A link with which one colleague of that name joins in that role."""
    named = plain(name)
    if not named or len(named) > LONGEST_NAME:
        ask_staff(desk, owner, STEP, {"opens": opens.value})
        brief(desk, owner, (InviteTooLong if named else InviteWhom)(most=LONGEST_NAME))
        return
    end_staff(desk, owner)
    _, nonce, code = _make(desk, opens, owner, named, life=desk.house.invite_ttl)
    record.note(desk, owner, f"invited a colleague as {opens.value}", code)
    life = int(desk.house.invite_ttl.total_seconds())
    brief(desk, owner, InviteCard(name=named, life=life, invitation=code, role=Role(opens.value)))
    brief(desk, owner, InviteLink(nonce=nonce))


def take_name(desk: Desk, owner: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    """A typed name, for the role that was asked for."""
    _invite_said(desk, owner, invited_as(heard.text, Opens(dialogue.facts.get("opens", Opens.CLINICIAN))))


def show(desk: Desk, owner: Clinician) -> None:
    """`/clinicians` and `/revoke`: who there is, with a button each to end it."""
    there = staff.everybody(desk.tx)[:MOST_SHOWN]
    members = tuple(MemberShown(one.name, one.code, one.role, _stays(desk, owner, one)) for one in there)
    waiting = open_links.of_colleagues(desk.tx, now=desk.now)[:MOST_SHOWN]
    invited = tuple(InvitedShown(one.label, one.code) for one in waiting)
    brief(desk, owner, Members(members=members, invited=invited))
    rota.suggest_second_owner(desk, owner)


def show_or_ask(desk: Desk, owner: Clinician, said: str) -> None:
    """`/revoke NAME` asks about that one; without a name, or of several or nobody, it shows all."""
    there = staff.everybody(desk.tx)
    codes = who_is(said, {one.code: one.name or one.code for one in there}) if plain(said) else ()
    named = [one for one in there if one.code in codes]
    if len(named) != 1:
        show(desk, owner)
    elif _stays(desk, owner, named[0]):
        brief(desk, owner, MemberStays(name=named[0].name or named[0].code))
    else:
        brief(desk, owner, RevokeAsk(name=named[0].name, member=named[0].code))


def _stays(desk: Desk, owner: Clinician, member: Clinician) -> bool:
    """Who cannot be taken out in the chat: themselves, and whom the settings name."""
    return member.id == owner.id or staff.is_configured(desk.tx, member.id)


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
    fixed = _stays(desk, owner, member)
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
