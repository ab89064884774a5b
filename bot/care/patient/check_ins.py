"""What a patient taps under a reminder or a question, and what is made of it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from bot.care.ground import plan, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.buttons import About
from bot.care.ground.says.check_ins import (
    Helpful,
    SoreAgain,
    SoreNoted,
    SoreRising,
    SoreSevere,
    SoreTold,
)
from bot.care.ground.says.warning_signs import ScreenAfter, Worried
from bot.model import Outgoing, Patient, Sort, State, Status, Treatment
from bot.store import alerts, outbox, plans, treatments
from bot.store.tx import stamp
from messages.heard.red_flags.finding import Tier
from schedules.clinical import CLINICAL
from schedules.plan import later

SORENESS = "soreness"
HELPFUL = "helpful"
HELPFUL_MOST = 2

ARRIVED = frozenset({State.SENT, State.UNKNOWN, State.SENDING})

P = ParamSpec("P")


def under(
    use_case: Callable[Concatenate[Desk, Patient, Outgoing, P], Toast],
) -> Callable[Concatenate[Desk, Caller, int, P], Toast]:
    """Authorise a tap under a message anew: only the chat that it was sent to can answer it."""

    @wraps(use_case)
    def tapped(desk: Desk, caller: Caller, message_id: int, /, *given: P.args, **named: P.kwargs) -> Toast:
        patient = caller.patient(desk)
        message = outbox.get(desk.tx, message_id, chat_id=caller.chat_id)
        if patient is None or message is None or message.step is None or message.state not in ARRIVED:
            return OLD
        return use_case(desk, patient, message, *given, **named)

    return tapped


@under
def done(desk: Desk, _: Patient, message: Outgoing) -> Toast:
    if message.answered:
        return Toast("toasts.already", still=message.id)
    outbox.answered(desk.tx, message.id, "done", now=desk.now)
    return Toast("toasts.done", still=message.id)


@under
def put_off(desk: Desk, patient: Patient, message: Outgoing) -> Toast:
    """Later: the same reminder in an hour, once, never into quiet hours or past its time."""
    if message.sort is not Sort.REMINDER or patient.status is not Status.ACTIVE:
        return OLD
    if message.answered:
        return Toast("toasts.already", still=message.id)
    zone = desk.zone_of(patient)
    at = later(desk.now, message.expires or desk.now, zone, desk.house.quiet)
    if at is None:
        return Toast("toasts.too_late", close=False, alert=True)
    outbox.answered(desk.tx, message.id, "later", now=desk.now)
    plans.owe_again(desk.tx, message, due=at, expires=message.expires, facts=message.facts)
    return Toast("toasts.later", {"at": stamp(at), "zone": zone.key}, still=message.id)


def worried(desk: Desk, caller: Caller, message_id: int) -> Toast:
    """The signs to look for and both numbers, at once, to whoever taps; on every tap, for never is worse."""
    patient = caller.patient(desk)
    message = outbox.get(desk.tx, message_id, chat_id=caller.chat_id)
    if message:
        outbox.arrived(desk.tx, message.id)
    if patient:
        treatment = message.treatment_id if message else None
        treatments.worry(desk.tx, patient_id=patient.id, treatment_id=treatment, now=desk.now)
    say(desk, caller, Worried(), sort=Sort.URGENT)
    return Toast(close=False)


@under
def rate(desk: Desk, patient: Patient, message: Outgoing, value: int) -> Toast:
    """An answer on the scale; another tap corrects it."""
    return give(desk, patient, message, value)


def give(
    desk: Desk, patient: Patient, message: Outgoing, value: int, *, said_before: int | None = None
) -> Toast:
    treatment = treatment_of(desk, message)
    if treatment is None or plan.step_of(message).ask != SORENESS or not 0 <= value <= CLINICAL.most_sore:
        return OLD
    given = treatments.answers(desk.tx, treatment.id, SORENESS)
    if given.get(message.step or "") == value:
        return Toast("toasts.already", still=message.id)
    before = [given[step] for step in earlier(desk, treatment, message) if step in given]
    before += [said_before] if said_before is not None else []
    _record(desk, treatment, message, value)
    shown, telling = about(desk, patient, message), _telling(value, before)
    noted: SoreNoted | SoreTold = SoreNoted(value=value, of=message.id, about=shown)
    if telling:
        told = red_flag.told(desk, patient, Tier.CLINICIAN)
        noted = telling(value=value, of=message.id, told=told, about=shown)
        red_flag.raise_alert(desk, patient, Tier.CLINICIAN, _of_ten(value))
    elif message.step in given:
        _correct_alert(desk, patient, given[message.step], value)
    say(desk, patient, noted, treatment_id=treatment.id)
    if message.step not in given and check_ins(desk, treatment)[:1] == [message.step]:
        say(desk, patient, ScreenAfter(), sort=Sort.URGENT)
    if message.step not in given and _is_last(desk, treatment, message):
        say(desk, patient, Helpful(of=message.id))
    return Toast(still=message.id)


def about(desk: Desk, patient: Patient, message: Outgoing) -> About | None:
    treatment = treatment_of(desk, message)
    among = len(plan.running(desk, patient))
    return plan.about(desk, patient, treatment, among=among) if treatment else None


def question_of_today(desk: Desk, patient: Patient) -> Outgoing | None:
    """The check-in that a typed number answers: the newest one of the last half day."""
    return plans.last_question(desk.tx, patient.id, since=desk.now - CLINICAL.question_open)


def treatment_of(desk: Desk, message: Outgoing) -> Treatment | None:
    return treatments.by_id(desk.tx, message.treatment_id) if message.treatment_id else None


def _record(desk: Desk, treatment: Treatment, message: Outgoing, value: int) -> None:
    treatments.answer(desk.tx, treatment, step=message.step or "", ask=SORENESS, value=value, now=desk.now)
    outbox.answered(desk.tx, message.id, f"{SORENESS} {value}", now=desk.now)
    for row in plans.of_treatment(desk.tx, treatment.id):
        if row.step == message.step and row.round > message.round:
            outbox.drop(desk.tx, row.id, State.CANCELLED, now=desk.now)


def _correct_alert(desk: Desk, patient: Patient, before: int, value: int) -> None:
    """A rating that is no longer so stands in an alert that nobody has seen: the new one joins it."""
    alert = alerts.unseen(desk.tx, patient.id)
    told = " ".join(alerts.words(desk.tx, alert.id)).split() if alert else []
    if _of_ten(before) in told:
        red_flag.raise_alert(desk, patient, Tier.CLINICIAN, f"{_of_ten(before)} → {_of_ten(value)}")


def _of_ten(value: int) -> str:
    """A rating as the clinic reads it, with the end of the scale."""
    return f"{value}/{CLINICAL.most_sore}"


def check_ins(desk: Desk, treatment: Treatment) -> list[str]:
    """The steps of a treatment that ask about soreness, in order."""
    protocol = desk.house.protocols.get(treatment.protocol)
    return [step.name for step in protocol.steps if step.ask == SORENESS] if protocol else []


def earlier(desk: Desk, treatment: Treatment, message: Outgoing) -> list[str]:
    steps = check_ins(desk, treatment)
    return steps[: steps.index(message.step)] if message.step in steps else []


def _is_last(desk: Desk, treatment: Treatment, message: Outgoing) -> bool:
    protocol = desk.house.protocols.get(treatment.protocol)
    regular = [step.name for step in protocol.steps if step.ask and not step.only_if] if protocol else []
    return bool(regular) and regular[-1] == message.step


def _telling(value: int, before: list[int]) -> type[SoreTold] | None:
    """What is said where the clinic is to hear of a rating; None where it is not."""
    if value >= CLINICAL.severe:
        return SoreSevere
    return SoreRising if before and value - before[-1] >= CLINICAL.rise else None


@under
def ask_again(desk: Desk, patient: Patient, message: Outgoing) -> Toast:
    """The wrong number was tapped: the scale once more, for the same question."""
    say(desk, patient, SoreAgain(of=message.id))
    return Toast()


@under
def helpful(desk: Desk, _: Patient, message: Outgoing, value: int) -> Toast:
    treatment = treatment_of(desk, message)
    if treatment is None or not 0 <= value <= HELPFUL_MOST:
        return OLD
    treatments.answer(desk.tx, treatment, step=message.step or "", ask=HELPFUL, value=value, now=desk.now)
    return Toast("toasts.thanks")
