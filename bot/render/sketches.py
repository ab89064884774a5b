"""A drawing of a stretch as a picture: dark on white, or the reverse where what is around it is dark."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, sin

from PIL import Image, ImageDraw

from messages.said.sketch import HEIGHT, WIDTH, Pen, Point, Sketch, Stroke

LARGER, FINER = 1.25, 2  # pixels to a unit, and how much finer it is drawn than shown
BESIDE = 150  # units left and right of what is drawn: a broad picture leaves room on a phone for its words
OUTLINE, LINE, LIMB, FELT = 6.0, 7.0, 34.0, 17.0  # how broad, in units
HEAD, SPREAD = 24.0, 0.5  # of an arrow: how long its head is in units, and half its angle
COLOURS = 64  # are enough for smooth lines
MOST_KEPT = 64  # pictures; there are no more of our own


@dataclass(frozen=True)
class Palette:
    paper: str
    ink: str
    thing: str
    felt: str
    way: str


SHADES = {
    "light": Palette("#ffffff", "#22303c", "#a9b4bd", "#f2a65a", "#0b7f76"),
    "dark": Palette("#17212b", "#e8eef3", "#5d6c79", "#d98232", "#5cc8bd"),
}


@dataclass(frozen=True)
class Pictured:
    """A drawing to be made; `mirrored` where the other side of the body is meant than the one it shows."""

    sketch: Sketch
    shade: str
    mirrored: bool = False

    def png(self) -> bytes:
        """The picture; it takes a tenth of a second at the first time."""
        return _png(self)


@lru_cache(MOST_KEPT)
def _png(pictured: Pictured) -> bytes:
    scale, palette = LARGER * FINER, SHADES[pictured.shade]
    broad, high = WIDTH + 2 * BESIDE, HEIGHT
    picture = Image.new("RGB", (round(broad * scale), round(high * scale)), palette.paper)
    draw = ImageDraw.Draw(picture)
    for stroke in pictured.sketch.strokes:
        at = [((x + BESIDE) * scale, y * scale) for x, y in stroke.points]
        _PENS[stroke.pen](draw, at, palette, scale, stroke)
    shown = picture.resize((round(broad * LARGER), round(high * LARGER)), Image.Resampling.LANCZOS)
    if pictured.mirrored:
        shown = shown.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    out = io.BytesIO()
    shown.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _thick(draw: ImageDraw.ImageDraw, at: list[Point], colour: str, wide: float) -> None:
    """A line with round ends and bends, which the library does not draw."""
    draw.line(at, fill=colour, width=round(wide), joint="curve")
    for x, y in (at[0], at[-1]):
        draw.ellipse((x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2), fill=colour)


def _thing(
    draw: ImageDraw.ImageDraw, at: list[Point], palette: Palette, scale: float, stroke: Stroke
) -> None:
    _thick(draw, at, palette.thing, (stroke.wide or LINE) * scale)


def _fine(draw: ImageDraw.ImageDraw, at: list[Point], palette: Palette, scale: float, stroke: Stroke) -> None:
    _thick(draw, at, palette.ink, (stroke.wide or LINE) * scale)


def _body(draw: ImageDraw.ImageDraw, at: list[Point], palette: Palette, scale: float, stroke: Stroke) -> None:
    del stroke
    draw.polygon(at, fill=palette.paper)
    _thick(draw, [*at, at[0]], palette.ink, OUTLINE * scale)


def _limb(draw: ImageDraw.ImageDraw, at: list[Point], palette: Palette, scale: float, stroke: Stroke) -> None:
    wide = stroke.wide or LIMB
    _thick(draw, at, palette.ink, wide * scale)
    _thick(draw, at, palette.paper, (wide - 2 * OUTLINE) * scale)


def _felt(draw: ImageDraw.ImageDraw, at: list[Point], palette: Palette, scale: float, stroke: Stroke) -> None:
    _thick(draw, at, palette.felt, (stroke.wide or FELT) * scale)


def _way(draw: ImageDraw.ImageDraw, at: list[Point], palette: Palette, scale: float, stroke: Stroke) -> None:
    wide = (stroke.wide or LINE) * scale
    _thick(draw, at, palette.way, wide)
    (fx, fy), (x, y) = at[-2], at[-1]
    turn = atan2(fy - y, fx - x)
    tips = [
        (x + HEAD * scale * cos(turn + way), y + HEAD * scale * sin(turn + way)) for way in (SPREAD, -SPREAD)
    ]
    _thick(draw, [tips[0], (x, y), tips[1]], palette.way, wide)


Draws = Callable[[ImageDraw.ImageDraw, list[Point], Palette, float, Stroke], None]
_PENS: dict[Pen, Draws] = {
    Pen.THING: _thing,
    Pen.BODY: _body,
    Pen.LIMB: _limb,
    Pen.FINE: _fine,
    Pen.FELT: _felt,
    Pen.WAY: _way,
}
