"""A red flag: urgent words to the patient at once, and an alert for the clinic."""

from datetime import datetime

from bot.care.ground import notices, plan, record
from bot.care.ground.desk import Desk, brief, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.alerts import AlertErased
from bot.care.ground.says.plan import PlanResumed
from bot.care.ground.says.red_flag import URGENT, AlertJoined, AlertUnreached, Card, Told, UrgentLife
from bot.model import Alert, Clinician, Patient, Sort, Status, Treatment
from bot.store import alerts, patients, plans, staff, treatments
from bot.store.tx import stamp
from messages.heard.reader import Reading
from messages.heard.red_flags.finding import Tier
from schedules.clinical import CLINICAL

ORDER = list(Tier)
HOLDS = frozenset({Tier.EMERGENCY, Tier.SAME_DAY})  # with these, reminders rest until a person says go on
LIFE = "life"  # the sign of somebody who thinks of ending their life


def urgent(desk: Desk, caller: Caller | Patient, tier: Tier, words: str, *, despair: bool = False) -> None:
    """What a red flag brings at once, before anything else is answered."""
    patient = caller if isinstance(caller, Patient) else caller.patient(desk)
    kind = UrgentLife if despair else URGENT[tier]
    rests = patient is not None and tier in HOLDS and patient.status in (Status.ACTIVE, Status.PAUSED)
    say(desk, caller, kind(told=told(desk, patient, tier), rests=rests), sort=Sort.URGENT)
    if patient is None:
        return
    if tier in HOLDS:
        if not despair:
            _show_card(desk, patient)
        if patient.status is Status.ACTIVE:
            patients.set_status(desk.tx, patient.id, Status.PAUSED)
            plans.cancel_plan(desk.tx, patient_id=patient.id, now=desk.now)
    raise_alert(desk, patient, tier, words)


def take(desk: Desk, caller: Caller, flag: Reading | None, words: str) -> bool:
    """What a red flag that was heard in somebody's words brings; False where none was."""
    if flag is None or flag.tier is None:
        return False
    urgent(desk, caller, flag.tier, words, despair=flag.despair)
    return True


def told(desk: Desk, patient: Patient | None, tier: Tier) -> Told:
    """Whether the clinic is told of a red flag, and when."""
    if patient is None or not reachable(desk, patient, to_owners=True):
        return Told.NOT
    return Told.LATER if _soonest(desk, tier) > desk.now and not waiting(desk, patient) else Told.NOW


def _soonest(desk: Desk, tier: Tier) -> datetime:
    """When a red flag of that tier may be told: now, or when the clinic is open."""
    return notices.opening(desk) if CLINICAL.ladders[tier.value].working_hours else desk.now


def waiting(desk: Desk, patient: Patient) -> Alert | None:
    """The alert with which the reminders of a patient rest, until somebody has seen it."""
    alert = alerts.unseen(desk.tx, patient.id)
    return alert if alert and alert.tier in HOLDS else None


def _show_card(desk: Desk, patient: Patient) -> None:
    """What to show to emergency staff, who know nothing of the session."""
    if treatment := newest(desk, patient):
        at, zone = stamp(treatment.treated_at), desk.zone_of(patient).key
        say(desk, patient, Card(region=treatment.region, treated_at=at, zone=zone), sort=Sort.URGENT)


def newest(desk: Desk, patient: Patient) -> Treatment | None:
    """The session that a complaint is most likely about."""
    return max(_sessions(desk, patient), key=lambda one: one.treated_at, default=None)


def _sessions(desk: Desk, patient: Patient) -> list[Treatment]:
    """Those under way, or else the last one that was: a red flag may come after the discharge."""
    return treatments.of_patient(desk.tx, patient.id) or treatments.last_ended(desk.tx, patient.id)


def raise_alert(desk: Desk, patient: Patient, tier: Tier, words: str) -> Alert:
    """Bring it to the clinic. While one is open and unseen, more words join it and are told at once."""
    alert = alerts.unseen(desk.tx, patient.id)
    if alert is None:
        first = _soonest(desk, tier)
        alert = alerts.add(desk.tx, patient_id=patient.id, tier=tier, first=first, now=desk.now)
        if not staff.everybody(desk.tx):  # the patient is told so with the urgent words
            alerts.set_unreached(desk.tx, alert.id, unreached=True)
        record.note(desk, patient, f"alert {tier.value}", patient.code)
    elif ORDER.index(tier) < ORDER.index(alert.tier):
        alerts.hurry(desk.tx, alert.id, now=desk.now, tier=tier)
    else:
        alerts.later(desk.tx, alert.id, _soonest(desk, alert.tier))
    alerts.add_words(desk.tx, alert.id, words, now=desk.now)
    return alert


def more(desk: Desk, patient: Patient, words: str) -> bool:
    """Bring what is written while a red flag waits to be seen to the clinic too; False where none does."""
    alert = waiting(desk, patient)
    if alert is None:
        return False
    raise_alert(desk, patient, alert.tier, words)
    return True


def join(desk: Desk, patient: Patient, words: str) -> bool:
    """The same, and say so: an answer from the article would soothe where nobody knows yet what is wrong."""
    if not more(desk, patient, words):
        return False
    there = reachable(desk, patient, to_owners=True)
    say(desk, patient, AlertJoined() if there else AlertUnreached(), sort=Sort.URGENT)
    return True


def reachable(desk: Desk, patient: Patient, *, to_owners: bool) -> list[Clinician]:
    """Of those the ones whom Telegram brings anything, as far as is known."""
    found = members(desk, patient, to_owners=to_owners)
    return [member for member in found if not staff.is_unreachable(desk.tx, member.id)]


def members(desk: Desk, patient: Patient, *, to_owners: bool) -> list[Clinician]:
    """Whom an alert about a patient is for."""
    about: list[Treatment | None] = [*_sessions(desk, patient)]
    found = [member for one in about or [None] for member in notices.followers(desk, one)]
    found += staff.owners(desk.tx) if to_owners else []
    return list({member.id: member for member in found}.values())


def patient_leaves(desk: Desk, patient: Patient) -> None:
    """A record is erased while nobody has seen its alert: that much is told, without the words."""
    alert = alerts.unseen(desk.tx, patient.id)
    if alert is None:
        return
    treatment = newest(desk, patient)
    for member in members(desk, patient, to_owners=True):
        erased = AlertErased(
            label=treatment.label if treatment else "",
            code=patient.code,
            at=stamp(alert.raised),
            zone=desk.house.clinic.zone.key,
        )
        brief(desk, member, erased, sort=Sort.ALERT)


def go_on(desk: Desk, patient: Patient) -> None:
    """The clinic lets the reminders go on that had rested since a red flag."""
    patients.set_status(desk.tx, patient.id, Status.ACTIVE)
    active = patients.by_id(desk.tx, patient.id) or patient
    plan.rebuild(desk, active)
    plan.tell(desk, active, PlanResumed)
