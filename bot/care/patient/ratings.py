"""What a patient has said of their soreness after a session, and what that has come to."""

from bot.care.ground.desk import Desk
from bot.model import Treatment
from bot.store import answers, treatments
from bot.store.answers import Given
from schedules.clinical import CLINICAL
from schedules.protocol import Step
from schedules.soreness import Threshold, TimedRating, threshold

SORENESS, WORST, HELPFUL = "soreness", "worst", "helpful"


def check_ins(desk: Desk, treatment: Treatment) -> list[str]:
    """The steps of a treatment that ask about soreness, in order."""
    return [step.name for step in _steps(desk, treatment) if step.ask == SORENESS]


def asks_worst(desk: Desk, treatment: Treatment, step: str | None) -> bool:
    return any(one.ask_worst for one in _steps(desk, treatment) if one.name == step)


def is_last(desk: Desk, treatment: Treatment, step: str | None) -> bool:
    """Whether it is the last check-in that everybody gets."""
    regular = [one.name for one in _steps(desk, treatment) if one.ask and not one.only_if]
    return bool(regular) and regular[-1] == step


def _steps(desk: Desk, treatment: Treatment) -> tuple[Step, ...]:
    protocol = desk.house.protocols.get(treatment.protocol)
    return protocol.steps if protocol else ()


def to_steps(desk: Desk, treatment: Treatment) -> dict[str, int]:
    return answers.to_steps(desk.tx, treatment.id, SORENESS)


def series(desk: Desk, treatment: Treatment) -> list[Given]:
    """Every rating, asked for or not, the oldest first."""
    return answers.series(desk.tx, treatment.id, SORENESS)


def crossed(treatment: Treatment, given: list[Given]) -> Threshold | None:
    """What the last of these ratings has come to."""
    return threshold([TimedRating(one.at - treatment.treated_at, one.value) for one in given])


def still_sore(desk: Desk, treatment: Treatment, *, before: str | None) -> bool:
    """The last rating was high, or rising; or none came after something alarming."""
    given, steps = series(desk, treatment), check_ins(desk, treatment)
    asked = steps[: steps.index(before)] if before in steps else steps
    known = [one for one in given if one.step is None or one.step in asked]
    last = known[-1] if known else None
    high = last is not None and (last.value >= CLINICAL.still_sore or _has_risen(known))
    if last and asked and last.step == asked[-1]:
        return high
    alarming = any(one.value >= CLINICAL.severe for one in known)
    said_so = high and last is not None and last.step is None
    return alarming or said_so or treatments.worried(desk.tx, treatment.id)


def _has_risen(given: list[Given]) -> bool:
    return len(given) > 1 and given[-1].value > given[-2].value
