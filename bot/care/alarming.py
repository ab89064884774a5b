"""A red flag: urgent words to the patient at once, and an alert that climbs until a person has seen it."""

import logging
from dataclasses import replace
from datetime import timedelta

from bot.care import auditing, noticing, plan
from bot.care.desk import Caller, Desk, brief, say
from bot.model import Alert, Clinician, Message, Patient, Sort, Status, Treatment
from bot.store import alerts, outbox, patients, plans, staff, treatments
from bot.store.tx import stamp
from messages.triage import Tier
from schedules.hours import next_open
from schedules.ladder import LADDERS, offset_of, reaches_owners, rung

log = logging.getLogger(__name__)

ORDER = list(Tier)
HOLDS = frozenset({Tier.EMERGENCY, Tier.SAME_DAY})  # with these, reminders rest until a person says go on
LIFE = "life"  # the sign, and the part of a rule's name, of somebody who thinks of ending their life
AFTER_TROUBLE = timedelta(minutes=1)
PIECE = 3000  # characters of a patient's words in one message to the clinic
LONGEST_SILENCE = 8  # rungs of a ladder that a patient is told of; then they know


def urgent(desk: Desk, caller: Caller | Patient, tier: Tier, words: str, *, rule: str = "") -> None:
    """What a red flag brings at once, before anything else is answered."""
    patient = caller if isinstance(caller, Patient) else caller.patient(desk)
    told = bool(patient and staff.everybody(desk.tx))
    key = "urgent_life" if LIFE in rule else f"urgent_{tier.value}"
    say(desk, caller, key, sort=Sort.URGENT, told=told)
    if patient is None:
        return
    if tier in HOLDS:
        if LIFE not in rule:
            _show_card(desk, patient)
        if patient.status is Status.ACTIVE:
            patients.set_status(desk.tx, patient.id, Status.PAUSED)
            plans.cancel_plan(desk.tx, patient_id=patient.id, now=desk.now)
    raise_alert(desk, patient, tier, words)


def _show_card(desk: Desk, patient: Patient) -> None:
    """What to show to emergency staff, who know nothing of the session."""
    if treatment := newest(desk, patient):
        say(
            desk,
            patient,
            "card",
            sort=Sort.URGENT,
            region=treatment.region,
            treated_at=stamp(treatment.treated_at),
            zone=desk.zone_of(patient).key,
            consider=treatment.region or "",
        )


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
        first = desk.now
        if LADDERS[tier.value].working_hours:
            first = next_open(desk.now, desk.house.clinic.zone, desk.house.hours)
        alert = alerts.add(desk.tx, patient_id=patient.id, tier=tier, first=first, now=desk.now)
        if not staff.everybody(desk.tx):  # the patient is told so with the urgent words
            alerts.set_unreached(desk.tx, alert.id, unreached=True)
        auditing.note(desk, patient, f"alert {tier.value}", patient.code)
    elif ORDER.index(tier) < ORDER.index(alert.tier):
        alerts.hurry(desk.tx, alert.id, now=desk.now, tier=tier)
    elif alert.tier in HOLDS:
        alerts.hurry(desk.tx, alert.id, now=desk.now)
    alerts.add_words(desk.tx, alert.id, words, now=desk.now)
    return alert


def climb(desk: Desk) -> None:
    """Tell what is due of every open alert, to whom it is to be told by now."""
    for alert in alerts.due(desk.tx, now=desk.now):
        patient = patients.by_id(desk.tx, alert.patient_id)
        try:
            with desk.tx.savepoint():
                if patient:
                    _tell(desk, alert, patient)
        except Exception:  # one that cannot be told holds up no other
            log.exception("alert %d could not be told", alert.id)
            alerts.later(desk.tx, alert.id, desk.now + AFTER_TROUBLE)


def _tell(desk: Desk, alert: Alert, patient: Patient) -> None:
    """Tell it as far up as its time says; one that is told early, for more words, loses no rung by that."""
    if alert.raised > desk.now:  # the clock went back: the ladder begins again
        alerts.restart(desk.tx, alert.id, now=desk.now)
        alert = replace(alert, raised=desk.now, rung=0)
    ladder = LADDERS[alert.tier.value]
    climbed = rung(ladder, desk.now - alert.raised)
    to_owners = reaches_owners(ladder, climbed - 1)
    reached = _bring(desk, alert, patient, to_owners=to_owners)
    if not reached and not to_owners:
        reached = _bring(desk, alert, patient, to_owners=True)
    higher = to_owners and alert.rung < climbed <= LONGEST_SILENCE
    _say_how_it_stands(desk, alert, patient, reached=reached, waiting=higher)
    again = alert.raised + offset_of(ladder, climbed)
    if ladder.working_hours:
        again = next_open(again, desk.house.clinic.zone, desk.house.hours)
    alerts.told(desk.tx, alert.id, rung=climbed, again=again, now=desk.now)


def _bring(desk: Desk, alert: Alert, patient: Patient, *, to_owners: bool) -> bool:
    """Owe the alert to whoever can be reached of those it is for; False where that is nobody."""
    members = _members(desk, patient, to_owners=to_owners)
    reachable = [member for member in members if not staff.is_unreachable(desk.tx, member.id)]
    for member in reachable:
        if not alerts.is_on_its_way(desk.tx, alert.id, member.chat_id):
            owe(desk, alert, patient, member)
    return bool(reachable)


def _members(desk: Desk, patient: Patient, *, to_owners: bool) -> list[Clinician]:
    about: list[Treatment | None] = [*_sessions(desk, patient)]
    found = [member for one in about or [None] for member in noticing.followers(desk, one)]
    found += staff.owners(desk.tx) if to_owners else []
    return list({member.id: member for member in found}.values())


def owe(desk: Desk, alert: Alert, patient: Patient, member: Clinician) -> None:
    """The alert with the patient's words, verbatim; what does not fit into one message comes in the next."""
    words = "\n".join(alerts.words(desk.tx, alert.id))
    pieces = [words[at : at + PIECE] for at in range(0, len(words), PIECE)] or [""]
    treatment = newest(desk, patient)
    facts = {
        "alert": alert.code,
        "tier": alert.tier.value,
        "label": treatment.label if treatment else "",
        "code": patient.code,
        "region": treatment.region if treatment else None,
        "at": stamp(alert.raised),
        "zone": desk.house.clinic.zone.key,
    }
    for number, piece in enumerate(pieces):
        key = "alert_more" if number else "alert"
        outbox.put(
            desk.tx,
            chat_id=member.chat_id,
            sort=Sort.ALERT,
            key=f"staff.{key}",
            language=member.language,
            due=desk.now,
            facts={**facts, "words": piece},
            about_id=patient.id,
            alert_id=alert.id,
        )


def _say_how_it_stands(desk: Desk, alert: Alert, patient: Patient, *, reached: bool, waiting: bool) -> None:
    """The patient is told the truth: that nobody could be told, or that still nobody has confirmed."""
    if not reached:
        log.error("an alert reaches nobody at the clinic")
        if not alert.unreached:
            say(desk, patient, "alert_unreached", sort=Sort.URGENT)
    elif waiting and alert.tier in HOLDS:
        say(desk, patient, "alert_waiting", sort=Sort.URGENT)
    alerts.set_unreached(desk.tx, alert.id, unreached=not reached)


def could_not_be_told(desk: Desk, message: Message) -> None:
    """Telegram does not take an alert for somebody: they count as out of reach, and the next rung is now."""
    if message.key.startswith("staff."):
        staff.unreachable(desk.tx, message.chat_id, desk.now)
    if message.alert_id is None:
        return
    alerts.hurry(desk.tx, message.alert_id, now=desk.now)


def heard_from(desk: Desk, caller: Caller) -> None:
    """Somebody of the clinic is there again: what reached nobody is told at once."""
    if not staff.reachable(desk.tx, caller.chat_id):
        return
    alerts.hurry_all(desk.tx, now=desk.now)
    if member := staff.by_chat(desk.tx, caller.chat_id):
        noticing.owe(desk, member, desk.now)


def patient_leaves(desk: Desk, patient: Patient) -> None:
    """A record is erased while nobody has seen its alert: that much is told, without the words."""
    alert = alerts.unseen(desk.tx, patient.id)
    if alert is None:
        return
    treatment = newest(desk, patient)
    for member in _members(desk, patient, to_owners=True):
        brief(
            desk,
            member,
            "alert_erased",
            sort=Sort.ALERT,
            label=treatment.label if treatment else "",
            code=patient.code,
            at=stamp(alert.raised),
            zone=desk.house.clinic.zone.key,
        )


def go_on(desk: Desk, patient: Patient) -> None:
    """The clinic lets the reminders go on that had rested since a red flag."""
    patients.set_status(desk.tx, patient.id, Status.ACTIVE)
    active = patients.by_id(desk.tx, patient.id) or patient
    plan.rebuild(desk, active)
    plan.tell(desk, active, "resumed")
