"""What a patient taps under a reminder or a question, and what is made of it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.care.desk import OLD, Caller, Desk, Toast, say
from bot.model import Message, Patient, Sort, State, Status, Treatment
from bot.store import outbox, plans, treatments
from bot.store.tx import stamp
from schedules.plan import later

SORENESS = "soreness"
HELPFUL = "helpful"
MOST = 10  # numeric rating scale, 0–10
SEVERE = 7  # Boonstra 2016, the more cautious of two published cuts
RISEN = 2  # Salaffi 2004: a change of 2 is one that patients call much better or worse
HELPFUL_MOST = 2
TYPED = re.compile(r"(10|[0-9])(?: ?(?:/|out of|of) ?10)?", re.ASCII)
ANSWERABLE = timedelta(hours=12)  # a typed number is an answer to a question of the same day

ARRIVED = frozenset({State.SENT, State.UNKNOWN, State.SENDING})

Tap = Callable[[Desk, Patient, Message], Toast]
Rate = Callable[[Desk, Patient, Message, int], Toast]


def tapped(desk: Desk, caller: Caller, message_id: int, tap: Tap) -> Toast:
    """Authorise a tap anew: only the chat that a message was sent to can answer it."""
    patient = caller.patient(desk)
    message = outbox.get(desk.tx, message_id, chat_id=caller.chat_id)
    if patient is None or message is None or message.step is None or message.state not in ARRIVED:
        return OLD
    return tap(desk, patient, message)


def done(desk: Desk, patient: Patient, message: Message) -> Toast:
    del patient
    if outbox.answer_of(desk.tx, message.id):
        return Toast("toasts.already")
    outbox.answered(desk.tx, message.id, "done")
    return Toast("toasts.done")


def put_off(desk: Desk, patient: Patient, message: Message) -> Toast:
    """Later: the same reminder in an hour, once, never into quiet hours or past its time."""
    if message.sort is not Sort.REMINDER or patient.status is not Status.ACTIVE:
        return OLD
    if outbox.answer_of(desk.tx, message.id):
        return Toast("toasts.already")
    zone = desk.zone_of(patient)
    at = later(desk.now, message.expires or desk.now, zone, desk.house.quiet)
    if at is None:
        return Toast("toasts.too_late", close=False, alert=True)
    outbox.answered(desk.tx, message.id, "later")
    _owe_again(desk, message, at)
    return Toast("toasts.later", {"at": stamp(at), "zone": zone.key})


def _owe_again(desk: Desk, message: Message, at: datetime) -> None:
    outbox.put(
        desk.tx,
        chat_id=message.chat_id,
        sort=message.sort,
        key=message.key,
        language=message.language,
        due=at,
        expires=message.expires,
        facts=message.facts,
        patient_id=message.patient_id,
        treatment_id=message.treatment_id,
        step=message.step,
        round=message.round + 1,
    )


def worried(desk: Desk, patient: Patient, message: Message) -> Toast:
    """The signs to look for and both numbers, at once; said again on every tap, for never is worse."""
    outbox.answered(desk.tx, message.id, outbox.answer_of(desk.tx, message.id) or "worried")
    treatments.worry(desk.tx, patient_id=patient.id, treatment_id=message.treatment_id, now=desk.now)
    say(desk, patient, "worried", sort=Sort.URGENT)
    return Toast(close=False)


def rate(desk: Desk, patient: Patient, message: Message, value: int) -> Toast:
    """An answer on the scale; another tap corrects it."""
    treatment = _treatment(desk, message)
    if treatment is None or message.facts.get("ask") != SORENESS or not 0 <= value <= MOST:
        return OLD
    given = treatments.answers(desk.tx, treatment.id, SORENESS)
    if given.get(message.step or "") == value:
        return Toast("toasts.already")
    before = [given[step] for step in _earlier(desk, treatment, message) if step in given]
    _record(desk, treatment, message, SORENESS, value)
    say(desk, patient, _reply_to(value, before), value=value, of=message.id)
    if message.step not in given and _is_last(desk, treatment, message):
        say(desk, patient, "helpful", of=message.id)
    return Toast()


def hear_number(desk: Desk, patient: Patient, said: str) -> bool:
    """Take a typed `4` or `4/10` as the answer to the last check-in; False where it is none."""
    number = TYPED.fullmatch(said)
    asked = plans.last_question(desk.tx, patient.id, since=desk.now - ANSWERABLE) if number else None
    if number is None or asked is None:
        return False
    if rate(desk, patient, asked, int(number[1])).key == "toasts.already":
        say(desk, patient, "sore_already", value=int(number[1]), of=asked.id)
    return True


def _treatment(desk: Desk, message: Message) -> Treatment | None:
    return treatments.by_id(desk.tx, message.treatment_id) if message.treatment_id else None


def _record(desk: Desk, treatment: Treatment, message: Message, ask: str, value: int) -> None:
    treatments.answer(desk.tx, treatment, step=message.step or "", ask=ask, value=value, now=desk.now)
    outbox.answered(desk.tx, message.id, f"{ask} {value}")
    for row in plans.of_treatment(desk.tx, treatment.id):
        if row.step == message.step and row.round > message.round:
            outbox.drop(desk.tx, row.id, State.CANCELLED, now=desk.now)


def check_ins(desk: Desk, treatment: Treatment) -> list[str]:
    """The steps of a treatment that ask about soreness, in order."""
    protocol = desk.house.protocols.get(treatment.protocol)
    return [step.name for step in protocol.steps if step.ask == SORENESS] if protocol else []


def _earlier(desk: Desk, treatment: Treatment, message: Message) -> list[str]:
    steps = check_ins(desk, treatment)
    return steps[: steps.index(message.step)] if message.step in steps else []


def _is_last(desk: Desk, treatment: Treatment, message: Message) -> bool:
    protocol = desk.house.protocols.get(treatment.protocol)
    regular = [step.name for step in protocol.steps if step.ask and not step.only_if] if protocol else []
    return bool(regular) and regular[-1] == message.step


def _reply_to(value: int, before: list[int]) -> str:
    if value >= SEVERE:
        return "sore_severe"
    if before and value - before[-1] >= RISEN:
        return "sore_rising"
    return "sore_noted"


def ask_again(desk: Desk, patient: Patient, message: Message) -> Toast:
    """The wrong number was tapped: the scale once more, for the same question."""
    say(desk, patient, "sore_again", of=message.id)
    return Toast()


def helpful(desk: Desk, patient: Patient, message: Message, value: int) -> Toast:
    treatment = _treatment(desk, message)
    if treatment is None or not 0 <= value <= HELPFUL_MOST:
        return OLD
    treatments.answer(desk.tx, treatment, step=message.step or "", ask=HELPFUL, value=value, now=desk.now)
    del patient
    return Toast("toasts.thanks")
