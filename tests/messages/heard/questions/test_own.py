"""How a clinic's own entries are found: by true slopes, beside words alike, and only where somebody asks."""

import tomllib

import numpy as np
import pytest

from bot.ask import advised
from messages.heard import own_topics
from messages.heard.questions import own_examples
from messages.heard.questions.encoder import Encoder
from messages.heard.questions.learnt_layers import packed
from messages.heard.questions.nearing import FURTHER, Nearing
from messages.heard.questions.nearing_slopes import PieceGroup, slopes
from messages.heard.questions.nearing_training import begun
from messages.heard.questions.own import lead
from messages.heard.questions.own_sight import ALIKE, Sparse
from messages.heard.questions.wordpieces import wordpieces
from messages.heard.reader import ReadingKind
from messages.languages import packaged
from messages.said.faq import Entry, EntryKind
from tests.bot.made_once import ready

LANGUAGE = packaged() / "en"
PAIRS = ("may I park outside", "any bread left", "where do I put the car", "is there a loaf", "thanks a lot")


def group() -> PieceGroup:
    below = Encoder(wordpieces())
    return PieceGroup.of([below.read(text).astype(np.float16) for text in PAIRS])


def test_the_slopes_are_those_that_small_steps_find() -> None:
    parts = begun()
    _, found = slopes(parts, FURTHER, group(), 2)
    for name in ("4.looks.0", "4.attended.0", "4.attended_norm.0", "4.wide.0", "5.narrow.1", "5.norm.0"):
        part = parts[name]
        place = np.unravel_index(int(np.abs(found[name]).argmax()), part.shape)
        held, step = part[place], 1e-2
        part[place] = held + step
        more, _ = slopes(parts, FURTHER, group(), 2)
        part[place] = held - step
        less, _ = slopes(parts, FURTHER, group(), 2)
        part[place] = held
        assert found[name][place] == pytest.approx((more - less) / (2 * step), rel=0.05)


def test_layers_as_they_came_read_as_the_encoder_does_to_its_end() -> None:
    text = "may I park outside"
    deeper = Nearing(begun).deepen(Encoder(wordpieces()).read_parts([text])).means()
    assert np.allclose(deeper, Encoder(wordpieces(), layers=6).vectors([text]), atol=1e-5)


def test_layers_are_kept_in_eight_bits_and_nearly_the_same() -> None:
    parts = begun()
    kept = packed(parts)
    for name, part in parts.items():
        if part.ndim > 1:
            assert kept[name].dtype == np.int8
            assert np.abs(kept[name] * kept[f"{name}.scale"] - part).max() <= np.abs(part).max() / 127


def test_an_entry_is_ahead_of_the_others_and_of_a_floor() -> None:
    assert lead(np.array([0.9, 0.5, 0.2], dtype=np.float32), 0.1) == pytest.approx([0.4, -0.4, -0.7])
    assert lead(np.array([0.9], dtype=np.float32), 0.6) == pytest.approx([0.3])
    assert lead(np.array([0.3], dtype=np.float32), 0.6) == pytest.approx([-0.3])


def test_rows_that_are_nought_nearly_everywhere_go_along_another_as_far_as_they_do() -> None:
    rows = [np.array([0, 2, 0, 1], dtype=np.float32), np.array([3, 0, 0, 0], dtype=np.float32)]
    assert Sparse.of(rows).along(np.array([1, 1, 9, 2], dtype=np.float32)).tolist() == [4, 3]


def test_every_group_of_like_words_has_several_and_none_twice() -> None:
    for name, told in tomllib.loads((LANGUAGE / "faq" / ALIKE).read_text(encoding="utf-8")).items():
        words = [one.strip() for one in told.split(",")]
        assert len(words) >= 5, name
        assert len(words) == len({*words}), name


def test_the_examples_of_all_hands_have_ways_to_ask_that_nothing_knows() -> None:
    for examples in own_examples.read(LANGUAGE).values():
        for entry in examples.entries.values():
            assert len(entry.unseen) >= 14
            assert not {*entry.unseen} & {*entry.phrasings}


OWN = {
    one.id: one
    for one in (
        Entry(
            "dogs", "Dogs", "x", EntryKind.BEYOND, asks=("may I bring my dog", "are dogs allowed"), own=True
        ),
        Entry(
            "tape",
            "Tape",
            "x",
            EntryKind.BEYOND,
            asks=("can I keep the tape on", "how long does the tape stay"),
            own=True,
        ),
    )
}


@pytest.mark.parametrize("text", ["can the pooch come along?", "is my labrador welcome in the waiting room?"])
def test_an_entry_is_told_where_it_is_asked_for_in_words_that_it_does_not_have(text: str) -> None:
    found = advised(own_topics.knowing(ready()["en"], OWN), text)
    assert (found.kind, found.entry) == (ReadingKind.ANSWER, "dogs")


@pytest.mark.parametrize(
    "text",
    [
        "walked the dog and felt nothing",
        "my dog jumped on me last night",
        "I taped the parcel and went to bed",
        "watched old video tapes all day, resting",
    ],
)
def test_no_entry_is_told_where_nothing_is_asked_though_its_word_falls(text: str) -> None:
    found = advised(own_topics.knowing(ready()["en"], OWN), text)
    assert found.kind is not ReadingKind.ANSWER or found.entry not in OWN
