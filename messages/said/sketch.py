"""A small drawing of a stretch, as whoever draws it writes it: strokes, each with its pen and its way."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable
from itertools import pairwise
from math import cos, pi, sin

from messages.said.gaps import Gap

WIDTH, HEIGHT = 600, 400  # the paper, in units of the strokes; y grows downwards
FOLDER = "sketches"  # beside the languages: a drawing speaks them all
STEPS = 24  # pieces that a bend is drawn in
SIDES = ("left", "right")  # of the body
_ENDING = ".toml"

Point = tuple[float, float]


class Pen(StrEnum):
    """What a stroke is part of, which decides how it looks."""

    THING = "thing"  # floor, wall, chair
    BODY = "body"  # a trunk or a face: an outline, closed by itself
    LIMB = "limb"  # an arm or a leg, along its middle
    FINE = "fine"  # fingers, a brow, a hem
    FELT = "felt"  # where it pulls, along the middle of a limb
    WAY = "way"  # an arrow, from its tail to its head


@dataclass(frozen=True)
class Stroke:
    """A line through these points; `wide` is its breadth, where a pen has none of its own."""

    pen: Pen
    points: tuple[Point, ...]
    wide: float = 0.0


@dataclass(frozen=True)
class Sketch:
    """What is drawn, from the back to the front; `side` is the side of the body, where it shows one."""

    strokes: tuple[Stroke, ...]
    side: str | None = None


def load(*folders: Traversable) -> tuple[dict[str, Sketch], tuple[Gap, ...]]:
    """Each folder's drawings by the part of the body; one of a later folder replaces its namesake."""
    found = {file.name: file for folder in folders for file in _files(folder)}
    sketches: dict[str, Sketch] = {}
    gaps: list[Gap] = []
    for name in sorted(found):
        try:
            sketches[name.removesuffix(_ENDING)] = parse(found[name].read_text(encoding="utf-8"))
        except ValueError as error:  # no UTF-8, no TOML, no drawing
            gaps.append(Gap(f"messages/{FOLDER}/{name}", f"is no drawing: {error}"))
    return sketches, tuple(gaps)


def _files(folder: Traversable) -> Iterator[Traversable]:
    own = folder / FOLDER
    if own.is_dir():
        yield from (file for file in own.iterdir() if file.name.endswith(_ENDING) and file.name[0] != ".")


def parse(text: str) -> Sketch:
    """Read `strokes = [["limb 34", "M 10 20 L 30 40"], ...]` and `side`. Raises ValueError for all else."""
    table: Mapping[str, object] = tomllib.loads(text)
    strokes, side = table.get("strokes"), table.get("side")
    if not isinstance(strokes, list) or not strokes or table.keys() - {"strokes", "side"}:
        raise ValueError("it takes `strokes`, a list, and `side` besides, and nothing else")
    if side not in (None, *SIDES):
        raise ValueError(f"side must be one of: {', '.join(SIDES)}")
    return Sketch(tuple(_stroke(one) for one in strokes), str(side) if side else None)


def _stroke(said: object) -> Stroke:
    match said:
        case [str(pen), str(way)]:
            name, _, wide = pen.partition(" ")
            points = tuple(_points(way.split()))
            if not points:
                raise ValueError(f"{pen!r:.20} goes nowhere")
            if Pen(name) is Pen.WAY and len(points) == 1:
                raise ValueError("an arrow goes from one point to another")
            return Stroke(Pen(name), points, float(wide or 0))
    raise ValueError(f"{said!r:.60} is no pen with its way")


def _points(words: list[str]) -> Iterator[Point]:
    """As SVG has it: M and L go to a point, Q and C bend to one; O goes round a middle with two radii."""
    at: Point | None = None
    place, letter = 0, ""
    while place < len(words):
        if words[place] in _TAKES:
            letter, place = words[place], place + 1
        given = [float(one) for one in words[place : place + _TAKES.get(letter, 0)]]
        if not given or len(given) < _TAKES[letter] or (at is None and letter not in "MO"):
            raise ValueError(f"it goes wrong at the end of {' '.join(words[: place + 1])!r:.60}")
        if not all(-WIDTH <= one <= 2 * WIDTH for one in given):
            raise ValueError(f"{given} is far beyond the paper")
        place += len(given)
        pairs = list(zip(given[::2], given[1::2], strict=True))
        for point in _round(*pairs) if letter == "O" else _bent(at, pairs):
            at = point
            yield point


_TAKES = {"M": 2, "L": 2, "Q": 4, "C": 6, "O": 4}  # numbers that follow a letter


def _bent(start: Point | None, pairs: list[Point]) -> Iterator[Point]:
    """A point, or the points on the way to the last of several, which the others draw to them."""
    if start is None or len(pairs) == 1:
        yield pairs[-1]
        return
    for step in range(1, STEPS + 1):
        row = [start, *pairs]
        while len(row) > 1:  # de Casteljau's way to a point on it
            row = [_between(one, two, step / STEPS) for one, two in pairwise(row)]
        yield row[0]


def _between(one: Point, two: Point, part: float) -> Point:
    return one[0] + (two[0] - one[0]) * part, one[1] + (two[1] - one[1]) * part


def _round(middle: Point, radii: Point) -> Iterator[Point]:
    for step in range(2 * STEPS + 1):
        turn = pi * step / STEPS
        yield middle[0] + radii[0] * cos(turn), middle[1] + radii[1] * sin(turn)
