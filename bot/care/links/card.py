"""A patient's link as its clinician sees it: what is asked about it, and what is shown of it."""

from datetime import datetime
from typing import Any, TypedDict

from bot.care.ground import drafts
from bot.care.ground.desk import Desk, ask_staff, brief, end_staff
from bot.care.ground.says.enrolment import (
    ASK_TIME,
    AskTime,
    EnrolProtocol,
    EnrolRegion,
    EnrolRegionOf,
    EnrolWhom,
    LabelTooLong,
    LinkCard,
    LinkForward,
)
from bot.model import Clinician, Invitation
from bot.store import spoken, staff
from bot.store.tx import stamp
from messages.heard.body import Body
from messages.heard.enrolment_line import EnrolmentLine, recognise
from messages.heard.labels import LONGEST_LABEL, plain
from messages.heard.times.when import TimeReader, Unclear

LABEL, WHEN, PART, PROTOCOL = STEPS = ("enrol_label", "enrol_when", "enrol_part", "enrol_protocol")
NEXT, SHOW, CHANGED = "next", "show", "changed"  # what follows an answer
GUIDE = {WHEN: "region", PART: "protocol", PROTOCOL: "shown"}  # what is asked next, step by step


def show(desk: Desk, clinician: Clinician, link: Invitation) -> None:
    """What was understood, with the picture to show, and the link to forward."""
    brief(desk, clinician, LinkCard(nonce=link.nonce, **facts(desk, link)))
    brief(desk, clinician, LinkForward(nonce=link.nonce))


def was_shown(desk: Desk, clinician: Clinician, link: Invitation) -> bool:
    """Whether the link was shown or sent to whoever made it, since it was made."""
    return spoken.holds(desk.tx, clinician.chat_id, LinkForward.key, nonce=link.nonce, since=link.created)


class LinkFacts(TypedDict):
    """What a card says of a link; who follows the patient, where a receptionist made it."""

    label: str
    at: int
    zone: str
    region: str | None
    protocol: str
    link: str
    life: int
    follower: str


def facts(desk: Desk, link: Invitation) -> LinkFacts:
    protocol = desk.house.protocols.get(link.protocol)
    follower = staff.by_id(desk.tx, link.staff_id) if link.staff_id and link.made_by else None
    return {
        "label": link.label,
        "at": stamp(link.treated_at or link.created),
        "zone": desk.house.clinic.zone.key,
        "region": link.region,
        "protocol": protocol.title if protocol else link.protocol,
        "link": link.code,
        "life": int((link.expires - link.created).total_seconds()),
        "follower": (follower.name or follower.code) if follower else "",
    }


def ask_label(desk: Desk, clinician: Clinician, *, long: bool = False, **keep: Any) -> None:  # noqa: ANN401
    """Ask for the initials or file number, after one that was too `long`; the rest is kept for the answer."""
    drafts.make_way(desk, clinician)
    ask_staff(desk, clinician, LABEL, keep)
    brief(desk, clinician, (LabelTooLong if long else EnrolWhom)(most=LONGEST_LABEL))


def usable_label(desk: Desk, clinician: Clinician, text: str, keep: dict[str, Any]) -> str | None:
    """A typed label; None, and the question once more, where there is none or it is too long."""
    label = plain(text)
    if 0 < len(label) <= LONGEST_LABEL:
        return label
    ask_label(desk, clinician, long=bool(label), **keep)
    return None


def ask_next(desk: Desk, clinician: Clinician, link: Invitation, what: str, *, then: str = CHANGED) -> None:
    """Ask for one part of a link; what is tapped or typed answers it."""
    if what == "label":
        ask_label(desk, clinician, code=link.code)
    elif what == "time":
        ask_when(desk, clinician, link, then=then)
    elif what == "region":
        ask_region(desk, clinician, link, then=then)
    elif what == "protocol" and len(desk.house.protocols) > 1:
        _ask(desk, clinician, link, PROTOCOL, then)
        brief(desk, clinician, EnrolProtocol(link=link.code, protocols=titles(desk)))
    else:
        end_staff(desk, clinician)
        show(desk, clinician, link)


def ask_region(desk: Desk, clinician: Clinician, link: Invitation, *, then: str, said: str = "") -> None:
    """Ask which part of the body was treated; what was `said` of it may be several."""
    _ask(desk, clinician, link, PART, then)
    names = desk.house.parts
    if said:
        brief(desk, clinician, EnrolRegionOf(link=link.code, names=names, label=link.label, said=said))
    else:
        brief(desk, clinician, EnrolRegion(link=link.code, names=names))


def ask_when(
    desk: Desk, clinician: Clinician, link: Invitation, said: Unclear | None = None, *, then: str = CHANGED
) -> None:
    """Ask when the session ended; once more, where what was said is no time yet."""
    _ask(desk, clinician, link, WHEN, then)
    brief(desk, clinician, time_question(desk, said, link=link.code, label=link.label))


def time_question(
    desk: Desk, said: Unclear | None, *, label: str, link: str | None = None, case: str | None = None
) -> AskTime:
    """The question when the session of a link or a case ended, with what may be meant by what was said."""
    return ASK_TIME[said.asks if said else None](
        link=link,
        case=case,
        of=label,
        ago=recent(desk),
        zone=desk.house.clinic.zone.key,
        meant=tuple(stamp(one.at) for one in said.candidates) if said else (),
    )


def _ask(desk: Desk, clinician: Clinician, link: Invitation, step: str, then: str) -> None:
    drafts.make_way(desk, clinician)
    ask_staff(desk, clinician, step, {"code": link.code, "then": then})


def recent(desk: Desk) -> tuple[int, ...]:
    """Moments to tap: now, and some before it."""
    return tuple(stamp(desk.now) - 60 * minutes for minutes in (0, 30, 60, 120, 180, 240))


def recognised(
    desk: Desk,
    clinician: Clinician,
    text: str,
    body: Body,
    *,
    said: datetime | None = None,
    times: TimeReader | None = None,
) -> EnrolmentLine:
    """What a line says, which was typed now or at that instant; `times` may be a reader of many lines."""
    return recognise(
        text,
        now=said or desk.now,
        zone=desk.house.clinic.zone,
        times=times or desk.house.times_of(clinician.language),
        body=body,
        protocols=titles(desk),
    )


def titles(desk: Desk) -> dict[str, str]:
    return {name: protocol.title for name, protocol in desk.house.protocols.items()}
