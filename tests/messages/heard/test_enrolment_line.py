"""One typed line is taken apart into who, when, where and which protocol; what is left over is the label."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import content
from messages.heard.enrolment_line import Body, EnrolmentLine, recognise
from messages.heard.times.when import Reason, TimeReader
from schedules.clock import instants

NOW = datetime(2026, 11, 23, 14, 42, tzinfo=UTC)  # a Monday; London keeps UTC in winter
LONDON = ZoneInfo("Europe/London")
CONTENT = content.load(None)
TABLE = CONTENT.catalog.table
TIMES = TimeReader(CONTENT.vocabularies["en"].times, instants, longest=timedelta(days=14))
BODY = Body(TABLE("en", "body.parts"), TABLE("en", "body.sides"))
TITLES = {"dry_needling": "Dry needling", "light": "Dry needling, light"}


def read(text: str) -> EnrolmentLine:
    return recognise(text, now=NOW, zone=LONDON, times=TIMES, body=BODY, protocols=TITLES)


def told(text: str) -> tuple[str, str | None, str | None, str | None]:
    """Label, time on Monday's clock (with the day where it is another), region, protocol."""
    line = read(text)
    shown = (
        f"{line.at:%H:%M}"
        if line.at and line.at.date() == NOW.date()
        else f"{line.at:%d. %H:%M}"
        if line.at
        else None
    )
    return line.label, shown, line.region, line.protocol


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JD", ("JD", None, None, None)),
        ("JD today 14:30 left shoulder", ("JD", "14:30", "left.shoulder", None)),
        ("left shoulder today 14:30 JD", ("JD", "14:30", "left.shoulder", None)),
        ("JD shoulder left", ("JD", None, "left.shoulder", None)),
        ("JD L shoulder", ("JD", None, "left.shoulder", None)),
        ("JD both calves", ("JD", None, "both.calf", None)),
        ("JD upper back", ("JD", None, "upper_back", None)),
        ("JD left upper back, 2pm", ("JD", "14:00", "left.upper_back", None)),
        ("JD shoulder blade", ("JD", None, "upper_back", None)),
        ("JD light", ("JD", None, None, "light")),
        ("JD dry needling knee", ("JD", None, "knee", "dry_needling")),
        ("JD Dry needling, light", ("JD", None, None, "light")),
        ("JD just now neck", ("JD", "14:42", "neck", None)),
        ("JD an hour ago", ("JD", "13:42", None, None)),
        ("JD yesterday 9am", ("JD", "22. 09:00", None, None)),
        ("JD 23.11. 14:30", ("JD", "14:30", None, None)),
        ("1430", ("1430", None, None, None)),
        ("file 4711 today 14:30", ("file 4711", "14:30", None, None)),
        ("AM 9am", ("AM", "09:00", None, None)),
        ("M. 9am", ("M.", "09:00", None, None)),
        ("14:30", ("", "14:30", None, None)),
        ("left shoulder", ("", None, "left.shoulder", None)),
        ("", ("", None, None, None)),
        ("handy", ("handy", None, None, None)),
        ("Mr Head-Smith 14:30", ("Mr Head-Smith", "14:30", None, None)),
    ],
)
def test_the_parts_are_found_in_any_order(text: str, expected: tuple[str, ...]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "label", "problem"),
    [
        ("JD 16:00 knee", "JD", Reason.FUTURE),
        ("JD tomorrow", "JD", Reason.FUTURE),
        ("JD 29:99", "JD", Reason.UNREADABLE),
        ("JD yesterday", "JD", Reason.NO_TIME),
        ("JD 1 november 9:00", "JD", Reason.TOO_OLD),
        ("JD 1.11. 9am", "JD", Reason.TOO_OLD),
        ("JD 24 december 9am", "JD", Reason.TOO_OLD),
        ("monday JD 14:30", "JD 14:30", Reason.NO_TIME),
    ],
)
def test_a_time_that_cannot_be_used_is_named_and_no_piece_of_it_taken(
    text: str, label: str, problem: Reason
) -> None:
    line = read(text)
    assert (line.at, line.problem) == (None, problem)
    assert line.label == label


def test_a_long_text_is_no_line_and_is_taken_whole() -> None:
    assert read("x " * 31 + "14:30").at is None
    assert len(read("y" * 4000).label) == 4000


WORDS = st.sampled_from(
    [
        "JD",
        "left",
        "right",
        "shoulder",
        "upper",
        "back",
        "today",
        "14:30",
        "9am",
        "yesterday",
        "ago",
        "1",
        "light",
    ]
)


@given(st.text(max_size=200) | st.lists(WORDS, max_size=12).map(" ".join))
def test_any_text_is_a_line(text: str) -> None:
    line = read(text)
    assert "\n" not in line.label
    assert line.label == line.label.strip()
    if line.at:
        assert line.at <= NOW
    if line.region:
        assert line.region.rpartition(".")[2] in BODY.parts


@given(st.permutations(["JD", "14:30", "left shoulder", "light"]))
def test_every_order_says_the_same(parts: list[str]) -> None:
    assert told(" ".join(parts)) == ("JD", "14:30", "left.shoulder", "light")
