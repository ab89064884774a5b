"""A link for a patient is made, unless whoever will follow them has too many."""

from datetime import datetime, timedelta
from typing import Any

from bot.care.ground import plan, record
from bot.care.ground.desk import Desk, brief
from bot.care.ground.says.links import TooManyFor, TooManyLinks, TooManyPatients
from bot.care.links import card, outcome, secret
from bot.model import Clinician, Invitation, Opens
from bot.store import audit, cases, invitations, open_links
from bot.store.tx import instant

MOST_LINKS = 50  # open ones of one clinician
MOST_PATIENTS = 500  # whom one clinician follows at a time
AN_HOUR = timedelta(hours=1)


def link_for(
    desk: Desk, actor: Clinician, follower: Clinician, label: str, facts: dict[str, Any]
) -> Invitation | None:
    """A link for somebody whom the follower will follow; None where they have too many, which is said."""
    limit = limit_of(desk, follower)
    if limit is None:
        return make(desk, actor, label, facts, follower)
    brief(desk, actor, limit if actor.follows else TooManyFor(name=follower.name or follower.code))
    return None


def limit_of(desk: Desk, clinician: Clinician) -> TooManyLinks | TooManyPatients | None:
    """What to say where there are too many already."""
    if open_links.count_open(desk.tx, clinician.id, now=desk.now) >= MOST_LINKS:
        return TooManyLinks(most=MOST_LINKS)
    since = desk.now - plan.longest(desk)
    if cases.count_running(desk.tx, clinician.id, since=since) >= MOST_PATIENTS:
        return TooManyPatients(most=MOST_PATIENTS)
    return None


def make(
    desk: Desk, clinician: Clinician, label: str, facts: dict[str, Any], follower: Clinician
) -> Invitation:
    """The link; for a session of today it may be made before that is over."""
    nonce, asked = secret.new_nonce(), facts.get("problem") or facts.get("then") == card.NEXT
    at = instant(facts["at"]) if facts.get("at") else desk.now
    link = invitations.add(
        desk.tx,
        opens=Opens.PATIENT,
        hash=secret.fingerprint(secret.held_by(desk.house.link_key, nonce)),
        nonce=nonce,
        staff_id=follower.id,
        made_by=None if clinician.id == follower.id else clinician.id,
        label=label,
        now=desk.now,
        expires=_expires(desk, at),
        treated_at=None if asked and not facts.get("at") else at,  # until it is settled
        region=facts.get("region"),
        protocol=str(facts.get("protocol") or desk.house.default_protocol),
    )
    record.note(desk, clinician, audit.MADE_LINK, link.code)
    outcome.remind_of(desk, clinician, link, "link_unopened")
    if clinician.id != follower.id:
        record.note(desk, clinician, f"{audit.LINK_FOR}{follower.code}", link.code)
        if clinician.follows:
            outcome.tell_follower(desk, follower, link)
    return link


def _expires(desk: Desk, at: datetime) -> datetime:
    """Its time counts from the end of the session; whole hours, as it is told in them."""
    ahead = max(at - desk.now, timedelta())
    return desk.now + desk.house.invite_ttl - (-ahead // AN_HOUR) * AN_HOUR
