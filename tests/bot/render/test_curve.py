"""The curve: it looks as it was looked at, says nothing of anybody, and its words say what it shows."""

import io
import sys

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.care.ground.says.curve import HoldsCurve
from bot.render import curve
from bot.render.curve import caption
from tests import drawn_once
from tests.bot.render.curves import HERE, MESSAGES, WORDS, plot_of

TOLERANCE = 2.0  # of 255, on average: another version of the library may smooth its lines otherwise
PHONE = 390  # pixels
CHUNKS = {b"IHDR", b"pHYs", b"IDAT", b"IEND"}  # the picture, and how many pixels an inch


def chunks(png: bytes) -> set[bytes]:
    found, place = set(), 8
    while place < len(png):
        length = int.from_bytes(png[place : place + 4])
        found.add(png[place + 4 : place + 8])
        place += 12 + length
    return found


@pytest.mark.parametrize("name", MESSAGES)
def test_it_is_drawn_as_it_was_looked_at(name: str) -> None:
    png = plot_of(name).png()
    drawn, kept = (Image.open(one).convert("RGB") for one in (io.BytesIO(png), HERE / f"{name}.png"))
    assert drawn.size == kept.size
    assert drawn.width == 3 * PHONE
    apart = ImageStat.Stat(ImageChops.difference(drawn, kept)).mean
    assert max(apart) < TOLERANCE, apart
    assert chunks(png) <= CHUNKS


def test_another_rating_is_another_picture() -> None:
    """So that the tolerance tells them apart: a curve that is flat differs by more."""
    kept = Image.open(HERE / "falling.png").convert("L")
    without = kept.copy()
    without.paste(247, (400, 200, 900, 400))
    assert ImageStat.Stat(ImageChops.difference(kept, without)).mean[0] > TOLERANCE


def test_what_other_tests_are_given_again_would_be_drawn_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = ([plot_of(name).png() for name in ("falling", "troubled")] for _ in range(2))
    monkeypatch.setattr(curve, "PROGRAM", drawn_once.PROGRAM)
    assert first == second == [plot_of(name).png() for name in ("falling", "troubled")]
    assert first[0] != first[1]


def test_what_draws_it_is_not_loaded_where_the_bot_runs() -> None:
    plot_of("falling").png()
    assert not any(name.partition(".")[0] == "matplotlib" for name in sys.modules)


@pytest.mark.parametrize("message", MESSAGES.values(), ids=list(MESSAGES))
def test_the_words_say_every_rating_with_its_hour_and_what_else_there_was(message: HoldsCurve) -> None:
    said = caption(WORDS, message)
    assert message.curve
    *before, newest = message.curve.sessions
    for one in newest.ratings:
        assert f"{one.value} " in said
        assert f"after {round(one.after / 3600)} h" in said
    for earlier in before:
        assert ", ".join(str(one.value) for one in earlier.ratings) in said
    for marks, words in ((newest.silent, "without an answer"), (newest.alerts, "Alert")):
        assert (words in said) == bool(marks)
    if not newest.ratings:
        assert "no answers yet" in said


def test_a_patient_reads_it_in_plain_words() -> None:
    assert caption(WORDS, MESSAGES["falling"]) == (
        "How sore since the session: 6 out of 10 after 6 h, 4 after 24 h, 2 after 48 h."
    )
