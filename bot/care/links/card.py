"""A patient's link as its clinician sees it: what is asked about it, and what is shown of it."""

from typing import Any, TypedDict

from bot.care.ground.desk import Desk, ask_staff, brief, end_staff
from bot.care.ground.says.enrolment import (
    ASK_TIME,
    EnrolProtocol,
    EnrolRegion,
    EnrolWhom,
    LabelTooLong,
    LinkCard,
    LinkForward,
)
from bot.model import Clinician, Invitation
from bot.store.tx import stamp
from messages.heard.enrolment_line import Body, EnrolmentLine, recognise
from messages.heard.labels import LONGEST_LABEL, plain
from messages.heard.times.when import Reason

LABEL, WHEN, PART, PROTOCOL = STEPS = ("enrol_label", "enrol_when", "enrol_part", "enrol_protocol")
NEXT, SHOW, CHANGED = "next", "show", "changed"  # what follows an answer
GUIDE = {WHEN: "region", PART: "protocol", PROTOCOL: "shown"}  # what is asked next, step by step


def show(desk: Desk, clinician: Clinician, link: Invitation) -> None:
    """What was understood, with the picture to show, and the link to forward."""
    brief(desk, clinician, LinkCard(nonce=link.nonce, **facts(desk, link)))
    brief(desk, clinician, LinkForward(nonce=link.nonce))


class LinkFacts(TypedDict):
    """What a card says of a link."""

    label: str
    at: int
    zone: str
    region: str | None
    protocol: str
    link: str
    life: int


def facts(desk: Desk, link: Invitation) -> LinkFacts:
    protocol = desk.house.protocols.get(link.protocol)
    return {
        "label": link.label,
        "at": stamp(link.treated_at or link.created),
        "zone": desk.house.clinic.zone.key,
        "region": link.region,
        "protocol": protocol.title if protocol else link.protocol,
        "link": link.code,
        "life": int((link.expires - link.created).total_seconds()),
    }


def ask_label(desk: Desk, clinician: Clinician, *, long: bool = False, **keep: Any) -> None:  # noqa: ANN401
    """Ask for the initials or file number, after one that was too `long`; the rest is kept for the answer."""
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
        _ask(desk, clinician, link, PART, then)
        brief(desk, clinician, EnrolRegion(link=link.code, names=desk.house.parts))
    elif what == "protocol" and len(desk.house.protocols) > 1:
        _ask(desk, clinician, link, PROTOCOL, then)
        brief(desk, clinician, EnrolProtocol(link=link.code, protocols=titles(desk)))
    else:
        end_staff(desk, clinician)
        show(desk, clinician, link)


def ask_when(
    desk: Desk, clinician: Clinician, link: Invitation, why: Reason | None = None, *, then: str = CHANGED
) -> None:
    """Ask when the session ended; once more, where what was said is no time for that reason."""
    _ask(desk, clinician, link, WHEN, then)
    zone = desk.house.clinic.zone.key
    brief(desk, clinician, ASK_TIME[why](link=link.code, ago=recent(desk), zone=zone))


def _ask(desk: Desk, clinician: Clinician, link: Invitation, step: str, then: str) -> None:
    ask_staff(desk, clinician, step, {"code": link.code, "then": then})


def recent(desk: Desk) -> tuple[int, ...]:
    """Moments to tap: now, and some before it."""
    return tuple(stamp(desk.now) - 60 * minutes for minutes in (0, 30, 60, 120, 180, 240))


def recognised(desk: Desk, clinician: Clinician, text: str, body: Body) -> EnrolmentLine:
    return recognise(
        text,
        now=desk.now,
        zone=desk.house.clinic.zone,
        times=desk.house.times_of(clinician.language),
        body=body,
        protocols=titles(desk),
    )


def titles(desk: Desk) -> dict[str, str]:
    return {name: protocol.title for name, protocol in desk.house.protocols.items()}
