"""An alert climbs: it is told again, and to more people, until a person has seen it."""

import logging
from dataclasses import replace
from datetime import timedelta

from bot.care.ground import notices
from bot.care.ground.desk import Caller, Desk, say
from bot.care.ground.red_flag import HOLDS, newest, reachable
from bot.model import Alert, Clinician, Message, Patient, Sort
from bot.store import alerts, outbox, patients, staff
from bot.store.tx import stamp
from schedules.ladder import LADDERS, offset_of, reaches_owners, rung

log = logging.getLogger(__name__)

AFTER_TROUBLE = timedelta(minutes=1)
PIECE = 3000  # characters of a patient's words in one message to the clinic
LONGEST_SILENCE = 8  # rungs of a ladder that a patient is told of; then they know


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
        again = notices.opening(desk, again)
    alerts.told(desk.tx, alert.id, rung=climbed, again=again, now=desk.now)


def _bring(desk: Desk, alert: Alert, patient: Patient, *, to_owners: bool) -> bool:
    """Owe the alert to whoever can be reached of those it is for; False where that is nobody."""
    members = reachable(desk, patient, to_owners=to_owners)
    for member in members:
        if not alerts.is_on_its_way(desk.tx, alert, member.chat_id):
            alerts.withdraw(desk.tx, alert.id, member.chat_id, now=desk.now)  # less had been said by then
            owe(desk, alert, patient, member)
    return bool(members)


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
        "last": alerts.last_words(desk.tx, alert.id),
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
    """Telegram does not take a message for somebody: they count as out of reach, and the next rung is now."""
    if message.key.startswith("staff."):
        staff.unreachable(desk.tx, message.chat_id, desk.now)
    if message.alert_id is None:
        return
    alerts.hurry(desk.tx, message.alert_id, now=desk.now)


def not_taken(desk: Desk, message: Message) -> None:
    """Telegram does not take an alert for somebody, without a word that they are gone: all others get it."""
    alert = alerts.by_id(desk.tx, message.alert_id) if message.alert_id else None
    patient = patients.by_id(desk.tx, alert.patient_id) if alert and alert.seen is None else None
    if alert is None or patient is None:
        return
    told = alerts.chats_told(desk.tx, alert.id)
    for member in reachable(desk, patient, to_owners=True):
        if member.chat_id not in told and not alerts.is_on_its_way(desk.tx, alert, member.chat_id):
            owe(desk, alert, patient, member)


def gone(desk: Desk, caller: Caller) -> None:
    """Somebody of the clinic blocks the bot: they are out of reach until they are heard from again."""
    staff.unreachable(desk.tx, caller.chat_id, desk.now)


def heard_from(desk: Desk, caller: Caller) -> None:
    """Somebody of the clinic is there again: what reached nobody is told at once."""
    if not staff.reachable(desk.tx, caller.chat_id):
        return
    alerts.hurry_all(desk.tx, now=desk.now)
    if member := staff.by_chat(desk.tx, caller.chat_id):
        notices.owe(desk, member, desk.now)


def without_picture(desk: Desk, message: Message) -> bool:
    """Telegram does not take a message: where that was a card, its words may do without the picture."""
    if message.key != "bot.card" or message.facts.get("plain"):
        return False
    outbox.put(
        desk.tx,
        chat_id=message.chat_id,
        sort=message.sort,
        key=message.key,
        language=message.language,
        due=desk.now,
        facts={**message.facts, "plain": True},
        patient_id=message.patient_id,
    )
    return True
