"""A clinician enrols a patient: one line, one glance, and a link to show or to forward."""

from typing import Any

from bot.care.ground import plan, record
from bot.care.ground.desk import Desk, brief, end_staff
from bot.care.ground.says.enrolment import TooManyLinks, TooManyPatients
from bot.care.links import card, outcome, secret
from bot.model import Clinician, Invitation, Opens
from bot.store import cases, invitations, open_links
from bot.store.tx import instant, stamp
from messages.heard.enrolment_line import Body
from messages.heard.times.when import Reason

MOST_LINKS = 50  # open ones of one clinician
MOST_PATIENTS = 500  # whom one clinician follows at a time


def enrol(desk: Desk, clinician: Clinician, text: str, body: Body) -> None:
    """`/enroll`, with a line that says who, when and where, in any order, or with nothing."""
    if limit := _limit(desk, clinician):
        brief(desk, clinician, limit)
    elif not text:
        card.ask_label(desk, clinician, then=card.NEXT)
    else:
        line = card.recognised(desk, clinician, text, body)
        facts = {
            "at": stamp(line.at) if line.at else None,
            "region": line.region,
            "protocol": line.protocol,
            "problem": line.problem.value if line.problem else None,
        }
        take_label(desk, clinician, line.label, facts)


def take_label(desk: Desk, clinician: Clinician, text: str, facts: dict[str, Any]) -> None:
    """Go on where the label can be used; else it is asked for, and nothing of the rest is lost."""
    label = card.usable_label(desk, clinician, text, facts)
    if label is None:
        return
    end_staff(desk, clinician)
    if limit := _limit(desk, clinician):
        brief(desk, clinician, limit)
        return
    link = _make(desk, clinician, label, facts)
    if facts.get("then") == card.NEXT:
        card.ask_next(desk, clinician, link, "time", then=card.NEXT)
    elif problem := facts.get("problem"):
        card.ask_when(desk, clinician, link, Reason(problem), then=card.SHOW)
    else:
        card.show(desk, clinician, link)


def _limit(desk: Desk, clinician: Clinician) -> TooManyLinks | TooManyPatients | None:
    """What to say where there are too many already."""
    if open_links.count_open(desk.tx, clinician.id, now=desk.now) >= MOST_LINKS:
        return TooManyLinks(most=MOST_LINKS)
    since = desk.now - plan.longest(desk)
    if cases.count_running(desk.tx, clinician.id, since=since) >= MOST_PATIENTS:
        return TooManyPatients(most=MOST_PATIENTS)
    return None


def _make(desk: Desk, clinician: Clinician, label: str, facts: dict[str, Any]) -> Invitation:
    nonce = secret.new_nonce()
    at = facts.get("at")
    protocol = str(facts.get("protocol") or desk.house.default_protocol)
    link = invitations.add(
        desk.tx,
        opens=Opens.PATIENT,
        hash=secret.fingerprint(secret.held_by(desk.house.link_key, nonce)),
        nonce=nonce,
        staff_id=clinician.id,
        label=label,
        now=desk.now,
        expires=desk.now + desk.house.invite_ttl,
        treated_at=instant(at) if at else desk.now,
        region=facts.get("region"),
        protocol=protocol,
    )
    record.note(desk, clinician, "made a link", link.code)
    outcome.remind_of(desk, clinician, link, "link_unopened")
    return link
