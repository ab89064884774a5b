"""Questions nobody answered: asked once more, then less, then not at all."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.care.ground import carers, notices, plan, tips
from bot.care.ground.desk import Desk, owe
from bot.care.ground.says.message import stored
from bot.care.ground.says.pauses import StillWanted
from bot.care.patient import ratings
from bot.model import Outgoing, Patient, Sort, State, Status, Treatment
from bot.store import patients, plans, treatments
from schedules.clinical import CLINICAL
from schedules.protocol import Protocol
from schedules.quiet import quiet_end

STILL_WORTH_ASKING = timedelta(hours=24)
ASKED = (State.SENT, State.UNKNOWN)


def watch(desk: Desk, message: Outgoing) -> None:
    """A question has gone out: owe its one repetition, which an answer will cancel."""
    if message.sort is not Sort.QUESTION:
        return
    treatment = treatments.by_id(desk.tx, message.treatment_id) if message.treatment_id else None
    protocol = desk.house.protocols.get(treatment.protocol) if treatment else None
    patient = patients.by_id(desk.tx, message.patient_id) if message.patient_id else None
    if message.round and patient and treatment:
        _tell_carers(desk, patient, treatment, message)
    if message.round or not (treatment and protocol and patient):
        return
    if plan.step_of(message).only_if is None and _third_in_a_row(desk, treatment, message):
        after = desk.now + ((message.expires or message.due) - message.due)
        notices.raise_about(desk, patient, "silent", treatment, after=after)
    if treatment.ended or message.step in ratings.to_steps(desk, treatment):
        return
    due = desk.now + CLINICAL.repeat
    if desk.house.quiet:
        due = quiet_end(due, desk.zone_of(patient), desk.house.quiet)
    moment = _with_its_neighbour(desk, treatment, protocol, due)
    if moment is not None and moment < treatment.treated_at + protocol.window:
        grace = (message.expires or message.due) - message.due
        once_more = replace(plan.step_of(message), carries=(), repeat=True)
        plans.owe_again(desk.tx, message, due=moment, expires=moment + grace, facts=stored(once_more))


def _tell_carers(desk: Desk, patient: Patient, treatment: Treatment, message: Outgoing) -> None:
    """A check-in has gone out for the second time: whose phone hears along may look after them."""
    if message.step not in ratings.to_steps(desk, treatment):
        carers.silent(desk, patient)


def _with_its_neighbour(
    desk: Desk, treatment: Treatment, protocol: Protocol, due: datetime
) -> datetime | None:
    """When to repeat: together with a tip that is planned close by, and never near a question."""
    rows = plans.of_treatment(desk.tx, treatment.id)
    near = [
        row
        for row in rows
        if row.state is State.DUE and abs(row.due - due) < protocol.gap and not plan.step_of(row).held
    ]
    if any(row.sort is Sort.QUESTION for row in near):
        return None
    return min((row.due for row in near if row.due > desk.now), default=due)


def grown(desk: Desk, patient: Patient, message: Outgoing) -> bool:
    """The last three check-ins got no answer: ask once whether reminders are still wanted, then rest."""
    if message.sort is not Sort.QUESTION or message.round or message.treatment_id is None:
        return False
    if plan.step_of(message).only_if is not None:
        return False  # it is asked because something was wrong, and silence is no reason to leave off
    treatment = treatments.by_id(desk.tx, message.treatment_id)
    if treatment is None or not _unanswered(desk, treatment):
        return False
    if _answers_elsewhere(desk, patient, treatment):
        return False
    patients.set_status(desk.tx, patient.id, Status.SILENT)
    plans.cancel_plan(desk.tx, patient_id=patient.id, now=desk.now)
    owe(
        desk,
        StillWanted(),
        chat_id=patient.chat_id,
        sort=Sort.QUESTION,
        language=patient.language,
        expires=desk.now + STILL_WORTH_ASKING,
        patient_id=patient.id,
    )
    return True


def _third_in_a_row(desk: Desk, treatment: Treatment, message: Outgoing) -> bool:
    """Whether this is the third question, and the two before it have no answer."""
    given = ratings.to_steps(desk, treatment)
    asked = [
        row
        for row in plans.of_treatment(desk.tx, treatment.id)
        if row.sort is Sort.QUESTION and not row.round and (row.state in ASKED or row.id == message.id)
    ]
    return len(asked) >= CLINICAL.silent and not any(row.step in given for row in asked[-CLINICAL.silent :])


def _answers_elsewhere(desk: Desk, patient: Patient, treatment: Treatment) -> bool:
    """Somebody who answers about another session at the time is not silent."""
    return any(
        ratings.series(desk, one)
        for one in treatments.of_patient(desk.tx, patient.id)
        if one.id != treatment.id and one.treated_at >= treatment.treated_at
    )


def _unanswered(desk: Desk, treatment: Treatment) -> bool:
    """No answer to the last three check-ins, and no other sign of life since the first of them."""
    given = ratings.to_steps(desk, treatment)
    rows = plans.of_treatment(desk.tx, treatment.id)
    asked = [row for row in rows if row.sort is Sort.QUESTION and not row.round and row.state in ASKED][
        -CLINICAL.silent :
    ]
    if len(asked) < CLINICAL.silent or any(row.step in given for row in asked):
        return False
    since = asked[0].due
    tapped = any(row.answered and row.answered >= since for row in rows)
    tapped = tapped or any(tip.at >= since for tip in tips.done(rows))
    rated = any(one.at >= since for one in ratings.series(desk, treatment))
    return not (tapped or rated or treatments.worried(desk.tx, treatment.id, since=since))


def wanted(desk: Desk, message: Outgoing) -> bool:
    """Whether a step still belongs to what the patient is in, and its condition, if it has one, holds."""
    treatment = treatments.by_id(desk.tx, message.treatment_id) if message.treatment_id else None
    if treatment is None:
        return message.treatment_id is None
    if treatment.ended:
        return False
    if message.step is None or plan.step_of(message).only_if is None:
        return True
    return ratings.still_sore(desk, treatment, before=message.step)
