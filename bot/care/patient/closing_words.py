"""The closing words come after the last question: when it is answered, or can be answered no more."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.care.ground import curve, plan
from bot.care.ground.desk import Desk, owe, say
from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.message import stored
from bot.care.ground.says.plan import StepMessage
from bot.care.ground.says.summary import Summary
from bot.care.patient import ratings
from bot.model import Outgoing, Patient, Sort, State, Treatment
from bot.store import outbox, plans, treatments
from bot.store.tx import stamp
from schedules.clinical import CLINICAL
from schedules.protocol import StepKind

WORTH_SAYING = timedelta(hours=24)  # at least, after the end of all questions: a night may lie between
WENT_OUT = frozenset({State.SENDING, State.SENT, State.UNKNOWN})


def hold_back(desk: Desk, message: Outgoing) -> Outgoing:
    """A question is about to go: the information that it would carry waits for what is answered."""
    if message.step is None:
        return message
    said, protocol = plan.step_of(message), desk.house.protocols.get(message.key.partition(".")[0])
    held = plan.after_answer(protocol, said.carries) if protocol and said.ask else ()
    if not held:
        return message
    for step in held:
        _owe(desk, message, step)
    facts = stored(replace(said, carries=tuple(step for step in said.carries if step not in held)))
    plans.set_facts(desk.tx, message.id, facts)
    return replace(message, facts=facts)


def _owe(desk: Desk, message: Outgoing, step: str) -> None:
    said = StepMessage(kind=StepKind.INFORMATION, held=True)
    treatment = treatments.by_id(desk.tx, message.treatment_id) if message.treatment_id else None
    due = max((_open_until(desk, treatment) if treatment else None) or message.expires or desk.now, desk.now)
    rows = plans.of_treatment(desk.tx, message.treatment_id or 0)
    if before := next((row for row in rows if row.step == step and not row.round), None):
        _move(desk, before, due, held=said)
        return
    owe(
        desk,
        said,
        chat_id=message.chat_id,
        sort=Sort.REMINDER,
        key=f"{message.key.partition('.')[0]}.{step}",
        language=message.language,
        due=due,
        expires=_worth_until(treatment, due),
        patient_id=message.patient_id,
        treatment_id=message.treatment_id,
        step=step,
    )


def _move(desk: Desk, row: Outgoing, due: datetime, *, held: StepMessage | None = None) -> None:
    facts = stored(held) if held else row.facts
    treatment = treatments.by_id(desk.tx, row.treatment_id) if row.treatment_id else None
    until = _worth_until(treatment, due)
    plans.rewrite(desk.tx, row, sort=Sort.REMINDER, due=due, expires=until, facts=facts)


def _worth_until(treatment: Treatment | None, due: datetime) -> datetime:
    """As long as the spots are watched: whoever hears late what to look for has still to look for it."""
    watched = treatment.treated_at + CLINICAL.oldest_session if treatment else due
    return max(due + WORTH_SAYING, watched)


def outlive(desk: Desk, message: Outgoing) -> bool:
    """What is due has come too late to be sent; the closing words go on, in it or as it; whether it does."""
    treatment = treatments.by_id(desk.tx, message.treatment_id) if message.treatment_id else None
    watched = treatment and desk.now < treatment.treated_at + CLINICAL.oldest_session
    words = _closing_words(desk, message) if watched else ()
    for step in words:
        _owe(desk, message, step)
    return message.step in words


def _closing_words(desk: Desk, message: Outgoing) -> tuple[str, ...]:
    """The steps that it says, or would say, with which the plan ends."""
    protocol = desk.house.protocols.get(message.key.partition(".")[0])
    if message.step is None or protocol is None:
        return ()
    said = {message.step, *plan.step_of(message).carries}
    return tuple(
        one.name
        for one in protocol.steps
        if one.name in said and one.kind is StepKind.INFORMATION and one.after >= protocol.window
    )


def sum_up(desk: Desk, patient: Patient, message: Outgoing) -> Outgoing:
    """Closing words are about to go: they say when all is erased, and how it went is told after them."""
    if not _closing_words(desk, message):
        return message
    said, treatment = plan.step_of(message), treatments.by_id(desk.tx, message.treatment_id or 0)
    end = erased(desk, patient)
    if said.ask or said.erased or treatment is None or end is None:
        return message
    facts = stored(replace(said, erased=Moment(stamp(end), desk.zone_of(patient).key)))
    plans.set_facts(desk.tx, message.id, facts)
    if ratings.series(desk, treatment):
        named = plan.about(desk, patient, treatment, among=len(plan.running(desk, patient)))
        told = Summary(about=named, curve=curve.of_patient(desk, patient, treatment))
        say(desk, patient, told, treatment_id=treatment.id)
    return replace(message, facts=facts)


def erased(desk: Desk, patient: Patient) -> datetime | None:
    """When nothing is left of them, unless there is another session; None where there is none yet."""
    last = max((one.treated_at for one in treatments.all_of(desk.tx, patient.id)), default=None)
    return last + timedelta(days=desk.house.clinic.retention_days) if last else None


def put_off(desk: Desk, message: Outgoing) -> bool:
    """Whether closing words that are due have to wait for a question still, and do so."""
    if message.step is None or not plan.step_of(message).held:
        return False
    treatment = treatments.by_id(desk.tx, message.treatment_id) if message.treatment_id else None
    end = _open_until(desk, treatment) if treatment else None
    if end is not None:
        _move(desk, message, end)
    return end is not None


def release(desk: Desk, treatment: Treatment) -> None:
    """Something was answered: where that was the last question, the closing words follow at once."""
    end = _open_until(desk, treatment)
    for row in plans.of_treatment(desk.tx, treatment.id):
        if row.state is State.DUE and plan.step_of(row).held:
            if end:
                _move(desk, row, end)
            else:
                _say_now(desk, row)


def _say_now(desk: Desk, row: Outgoing) -> None:
    """As a new row, which goes after what was said to the answer."""
    outbox.drop(desk.tx, row.id, State.MERGED, now=desk.now)
    answer, until = replace(row, sort=Sort.REPLY), desk.now + WORTH_SAYING
    plans.owe_again(desk.tx, answer, due=desk.now, expires=until, facts=row.facts)


def _open_until(desk: Desk, treatment: Treatment) -> datetime | None:
    """Until when a question of the plan is open, or will be; None where none is."""
    given = ratings.to_steps(desk, treatment)
    ends = [
        row.expires
        for row in plans.of_treatment(desk.tx, treatment.id)
        if row.sort is Sort.QUESTION and row.step not in given and _is_open(desk, treatment, row)
    ]
    return max((end for end in ends if end and end > desk.now), default=None)


def _is_open(desk: Desk, treatment: Treatment, row: Outgoing) -> bool:
    if row.state is State.DUE and plan.step_of(row).only_if is not None:
        return ratings.still_sore(desk, treatment, before=row.step)
    return row.state is State.DUE or row.state in WENT_OUT
