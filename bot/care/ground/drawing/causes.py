"""What gave a message its place, and what its fate: read off the planner's reasons and its own row."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.care.ground.drawing.marks import Cause
from bot.care.ground.drawing.material import Material
from bot.care.ground.plan import step_of
from bot.model import POLICIES, Outgoing, State, Status
from bot.store.drawing import Despatch
from bot.store.tx import instant
from schedules.adapting import Omission
from schedules.placing import Because, Placing
from schedules.protocol import TIPS
from schedules.quiet import is_quiet, quiet_end

WENT = frozenset({State.SENDING, State.SENT, State.UNKNOWN, State.BLOCKED, State.FAILED})
MOMENT = timedelta(seconds=1)
OMITTED = {
    Omission.DONE: "left_done",
    Omission.EARLY: "left_early",
    Omission.SORE: "left_sore",
}
LATER = "later"  # what is kept of a tap on that button


def stood(one: Despatch) -> datetime:
    """When it was sent, or tried to; of all else when it is, or was, due."""
    return one.claimed if one.claimed and one.message.state in WENT else one.message.due


def stands(material: Material, one: Despatch) -> datetime:
    """The same, but where what the bot starts falls due in the quiet hours: then it comes after them."""
    message = one.message
    if message.state is not State.DUE or not POLICIES[message.sort].unprompted:
        return stood(one)
    return quiet_end(max(message.due, material.now), material.zone, material.quiet)


def _in_the_night(material: Material, one: Despatch) -> Iterator[Cause]:
    """Why it comes later than its row is due."""
    until = stands(material, one)
    if is_quiet(max(one.message.due, material.now), material.zone, material.quiet) and until != stood(one):
        yield Cause("quiet", until)


def of_placing(placed: Placing, material: Material) -> tuple[Cause, ...]:
    """What the planner says of a step: its hour, and what became of that hour."""
    if placed.because is Because.AT_ONCE:
        return (Cause("at_once"),)
    hour = Cause("hour", placed.wished, placed.wished - material.treatment.treated_at)
    if placed.because is Because.HOUR:
        return (hour,)
    return (hour, Cause(placed.because.value, placed.due))


def of_place(material: Material, one: Despatch, rows: Sequence[Despatch]) -> Iterator[Cause]:
    """Why a step's own row is due when it is: as planned, asked again, put off, held back, moved."""
    message, said = one.message, step_of(one.message)
    before = [row for row in rows if _comes_before(row.message, message)]
    as_planned = [] if before else material.placings(message.step or "", message.due)
    if before:
        yield _round(before[-1], said.repeat, message)
    elif as_planned:
        yield from of_placing(as_planned[0], material)
    else:
        for placed in material.placings(message.step or "")[-1:]:
            yield from of_placing(placed, material)[:1]
        yield _moved(material, message, held=said.held)
    yield from _in_the_night(material, one)
    if said.carries:
        names = material.names_of_steps
        yield Cause("carries", steps=tuple(names[step] for step in said.carries if step in names))
    if said.praise:
        yield Cause("praised", number=said.praise.done)
    if said.only_if:
        yield Cause("condition")


def _comes_before(earlier: Outgoing, message: Outgoing) -> bool:
    return earlier.step == message.step and earlier.round < message.round


def _round(before: Despatch, repeat: bool, message: Outgoing) -> Cause:
    """Why a step is said once more."""
    if repeat:
        return Cause("repeat", stood(before))
    return Cause("put_off", message.due) if before.answer == LATER else Cause("released", message.due)


def _moved(material: Material, message: Outgoing, *, held: bool) -> Cause:
    """It is due at another time than was planned; the row says by what, or the clock does."""
    if held:
        return Cause("held", message.due)
    failed = message.tries - (message.state is not State.DUE)
    if failed > 0:
        return Cause("tried", message.due, number=failed)
    if quiet_end(message.due - MOMENT, material.zone, material.quiet) == message.due:
        return Cause("quiet_again", message.due)
    return Cause("moved" if message.state is State.DUE else "as_it_stood", message.due)


def of_fate(material: Material, one: Despatch) -> Iterator[Cause]:
    """What became of it, and what that rests on."""
    message = one.message
    match message.state:
        case State.DUE if message.due <= material.now:
            yield Cause("overdue", message.due)
        case State.DUE if message.expires:
            yield Cause("worth", message.expires)
        case State.SENT | State.UNKNOWN:
            yield Cause("went" if message.state is State.SENT else "unclear", stood(one))
            if message.answered:
                yield Cause("tapped", message.answered)
        case State.EXPIRED:
            yield Cause("too_late", message.expires or message.due)
        case State.CANCELLED:
            yield Cause(
                _omitted(material, message) or _taken_back(material, message), one.settled or message.due
            )
        case State.MERGED:
            yield Cause("said_elsewhere", one.settled or message.due)
        case State.BLOCKED | State.FAILED:
            yield Cause("no_chat" if message.state is State.BLOCKED else "not_taken", stood(one))
        case State.SENDING:
            yield Cause("under_way", stood(one))


def of_tip(message: Outgoing, step: str) -> Iterator[Cause]:
    """What became of a tip in that message, apart from the others."""
    for tip in step_of(message).tips:
        if tip.step == step and tip.left_out:
            yield Cause(OMITTED[tip.left_out])
        if tip.step == step and tip.done is not None:
            yield Cause("done", instant(tip.done))


def _omitted(material: Material, message: Outgoing) -> str | None:
    """Whether it was taken back because nothing of it fits the patient, and by what."""
    if message.step is None:
        return None
    said = step_of(message)
    if material.ends_early and said.kind in TIPS:
        return OMITTED[Omission.EARLY]
    return "nothing_left" if said.is_empty else None


def _taken_back(material: Material, message: Outgoing) -> str:
    """What is known of why a message is not wanted any more."""
    if message.step is None:
        return "taken_back"
    if material.treatment.ended:
        return "ended"
    if message.round and any(given.step == message.step for given in material.ratings):
        return "answered_before"
    if step_of(message).only_if:
        return "no_condition"
    return "taken_back" if material.status is Status.ACTIVE else "resting"
