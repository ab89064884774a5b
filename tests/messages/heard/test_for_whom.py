"""For whom somebody enrols is taken out of the line, wherever it stands, and the rest is left as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.for_whom import ForWhom, for_whom, who_is

JOINS = ("for", "with")
NAMES = {"K1": "Kim Summerfield", "J1": "Jo", "Q1": "Dr. Quill", "S1": "Kim Winter"}
REST = "JD 2pm left shoulder"


@pytest.mark.parametrize(
    ("line", "rest", "codes"),
    [
        (f"{REST} for Jo", REST, ("J1",)),
        (f"for jo {REST}", REST, ("J1",)),
        ("JD 2pm with Jo left shoulder", REST, ("J1",)),
        (f"{REST} for dr quill", REST, ("Q1",)),
        (f"{REST} for Quill.", REST, ("Q1",)),
        (f"{REST} for Kim Winter", REST, ("S1",)),
        (f"{REST} for Kim", REST, ("K1", "S1")),
        (f"{REST} for Ned", REST, ()),
        (REST, REST, ()),
        (f"{REST} for pain", f"{REST} for pain", ()),
        ("JD for 2pm", "JD for 2pm", ()),
        ("for", "for", ()),
        ("", "", ()),
    ],
)
def test_the_name_is_taken_out(line: str, rest: str, codes: tuple[str, ...]) -> None:
    unknown = not codes and rest != line
    assert for_whom(line, JOINS, NAMES) == ForWhom(rest, codes, unknown=unknown)


def is_over(word: str) -> bool:
    """As a line is read: a word that says nothing else is left over."""
    return word not in {"2pm", "left", "shoulder", "for", "pain"}


@pytest.mark.parametrize(
    ("line", "rest", "codes"),
    [
        (f"{REST} for ned", REST, ()),
        (f"{REST} for ned winter", REST, ()),
        ("JD for ned 2pm left shoulder", REST, ()),
        ("for Ned JD 2pm left shoulder", REST, ()),
        (f"{REST} for Jo Winter", REST, ()),
        (f"{REST} for jo", REST, ("J1",)),
        ("2pm left shoulder for Jo JD", "2pm left shoulder JD", ("J1",)),
        ("for JD 2pm", "for JD 2pm", ()),
        (f"{REST} for pain", f"{REST} for pain", ()),
    ],
)
def test_a_name_is_never_left_in_the_line(line: str, rest: str, codes: tuple[str, ...]) -> None:
    unknown = not codes and rest != line
    assert for_whom(line, JOINS, NAMES, is_over) == ForWhom(rest, codes, unknown=unknown)


def test_a_whole_name_comes_before_a_part_of_one() -> None:
    assert who_is("kim", {"A": "Kim", "B": "Kim Winter"}) == ("A",)
    assert who_is("", NAMES) == ()


@given(st.lists(st.sampled_from(["JD", "2pm", "left", "shoulder", "for", "Jo", "Ned", "with"]), max_size=8))
def test_no_word_is_lost_but_those_of_the_name(words: list[str]) -> None:
    """What is taken out is one piece, which begins with a word that stands before a name."""
    rest = for_whom(" ".join(words), JOINS, NAMES).rest.split()
    size = len(words) - len(rest)
    pieces = [at for at in range(len(rest) + 1) if words[:at] + words[at + size :] == rest]
    assert size == 0 or any(words[at] in JOINS for at in pieces)
