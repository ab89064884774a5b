"""A link that nobody has opened yet is changed, shown again, or ended."""

from dataclasses import replace
from typing import Any

from bot.care import auditing, linking
from bot.care.desk import OLD, Desk, Toast, brief, current_question
from bot.care.linking import CHANGED, GUIDE, NEXT, PART, PROTOCOL, SHOW, WHEN
from bot.care.recognising import Body
from bot.model import Clinician, Dialogue, Invitation
from bot.store import dialogues, invitations
from bot.store.tx import instant, stamp
from schedules.when import MAX_AGE, Understood, read_when

MOST_SHOWN = 20  # links in one message


def mine(desk: Desk, clinician: Clinician, code: str) -> Invitation | None:
    """A link that can still be changed: theirs, not opened by a patient, not past its time."""
    link = invitations.by_code(desk.tx, code, clinician)
    return link if link and link.unopened and link.expires > desk.now else None


def hear_label(desk: Desk, clinician: Clinician, dialogue: Dialogue, text: str) -> None:
    label = linking.usable_label(desk, clinician, text, dict(dialogue.facts))
    if label is not None and change(desk, clinician, str(dialogue.facts["code"]), label=label) is OLD:
        _gone(desk, clinician)


def hear(desk: Desk, clinician: Clinician, dialogue: Dialogue, text: str, body: Body) -> None:
    """A typed answer to what was asked about a link."""
    link, then = mine(desk, clinician, str(dialogue.facts["code"])), str(dialogue.facts["then"])
    if link is None:
        _gone(desk, clinician)
        return
    line = linking.recognised(desk, text, body)
    if dialogue.step == WHEN:
        when = read_when(text, desk.now, desk.house.clinic.zone)
        if isinstance(when, Understood):
            change(desk, clinician, link.code, treated_at=when.at)
        else:
            linking.ask_when(desk, clinician, link, f"enrol_{when.reason.value}", then=then)
    elif dialogue.step == PART and line.region:
        change(desk, clinician, link.code, region=line.region)
    elif dialogue.step == PROTOCOL and line.protocol:
        change(desk, clinician, link.code, protocol=line.protocol)
    else:
        what = "region" if dialogue.step == PART else "protocol"
        linking.ask_next(desk, clinician, link, what, then=then)


def _gone(desk: Desk, clinician: Clinician) -> None:
    dialogues.end(desk.tx, clinician.chat_id)
    brief(desk, clinician, "link_gone")


def change(desk: Desk, clinician: Clinician, code: str, **new: Any) -> Toast:  # noqa: ANN401
    """Change what a link says before it is opened; the link itself stays as it is."""
    link = mine(desk, clinician, code)
    if link is None:
        return OLD
    link = replace(link, **new)
    invitations.change(
        desk.tx,
        link,
        label=link.label,
        treated_at=link.treated_at,
        region=link.region,
        protocol=link.protocol,
    )
    auditing.note(desk, clinician, "changed a link", link.code)
    _go_on(desk, clinician, link)
    return Toast()


def _go_on(desk: Desk, clinician: Clinician, link: Invitation) -> None:
    """What follows a change: the next question of a guided enrolment, the link to show, or a word."""
    dialogue = current_question(desk, clinician)
    asked = dialogue is not None and dialogue.facts.get("code") == link.code
    then = dialogue.facts.get("then", CHANGED) if dialogue and asked else CHANGED
    if dialogue and asked:
        dialogues.end(desk.tx, clinician.chat_id)
    if dialogue and then == NEXT:
        linking.ask_next(desk, clinician, link, GUIDE[dialogue.step], then=NEXT)
    elif then == SHOW:
        linking.show(desk, clinician, link)
    else:
        brief(desk, clinician, "link_changed", **linking.card(desk, link))


def choose_part(desk: Desk, clinician: Clinician, code: str, part: str) -> Toast:
    """A part of the body was tapped: ask for its side, or leave it open."""
    if not part:
        return change(desk, clinician, code, region=None)
    if mine(desk, clinician, code) is None or part not in desk.house.parts:
        return OLD
    brief(desk, clinician, "enrol_side", link=code, part=part, names=list(desk.house.sides))
    return Toast()


def choose_side(desk: Desk, clinician: Clinician, code: str, part: str, side: str) -> Toast:
    if part not in desk.house.parts or (side and side not in desk.house.sides):
        return OLD
    return change(desk, clinician, code, region=f"{side}.{part}" if side else part)


def choose_time(desk: Desk, clinician: Clinician, code: str, seconds: int) -> Toast:
    at = instant(seconds)
    return change(desk, clinician, code, treated_at=at) if desk.now - MAX_AGE <= at <= desk.now else OLD


def choose_protocol(desk: Desk, clinician: Clinician, code: str, name: str) -> Toast:
    return change(desk, clinician, code, protocol=name) if name in desk.house.protocols else OLD


def revoke(desk: Desk, clinician: Clinician, code: str) -> Toast:
    """The link opens nothing any more, from this moment."""
    link = mine(desk, clinician, code)
    if link is None:
        return Toast("toasts.link_over")
    invitations.used(desk.tx, link.id, now=desk.now)
    auditing.note(desk, clinician, "revoked a link", link.code)
    brief(desk, clinician, "link_revoked", label=link.label)
    return Toast()


def show_waiting(desk: Desk, clinician: Clinician) -> None:
    """Links that nobody has opened, or that wait for the patient to go on, with a button each."""
    found = invitations.unopened(desk.tx, clinician, now=desk.now)
    shown = [
        {"code": link.code, "label": link.label, "since": stamp(link.created), "opened": not link.unopened}
        for link in found[:MOST_SHOWN]
    ]
    brief(desk, clinician, "links_waiting" if shown else "links_none", waiting=shown)
    auditing.note(desk, clinician, "looked at the links")


def show_again(desk: Desk, clinician: Clinician, code: str) -> Toast:
    link = mine(desk, clinician, code)
    if link is None:
        return Toast("toasts.link_over")
    linking.show(desk, clinician, link)
    return Toast(close=False)
