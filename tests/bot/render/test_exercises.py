"""Which movement and which stretch a region asks for, and what is never asked of neck and chest."""

import re

import pytest

from bot.render.exercises import exercises, part_of
from bot.render.words import Words
from messages.said.catalog import Catalog, check, packaged_words
from tests.bot.made_once import packaged
from tests.bot.render.rendering import CLINIC

CATALOG = packaged().catalog
WORDS = Words(CATALOG, CLINIC, "en", str, {})
PARTS = sorted(CATALOG.table("en", "body.parts"))
LOADS = r"\b(lift|push|press|pull|lean|weight|resist|stretch|hold|deep|bend|circle|far back|sink back)"


@pytest.mark.parametrize("language", sorted(CATALOG.languages))
@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_body_has_a_movement_and_a_stretch(part: str, language: str) -> None:
    words = Words(CATALOG, CLINIC, language, str, {})
    said = exercises(words, f"left.{part}")
    assert said.keys() == {"move", "stretch"}
    assert all(words.region(f"left.{part}") in str(one) for one in said.values())


@pytest.mark.parametrize("region", ["neck", "chest", "left.chest", "left.shoulder+neck", "neck+chest"])
def test_nothing_loads_the_neck_or_the_chest_whatever_else_was_treated(region: str) -> None:
    for words in exercises(WORDS, region).values():
        assert not re.search(LOADS, str(words))


@pytest.mark.parametrize(
    ("region", "part"),
    [
        (None, None),
        ("left.shoulder", "shoulder"),
        ("both.calf", "calf"),
        ("left.hip+left.thigh", None),
        ("left.knee+right.knee", "knee"),
        ("left.shoulder+neck", "neck"),
        ("neck+right.chest", "chest"),
        ("chest+upper_back+neck", "chest"),
    ],
)
def test_of_several_parts_the_one_that_wants_care_is_meant_or_none(
    region: str | None, part: str | None
) -> None:
    assert part_of(region) == part


@pytest.mark.parametrize("region", [None, "left.hip+left.thigh", "tail"])
def test_where_no_part_is_meant_the_plain_words_are_said(region: str | None) -> None:
    """Also where a clinic has a part of its own."""
    assert exercises(WORDS, region) == {}
    said = WORDS.text("dry_needling.first_stretch", exercises(WORDS, region))
    assert "Choose one for the treated muscles" in said


def test_what_a_language_lacks_is_named_and_said_plainly_until_then_in_that_language() -> None:
    german = {
        **packaged_words(),
        "bot.shared.stretch": "Dehne sanft.",
        "dry_needling.first_stretch": "{stretch}",
    }
    del german["exercises.stretches.calf"]
    catalog = Catalog({**CATALOG.languages, "de": german})
    words = Words(catalog, CLINIC, "de", str, {})
    assert words.text("dry_needling.first_stretch", exercises(words, "calf")) == "Dehne sanft."
    gaps = [str(gap) for gap in check(catalog, {})]
    assert gaps == ["messages/de: exercises.stretches.calf is missing"]


def test_a_clinic_that_writes_a_step_anew_means_it_for_every_region() -> None:
    catalog = Catalog({"en": {**packaged_words(), "dry_needling.first_stretch": "As we showed you."}})
    words = Words(catalog, CLINIC, "en", str, {})
    assert words.text("dry_needling.first_stretch", exercises(words, "calf")) == "As we showed you."
