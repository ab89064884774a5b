"""What is noticed about a line that was typed, and said once: a label that was just used, a whole name."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.care.ground.desk import Desk, brief
from bot.care.ground.says.enrolment import LinkRemarks, Remark, SessionsAhead
from bot.care.links.next_session import SAME_SESSION
from bot.model import Clinician, Invitation
from bot.store import courses, open_links
from messages.heard.labels import is_whole_name

JUST_NOW = timedelta(minutes=15)  # in which the same label is more likely a slip than another visit


def make(desk: Desk, clinician: Clinician, link: Invitation, facts: Mapping[str, Any]) -> None:
    """Say what was noticed of a new link, if anything; the link stands as it is."""
    since = desk.now - JUST_NOW
    follower = link.staff_id or clinician.id
    noticed = {
        Remark.AGAIN: open_links.is_label_used(desk.tx, follower, link.label, since=since, but=link.id),
        Remark.SESSION_THERE: _is_session_there(desk, follower, link),
        Remark.WHOLE_NAME: is_whole_name(link.label),
        Remark.BIRTH: bool(facts.get("birth")),
        Remark.PHONE: bool(facts.get("phone")),
    }
    if any(noticed.values()):
        said = tuple(one for one, there in noticed.items() if there)
        brief(desk, clinician, LinkRemarks(link=link.code, label=link.label, remarks=said))


def _is_session_there(desk: Desk, follower: int, link: Invitation) -> bool:
    """Whether a patient of that label, of the same clinician's, has had a session at that time."""
    at = link.treated_at or desk.now
    found = courses.labelled(desk.tx, follower, link.label, since=at - SAME_SESSION)
    return any(abs(one.treated_at - at) < SAME_SESSION for one in found)


def of_sessions_ahead(desk: Desk, clinician: Clinician, facts: Mapping[str, Any]) -> None:
    """Say that what a line told of sessions to come is not kept, if it told any."""
    if said := facts.get("ahead"):
        brief(desk, clinician, SessionsAhead(said=str(said)))
