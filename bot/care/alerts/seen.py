"""Somebody at the clinic sees an alert, and what they do about it; the patient hears the truth."""

from collections.abc import Callable, Collection, Mapping

from bot.care.alerts import escalation, over, silence_ladder
from bot.care.alerts.escalation import ALERT_KEYS
from bot.care.clinic import adverse_events
from bot.care.clinic import line as clinic_line
from bot.care.ground import clinic_hours, duty, maybe_meant, phone, record, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, brief, say
from bot.care.ground.identity import Naming
from bot.care.ground.says.alerts import (
    AlertCall,
    AlertCallNone,
    AlertCallNumber,
    AlertClosed,
    AlertFalse,
    AlertNoLine,
    AlertOn,
    AlertOnNone,
    AlertsMore,
    AlertsNone,
    AlertsSilent,
    AlertTaken,
    AlertYours,
)
from bot.care.ground.says.red_flag import AlertSeen
from bot.model import Alert, Clinician, Patient, Sort, Status
from bot.store import alerts, cases, courses, cover, invitations, rota, staff, thread, told_words, treatments
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


def act(desk: Desk, actor: Clinician, what: str, code: str) -> Toast:
    """A button of an alert. Each of them proves that a person has seen it, but a call that cannot be made."""
    alert = cover.alert(desk.tx, actor, code, since=desk.now - red_flag.STANDS)
    if alert is None:
        return OLD
    patient = maybe_meant.known_to(desk, alert, actor).identity.patient
    if (what == "close" and alert.seen is None) or (what == "on" and _only_covers(desk, actor, alert)):
        return OLD
    if what == "adverse":
        meant = _meant(desk, alert, patient)
        return adverse_events.begin(desk, actor, meant, alert.code) if alert.seen else OLD
    if what == "call" and not _call(desk, actor, alert, patient):
        return Toast(close=False)
    _see(desk, actor, alert, patient)
    told_words.hasten(desk.tx, alert.id, actor.chat_id, ALERT_KEYS, now=desk.now)
    if what != "on":
        thread.tapped(desk.tx, alert.id, actor.chat_id, ALERT_KEYS, now=desk.now)
    if what in DEEDS:
        DEEDS[what](desk, actor, alert, patient)
    elif what not in ("seen", "call"):
        return OLD
    return Toast("toasts.seen_already" if what == "seen" and alert.seen else None, close=False)


def _only_covers(desk: Desk, actor: Clinician, alert: Alert) -> bool:
    """Whether it is theirs by cover: whether reminders go on is for who follows the patient."""
    return cover.is_covered(desk.tx, actor, alert.id, since=desk.now - red_flag.STANDS)


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


def _named(desk: Desk, alert: Alert, member: Clinician) -> Naming:
    return maybe_meant.known_to(desk, alert, member).identity.named


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
    named, clinic = _named(desk, alert, actor), desk.house.clinic.zone.key
    resting = alert.tier is not Tier.CLINICIAN and _rests(desk, actor, alert, patient)
    noting = cases.case(desk.tx, actor, _meant(desk, alert, patient)) is not None
    yours = AlertYours(alert=alert.code, at=at, zone=clinic, resting=resting, noting=noting, **named)
    brief(desk, actor, yours, about=patient.id)
    for chat in others:
        member = staff.by_chat(desk.tx, chat)
        if member and member.id != actor.id:
            brief(desk, member, _taken(desk, alert, actor, member), about=patient.id)
    _leave_word(desk, actor, alert, patient, but={actor.chat_id, *others})


def _rests(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> bool:
    """Whether there are reminders that rest, and the actor may let them go on."""
    return patient.status is Status.PAUSED and not _only_covers(desk, actor, alert)


def _taken(desk: Desk, alert: Alert, actor: Clinician, member: Clinician) -> AlertTaken:
    """Who has read it, for another who was told or would have been."""
    clinic = desk.house.clinic.zone.key
    return AlertTaken(name=actor.name, at=stamp(desk.now), zone=clinic, **_named(desk, alert, member))


def _leave_word(
    desk: Desk, actor: Clinician, alert: Alert, patient: Patient, *, but: Collection[int]
) -> None:
    """Whoever follows the patient and is away hears, when they are back, who has read it."""
    for member in duty.followers(desk, maybe_meant.everybody(desk, alert)):
        standing = rota.standing(desk.tx, member.id, now=desk.now)
        if standing and standing.away and member.chat_id not in but:
            due, taken = clinic_hours.opening(desk, standing.until), _taken(desk, alert, actor, member)
            brief(desk, member, taken, about=patient.id, due=due, sort=Sort.NOTICE)


def _write(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    """Write to the patient, about the session that the actor may see."""
    found = cases.cases_of(desk.tx, actor, patient.code)
    running = next((case for case in found if not case.treatment.ended), None)
    running = running or clinic_line.covered(desk, actor, _meant(desk, alert, patient))
    if running is None and (link := invitations.pending(desk.tx, patient.id, now=desk.now)):
        running = cases.invited(desk.tx, actor, link.code)
    if running is None or running.treatment.ended:
        brief(desk, actor, AlertNoLine(**_named(desk, alert, actor)), about=patient.id)
    else:
        clinic_line.begin(desk, actor, running)


def _meant(desk: Desk, alert: Alert, patient: Patient) -> str:
    """The newest session of whom it is about: it may have followed the one that was meant then."""
    everything = treatments.all_of(desk.tx, patient.id)
    about = next((one for one in everything if one.code == alert.about), None)
    if alert.about is None:
        about = red_flag.newest(desk, patient)
    found = [about, *courses.others(desk.tx, about)] if about else []
    return max(found, key=lambda one: (one.treated_at, one.id)).code if found else ""


def _false(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    resting = _rests(desk, actor, alert, patient)
    thread.set_false(desk.tx, alert.id)
    if thread.close(desk.tx, alert, now=desk.now):
        over.tell(desk, actor, patient)
    record.note(desk, actor, "called an alert false", patient.code)
    noted = AlertFalse(alert=alert.code, resting=resting, **_named(desk, alert, actor))
    brief(desk, actor, noted, about=patient.id)


def _close(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    """The case is over: what the patient writes from here on is no line of it any more."""
    if thread.close(desk.tx, alert, now=desk.now):
        record.note(desk, actor, "closed an alert", patient.code)
        over.tell(desk, actor, patient)
    brief(desk, actor, AlertClosed(**_named(desk, alert, actor)), about=patient.id)


def _go_on(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    """Not while a newer red flag, or the same once more, waits to be seen: that is shown instead."""
    again = alert if thread.untapped_sign(desk.tx, alert.id, actor.chat_id, ALERT_KEYS) else None
    if newer := red_flag.waiting(desk, patient) or again:
        escalation.tell(desk, newer, actor)
        return
    followed = [one for one in _theirs(desk, alert, actor) if cover.sees(desk.tx, actor, one.id)]
    paused = [one for one in followed if one.status is Status.PAUSED]
    named = _named(desk, alert, actor)
    thread.close(desk.tx, alert, now=desk.now)
    for one in paused:
        over.let_go_on(desk, one)
        record.note(desk, actor, "let reminders go on", one.code)
    brief(desk, actor, (AlertOn if paused else AlertOnNone)(**named), about=patient.id)
    over.ask_again(desk, patient)


def _theirs(desk: Desk, alert: Alert, actor: Clinician) -> list[Patient]:
    """Whom it may be about, of those whom the actor sees."""
    return list(maybe_meant.known_to(desk, alert, actor).everybody)


# What else a button does than to say that it was seen.
DEEDS: Mapping[str, Callable[[Desk, Clinician, Alert, Patient], None]] = {
    "write": _write,
    "false": _false,
    "on": _go_on,
    "close": _close,
}
