"""A red flag: urgent words to the patient at once, and an alert for the clinic."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.care.ground import in_sheet, notices, plan, record
from bot.care.ground.desk import Desk, brief, say
from bot.care.ground.heard import Caller
from bot.care.ground.identity import Identity, identify, makers
from bot.care.ground.says.alerts import AlertErased
from bot.care.ground.says.buttons import About
from bot.care.ground.says.plan import PlanResumed
from bot.care.ground.says.questions import Above, FreeText, FreeTextMore, Listening, SmallTalk
from bot.care.ground.says.red_flag import (
    URGENT,
    AlertJoined,
    AlertUnreached,
    Card,
    MaybeMeant,
    Told,
    UrgentLife,
    WhichSession,
)
from bot.care.ground.says.warning_signs import Screen, ScreenCall, ScreenLine, SignsSilent
from bot.model import Alert, Clinician, Patient, Sort, Status, Treatment
from bot.store import alerts, meant, patients, plans, spoken, staff, thread, treatments
from bot.store.tx import stamp
from messages.heard.reader import Reading
from messages.heard.red_flags.finding import Tier
from schedules.clinical import CLINICAL

ORDER = list(Tier)
HOLDS = frozenset({Tier.EMERGENCY, Tier.SAME_DAY})  # with these, reminders rest until a person says go on
# What an alarm overtakes, where it waits to be sent still.
OVERTAKEN = tuple(
    kind.key for kind in (SmallTalk, Listening, FreeText, FreeTextMore, Above, Screen, ScreenLine, ScreenCall)
)
STANDS = timedelta(hours=24)  # how long an alarm stands that somebody has seen and nobody has closed
LIFE = "life"  # the sign of somebody who thinks of ending their life


def urgent(
    desk: Desk, caller: Caller | Patient, tier: Tier, words: str, *, despair: bool = False, language: str = ""
) -> None:
    """What a red flag brings at once, before anything else; first in the language that it came in."""
    patient = caller if isinstance(caller, Patient) else caller.patient(desk)
    tier = _no_softer(desk, patient, tier)
    kind = UrgentLife if despair else URGENT[tier]
    spoken.withdraw(desk.tx, caller.chat_id, *OVERTAKEN, now=desk.now)
    in_sheet.say_first(desk, caller, tier, language, despair=despair)
    rests = patient is not None and tier in HOLDS and patient.status in (Status.ACTIVE, Status.PAUSED)
    say(desk, caller, kind(told=told(desk, patient, tier), rests=rests), sort=Sort.URGENT)
    if patient is None:
        return
    spoken.withdraw_about(desk.tx, patient.id, SignsSilent.key, now=desk.now)
    if tier in HOLDS:
        if not despair:
            show_card(desk, patient)
        if patient.status is Status.ACTIVE:
            patients.set_status(desk.tx, patient.id, Status.PAUSED)
            plans.cancel_plan(desk.tx, patient_id=patient.id, now=desk.now)
    alert = raise_alert(desk, patient, tier, words)
    if not despair:
        _ask_which(desk, patient, alert)


def _no_softer(desk: Desk, patient: Patient | None, tier: Tier) -> Tier:
    """The tier of what is said: while a more urgent alarm stands, nothing later is softer than that."""
    since = desk.now - STANDS
    standing = patient and (waiting(desk, patient) or thread.standing(desk.tx, patient.id, since=since))
    if not standing or standing.settled:
        return tier
    return min(tier, standing.tier, key=ORDER.index)


def take(desk: Desk, caller: Caller, flag: Reading | None, words: str) -> bool:
    """What a red flag that was heard in somebody's words brings; False where none was."""
    if flag is None or flag.tier is None:
        return False
    urgent(desk, caller, flag.tier, words, despair=flag.despair, language=flag.language or "")
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


def show_card(desk: Desk, patient: Patient, which: str | None = None) -> None:
    """What to show to emergency staff, who know nothing of the session; of several, all or that one."""
    known, zone = identify(desk, patient, which), desk.zone_of(patient).key
    if not known.traces:
        return
    first, *others = known.sessions
    card = Card(
        region=first.region,
        treated_at=first.at,
        zone=zone,
        name=(patient.known_as or patient.first_name) if known.is_one_person else "",
        others=tuple(About(one.at, zone, one.region) for one in others),
    )
    say(desk, patient, card, sort=Sort.URGENT)


def _ask_which(desk: Desk, patient: Patient, alert: Alert) -> None:
    """One phone may serve several: after the urgent words it is asked once whom they are about.

    The clinic's labels are not for the patient, who can tell the sessions by their day and region.
    """
    known = identify(desk, patient)
    asked = alert.about or meant.was_asked(desk.tx, patient.chat_id, WhichSession.key, alert.code)
    if known.is_one_person or asked:
        return
    say(desk, patient, WhichSession(alert=alert.code, sessions=_choice(desk, known)), sort=Sort.URGENT)


def _choice(desk: Desk, known: Identity) -> tuple[MaybeMeant, ...]:
    """A session of each who may be meant, the newest."""
    zone = desk.zone_of(known.patient).key
    of_each = {one.label or one.code: one for one in reversed(known.traces)}
    return tuple(
        MaybeMeant(one.code, About(stamp(one.at), zone, one.region)) for one in reversed(of_each.values())
    )


def newest(desk: Desk, patient: Patient) -> Treatment | None:
    """The session that a complaint is most likely about."""
    return max(_sessions(desk, patient), key=lambda one: one.treated_at, default=None)


def _sessions(desk: Desk, patient: Patient) -> list[Treatment]:
    """Those under way, or else the last one that was: a red flag may come after the discharge."""
    return treatments.of_patient(desk.tx, patient.id) or treatments.last_ended(desk.tx, patient.id)


def raise_alert(
    desk: Desk, patient: Patient, tier: Tier, words: str, *, about: Treatment | None = None
) -> Alert:
    """Bring it to the clinic. While one is open and unseen, more words join it and are told at once.

    `about` is the session that the words are about, where that is known.
    """
    alert = alerts.unseen(desk.tx, patient.id)
    if alert is None:
        alert = _new(desk, patient, tier, about)
    else:
        alert = _about_both(desk, patient, alert, about)
        if ORDER.index(tier) < ORDER.index(alert.tier):
            alerts.hurry(desk.tx, alert.id, now=desk.now, tier=tier)
        else:
            alerts.later(desk.tx, alert.id, _soonest(desk, alert.tier))
    alerts.add_words(desk.tx, alert.id, words, now=desk.now)
    return alert


def _new(desk: Desk, patient: Patient, tier: Tier, about: Treatment | None) -> Alert:
    first, code = _soonest(desk, tier), about.code if about else None
    alert = alerts.add(desk.tx, patient_id=patient.id, tier=tier, first=first, now=desk.now, about=code)
    if not staff.everybody(desk.tx):  # the patient is told so with the urgent words
        alerts.set_unreached(desk.tx, alert.id, unreached=True)
    record.note(desk, patient, f"alert {tier.value}", patient.code)
    return alert


def _about_both(desk: Desk, patient: Patient, alert: Alert, about: Treatment | None) -> Alert:
    """What joins an alert may be about somebody else, unless the patient has said whom it is about."""
    said = meant.was_asked(desk.tx, patient.chat_id, WhichSession.key, alert.code)
    if alert.about is None or said or (about and about.code == alert.about):
        return alert
    meant.set_about(desk.tx, alert.id, None)
    return replace(alert, about=None)


def more(desk: Desk, patient: Patient, words: str) -> bool:
    """Bring what is written while a red flag waits to be seen to the clinic too; False where none does."""
    if alert := waiting(desk, patient):
        raise_alert(desk, patient, alert.tier, words)
    return alert is not None


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
    found = makers(desk, patient)
    if about or not found:
        found += [member for one in about or [None] for member in notices.followers(desk, one)]
    found += staff.owners(desk.tx) if to_owners else []
    return list({member.id: member for member in found}.values())


def patient_leaves(desk: Desk, patient: Patient) -> None:
    """A record is erased while nobody has seen its alert: that much is told, without the words."""
    alert = alerts.unseen(desk.tx, patient.id)
    if alert is None:
        return
    known = identify(desk, patient, alert.about)
    for member in members(desk, patient, to_owners=True):
        erased = AlertErased(
            **known.named,
            sessions=known.sessions,
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
