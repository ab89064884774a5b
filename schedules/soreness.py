"""When the clinic is to hear of soreness: what a series of ratings has come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from schedules.clinical import CLINICAL, ClinicalNumbers


class Threshold(StrEnum):
    """What a rating has come to that is for the clinic to know."""

    SEVERE = "severe"
    RISING = "rising"
    NOT_IMPROVING = "not_improving"


@dataclass(frozen=True)
class TimedRating:
    """A rating, so long after the end of the session."""

    after: timedelta
    value: int


def threshold(series: Sequence[TimedRating], numbers: ClinicalNumbers = CLINICAL) -> Threshold | None:
    """The gravest threshold that the last rating of a series crosses, which is in the order of time.

    Severe from a value on, by itself. Rising against the rating before it, or step by step within a day.
    Not improving where it is still sore long after the session, and has not fallen since the day after; of
    whom nothing else is known, nobody can say that it has. Source of the numbers: `clinical.toml`.
    """
    if not series:
        return None
    *before, last = series
    if last.value >= numbers.severe:
        return Threshold.SEVERE
    if before and _has_risen(before, last, numbers):
        return Threshold.RISING
    late = last.after >= numbers.improved_by and last.value >= numbers.still_sore
    return Threshold.NOT_IMPROVING if late and not _has_fallen(before, last, numbers) else None


def _has_risen(before: Sequence[TimedRating], last: TimedRating, numbers: ClinicalNumbers) -> bool:
    """Also 3, 4, 5 within a day is a rise of 2; what stays as it is, or falls, is none."""
    if last.value <= before[-1].value:
        return False
    lately = [one.value for one in before if last.after - one.after <= numbers.rise_within]
    return last.value - min([before[-1].value, *lately]) >= numbers.rise


def _has_fallen(before: Sequence[TimedRating], last: TimedRating, numbers: ClinicalNumbers) -> bool:
    """Since the first rating from that hour on; where there is none, since the last one before it."""
    since = [one for one in before if one.after >= numbers.improving_from][:1] or before[-1:]
    return bool(since) and since[0].value - last.value >= numbers.fall
