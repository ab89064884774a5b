"""Somebody at the clinic sees an alert, and what they do about it; the patient hears the truth."""

from collections.abc import Collection

from bot.care.alerts import deeds, escalation, old_buttons, silence_ladder
from bot.care.alerts.escalation import ALERT_KEYS
from bot.care.clinic import adverse_events
from bot.care.ground import clinic_hours, duty, maybe_meant, phone, record, red_flag
from bot.care.ground.desk import OLD, Desk, Done, Toast, brief, say
from bot.care.ground.says.alerts import (
    AlertCall,
    AlertCallNone,
    AlertCallNumber,
    AlertFalseAsk,
    AlertsMore,
    AlertsNone,
    AlertsSilent,
    AlertTaken,
    AlertYours,
    left_when_seen,
)
from bot.care.ground.says.red_flag import AlertSeen
from bot.model import Alert, Clinician, Patient, Sort, Status
from bot.store import (
    alerts,
    cases,
    cover,
    patients,
    rota,
    staff,
    thread,
    told_words,
)
from bot.store.tx import stamp
from messages.heard.red_flags.finding import Tier

MOST_OPEN = 10  # alerts shown at once


def show_open(desk: Desk, actor: Clinician) -> None:
    """`/alerts`: every open one in full, the most urgent first; on duty also those of others' patients.

    So is that no answer came about warning signs, to whoever was told, until somebody has seen it.
    """
    found = cover.open_alerts(desk.tx, actor, now=desk.now)
    silent = silence_ladder.show_again(desk, actor)
    if not found:
        brief(desk, actor, AlertsSilent(count=silent) if silent else AlertsNone())
    for alert in found[:MOST_OPEN]:
        escalation.tell(desk, alert, actor)
    if len(found) > MOST_OPEN:
        brief(desk, actor, AlertsMore(count=len(found) - MOST_OPEN))


def show_one(desk: Desk, actor: Clinician, code: str) -> Toast:
    """An alert that was tapped in a list: shown whole, and not seen by that."""
    alert = cover.alert(desk.tx, actor, code, since=desk.now - red_flag.STANDS)
    if alert is None or alert.seen:
        return OLD
    escalation.tell(desk, alert, actor)
    return Toast(close=False)


def act(desk: Desk, actor: Clinician, what: str, code: str) -> Toast | Done:
    """A button of an alert. Each proves that a person has seen it, but those that come to nothing yet."""
    alert = cover.alert(desk.tx, actor, code, since=desk.now - red_flag.STANDS)
    if alert is None:
        return OLD
    patient = maybe_meant.known_to(desk, alert, actor).identity.patient
    if instead := _without_seeing(desk, actor, what, alert, patient):
        return instead
    _see(desk, actor, alert, patient)
    told_words.hasten(desk.tx, alert.id, actor.chat_id, ALERT_KEYS, now=desk.now)
    if what != "on":
        thread.tapped(desk.tx, alert.id, actor.chat_id, ALERT_KEYS, now=desk.now)
    if what in deeds.DEEDS:
        deeds.DEEDS[what](desk, actor, alert, patient)
    elif what not in ("seen", "call"):
        return OLD
    return _concluded(desk, alert, patient, what)


def _without_seeing(
    desk: Desk, actor: Clinician, what: str, alert: Alert, patient: Patient
) -> Toast | Done | None:
    """What a button comes to that is no sign of somebody being at it; None where it is one."""
    match what:
        case "close" | "on" if _is_dead(desk, actor, what, alert):
            return OLD
        case "adverse":
            meant = deeds.meant_session(desk, alert, patient)
            return adverse_events.begin(desk, actor, meant, alert.code) if alert.seen else OLD
        case "real":
            return Toast("toasts.kept")
        case "false" if alert.tier in red_flag.HOLDS:
            at, zone = stamp(alert.raised), desk.house.clinic.zone.key
            asked = AlertFalseAsk(alert=alert.code, at=at, zone=zone, **deeds.named_to(desk, alert, actor))
            brief(desk, actor, asked, about=patient.id)
            return Toast(close=False)
        case "call" if not _call(desk, actor, alert, patient):
            return Toast(close=False)
    return None


def _is_dead(desk: Desk, actor: Clinician, what: str, alert: Alert) -> bool:
    """Whether it ends what nobody has seen, or lets go on whom the actor does not follow."""
    return alert.seen is None if what == "close" else deeds.only_covers(desk, actor, alert)


def _concluded(desk: Desk, alert: Alert, patient: Patient, what: str) -> Toast | Done:
    """What was tapped says so, and older copies lose the buttons that do nothing any more."""
    if what in deeds.ENDS and alert.code in old_buttons.closed_lately(desk, alert):
        now = patients.by_id(desk.tx, patient.id) or patient
        old = old_buttons.of_over(desk, alert, patient, resting=now.status is Status.PAUSED)
        return Done(Toast(close=what == "surely"), (old,))
    if alert.seen is None:
        left = left_when_seen(alert.code, told=True)
        return Done(Toast(left=left), (old_buttons.of_seen(desk, alert, patient),))
    if what == "seen":
        return Toast("toasts.seen_already", left=left_when_seen(alert.code, told=False))
    return Toast(close=False)


def _call(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> bool:
    """Show whom there is to call, and on what number; False where nothing is known to look them up by."""
    shown = maybe_meant.known_to(desk, alert, actor)
    known = shown.identity
    if number := phone.shown_to(desk, actor, *shown.everybody):
        call = AlertCallNumber(call_on=number, sessions=known.sessions, **known.named)
        brief(desk, actor, call, about=patient.id)
        return True
    if known.is_in_the_records:
        brief(desk, actor, AlertCall(sessions=known.sessions, **known.named), about=patient.id)
    else:
        none = AlertCallNone(alert=alert.code, sessions=known.sessions, **known.named)
        brief(desk, actor, none, about=patient.id)
    return known.is_in_the_records


def _see(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    """The first who sees it ends the ladder; the patient and whoever else was told hear who it was.

    Words that had not come to them yet are not seen by that: they are an alert of their own.
    """
    others = alerts.chats_told(desk.tx, alert.id)
    untold = told_words.untold(desk.tx, alert.id, actor.chat_id, ALERT_KEYS, desk.pressing)
    if not alerts.seen(desk.tx, alert.id, actor, ALERT_KEYS, now=desk.now):
        return
    record.note(desk, actor, "saw an alert", patient.code)
    at, zone = stamp(desk.now), desk.zone_of(patient).key
    if untold:
        alerts.part(desk.tx, alert, untold, now=desk.now)
    else:
        say(desk, patient, AlertSeen(name=actor.name, at=at, zone=zone))
    named, clinic = deeds.named_to(desk, alert, actor), desk.house.clinic.zone.key
    resting = alert.tier is not Tier.CLINICIAN and deeds.have_reminders_at_rest(desk, actor, alert, patient)
    noting = cases.case(desk.tx, actor, deeds.meant_session(desk, alert, patient)) is not None
    yours = AlertYours(alert=alert.code, at=at, zone=clinic, resting=resting, noting=noting, **named)
    brief(desk, actor, yours, about=patient.id)
    for chat in others:
        member = staff.by_chat(desk.tx, chat)
        if member and member.id != actor.id:
            brief(desk, member, _taken(desk, alert, actor, member), about=patient.id)
    _leave_word(desk, actor, alert, patient, but={actor.chat_id, *others})


def _taken(desk: Desk, alert: Alert, actor: Clinician, member: Clinician) -> AlertTaken:
    """Who has read it, for another who was told or would have been."""
    clinic = desk.house.clinic.zone.key
    return AlertTaken(name=actor.name, at=stamp(desk.now), zone=clinic, **deeds.named_to(desk, alert, member))


def _leave_word(
    desk: Desk, actor: Clinician, alert: Alert, patient: Patient, *, but: Collection[int]
) -> None:
    """Whoever follows the patient and is away hears, when they are back, who has read it."""
    for member in duty.followers(desk, maybe_meant.everybody(desk, alert)):
        standing = rota.standing(desk.tx, member.id, now=desk.now)
        if standing and standing.away and member.chat_id not in but:
            due, taken = clinic_hours.opening(desk, standing.until), _taken(desk, alert, actor, member)
            brief(desk, member, taken, about=patient.id, due=due, sort=Sort.NOTICE)
