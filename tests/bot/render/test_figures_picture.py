"""How a month went fits a phone: as a picture that was looked at, and in words that are one screen."""

import io
import sys

from PIL import Image, ImageChops, ImageStat

from bot.render.figures import report
from bot.render.figures_picture import plot
from tests.bot.render.figures import HERE, PICTURE, REPORT, WORDS

TOLERANCE = 2.0  # of 255, on average: another version of the library may smooth its lines otherwise
PHONE = 390  # pixels
LETTERS, LINES = 42, 34  # that a phone of that width shows of a message, and below each other


def test_it_is_drawn_as_it_was_looked_at_off_the_loop_and_says_nothing_beside_the_image() -> None:
    png = plot(WORDS, PICTURE).png()
    drawn, kept = (Image.open(one).convert("RGB") for one in (io.BytesIO(png), HERE / "month.png"))
    assert drawn.size == kept.size
    assert drawn.width == 3 * PHONE
    apart = ImageStat.Stat(ImageChops.difference(drawn, kept)).mean
    assert max(apart) < TOLERANCE, apart
    assert not Image.open(io.BytesIO(png)).info.keys() - {"dpi"}
    assert not any(name.partition(".")[0] == "matplotlib" for name in sys.modules)


def test_what_is_of_too_few_is_not_handed_to_who_draws_it() -> None:
    told = plot(WORDS, PICTURE).told
    assert [one["median"] for one in told["bands"]] == [5.0, 4.5, 3.0, None, 1.0, None, 4.0, None, 2.0]
    assert [percent for said, percent in told["shares"] if "under 5" in said] == [None, None]
    assert "under 5" not in str(told["bands"])


def test_all_there_is_to_say_of_a_busy_month_fits_a_screen() -> None:
    said = WORDS.text(
        "staff.period_report", {**report(WORDS, REPORT), "period": "October 2026", "whose": "x"}
    )
    lines = sum(max(1, -(-len(line) // LETTERS)) for line in said.split("\n"))
    assert lines <= LINES, said
    assert "Alerts: emergency 12, half seen in 2 min, 3 of 4 in 9 min; doctor today under 5; " in said
    assert "for the clinic 31, half seen in 90 min, 3 of 4 in 24 h" in said
    assert "Adverse events noted: mild 31 (Bruising 14, Bleeding 9); significant under 5" in said
    assert "from 96 h 2 (1–3.5)" in said
