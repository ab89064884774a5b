"""A link that nobody has opened yet is changed, shown again, or ended."""

from dataclasses import replace
from typing import Any

from bot.care.ground import drafts, record
from bot.care.ground.desk import OLD, Desk, Toast, ask_staff, asked_staff, brief, end_staff
from bot.care.ground.heard import Heard
from bot.care.ground.says.enrolment import EnrolSide, LinkChanged
from bot.care.ground.says.links import LinkGone, LinkRevoked, LinksNone, LinksWaiting, WaitingLink
from bot.care.links import card, typed_lines
from bot.care.links.card import CHANGED, GUIDE, LABEL, NEXT, PART, PROTOCOL, SHOW, WHEN
from bot.model import Clinician, Dialogue, Invitation
from bot.store import audit, invitations, open_links
from bot.store.tx import instant, stamp
from messages.heard.body import region
from messages.heard.times.when import Understood
from schedules.clinical import CLINICAL

ASKS = {"label": LABEL, "treated_at": WHEN, "region": PART, "protocol": PROTOCOL}
ACTIONS = ("show", "revoke", "label", "time", "region", "protocol")  # of the buttons under a link
MOST_SHOWN = 20  # links in one message


def mine(desk: Desk, clinician: Clinician, code: str) -> Invitation | None:
    """A link that can still be changed: theirs, not opened by a patient, not past its time."""
    link = invitations.by_code(desk.tx, code, clinician)
    return link if link and link.unopened and link.expires > desk.now else None


def take_label(desk: Desk, clinician: Clinician, dialogue: Dialogue, text: str) -> None:
    label = card.usable_label(desk, clinician, text, dict(dialogue.facts))
    if label is not None and change(desk, clinician, str(dialogue.facts["code"]), label=label) is OLD:
        _gone(desk, clinician)


def take_part(desk: Desk, clinician: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    """A typed part of what a link says: the time, the part of the body or the protocol that was asked for."""
    link, then = mine(desk, clinician, str(dialogue.facts["code"])), str(dialogue.facts["then"])
    if link is None:
        _gone(desk, clinician)
        return
    if dialogue.step == WHEN:
        _take_time(desk, clinician, link, heard, then)
        return
    body = heard.hearing.body
    line = card.recognised(desk, clinician, heard.text, body)
    if dialogue.step == PART and (side := body.side(heard.text)) and "part" in dialogue.facts:
        choose_side(desk, clinician, link.code, str(dialogue.facts["part"]), side)
    elif dialogue.step == PART and line.region:
        change(desk, clinician, link.code, region=line.region)
    elif dialogue.step == PROTOCOL and line.protocol:
        change(desk, clinician, link.code, protocol=line.protocol)
    else:
        what = "region" if dialogue.step == PART else "protocol"
        card.ask_next(desk, clinician, link, what, then=then)


def _take_time(desk: Desk, clinician: Clinician, link: Invitation, heard: Heard, then: str) -> None:
    when = heard.when(desk.house.times_of(clinician.language), desk.now, desk.house.clinic.zone)
    if isinstance(when, Understood):
        change(desk, clinician, link.code, treated_at=when.at)
    else:
        card.ask_when(desk, clinician, link, when, then=then)


def _gone(desk: Desk, clinician: Clinician) -> None:
    end_staff(desk, clinician)
    brief(desk, clinician, LinkGone())


def change(desk: Desk, clinician: Clinician, code: str, **new: Any) -> Toast:  # noqa: ANN401
    """Change what a link says before it is opened; the link itself stays as it is."""
    before = mine(desk, clinician, code)
    if before is None:
        return OLD
    link = replace(before, **new)
    field = next(iter(new))
    asked = _is_asked(desk, clinician, code, field) or not card.was_shown(desk, clinician, link)
    if link == before and not asked:
        return Toast("toasts.already")
    record.note(desk, clinician, "changed a link", code)
    invitations.change(
        desk.tx,
        link,
        label=link.label,
        treated_at=link.treated_at,
        region=link.region,
        protocol=link.protocol,
    )
    _go_on(desk, clinician, link, field)
    return Toast()


def _is_asked(desk: Desk, clinician: Clinician, code: str, field: str) -> Dialogue | None:
    """The open question, where it is about that very part of that link: a second tap answers no other one."""
    dialogue = asked_staff(desk, clinician)
    about = dialogue is not None and dialogue.facts.get("code") == code and dialogue.step == ASKS[field]
    return dialogue if about else None


def _go_on(desk: Desk, clinician: Clinician, link: Invitation, field: str) -> None:
    """What follows a change: the next question of a guided enrolment, the link to show, or a word."""
    dialogue = _is_asked(desk, clinician, link.code, field)
    then = dialogue.facts.get("then", CHANGED) if dialogue else CHANGED
    if dialogue:
        end_staff(desk, clinician)
    if dialogue and then == NEXT:
        card.ask_next(desk, clinician, link, GUIDE[dialogue.step], then=NEXT)
    elif then == SHOW or not card.was_shown(desk, clinician, link):
        card.show(desk, clinician, link)
    else:
        brief(desk, clinician, LinkChanged(**card.facts(desk, link)))


def choose_part(desk: Desk, clinician: Clinician, code: str, part: str) -> Toast:
    """A part of the body was tapped: ask for its side, or leave it open."""
    link = mine(desk, clinician, code)
    if link is None or part not in ("", *desk.house.parts):
        return OLD
    if not part:
        return change(desk, clinician, code, region=link.region)
    dialogue = _is_asked(desk, clinician, code, "region")
    then = dialogue.facts["then"] if dialogue else CHANGED
    drafts.make_way(desk, clinician)
    ask_staff(desk, clinician, PART, {"code": code, "then": then, "part": part})
    brief(desk, clinician, EnrolSide(link=code, part=part, names=desk.house.sides))
    return Toast()


def choose_side(desk: Desk, clinician: Clinician, code: str, part: str, side: str) -> Toast:
    if part not in desk.house.parts or side not in ("", *desk.house.sides):
        return OLD
    return change(desk, clinician, code, region=region(part, side))


def choose_time(desk: Desk, clinician: Clinician, code: str, seconds: int) -> Toast:
    at = instant(seconds)
    oldest, newest = desk.now - CLINICAL.oldest_session, typed_lines.end_of_day(desk)
    return change(desk, clinician, code, treated_at=at) if oldest <= at <= newest else OLD


def choose_protocol(desk: Desk, clinician: Clinician, code: str, name: str) -> Toast:
    return change(desk, clinician, code, protocol=name) if name in desk.house.protocols else OLD


def act(desk: Desk, clinician: Clinician, what: str, code: str) -> Toast:
    """A button under a link: show it again, end it, or ask for another part of what it says."""
    link = mine(desk, clinician, code)
    if link is None:
        return Toast("toasts.link_over")
    if what == "show" and link.treated_at is None:
        card.ask_next(desk, clinician, link, "time", then=SHOW)
    elif what == "show":
        card.show(desk, clinician, link)
    elif what == "revoke":
        _revoke(desk, clinician, link)
    else:
        card.ask_next(desk, clinician, link, what)
    return Toast(close=False)


def _revoke(desk: Desk, clinician: Clinician, link: Invitation) -> None:
    """The link opens nothing any more, from this moment."""
    invitations.used(desk.tx, link.id, now=desk.now)
    record.note(desk, clinician, audit.REVOKED_LINK, link.code)
    brief(desk, clinician, LinkRevoked(label=link.label))


def show_waiting(desk: Desk, clinician: Clinician) -> Toast:
    """Links that nobody has opened, or that wait for the patient to go on, with a button each."""
    found = open_links.unopened(desk.tx, clinician, now=desk.now)
    shown = tuple(
        WaitingLink(link.code, link.label, stamp(link.created), _state(link)) for link in found[:MOST_SHOWN]
    )
    brief(desk, clinician, LinksWaiting(waiting=shown) if shown else LinksNone())
    record.note(desk, clinician, "looked at the links")
    return Toast(close=False)


def _state(link: Invitation) -> str:
    if not link.unopened:
        return "next" if link.follows else "unfinished"
    if link.treated_at is None and not link.opened_by:
        return "unsettled"
    return "opened" if link.opened_by else "unopened"
