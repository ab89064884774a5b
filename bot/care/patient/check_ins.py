"""What a patient taps under a reminder or a question, and what is made of it."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec

from bot.care.ground import people, plan, tips
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.buttons import DONE
from bot.care.ground.says.check_ins import SoreAgain
from bot.care.ground.says.message import stored
from bot.care.ground.says.plan import Tip
from bot.care.ground.says.warning_signs import Worried
from bot.care.patient import closing_words, ratings, soreness
from bot.model import Outgoing, Patient, Sort, State, Status
from bot.store import answers, outbox, plans, treatments
from bot.store.answers import Way
from bot.store.tx import stamp
from schedules.clinical import CLINICAL
from schedules.plan import later
from schedules.protocol import TIPS, StepKind

HELPFUL_MOST = 2

ARRIVED = frozenset({State.SENT, State.UNKNOWN, State.SENDING})

P = ParamSpec("P")


def under(
    use_case: Callable[Concatenate[Desk, Patient, Outgoing, P], Toast],
) -> Callable[Concatenate[Desk, Caller, int, P], Toast]:
    """Authorise a tap under a message anew: only the chat that it was sent to can answer it."""

    @wraps(use_case)
    def tapped(desk: Desk, caller: Caller, message_id: int, /, *given: P.args, **named: P.kwargs) -> Toast:
        message = outbox.get(desk.tx, message_id, chat_id=caller.chat_id)
        patient = people.of_message(desk, caller, message)
        if patient is None or message is None or message.step is None or message.state not in ARRIVED:
            return OLD
        return use_case(desk, patient, message, *given, **named)

    return tapped


@under
def done(desk: Desk, _: Patient, message: Outgoing, kind: str | None) -> Toast:
    """What a message bids to do, or of several things that kind, is done; the others stay to be done."""
    said = plan.step_of(message)
    told = said.tips or _whole(message, said.kind)
    over = message.answered is not None and message.sort is Sort.REMINDER
    doing = [] if over else [tip for tip in told if tip.is_open and kind in (None, tip.kind)]
    if not doing:
        return Toast("toasts.already", left=tips.left_under(message, answered=message.answered is not None))
    told = tuple(replace(tip, done=stamp(desk.now)) if tip in doing else tip for tip in told)
    said = replace(said, tips=told)
    plans.set_facts(desk.tx, message.id, {**message.facts, **stored(said)})
    over = message.sort is Sort.REMINDER and not any(tip.is_open for tip in told)
    if over:
        outbox.answered(desk.tx, message.id, "done", now=desk.now)
    else:
        outbox.arrived(desk.tx, message.id)
    left = said.open(message.id, answered=over or message.answered is not None)
    return Toast(f"toasts.{DONE[doing[0].kind]}", left=left)


def _whole(message: Outgoing, kind: StepKind) -> tuple[Tip, ...]:
    """The one tip of a message that went out before its tips were kept."""
    return (Tip(message.step or "", kind),) if kind in TIPS else ()


@under
def put_off(desk: Desk, patient: Patient, message: Outgoing) -> Toast:
    """Later: the same reminder in an hour, once, never into quiet hours or past its time."""
    if message.sort is not Sort.REMINDER or patient.status is not Status.ACTIVE:
        return OLD
    if message.answered:
        return Toast("toasts.already", left=tips.left_under(message))
    zone = desk.zone_of(patient)
    at = later(desk.now, message.expires or desk.now, zone, desk.house.quiet)
    if at is None:
        return Toast("toasts.too_late", close=False, alert=True)
    outbox.answered(desk.tx, message.id, "later", now=desk.now)
    plans.owe_again(desk.tx, message, due=at, expires=message.expires, facts=message.facts)
    return Toast("toasts.later", {"at": stamp(at), "zone": zone.key}, left=tips.left_under(message))


def worried(desk: Desk, caller: Caller, message_id: int) -> Toast:
    """The signs to look for and both numbers, at once, to whoever taps; on every tap, for never is worse."""
    message = outbox.get(desk.tx, message_id, chat_id=caller.chat_id)
    patient = people.of_message(desk, caller, message)
    if message:
        outbox.arrived(desk.tx, message.id)
    if patient:
        treatment = message.treatment_id if message else None
        treatments.worry(desk.tx, patient_id=patient.id, treatment_id=treatment, now=desk.now)
    say(desk, patient or caller, Worried(), sort=Sort.URGENT)
    return Toast(close=False)


@under
def rate(desk: Desk, patient: Patient, message: Outgoing, value: int) -> Toast:
    """An answer on the scale; another tap corrects it."""
    return soreness.rate(desk, patient, message, value, way=Way.TAPPED)


@under
def worst(desk: Desk, patient: Patient, message: Outgoing, value: int) -> Toast:
    """How bad it was at its worst since the last time, beside how it is now."""
    return soreness.rate_worst(desk, patient, message, value, way=Way.TAPPED)


def question_of_today(desk: Desk, patient: Patient) -> Outgoing | None:
    """The check-in that a typed number answers: the newest one of the last half day."""
    return plans.last_question(desk.tx, patient.id, since=desk.now - CLINICAL.question_open)


@under
def ask_again(desk: Desk, patient: Patient, message: Outgoing) -> Toast:
    """The wrong number was tapped: the scale once more, for the same question."""
    say(desk, patient, SoreAgain(of=message.id))
    return Toast()


@under
def helpful(desk: Desk, _: Patient, message: Outgoing, value: int) -> Toast:
    treatment = soreness.treatment_of(desk, message)
    if treatment is None or not 0 <= value <= HELPFUL_MOST:
        return OLD
    step, ask = message.step or "", ratings.HELPFUL
    answers.answer(desk.tx, treatment, step=step, ask=ask, value=value, way=Way.TAPPED, now=desk.now)
    closing_words.release(desk, treatment)
    return Toast("toasts.thanks")
