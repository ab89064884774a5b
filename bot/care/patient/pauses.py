"""Reminders rest, end or go on: by the patient's word; and who is out of reach."""

from datetime import datetime, timedelta

from bot.care.ground import clinic_hours, notices, plan, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, say, say_once
from bot.care.ground.heard import Caller
from bot.care.ground.says.pauses import KeptOn, Paused, Resting, ResumedAlready, Stopped, WhichStop
from bot.care.ground.says.plan import NoPlan, PlanResumed
from bot.model import Patient, Status
from bot.store import notices as told
from bot.store import outbox, patients, plans, treatments

TOLD_ONCE = timedelta(hours=12)  # in which the clinic hears once that somebody is out of reach


def pause(desk: Desk, patient: Patient) -> None:
    _rest(desk, patient, Status.PAUSED)
    say(desk, patient, Paused())


def stop(desk: Desk, patient: Patient) -> None:
    _rest(desk, patient, Status.STOPPED)
    say(desk, patient, Stopped())


def ask_which(desk: Desk, patient: Patient) -> None:
    """Somebody may want the reminders to stop: they are asked whether, with a way to let them rest."""
    say(desk, patient, WhichStop())


def answer_which(desk: Desk, patient: Patient, what: str) -> Toast:
    """The answer to that."""
    match what:
        case "stop":
            stop(desk, patient)
        case "pause":
            pause(desk, patient)
        case "keep":
            return Toast("toasts.kept")
        case _:
            return OLD
    return Toast()


def stop_or_keep(desk: Desk, patient: Patient, *, sure: bool) -> None:
    """The same, typed."""
    if sure:
        stop(desk, patient)
    else:
        say(desk, patient, KeptOn())


def _rest(desk: Desk, patient: Patient, status: Status) -> None:
    patients.set_status(desk.tx, patient.id, status)
    plans.cancel_plan(desk.tx, patient_id=patient.id, now=desk.now)


def resume(desk: Desk, patient: Patient) -> None:
    """Go on from here: what was missed meanwhile is not sent."""
    if not plan.running(desk, patient):
        patients.set_status(desk.tx, patient.id, Status.ACTIVE)
        say(desk, patient, NoPlan())
    elif patient.status is Status.ACTIVE:
        say(desk, patient, ResumedAlready())
        plan.tell(desk, patient)
    else:
        patients.set_status(desk.tx, patient.id, Status.ACTIVE)
        active = patients.by_id(desk.tx, patient.id) or patient
        plan.rebuild(desk, active)
        plan.tell(desk, active, PlanResumed)


def resume_by_button(desk: Desk, caller: Caller, wanted: bool) -> Toast:
    patient = caller.patient(desk)
    if patient is None or patient.status is Status.ACTIVE:
        return OLD
    go_on(desk, patient, wanted=wanted)
    return Toast()


def after_repair(desk: Desk, patient: Patient, wanted: bool) -> Toast:
    """The same where an older database was put back: nothing says that they rest, but they may have ended."""
    if not wanted and patient.status is Status.STOPPED:
        return OLD
    go_on(desk, patient, wanted=wanted)
    return Toast()


def go_on(desk: Desk, patient: Patient, *, wanted: bool) -> None:
    """The answer to whether reminders shall go on."""
    if wanted and patient.status is Status.ACTIVE:
        say_once(desk, patient, KeptOn())
    elif wanted:
        resume(desk, patient)
    else:
        stop(desk, patient)


def offer_resume(desk: Desk, patient: Patient) -> None:
    say_once(desk, patient, Resting())


def out_of_reach(desk: Desk, patient: Patient) -> None:
    """Telegram takes nothing for the patient: the clinic hears of it once, and the plan goes on.

    It may be over in a minute or never. What falls due is tried, and the first that comes ends the suspicion.
    It waits for working hours, unless an alarm stands: then somebody may have to call at once.
    """
    newly = patients.out_of_reach(desk.tx, patient.id, desk.now)
    back = told.last_told(desk.tx, patient.id, "reachable")
    since = max(filter(None, (desk.now - TOLD_ONCE, back)))
    if newly and not told.was_raised(desk.tx, patient.id, "unreachable", since=since):
        after = desk.now if red_flag.holding(desk, patient) else clinic_hours.opening(desk)
        for treatment in plan.running(desk, patient):
            notices.raise_about(desk, patient, "unreachable", treatment, after=after)


def within_reach(desk: Desk, chat_id: int) -> None:
    """Somebody was heard from, or a message came to them: what is urgent is tried at once."""
    for patient_id, since in patients.within_reach(desk.tx, chat_id):
        _tell_of_return(desk, patient_id, since)
    outbox.hurry(desk.tx, chat_id, now=desk.now)


def _tell_of_return(desk: Desk, patient_id: int, since: datetime) -> None:
    """Whoever was told that somebody cannot be reached, and was asked to call, hears when that is over."""
    if patient := patients.by_id(desk.tx, patient_id):
        for number in told.told_since(desk.tx, patient_id, "unreachable", since=since):
            about, after = treatments.by_id(desk.tx, number), clinic_hours.opening(desk)
            notices.raise_about(desk, patient, "reachable", about, after=after)
