"""Who belongs to the clinic: the first owner, invited colleagues, and their end."""

from bot.care import auditing, links, noticing
from bot.care.desk import OLD, Desk, Toast, brief
from bot.care.names import LONGEST_NAME, plain
from bot.model import Clinician, Opens
from bot.store import dialogues, invitations, staff

STEP = "invite_name"


def claim(desk: Desk) -> str | None:
    """What the first owner sends, where there is no owner yet; an earlier one opens nothing any more."""
    staff.configure(desk.tx, desk.house.owners, "en", desk.now)
    invitations.revoke_of_former(desk.tx, now=desk.now)
    invitations.revoke_all(desk.tx, opens=Opens.OWNER, now=desk.now)
    if owners := staff.owners(desk.tx):
        noticing.take_over_from_former(desk, owners[0])
        return None
    return _make(desk, Opens.OWNER, None, "")[0]


def _make(desk: Desk, opens: Opens, member: Clinician | None, label: str) -> tuple[str, str, str]:
    """A link for a colleague: what it holds, the number it is computed from, and its code."""
    nonce = links.new_nonce()
    held = links.held_by(desk.house.link_key, nonce)
    made = invitations.add(
        desk.tx,
        opens=opens,
        hash=links.fingerprint(held),
        nonce=nonce,
        staff_id=member.id if member else None,
        label=label,
        now=desk.now,
        expires=desk.now + desk.house.invite_ttl,
    )
    return held, nonce, made.code


def invite(desk: Desk, owner: Clinician, name: str) -> None:
    """`/invite NAME`: a link for one colleague; without a name it is asked for."""
    named = plain(name)
    if not named or len(named) > LONGEST_NAME:
        dialogues.put(desk.tx, owner.chat_id, STEP, {}, desk.now)
        brief(desk, owner, "invite_too_long" if named else "invite_whom", most=LONGEST_NAME)
        return
    dialogues.end(desk.tx, owner.chat_id)
    _, nonce, code = _make(desk, Opens.CLINICIAN, owner, named)
    auditing.note(desk, owner, "invited a colleague", code)
    brief(desk, owner, "invite_card", name=named, hours=int(desk.house.invite_ttl.total_seconds() // 3600))
    brief(desk, owner, "invite_link", nonce=nonce)


def show(desk: Desk, owner: Clinician) -> None:
    """`/clinicians` and `/revoke`: who there is, with a button each to end it."""
    members = [
        {"name": one.name, "code": one.code, "role": one.role.value, "self": one.id == owner.id}
        for one in staff.everybody(desk.tx)
    ]
    brief(desk, owner, "members", members=members)


def ask_to_revoke(desk: Desk, owner: Clinician, code: str) -> Toast:
    member = staff.by_code(desk.tx, code)
    if member is None:
        return OLD
    if member.id == owner.id or staff.is_configured(desk.tx, member.id):
        return Toast("toasts.not_revocable", close=False, alert=True)
    brief(desk, owner, "revoke_ask", name=member.name, member=code)
    return Toast(close=False)


def revoke(desk: Desk, owner: Clinician, code: str, *, sure: bool) -> Toast:
    """End it at once: open questions and unused links of theirs as well. Their patients go to the owners."""
    member = staff.by_code(desk.tx, code)
    if member is None or member.id == owner.id or staff.is_configured(desk.tx, member.id):
        return OLD
    if not sure:
        return Toast("toasts.kept")
    staff.revoke(desk.tx, member.id, desk.now)
    dialogues.end(desk.tx, member.chat_id)
    for opens in (Opens.PATIENT, Opens.CLINICIAN):
        invitations.revoke_all(desk.tx, opens=opens, now=desk.now, staff_id=member.id)
    noticing.take_over_from_former(desk, owner)
    auditing.note(desk, owner, "revoked a colleague", code)
    brief(desk, owner, "revoked", name=member.name)
    return Toast()
