"""The encoder gives what the model it was taken from gives, whatever it reads."""

from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages.heard.questions.encoder import Encoder
from messages.heard.questions.layers import SIZE
from messages.heard.questions.wordpieces import MOST, WordPieces

PIECES = WordPieces(files("messages.heard.questions") / "wordpieces.txt")
ENCODER = Encoder(PIECES)


def test_a_text_becomes_the_pieces_of_the_original_vocabulary() -> None:
    assert PIECES.numbers("Does it hurt?") == [101, 2515, 2009, 3480, 1029, 102]
    assert PIECES.numbers("needling") == [101, 2342, 2989, 102]
    assert PIECES.numbers("caf\u00e9") == PIECES.numbers("cafe")


def test_what_the_vocabulary_does_not_know_is_one_unknown_piece() -> None:
    assert PIECES.numbers("\u1400") == [101, 100, 102]
    assert PIECES.numbers("x" * 200) == [101, 100, 102]


def test_of_a_long_text_the_first_pieces_are_read() -> None:
    assert len(PIECES.numbers("word " * 500)) == MOST


def test_through_all_six_layers_the_vector_is_the_one_of_the_original_model() -> None:
    """The first numbers as another program computes them from the same file of weights."""
    vector = Encoder(PIECES, layers=6).vector("does it hurt")
    assert vector.shape == (SIZE,)
    assert vector[:6] == pytest.approx([0.0209, -0.0009, 0.0199, 0.0328, -0.0184, -0.0436], abs=1e-4)


def test_what_was_read_a_moment_ago_is_not_read_again_until_it_rests() -> None:
    encoder = Encoder(PIECES)
    read = encoder.read("does it hurt")
    assert encoder.read_parts(["does it hurt"]).rows is read
    with pytest.raises(ValueError, match="read-only"):
        read += 1
    encoder.rest()
    assert (encoder.read("does it hurt") == read).all()
    assert encoder.read("does it hurt") is not read


def test_a_text_and_the_parts_read_beside_it_are_read_as_each_alone() -> None:
    parts, text = ["does it hurt", "thanks a lot"], "does it hurt thanks a lot and I am scared"
    encoder = Encoder(PIECES)
    assert encoder.read(text, 40, parts) == pytest.approx(ENCODER.read(text, 40), abs=1e-5)
    assert encoder.vectors(parts) == pytest.approx(ENCODER.vectors(parts), abs=1e-5)


def test_what_was_read_beside_a_text_is_not_read_again_nor_what_is_the_text_itself() -> None:
    encoder, parts = Encoder(PIECES), ["does it hurt", "thanks a lot"]
    encoder.read("it hurts", 40, parts)
    held = encoder.read_parts(parts).rows
    assert held.base is not None, "a part of what was read at one go"
    assert encoder.read_parts(parts).rows is held
    read = encoder.read("does it hurt", 40, ["does it hurt"])
    assert encoder.read_parts(["does it hurt"]).rows is read


def test_parts_read_at_one_go_have_the_vectors_that_each_has_alone() -> None:
    parts = ["does it hurt", "thanks", "how long will my shoulder be sore after this"]
    alone = np.array([ENCODER.vector(part) for part in parts])
    assert ENCODER.vectors(parts)[1:] == pytest.approx(alone, abs=1e-5)


def test_parts_together_point_where_the_whole_text_points() -> None:
    parts = ["I was treated yesterday", "how long will my shoulder be sore after this"]
    together, first, _ = ENCODER.vectors(parts)
    whole = ENCODER.vector(". ".join(parts))
    assert together @ whole > 0.9 > first @ whole


def test_a_text_in_parts_is_read_from_its_end_in_no_more_pieces_than_one_of_one_part() -> None:
    asked = "how long will my shoulder be sore after this"
    story = " ".join(["sore"] * 50)
    _, early, late = ENCODER.vectors([story, asked])
    assert late == pytest.approx(ENCODER.vector(asked), abs=1e-5)
    room = MOST - len(PIECES.numbers(asked))
    assert early == pytest.approx(ENCODER.vector(" ".join(["sore"] * (room - 2))), abs=1e-5)


def test_however_long_the_last_part_is_the_others_keep_their_first_words() -> None:
    story = " ".join(["sore"] * 50)
    _, *parts, _ = ENCODER.vectors(["does it hurt", "how are you", story])
    alone = [ENCODER.vector(part) for part in ("does it hurt", "how are you")]
    assert np.array(parts) == pytest.approx(np.array(alone), abs=1e-5)


def test_texts_of_like_meaning_have_like_vectors() -> None:
    ache, pain, car = map(
        ENCODER.vector, ("it aches a lot", "it is very painful", "where can I park the car")
    )
    assert ache @ pain > ache @ car + 0.2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_every_text_has_a_vector_of_length_one(text: str) -> None:
    vector = ENCODER.vector(text)
    assert np.isfinite(vector).all()
    assert float(vector @ vector) == pytest.approx(1, abs=1e-4)
