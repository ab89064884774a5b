"""Which values of vital signs a text tells, and how urgent each is."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from messages.heard.red_flags.sentences import Sentences, Span, Spans

CALM = "calm"
BANDS = ("emergency", "same_day", "ask", CALM)
_AT_REST = frozenset({"pulse", "breaths"})  # are higher in whoever exerts themselves
_FEW = 40  # numbers of one text that are looked at
_NAMED = 5  # words at most between a name and its value
_AFTER = 4  # words at most between a value and a name that follows it
_OVER = ("/", "over")  # between the two values of a blood pressure
_LEAST_BELOW = 30  # mmHg, of the second of them
_LEAST_BELOW_HIGH = 90  # the same, of one that nothing names


@dataclass(frozen=True)
class VitalSign:
    """One kind of value: `step` is what it is rounded to, and each band has the lowest and the highest of it.

    Up to `named_up_to` a unit alone makes no value of it.
    """

    name: str
    step: float
    bands: tuple[tuple[str, float, float], ...]
    named_up_to: float = 0

    @property
    def highest_calm(self) -> float:
        return max(high for band, _, high in self.bands if band == CALM)

    def band(self, value: float) -> str | None:
        """How urgent a value is; None where it can be none of that kind."""
        rounded = round(round(value / self.step) * self.step, 1)
        return next((band for band, low, high in self.bands if low <= rounded <= high), None)


@cache
def vital_signs() -> Mapping[str, VitalSign]:
    """Read the table."""
    text = (files("messages.heard.red_flags") / "vital_signs.toml").read_text("utf-8")
    return {name: _sign(name, told) for name, told in tomllib.loads(text).items()}


def groups() -> Iterator[str]:
    """Give the names under which values are found: "pulse_emergency"."""
    return (f"{name}_{band}" for name in vital_signs() for band in BANDS)


def measured(heard: Sentences, found: Spans) -> dict[str, list[Span]]:
    """Find the values of vital signs in a text: each from its name, if it has one, to its end."""
    read: list[tuple[str, str, Span]] = []
    spans = [span for sign in vital_signs() for span in found.get(f"{sign}_named", ())]
    names = {place for span in spans for place in range(*span)}  # the 2 of "spo2" is no value
    used: set[int] = set()  # what has been told: a name has one value
    counted = {start for start, _ in found.get("units", ())}
    for place, number in islice(heard.numbers(), _FEW):
        if (
            place not in names
            and place not in used
            and (value := _value(place, number, heard, found, used, counted))
        ):
            sign, span = value
            used.update(range(*span))
            if band := vital_signs()[sign].band(float(number)):
                high = sign in _AT_REST and float(number) > vital_signs()[sign].highest_calm
                read.append((sign, CALM if high and _exerts(place, heard, found) else band, span))
    told: dict[str, list[Span]] = {}
    for index, (sign, band, span) in enumerate(read):
        later = {(other, its) for other, its, _ in read[index + 1 :]}
        if (sign, CALM) not in later or not _in_sentence("long_past", span[0], heard, found):
            told.setdefault(f"{sign}_{band}", []).append(span)
    return told


def _exerts(place: int, heard: Sentences, found: Spans) -> bool:
    """Whether a value is that of somebody who exerts themselves: not where it stays so."""
    rests = _in_sentence("at_rest", place, heard, found)
    return not rests and _in_sentence("exerting", place, heard, found)


def _value(
    place: int, number: str, heard: Sentences, found: Spans, used: set[int], counted: set[int]
) -> tuple[str, Span] | None:
    """What a number is a value of, and where it is told; a number that counts something else is none."""
    end = place + 1
    below = _below(place, number, heard)
    # "breathing 22 times a minute", "breaths 28 a minute"
    paced = any(end <= start <= end + 1 for start, _ in found.get("paced", ()))
    for sign in vital_signs():
        unit = _unit(sign, below or end, found)
        named = [
            span
            for span in (*found.get(f"{sign}_named", ()), *(found.get(f"{sign}_paced", ()) if paced else ()))
            if span[1] <= place <= span[1] + _NAMED and used.isdisjoint(range(span[0], place))
            if heard.sentence[span[0]] == heard.sentence[place]
        ]
        begin = max(named, default=(place, place))[0]
        plain = paced or end not in counted or any(start == end for start, _ in found.get(f"{sign}_with", ()))
        if unit or (named and plain and not _other_name(max(named), place, sign, found)):
            kind = _scaled(sign, number, found, end)
            told = bool(named) or float(number) > vital_signs()[kind].named_up_to
            return (kind, (begin, max(_unit(kind, end, found), unit, below, end))) if told else None
    if below and _in_sentence("pressure_cuff", place, heard, found):  # "84 over 50 on the machine"
        return "pressure", (place, below)
    if below and below not in counted and _told_alone(number, heard.words[below - 1][0]):
        return "pressure", (place, below)
    for sign in vital_signs():
        begin = next(
            (stop for start, stop in found.get(f"{sign}_with", ()) if start == end), end
        )  # "88 % on"
        apart = {start for start, _ in found.get("value_apart", ())}  # "I am 68 and my pressure is fine"
        after = _follows(begin, heard, found.get(f"{sign}_named", ()), apart)
        if after and (begin > end or end not in counted):
            return _scaled(sign, number, found, end), (place, after)
    return None


def _in_sentence(group: str, place: int, heard: Sentences, found: Spans) -> bool:
    return any(heard.sentence[start] == heard.sentence[place] for start, _ in found.get(group, ()))


def _unit(sign: str, begin: int, found: Spans) -> int:
    """Where a unit of a sign that begins here ends; 0 where none does."""
    return max((stop for start, stop in found.get(f"{sign}_unit", ()) if start == begin), default=0)


def _scaled(sign: str, number: str, found: Spans, end: int) -> str:
    """Take a temperature for Fahrenheit where it is named so, or can be nothing else."""
    if sign != "temperature":
        return sign
    said = any(start == end for start, _ in found.get("fahrenheit_unit", ()))
    return "fahrenheit" if said or vital_signs()["temperature"].band(float(number)) is None else sign


def _below(place: int, number: str, heard: Sentences) -> int:
    """Where the second value of a blood pressure ends: "78/40"; 0 where there is none."""
    words = [word for word, *_ in heard.words[place + 1 : place + 3]]
    if len(words) > 1 and words[0] in _OVER and words[1].isdecimal():
        return place + 3 if _LEAST_BELOW <= float(words[1]) < float(number) else 0
    return 0


def _other_name(name: Span, place: int, sign: str, found: Spans) -> bool:
    """Whether the name of another sign stands nearer to a value."""
    return any(
        name[1] <= start < place
        for other in vital_signs()
        if other != sign
        for start, _ in found.get(f"{other}_named", ())
    )


def _follows(end: int, heard: Sentences, named: Sequence[Span], apart: set[int]) -> int:
    """Where a name that follows a value ends, unless it has a value of its own; 0 where none does."""
    for start, stop in named:
        near = end <= start < end + _AFTER and heard.sentence[start] == heard.sentence[end - 1]
        joined = not any(heard.pause[end : start + 1]) and apart.isdisjoint(range(end, start))
        if near and joined and not _has_value(stop, heard):
            return stop
    return 0


def _has_value(stop: int, heard: Sentences) -> bool:
    """Whether a name that ends here has a value after it, before another clause begins."""
    for place in range(stop, min(stop + _AFTER, len(heard.words))):
        if heard.sentence[place] != heard.sentence[stop - 1]:
            return False
        if heard.words[place][0][0].isdecimal():
            return True
        if heard.pause[place]:
            return False
    return False


def _told_alone(above: str, below: str) -> bool:
    """Whether two values are a pressure without being named: 232 over 118 is hardly anything else."""
    high = max(low for band, low, _ in vital_signs()["pressure"].bands if band == BANDS[0])
    return float(above) >= high and float(below) >= _LEAST_BELOW_HIGH


def _sign(name: str, told: Mapping[str, object]) -> VitalSign:
    bands = [(band, str(ends).partition("..")) for band in BANDS for ends in _listed(told[band])]
    ends = tuple((band, float(low), float(high)) for band, (low, _, high) in bands)
    return VitalSign(name, float(str(told["step"])), ends, float(str(told.get("named_up_to", 0))))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
