"""A drawing of a stretch is strokes on paper; each mistake in it is named, and a clinic may draw its own."""

from pathlib import Path

import pytest

from messages.languages import packaged
from messages.said import sketch
from messages.said.catalog import load
from messages.said.sketch import HEIGHT, WIDTH, Pen, Stroke, parse

CATALOG = load(packaged())[0]


def line(pen: str, way: str) -> Stroke:
    (stroke,) = parse(f'strokes = [["{pen}", "{way}"]]').strokes
    return stroke


def test_a_stroke_goes_through_its_points_and_bends_where_it_says_so() -> None:
    assert line("limb 30", "M 0 0 L 10 20") == Stroke(Pen.LIMB, ((0, 0), (10, 20)), 30)
    bent = line("way", "M 0 0 Q 50 100 100 0").points
    assert (bent[0], bent[-1]) == ((0, 0), (100, 0))
    assert max(y for _, y in bent) == 50
    ring = line("body", "O 100 100 20 40").points
    assert {(round(x), round(y)) for x, y in ring} >= {(120, 100), (80, 100), (100, 140), (100, 60)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("strokes = []", "it takes `strokes`"),
        ('stroke = [["limb", "M 0 0"]]', "it takes `strokes`"),
        ('strokes = [["limb", "M 0 0"]]\nside = "both"', "side must be one of: left, right"),
        ('strokes = [["brush", "M 0 0"]]', "'brush' is not a valid Pen"),
        ('strokes = ["limb"]', "'limb' is no pen with its way"),
        ('strokes = [["limb wide", "M 0 0"]]', "could not convert"),
        ('strokes = [["limb", ""]]', "goes nowhere"),
        ('strokes = [["way", "M 10 10"]]', "an arrow goes from one point to another"),
        ('strokes = [["limb", "L 0 0"]]', "it goes wrong at the end of 'L 0'"),
        ('strokes = [["limb", "M 0 0 L 10"]]', "it goes wrong at the end of 'M 0 0 L 10'"),
        ('strokes = [["limb", "0 0"]]', "it goes wrong"),
        ('strokes = [["limb", "M 0 0 Z 1 1"]]', "could not convert"),
        ('strokes = [["limb", "M 0 9000"]]', "far beyond the paper"),
        ('strokes = [["limb", "M 0 nan"]]', "far beyond the paper"),
        ("strokes", "Expected"),
    ],
)
def test_each_mistake_in_a_drawing_is_named(text: str, expected: str) -> None:
    with pytest.raises(ValueError, match=expected.replace("(", r"\(")):
        parse(text)


def test_a_clinic_draws_its_own_and_a_mistake_in_it_is_told_with_its_file(tmp_path: Path) -> None:
    folder = tmp_path / sketch.FOLDER
    folder.mkdir()
    own = 'strokes = [["limb", "M 0 0 L 1 1"]]'
    (folder / "calf.toml").write_text(own, encoding="utf-8")
    (folder / "hip.toml").write_text("strokes = [3]", encoding="utf-8")
    (folder / "._hip.toml").write_bytes(b"\xff")
    (folder / "notes.txt").write_text("none", encoding="utf-8")
    found, (gap,) = sketch.load(packaged(), tmp_path)
    assert found["calf"] == parse(own)
    assert "hip" not in found  # what it would have replaced is not what the clinic means
    assert found["shoulder"] == CATALOG.sketches["shoulder"]
    assert str(gap) == "messages/sketches/hip.toml: is no drawing: 3 is no pen with its way"


@pytest.mark.parametrize("part", sorted(CATALOG.sketches))
def test_each_drawing_is_of_a_stretch_that_is_told_in_words_as_well(part: str) -> None:
    assert CATALOG.has("en", f"exercises.stretches.{part}")


def test_most_of_a_drawing_lies_on_its_paper() -> None:
    for part, drawn in CATALOG.sketches.items():
        points = [point for stroke in drawn.strokes for point in stroke.points]
        on_it = [(x, y) for x, y in points if 0 <= x <= WIDTH and 0 <= y <= HEIGHT]
        assert len(on_it) > 0.8 * len(points), part


@pytest.mark.parametrize("part", ["neck", "chest"])
def test_at_the_neck_and_the_chest_nothing_is_shown_to_pull(part: str) -> None:
    assert not [stroke for stroke in CATALOG.sketches[part].strokes if stroke.pen is Pen.FELT]
