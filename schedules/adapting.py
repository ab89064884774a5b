"""How a course fits itself to the patient: what is left out or praised, and whether it may end early."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schedules.clinical import CLINICAL, ClinicalNumbers
from schedules.protocol import TIPS, Adapting, StepKind


class Omission(StrEnum):
    """Why a step is not said when its time has come."""

    DONE = "done"  # the patient has done it, or the like, a moment ago
    EARLY = "early"  # the patient wants no more tips
    SORE = "sore"  # too sore for it, by the last rating


UNSAID = frozenset({Omission.DONE, Omission.EARLY})  # who knows why is not told in the step's place


@dataclass(frozen=True)
class DoneTip:
    """A step that the patient has tapped as done, and when."""

    step: str
    kind: StepKind
    at: datetime


@dataclass(frozen=True)
class Praise:
    """What is true of the tips before: how many were done, of how many that came."""

    done: int
    told: int


@dataclass(frozen=True)
class Progress:
    """How a patient is getting on: what they have done, how sore they said last, what they want no more.

    `told` are the steps of the tips that came, done or not; `praised` is how many were praised last.
    """

    done: tuple[DoneTip, ...] = ()
    soreness: int | None = None
    ends_early: bool = False
    worried: bool = False
    told: frozenset[str] = frozenset()
    praised: int = 0


def left_out(
    step: str,
    kind: StepKind,
    rules: Adapting,
    progress: Progress,
    now: datetime,
    numbers: ClinicalNumbers = CLINICAL,
) -> Omission | None:
    """Why a step is left out now; None where it is said. A question and information always are.

    What is done is done: that very step, and the like within the rule's length of time.
    """
    if kind not in TIPS:
        return None
    if any(one.step == step or _is_like(one, kind, rules, now) for one in progress.done):
        return Omission.DONE
    if progress.ends_early:
        return Omission.EARLY
    return Omission.SORE if _is_severe(progress, numbers) and kind in rules.sore else None


def praise(rules: Adapting, progress: Progress, numbers: ClinicalNumbers = CLINICAL) -> Praise | None:
    """What may be said in praise beside a tip; None where it would be untrue, no news, or out of place.

    From so many done on as the rule says, each number once; never to who is very sore, or was worried.
    """
    done = {tip.step for tip in progress.done}
    if rules.praise is None or _is_severe(progress, numbers) or progress.worried:
        return None
    if len(done) < rules.praise or len(done) <= progress.praised:
        return None
    return Praise(len(done), len(done | progress.told))


def _is_severe(progress: Progress, numbers: ClinicalNumbers) -> bool:
    return progress.soreness is not None and progress.soreness >= numbers.severe


def _is_like(tip: DoneTip, kind: StepKind, rules: Adapting, now: datetime) -> bool:
    return rules.done is not None and tip.kind is kind and now - tip.at < rules.done


def may_end_early(ratings: Sequence[int], rules: Adapting, numbers: ClinicalNumbers = CLINICAL) -> bool:
    """Whether the last of these ratings, in the order of time, is the one that makes enough low ones running.

    So many and no more: who has been asked is not asked again for the next one.
    """
    running = 0
    for value in reversed(ratings):
        if value > numbers.low:
            break
        running += 1
    return rules.low is not None and running == rules.low
