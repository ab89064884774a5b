"""An alert climbs: it is told again, and to more people, until a person has seen it."""

import logging
from dataclasses import replace
from datetime import timedelta

from bot.care.ground import clinic_hours, duty, maybe_meant, notices, phone
from bot.care.ground.desk import Desk, owe, say
from bot.care.ground.heard import Caller, written_before
from bot.care.ground.patient_words import PIECE
from bot.care.ground.red_flag import HOLDS
from bot.care.ground.says.alerts import AlertLine, AlertRest, AlertTold
from bot.care.ground.says.message import read, stored
from bot.care.ground.says.red_flag import AlertUnreached, AlertWaiting, Card
from bot.care.patient import pauses
from bot.model import Alert, Audience, Clinician, Outgoing, Patient, Sort
from bot.store import alerts, outbox, patients, staff
from bot.store.told_words import AlertKeys
from bot.store.tx import stamp
from schedules.clinical import CLINICAL
from schedules.ladder import Reach, offset_of, reach, rung

log = logging.getLogger(__name__)

ALERT_KEYS = AlertKeys(AlertTold.key, AlertRest.key, AlertLine.key)
AFTER_TROUBLE = timedelta(minutes=1)
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
    ladder = CLINICAL.ladders[alert.tier.value]
    climbed = rung(ladder, desk.now - alert.raised)
    wanted = reach(ladder, climbed - 1)
    reached = _bring_further(desk, alert, wanted)
    higher = wanted > Reach.FOLLOWER and alert.rung < climbed <= LONGEST_SILENCE
    _say_how_it_stands(desk, alert, patient, reached=reached, waiting=higher)
    again = alert.raised + offset_of(ladder, climbed)
    if ladder.working_hours:
        again = clinic_hours.opening(desk, again)
    alerts.told(desk.tx, alert.id, rung=climbed, again=again, now=desk.now)


def _bring_further(desk: Desk, alert: Alert, wanted: Reach) -> bool:
    """Bring it as far as it is to get by now, and further where nobody can be reached there."""
    return any(_bring(desk, alert, further) for further in Reach if further >= wanted)


def _bring(desk: Desk, alert: Alert, further: Reach) -> bool:
    """Owe the alert to all it is for, whoever seems out of reach among them.

    False where none of them is at work and in reach.
    """
    for member in maybe_meant.members(desk, alert, further):
        if further > Reach.FOLLOWER:  # by now it is for whoever is there, whomever of several it is about
            duty.admit(desk, alert, maybe_meant.everybody(desk, alert), member)
        if not _is_on_its_way(desk, alert, member):
            alerts.withdraw(desk.tx, alert.id, member.chat_id, now=desk.now)  # less had been said by then
            tell(desk, alert, member)
    return bool(maybe_meant.reachable(desk, alert, further))


def _is_on_its_way(desk: Desk, alert: Alert, member: Clinician) -> bool:
    return alerts.is_on_its_way(desk.tx, alert, member.chat_id, ALERT_KEYS)


def tell(desk: Desk, alert: Alert, member: Clinician) -> None:
    """The alert with the patient's words, verbatim; what does not fit into one message comes in the next."""
    words = "\n".join(alerts.words(desk.tx, alert.id))
    first, *rest = [words[at : at + PIECE] for at in range(0, len(words), PIECE)] or [""]
    shown = maybe_meant.known_to(desk, alert, member)
    known = shown.identity
    duty.admit(desk, alert, shown.everybody, member)
    last = alerts.last_words(desk.tx, alert.id)
    written = written_before(alerts.first_written(desk.tx, alert.id), alert.raised)
    told = AlertTold(
        alert=alert.code,
        tier=alert.tier,
        words=first,
        last=last,
        **known.named,
        sessions=known.sessions,
        call_on=phone.shown_to(desk, member, *shown.everybody),
        others=shown.others,
        at=stamp(alert.raised),
        written=stamp(written) if written else None,
        zone=desk.house.clinic.zone.key,
        cover=duty.cover_for(desk, shown.everybody, member),
    )
    for message in (told, *(AlertRest(tier=alert.tier, words=piece, last=last) for piece in rest)):
        owe(
            desk,
            message,
            chat_id=member.chat_id,
            sort=Sort.ALERT,
            language=member.language,
            about_id=known.patient.id,
            alert_id=alert.id,
        )


def _say_how_it_stands(desk: Desk, alert: Alert, patient: Patient, *, reached: bool, waiting: bool) -> None:
    """The patient is told the truth: that nobody could be told, or that still nobody has confirmed."""
    if not reached:
        _log_that_nobody_is_there(desk, alert)
        if not alert.unreached:
            say(desk, patient, AlertUnreached(), sort=Sort.URGENT)
    elif waiting and alert.tier in HOLDS:
        say(desk, patient, AlertWaiting(), sort=Sort.URGENT)
    alerts.set_unreached(desk.tx, alert.id, unreached=not reached)


def _log_that_nobody_is_there(desk: Desk, alert: Alert) -> None:
    there = maybe_meant.members(desk, alert, Reach.EVERYBODY)
    if all(staff.is_unreachable(desk.tx, member.id) for member in there):
        log.error("an alert reaches nobody at the clinic")
    else:
        log.warning("an alert finds nobody on duty at the clinic")


def could_not_be_told(desk: Desk, message: Outgoing) -> None:
    """Telegram takes nothing for somebody of the clinic: the next rung of an alert is now, the first time."""
    if message.audience is not Audience.STAFF:
        return
    newly = staff.unreachable(desk.tx, message.chat_id, desk.now)
    if newly and message.alert_id is not None:
        alerts.hurry(desk.tx, message.alert_id, now=desk.now)


def not_taken(desk: Desk, message: Outgoing) -> None:
    """Telegram does not take an alert for somebody, without a word that they are gone: all others get it."""
    alert = alerts.by_id(desk.tx, message.alert_id) if message.alert_id else None
    if alert is None or alert.seen:
        return
    told = alerts.chats_told(desk.tx, alert.id)
    for member in maybe_meant.reachable(desk, alert):
        if member.chat_id not in told and not _is_on_its_way(desk, alert, member):
            tell(desk, alert, member)


def gone(desk: Desk, caller: Caller) -> None:
    """Somebody of the clinic blocks the bot: they are out of reach until they are heard from again."""
    staff.unreachable(desk.tx, caller.chat_id, desk.now)


def within_reach(desk: Desk, chat_id: int) -> None:
    """Somebody was heard from, or a message came to them: what reached nobody is told at once."""
    pauses.within_reach(desk, chat_id)
    if not staff.reachable(desk.tx, chat_id):
        return
    alerts.hurry_all(desk.tx, now=desk.now)
    if member := staff.by_chat(desk.tx, chat_id):
        notices.owe(desk, member, desk.now)


def without_picture(desk: Desk, message: Outgoing) -> bool:
    """Telegram does not take a message: where that was a card, its words may do without the picture."""
    if message.key != Card.key or (card := read(Card, message.facts)).plain:
        return False
    outbox.put(
        desk.tx,
        chat_id=message.chat_id,
        sort=message.sort,
        key=message.key,
        audience=message.audience,
        language=message.language,
        due=desk.now,
        facts=stored(replace(card, plain=True)),
        patient_id=message.patient_id,
    )
    return True
