"""A pasted list loses no line and no word; what stands before a line, and above it, is no part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.day_list import Heading, day_list, is_day, is_title, unmarked, without_span
from messages.heard.enrolment_line import words_of
from tests.messages.heard.typed_line import BODY, read

LINES = ("JD 9:00 left shoulder", "MK 9:30 neck", "PQ 10:00 both calves", "4711 11:00 hip", "Jane Doe 14:15")
ABOVE = ("Tuesday 24 November", "Patients today:", "Physio list", "Yesterday", "Names and times")
BULLETS = ("- ", "– ", "• ", "* ", "[ ] ", "[x] ", "☐ ", "\t", "   ", "")


def heading(line: str) -> tuple[Heading, str] | None:
    found = read(line)
    if is_day(found, BODY.titles):
        return Heading.DAY, found.time
    return (Heading.TITLE, line) if is_title(line, BODY.titles) else None


@given(
    st.permutations(LINES),
    st.lists(st.sampled_from(ABOVE), max_size=2),
    st.sampled_from(BULLETS),
    st.sampled_from(("", "{}. ", "{}) ", "({}) ", "{}: ", "{}\t", "{} ")),
    st.sampled_from(("\n", "\r\n", "\n\n", " \n\t\n")),
)
def test_whatever_stands_before_its_lines_a_list_loses_none_and_no_word(
    lines: list[str], above: list[str], bullet: str, number: str, between: str
) -> None:
    marked = [f"{bullet}{number.format(place)}{line}" for place, line in enumerate(lines, start=1)]
    found = day_list(unmarked(between.join([*above, *marked])), heading)
    assert [one.text for one in found.lines] == lines
    assert list(found.headings) == above


@given(st.lists(st.text(alphabet="JDM 19.:)-•\t\n[]xneck", max_size=30), max_size=12))
def test_of_any_text_only_marks_are_left_out(lines: list[str]) -> None:
    said = "".join(word for line in "\n".join(lines).splitlines() for word in words_of(line))
    kept = "".join(word for line in unmarked("\n".join(lines)) for word in words_of(line))
    letters = "".join(sign for sign in said if sign.isalpha() and sign not in "xX")
    assert "".join(sign for sign in kept if sign.isalpha() and sign not in "xX") == letters


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1. JD 9:00\n2. MK 9:30", ["JD 9:00", "MK 9:30"]),
        ("7) JD\n8) MK", ["JD", "MK"]),
        ("101 knee\n102 calf\n103 hip", ["101 knee", "102 calf", "103 hip"]),  # file numbers
        ("9 JD\n9 MK\n9 PQ", ["9 JD", "9 MK", "9 PQ"]),
        ("9.30 JD\n10.30 MK", ["9.30 JD", "10.30 MK"]),
        ("3. JD 9:00", ["3. JD 9:00"]),
        ("JD 9:00\n3) MK 9:30\nPQ 10:00", ["JD 9:00", "MK 9:30", "PQ 10:00"]),
        ("3) 4711 9:00", ["3) 4711 9:00"]),
        ("JD 9:00\n2)\nMK 9:30", ["JD 9:00", "MK 9:30"]),
        ("-\n•\n\nJD", ["JD"]),
    ],
)
def test_a_number_counts_lines_only_where_it_runs_on(text: str, lines: list[str]) -> None:
    assert unmarked(text) == lines


@pytest.mark.parametrize(
    "line", ["Tuesday 1 Dec", "today", "Diary for today", "Patients Monday 23 November:", "24.11."]
)
def test_a_line_of_a_day_alone_is_a_heading(line: str) -> None:
    assert heading(line) is not None


@pytest.mark.parametrize("line", ["JD", "14:30", "left shoulder", "MK 23", "JD tomorrow", "half", "AM 9am"])
def test_a_line_that_says_more_or_nothing_of_a_day_is_none(line: str) -> None:
    assert heading(line) is None


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("9:00-9:30 JD neck", "9:30 JD neck"),
        ("JD 09.00 – 09.45", "JD 09.45"),
        ("JD 10:00 to 10:30 hip", "JD 10:30 hip"),
        ("JD 2-3pm knee", "JD 3pm knee"),
        ("JD 2-30pm", "JD 2-30pm"),
        ("JD 24-11", "JD 24-11"),
    ],
)
def test_of_a_span_of_time_the_end_is_meant(text: str, over: str) -> None:
    assert without_span(text) == over
