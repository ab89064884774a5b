"""A misspelt word that matters is understood, and no ordinary word is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.spelling import Speller, plain

SPELLER = Speller(
    ["breath", "breathing", "chest", "fever", "numb", "pain", "temperature", "unconscious"],
    ["test", "never", "cant", "the", "cheat"],
)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("I Can\u2019t", "i cant"),
        ("I'll", "i will"),
        ("S.O.B. now", "sob now"),
        ("c h e s t pain", "chest pain"),
        ("Caf\u00e9 \uff11", "cafe 1"),
        ("ch\u200best\ufe0f", "chest"),
        ("a b", "a b"),
    ],
)
def test_a_text_is_written_the_one_plain_way(typed: str, said: str) -> None:
    assert plain(typed, [("ll", "will")]) == said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cheast", ("chest",)),
        ("chst", ("chest",)),
        ("breth", ("breath",)),
        ("braeth", ("breath",)),
        ("temprature", ("temperature",)),
        ("tempreture", ("temperature",)),
        ("unconcious", ("unconscious",)),
        ("feverrrr", ("fever",)),
        ("nubm", ("numb",)),
        ("pian", ("pain",)),
    ],
)
def test_a_typo_means_the_nearest_word_that_matters(typed: str, meant: tuple[str, ...]) -> None:
    assert SPELLER.meant(typed) == meant


@pytest.mark.parametrize("word", ["test", "never", "cheat", "nut", "pair", "beast", "hm", "", "x" * 60])
def test_a_known_short_or_far_word_means_itself(word: str) -> None:
    assert SPELLER.meant(word) == (word,)


def test_two_words_typed_as_one_are_two_if_one_of_them_matters() -> None:
    assert SPELLER.parts("chestpain") == ("chest", "pain")
    assert SPELLER.parts("cantbreath") == ("cant", "breath")
    assert SPELLER.parts("thetest") == ("thetest",)
    assert SPELLER.parts("chest") == ("chest",)


@given(st.text())
def test_any_text_is_spelt_and_any_word_means_something(text: str) -> None:
    assert plain(text) == plain(plain(text)) or not text.isascii()
    assert SPELLER.meant(text)
    assert "".join(SPELLER.parts(text)) == text


@given(st.sampled_from(["breathing", "temperature", "unconscious"]), st.integers(1, 7))
def test_a_letter_left_out_of_a_long_word_is_no_obstacle(word: str, place: int) -> None:
    assert word in SPELLER.meant(word[:place] + word[place + 1 :])


@pytest.mark.parametrize(
    ("typed", "meant"), [("payn", "pain"), ("payne", "pain"), ("feverr", "fever"), ("kest", "kest")]
)
def test_a_word_that_is_written_by_ear_is_the_one_that_sounds_so(typed: str, meant: str) -> None:
    assert SPELLER.meant(typed) == (meant,)
