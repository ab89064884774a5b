"""A red flag: urgent words to the patient at once, and an alert for the clinic."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.care.ground import carers, clinic_hours, duty, gone, in_sheet, people, plan, record, who_is_meant
from bot.care.ground.desk import Desk, say
from bot.care.ground.heard import Caller
from bot.care.ground.interruptible import CAN_WAIT, IN_PASSING
from bot.care.ground.patient_words import each_once, in_order
from bot.care.ground.says.message import read
from bot.care.ground.says.plan import PlanResumed
from bot.care.ground.says.red_flag import URGENT, AlertJoined, AlertUnreached, MaybeErased, Told, UrgentLife
from bot.care.ground.says.warning_signs import Screen, SignsSilent, SignsSilentCarer, SilenceTold
from bot.model import Alert, Patient, Sort, State, Status, Treatment
from bot.store import alert_people, alerts, meant, patients, plans, spoken, staff, thread, withdrawals
from bot.store.silences import ALARMED, settle
from messages.heard.reader import Reading
from messages.heard.red_flags.finding import SOONEST, Tier
from schedules.clinical import CLINICAL

HOLDS = frozenset({Tier.EMERGENCY, Tier.SAME_DAY})  # with these, reminders rest until a person says go on
OVERTAKEN = (*IN_PASSING, *CAN_WAIT, Screen.key, SilenceTold.key)  # by an alarm, where it waits still
STANDS = timedelta(hours=24)  # how long an alarm stands that somebody has seen and nobody has closed
LIFE = "life"  # the sign of somebody who thinks of ending their life


def urgent(
    desk: Desk,
    caller: Caller,
    tier: Tier,
    words: str,
    *,
    despair: bool = False,
    language: str = "",
    sure: Patient | None = None,
) -> None:
    """What a red flag brings at once, first in its language; `sure` is whom it is about, if known."""
    patient = sure or caller.patient(desk)
    heard_for = carers.maybe_meant(desk, caller, words)
    everybody = people.maybe_meant(desk, patient, sure) if patient else heard_for
    tier = _no_softer(desk, everybody, tier)
    kind = UrgentLife if despair else URGENT[tier]
    withdrawals.withdraw(desk.tx, caller.chat_id, *OVERTAKEN, now=desk.now)
    hears = told(desk, everybody, tier)
    in_sheet.say_first(desk, caller, tier, language, despair=despair, told=hears)
    rests = tier in HOLDS and any(one.status in (Status.ACTIVE, Status.PAUSED) for one in everybody)
    say(desk, patient or caller, kind(told=hears, rests=rests), sort=Sort.URGENT)
    for one in heard_for:
        _by_carer(desk, caller, one, tier, words)
    if patient is None:
        return
    around = people.around(desk, patient)
    settle(desk.tx, [one.id for one in around], SignsSilent.key, ALARMED, now=desk.now)
    erased = None if sure else gone.maybe_gone(desk, patient.chat_id, around, words)
    if erased:
        say(desk, patient, MaybeErased(whom=erased), sort=Sort.URGENT)
        words = f"{words}\n[{gone.GONE}]"
    elif tier in HOLDS and not despair:
        who_is_meant.show_card(desk, patient, everybody=everybody, tier=tier)
    carers.alarm(desk, everybody, tier)
    alert = raise_alert(desk, patient, tier, words, everybody=everybody)
    for one in everybody if tier in HOLDS else ():
        let_rest(desk, one, alert)
    if not despair:
        who_is_meant.ask(desk, patient, alert, everybody, erased)


def _by_carer(desk: Desk, caller: Caller, patient: Patient, tier: Tier, words: str) -> None:
    """What somebody writes whose phone hears along may be about the patient, who hears of it."""
    asked = [one for one in spoken.about(desk.tx, patient.id, SignsSilentCarer.key) if one.state is State.DUE]
    before = [read(SignsSilentCarer, one.facts).words for one in asked[:1]]
    carers.unasked(desk, patient)
    carers.passed(desk, caller, patient, told(desk, [patient], tier))
    carers.alarm(desk, [patient], tier, by=caller)
    marked = carers.marked(in_order("\n".join(before), words))
    alert = raise_alert(desk, patient, tier, marked, everybody=[patient])
    if tier in HOLDS:
        let_rest(desk, patient, alert)


def let_rest(desk: Desk, patient: Patient, alert: Alert) -> None:
    """With a red flag the reminders of whoever may be meant rest, until a person says go on."""
    if patient.status is Status.ACTIVE:
        patients.set_status(desk.tx, patient.id, Status.PAUSED)
        plans.cancel_plan(desk.tx, patient_id=patient.id, now=desk.now)
        alert_people.set_rests(desk.tx, alert.id, patient.id, rests=True)


def _no_softer(desk: Desk, everybody: Sequence[Patient], tier: Tier) -> Tier:
    """The tier of what is said: while a more urgent alarm stands, nothing later is softer than that."""
    since = desk.now - STANDS
    found = [waiting(desk, one) or thread.standing(desk.tx, one.id, since=since) for one in everybody]
    return min((tier, *(one.tier for one in found if one and not one.settled)), key=SOONEST.index)


def take(
    desk: Desk,
    caller: Caller,
    flag: Reading | None,
    words: str,
    *,
    despair: bool = False,
    sure: Patient | None = None,
) -> bool:
    """What a red flag that was heard in somebody's words brings; False where none was."""
    if flag is None or flag.tier is None:
        return False
    despairs, language = despair or flag.despair, flag.language or ""
    urgent(desk, caller, flag.tier, words, despair=despairs, language=language, sure=sure)
    return True


def told(desk: Desk, everybody: Sequence[Patient], tier: Tier) -> Told:
    """Whether the clinic is told of a red flag of any of these, and when."""
    met = [one for one in duty.reachable(desk, everybody) if one.name]  # nameless until they press Start
    if not met:
        return Told.NOT
    if any(waiting(desk, one) for one in everybody):
        return Told.NOW
    if _soonest(desk, tier) > desk.now:
        return Told.LATER
    return Told.AGAIN if any(holding(desk, one) for one in everybody) else Told.NOW


def _soonest(desk: Desk, tier: Tier) -> datetime:
    """When a red flag of that tier may be told: now, or when the clinic is open."""
    return clinic_hours.opening(desk) if CLINICAL.ladders[tier.value].working_hours else desk.now


def waiting(desk: Desk, patient: Patient) -> Alert | None:
    """The alert with which the reminders of a patient rest, until somebody has seen it."""
    alert = alerts.unseen(desk.tx, patient.id)
    return alert if alert and alert.tier in HOLDS else None


def holding(desk: Desk, patient: Patient) -> Alert | None:
    """The alarm with which reminders rest that stands: unseen, or seen within the day and not closed."""
    seen = thread.standing(desk.tx, patient.id, since=desk.now - STANDS)
    return waiting(desk, patient) or (seen if seen and seen.tier in HOLDS else None)


def newest(desk: Desk, patient: Patient) -> Treatment | None:
    """The session that a complaint is most likely about."""
    return max(duty.sessions(desk, patient), key=lambda one: one.treated_at, default=None)


def raise_alert(
    desk: Desk,
    patient: Patient,
    tier: Tier,
    words: str,
    *,
    about: Treatment | None = None,
    everybody: Sequence[Patient] = (),
) -> Alert:
    """Bring it to the clinic. While one is open and unseen, more words join it and are told at once.

    `about` is the session that the words are about, where that is known; `everybody` who may be meant. What
    is known to be about one joins none that may be about others.
    """
    alone = about is not None or len(everybody) == 1
    unseen = [alerts.unseen(desk.tx, one.id, alone=alone) for one in everybody or [patient]]
    alert = max(filter(None, unseen), key=lambda one: one.id, default=None)
    if alert is None:
        alert = _new(desk, patient, tier, about)
    else:
        alert = _about_both(desk, patient, alert, about)
        if SOONEST.index(tier) < SOONEST.index(alert.tier):
            alerts.hurry(desk.tx, alert.id, now=desk.now, tier=tier)
        else:
            alerts.later(desk.tx, alert.id, _soonest(desk, alert.tier))
    if len(everybody) >= people.SEVERAL:
        _widen(desk, alert, everybody, words)
    elif everybody and len(alert_people.all_of(desk.tx, alert.id)) < people.SEVERAL:
        _narrow(desk, alert, patient)
    fresh = each_once(alerts.words(desk.tx, alert.id), words)
    alerts.add_words(desk.tx, alert.id, fresh, now=desk.written or desk.now)
    return alert


def _widen(desk: Desk, alert: Alert, everybody: Sequence[Patient], words: str) -> None:
    """It may be about any of them; once it was said about whom, only whoever else is named joins."""
    if not alert_people.is_settled(desk.tx, alert.id):
        alert_people.put(desk.tx, alert.id, [alert.patient_id, *(one.id for one in everybody)])
    elif named := people.named_in(everybody, words):
        alert_people.put(desk.tx, alert.id, [named.id])


def _narrow(desk: Desk, alert: Alert, patient: Patient) -> None:
    """On a phone of several it is known to be about this one, as if that had been said."""
    around = people.around(desk, patient)
    if len(around) >= people.SEVERAL:
        alert_people.put(desk.tx, alert.id, [one.id for one in around])
        alert_people.choose(desk.tx, alert.id, patient.id)


def _new(desk: Desk, patient: Patient, tier: Tier, about: Treatment | None) -> Alert:
    first, code = _soonest(desk, tier), about.code if about else None
    alert = alerts.add(desk.tx, patient_id=patient.id, tier=tier, first=first, now=desk.now, about=code)
    if not staff.following(desk.tx):  # the patient is told so with the urgent words
        alerts.set_unreached(desk.tx, alert.id, unreached=True)
    record.note(desk, patient, f"alert {tier.value}", patient.code)
    return alert


def _about_both(desk: Desk, patient: Patient, alert: Alert, about: Treatment | None) -> Alert:
    """What joins an alert may be about somebody else, unless the patient has said whom it is about."""
    said = who_is_meant.was_asked(desk, patient, alert)
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
    there = duty.reachable(desk, people.around(desk, patient))
    say(desk, patient, AlertJoined() if there else AlertUnreached(), sort=Sort.URGENT)
    return True


def go_on(desk: Desk, patient: Patient) -> None:
    """The clinic lets the reminders go on that had rested since a red flag."""
    patients.set_status(desk.tx, patient.id, Status.ACTIVE)
    active = patients.by_id(desk.tx, patient.id) or patient
    plan.rebuild(desk, active)
    plan.tell(desk, active, PlanResumed)
