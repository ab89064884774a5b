"""Pages to print, from words that are made already: slips with a code each, to cut out, and leaflets."""

import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf_fonts
import segno

from bot.render.pictures import LATIN, QUIET
from bot.render.sketches import Pictured

if TYPE_CHECKING:
    from fpdf import FPDF

FONT = "FiraGO"  # Latin, Cyrillic, Greek, Arabic, Hebrew, Thai, Devanagari, Georgian; no Chinese
WIDTH, HEIGHT = 210.0, 297.0  # millimetres, as everything here; A4
ACROSS, DOWN = 2, 4  # slips on a page
INSET, CODE = 7.0, 46.0  # what printers leave white at the edge; a code that is read at arm's length
DRAWN = (51.75, 23.0)  # a stretch, on the leaflet: below its hour, where it takes no room from the signs
SMALLEST = 6.0  # points
BY_HAND = "______________"  # for a label whose letters the font lacks
GREY, BLACK = 110, 0


@dataclass(frozen=True)
class SlipWords:
    """What stands on a slip: whom it is for and when, how to open it, whom to call, and the link itself."""

    label: str
    when: str
    title: str
    how: str
    numbers: Sequence[str]
    link: str


@dataclass(frozen=True)
class LeafletLine:
    """When, counted from the end of the session, what then, and how that looks."""

    when: str
    what: str
    drawn: Pictured | None = None


@dataclass(frozen=True)
class LeafletWords:
    """What stands on a leaflet."""

    title: str
    intro: str
    steps: Sequence[LeafletLine]
    signs_title: str
    signs: str
    numbers: str


@dataclass(frozen=True)
class Paper:
    """A document by its name; it takes a while to draw, and nobody should wait for it."""

    name: str
    slips: Sequence[SlipWords]
    leaflets: Sequence[LeafletWords]

    def pdf(self) -> bytes:
        with opened() as pdf:
            each = ACROSS * DOWN
            for first in range(0, len(self.slips), each):
                pdf.add_page()
                _cut_lines(pdf)
                for place, slip in enumerate(self.slips[first : first + each]):
                    _slip(pdf, slip, place % ACROSS * WIDTH / ACROSS, place // ACROSS * HEIGHT / DOWN)
            for leaflet in self.leaflets:
                pdf.add_page()
                lay_out(pdf, leaflet)
            return bytes(pdf.output())


@contextmanager
def opened() -> "Iterator[FPDF]":
    """An empty document with the font; the library takes fonts from files only."""
    from fpdf import FPDF  # noqa: PLC0415  (not before somebody asks for one)

    with tempfile.TemporaryDirectory() as folder:
        pdf = FPDF(format="A4")
        for style, name in (("", "figo"), ("B", "figbo")):
            file = Path(folder) / f"{name}.ttf"
            file.write_bytes(pymupdf_fonts.myfont(name))
            pdf.add_font(FONT, style, file)
        pdf.set_auto_page_break(auto=False)
        pdf.set_margin(0)
        pdf.c_margin = 0
        try:
            yield pdf
        finally:
            for font in pdf.fonts.values():
                font.close()  # type: ignore[union-attr]


def can_be_printed(text: str) -> bool:
    """Whether the font has every letter of a text; what it lacks would be an empty box."""
    return all(ord(sign) < LATIN for sign in text) or all(ord(sign) in _letters() for sign in text)


@cache
def _letters() -> frozenset[int]:
    with opened() as pdf:
        return frozenset(pdf.fonts[f"{FONT.lower()}B"].cmap)  # type: ignore[union-attr]


def _cut_lines(pdf: "FPDF") -> None:
    pdf.set_draw_color(GREY)
    pdf.set_line_width(0.2)
    pdf.set_dash_pattern(dash=2, gap=2)
    for line in range(1, DOWN):
        pdf.line(0, line * HEIGHT / DOWN, WIDTH, line * HEIGHT / DOWN)
    pdf.line(WIDTH / ACROSS, 0, WIDTH / ACROSS, HEIGHT)
    pdf.set_dash_pattern()


def _slip(pdf: "FPDF", slip: SlipWords, x: float, y: float) -> None:
    """The code on the right, the words beside it; below both the link, and whom to call."""
    width = WIDTH / ACROSS - 2 * INSET
    beside = width - CODE - 3
    pdf.image(_code(slip.link), x + INSET + width - CODE, y + INSET, CODE, CODE)
    pdf.set_xy(x + INSET, y + INSET)
    _fitted(pdf, slip.label if can_be_printed(slip.label) else BY_HAND, beside, 18)
    write(pdf, slip.when, beside, 9, gap=2)
    write(pdf, slip.title, beside, 9, style="B", gap=1)
    write(pdf, slip.how, beside, 8.5)
    pdf.set_xy(x + INSET, max(pdf.get_y(), y + INSET + CODE) + 1)
    write(pdf, slip.link.removeprefix("https://"), width, SMALLEST, gap=1, colour=GREY)
    for number in slip.numbers:
        write(pdf, number, width, 9, style="B")


def _code(link: str) -> io.BytesIO:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=4, border=QUIET // 2)
    out.seek(0)
    return out


def _fitted(pdf: "FPDF", text: str, width: float, size: float) -> None:
    """One line, as large as it fits; a label has a length that does at the smallest size, or is cut."""
    pdf.set_font(FONT, "B", size)
    while size > SMALLEST + 2 and pdf.get_string_width(text) > width:
        size -= 1
        pdf.set_font_size(size)
    write(pdf, text, width, size, style="B", gap=1)


def write(
    pdf: "FPDF", text: str, width: float, size: float, *, style: str = "", gap: float = 0, colour: int = BLACK
) -> None:
    """Words in lines of that width, from where the pen is; it is below them afterwards."""
    pdf.set_font(FONT, style, size)
    pdf.set_text_color(colour)
    left = pdf.get_x()
    pdf.multi_cell(width, size * 0.47, text, align="L", new_x="LEFT", new_y="NEXT")
    pdf.set_xy(left, pdf.get_y() + gap)


def lay_out(pdf: "FPDF", words: LeafletWords) -> float:
    """A leaflet on this page; how far down it reaches."""
    margin, width = 20.0, WIDTH - 40.0
    pdf.set_xy(margin, margin)
    write(pdf, words.title, width, 20, style="B", gap=4)
    write(pdf, words.intro, width, 11, gap=5)
    for line in words.steps:
        top = pdf.get_y()
        write(pdf, line.when, 32, 11, style="B")
        if line.drawn:
            pdf.image(io.BytesIO(line.drawn.png()), margin - 12, pdf.get_y(), *DRAWN)
            pdf.set_y(pdf.get_y() + DRAWN[1])
        below = pdf.get_y()
        pdf.set_xy(margin + 35, top)
        write(pdf, line.what, width - 35, 11)
        pdf.set_xy(margin, max(below, pdf.get_y()) + 2)
    pdf.set_y(pdf.get_y() + 3)
    pdf.set_x(margin)
    write(pdf, words.signs_title, width, 13, style="B", gap=1.5)
    write(pdf, words.signs, width, 11, gap=4)
    write(pdf, words.numbers, width, 13, style="B")
    return pdf.get_y()
