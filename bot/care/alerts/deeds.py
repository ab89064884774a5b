"""What a colleague does about an alert, and what comes of it."""

from collections.abc import Callable, Mapping

from bot.care.alerts import escalation, over
from bot.care.alerts.escalation import ALERT_KEYS
from bot.care.clinic import line as clinic_line
from bot.care.ground import maybe_meant, record, red_flag
from bot.care.ground.desk import Desk, brief
from bot.care.ground.identity import Naming
from bot.care.ground.says.alerts import AlertClosed, AlertFalse, AlertNoLine, AlertOn, AlertOnNone
from bot.model import Alert, Clinician, Patient, Status
from bot.store import alert_people, cases, courses, cover, invitations, patients, thread, treatments


def only_covers(desk: Desk, actor: Clinician, alert: Alert) -> bool:
    """Whether it is theirs by cover: whether reminders go on is for who follows the patient."""
    return cover.is_covered(desk.tx, actor, alert.id, since=desk.now - red_flag.STANDS)


def named_to(desk: Desk, alert: Alert, member: Clinician) -> Naming:
    return maybe_meant.known_to(desk, alert, member).identity.named


def have_reminders_at_rest(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> bool:
    """Whether there are reminders that rest, and the actor may let them go on."""
    return patient.status is Status.PAUSED and not only_covers(desk, actor, alert)


def _write(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    """Write to the patient, about the session that the actor may see."""
    found = cases.cases_of(desk.tx, actor, patient.code)
    running = next((case for case in found if not case.treatment.ended), None)
    running = running or clinic_line.covered(desk, actor, meant_session(desk, alert, patient))
    if running is None and (link := invitations.pending(desk.tx, patient.id, now=desk.now)):
        running = cases.invited(desk.tx, actor, link.code)
    if running is None or running.treatment.ended:
        brief(desk, actor, AlertNoLine(**named_to(desk, alert, actor)), about=patient.id)
    else:
        clinic_line.begin(desk, actor, running)


def meant_session(desk: Desk, alert: Alert, patient: Patient) -> str:
    """The newest session of whom it is about: it may have followed the one that was meant then."""
    everything = treatments.all_of(desk.tx, patient.id)
    about = next((one for one in everything if one.code == alert.about), None)
    if alert.about is None:
        about = red_flag.newest(desk, patient)
    found = [about, *courses.others(desk.tx, about)] if about else []
    return max(found, key=lambda one: (one.treated_at, one.id)).code if found else ""


def _false(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    """It was none: who rested by it alone goes on, and both sides hear how the reminders stand."""
    resting = alert_people.at_rest(desk.tx, alert)
    thread.set_false(desk.tx, alert.id)
    closed = thread.close(desk.tx, alert, now=desk.now)
    freed = over.free(desk, resting)
    after = over.reminders_after(desk, maybe_meant.everybody(desk, alert), freed)
    if closed:
        over.tell(desk, actor, patient, after)
    over.wake(desk, freed)
    record.note(desk, actor, "called an alert false", patient.code)
    now = patients.by_id(desk.tx, patient.id) or patient
    still = have_reminders_at_rest(desk, actor, alert, now)
    noted = AlertFalse(alert=alert.code, resting=still, reminders=after, **named_to(desk, alert, actor))
    brief(desk, actor, noted, about=patient.id)


def _close(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    """The case is over: what the patient writes from here on is no line of it any more."""
    after = over.reminders_after(desk, maybe_meant.everybody(desk, alert), ())
    if thread.close(desk.tx, alert, now=desk.now):
        record.note(desk, actor, "closed an alert", patient.code)
        over.tell(desk, actor, patient, after)
    resting = have_reminders_at_rest(desk, actor, alert, patient)
    noted = AlertClosed(alert=alert.code, resting=resting, reminders=after, **named_to(desk, alert, actor))
    brief(desk, actor, noted, about=patient.id)


def _go_on(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    """Not while a newer red flag, or the same once more, waits to be seen: that is shown instead."""
    again = alert if thread.untapped_sign(desk.tx, alert.id, actor.chat_id, ALERT_KEYS) else None
    if newer := red_flag.waiting(desk, patient) or again:
        escalation.tell(desk, newer, actor)
        return
    followed = [one for one in _theirs(desk, alert, actor) if cover.sees(desk.tx, actor, one.id)]
    paused = [one for one in followed if one.status is Status.PAUSED]
    named = named_to(desk, alert, actor)
    thread.close(desk.tx, alert, now=desk.now)
    for one in paused:
        over.let_go_on(desk, one)
        record.note(desk, actor, "let reminders go on", one.code)
    brief(desk, actor, (AlertOn if paused else AlertOnNone)(**named), about=patient.id)
    over.ask_again(desk, patient)


def _theirs(desk: Desk, alert: Alert, actor: Clinician) -> list[Patient]:
    """Whom it may be about, of those whom the actor sees."""
    return list(maybe_meant.known_to(desk, alert, actor).everybody)


ENDS = ("close", "false", "surely", "on")
# What else a button does than to say that it was seen.
DEEDS: Mapping[str, Callable[[Desk, Clinician, Alert, Patient], None]] = {
    "write": _write,
    "false": _false,
    "surely": _false,
    "on": _go_on,
    "close": _close,
}
