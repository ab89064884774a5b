"""About whom an alert may be, and what of that somebody of the clinic may see."""

from dataclasses import dataclass

from bot.care.ground import duty
from bot.care.ground.desk import Desk
from bot.care.ground.identity import Identity, identify_any
from bot.care.ground.red_flag import STANDS
from bot.model import Alert, Clinician, Patient
from bot.store import alert_people, cover, patients
from schedules.ladder import Reach


@dataclass(frozen=True)
class KnownTo:
    """Who may be meant, as far as a member may see them; `others` counts those whom a colleague follows."""

    identity: Identity
    others: int = 0

    @property
    def everybody(self) -> tuple[Patient, ...]:
        """Whom the member may see, the one whom the alert names first."""
        return (self.identity.patient, *self.identity.others)


def everybody(desk: Desk, alert: Alert) -> list[Patient]:
    """All who may be meant: the one whom the alert names first."""
    ids = alert_people.of(desk.tx, alert.id) or [alert.patient_id]
    ids.sort(key=lambda one: (one != alert.patient_id, one))
    return [found for one in ids if (found := patients.by_id(desk.tx, one))]


def known_to(desk: Desk, alert: Alert, member: Clinician) -> KnownTo:
    """Nothing of one person is shown to another's clinician, unless they cover; an owner sees everybody."""
    found = everybody(desk, alert)
    covers = cover.covers(desk.tx, member, alert.id, since=desk.now - STANDS)
    own = found if covers else seen_by(desk, found, member)
    return KnownTo(identify_any(desk, own, alert.about).seen_by(member), len(found) - len(own))


def is_for(desk: Desk, alert: Alert, member: Clinician) -> bool:
    """Whether it is about a member's own patient for all that is known now, or they cover for it."""
    covers = cover.covers(desk.tx, member, alert.id, since=desk.now - STANDS)
    return bool(covers) or duty.sees(desk, everybody(desk, alert), member)


def seen_by(desk: Desk, found: list[Patient], member: Clinician) -> list[Patient]:
    """Of several who may be meant, those whom a member follows, or covers as who follows them is away.

    Who follows none of them covers for all, and sees all.
    """
    own = [one for one in found if member.is_owner or _follows(desk, member, one)]
    if not own or duty.is_away(desk, member):
        return own or found
    return [one for one in found if one in own or duty.is_left_alone(desk, one)]


def _follows(desk: Desk, member: Clinician, patient: Patient) -> bool:
    return member.id in {one.id for one in duty.followers(desk, [patient])}


def members(desk: Desk, alert: Alert, reach: Reach) -> list[Clinician]:
    """Whom an alert is for by now: for each who may be meant, whoever is there for them."""
    return duty.members(desk, everybody(desk, alert), reach)


def reachable(desk: Desk, alert: Alert, reach: Reach = Reach.ON_DUTY) -> list[Clinician]:
    """Of those the ones who are at work, and whom Telegram brings anything as far as is known."""
    return duty.reachable(desk, everybody(desk, alert), reach)
