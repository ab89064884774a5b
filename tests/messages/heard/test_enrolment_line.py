"""One typed line is taken apart into who, when, where and which protocol; what is left over is the label."""

from dataclasses import replace
from datetime import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.body import parts_in
from messages.heard.enrolment_line import recognise, words_of
from messages.heard.times.candidates import UsualHours
from messages.heard.times.when import Reason, Understood
from tests.messages.heard.typed_line import BODY, LONDON, NOW, TIMES, TITLES, read


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
        ("MK 23", ("MK 23", None, None, None)),
        ("P7 2pm", ("P7", "14:00", None, None)),
        ("monday JD 14:30", ("JD", "14:30", None, None)),
        ("JD half 2 left shoulder", ("JD", "14:30", "left.shoulder", None)),
        ("JD 2-30pm left shoulder", ("JD", "14:30", "left.shoulder", None)),
        ("JD 2ish calf", ("JD", "14:00", "calf", None)),
        ("JD 14h calf", ("JD", "14:00", "calf", None)),
        ("JD quarter til 2 neck", ("JD", "13:45", "neck", None)),
        ("JD/2pm/left shoulder", ("JD", "14:00", "left.shoulder", None)),
        ("JD half two", ("JD", "14:30", None, None)),
        ("JD two thirty", ("JD", "14:30", None, None)),
        ("JD twenty to two", ("JD", "13:40", None, None)),
        ("JD left shoulder + neck", ("JD", None, "left.shoulder+neck", None)),
        ("JD left and right shoulder", ("JD", None, "both.shoulder", None)),
        ("JD left shoulder and right", ("JD", None, "both.shoulder", None)),
        ("JD R shoulder + L", ("JD", None, "both.shoulder", None)),
        ("JD left shoulder and right shoulder", ("JD", None, "both.shoulder", None)),
        ("JD left upper trap", ("JD", None, "left.upper_back", None)),
        ("JD (L) shoulder", ("JD", None, "left.shoulder", None)),
        ("JD L shoulder + right calf, 2pm", ("JD", "14:00", "left.shoulder+right.calf", None)),
        ("JD both calves; chest", ("JD", None, "both.calf+chest", None)),
        ("JD shoulder left, calf right", ("JD", None, "left.shoulder+right.calf", None)),
        ("JD neck left shoulder", ("JD", None, "neck+left.shoulder", None)),
        ("JD b/l upper traps", ("JD", None, "both.upper_back", None)),
        ("2pm JD sholder L", ("JD", "14:00", "left.shoulder", None)),
        ("pt JD finished at 2pm, left hip please", ("JD", "14:00", "left.hip", None)),
        ("JD - R neck - @2pm", ("JD", "14:00", "right.neck", None)),
        ("JD left 2pm shoulder", ("JD", "14:00", "left.shoulder", None)),
        ("L.R. neck", ("L.R.", None, "neck", None)),
        ("JD couple of hours ago neck", ("JD", "12:42", "neck", None)),
        ("JD lt. shoulder", ("JD", None, "left.shoulder", None)),
        ("Second 14:30", ("Second", "14:30", None, None)),
        ("First 2pm calf", ("First", "14:00", "calf", None)),
        ("#123 left calf", ("#123", None, "left.calf", None)),
        ("JD ended at 2 sore calf", ("JD", "14:00", "calf", None)),
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
        ("JD 24 december 9am", "JD", Reason.FUTURE),
        ("JD in 2 days neck", "JD", Reason.FUTURE),
        ("JD in an hour neck", "JD", Reason.FUTURE),
        ("JD today 7pm neck", "JD", Reason.FUTURE),
        ("JD earlier", "JD", Reason.NO_TIME),
        ("JD this morning neck", "JD", Reason.NO_TIME),
        ("JD 2-3pm neck", "JD", Reason.UNREADABLE),
        ("JD half", "JD", Reason.UNREADABLE),
        ("JD 15 min calf", "JD", Reason.SEVERAL),
        ("JD 5 left shoulder", "JD", Reason.SEVERAL),
        ("JD session 2 calf", "JD", Reason.SEVERAL),
        ("JD from 1 to 2 calf", "JD", Reason.SEVERAL),
        ("JD a while ago calf", "JD", Reason.UNREADABLE),
        ("JD this morn calf", "JD", Reason.NO_TIME),
    ],
)
def test_a_time_that_cannot_be_used_is_named_and_no_piece_of_it_taken(
    text: str, label: str, problem: Reason
) -> None:
    line = read(text)
    assert line.unclear
    assert (line.at, line.unclear.reason) == (None, problem)
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
    assert all(part in BODY.parts for part in parts_in(line.region))


@pytest.mark.parametrize(
    ("text", "label", "doubt"),
    [
        ("JD left arm", "JD", "left arm"),
        ("JD back", "JD", "back"),
        ("JD left", "JD", "left"),
        ("J L", "J L", ""),
    ],
)
def test_what_may_be_of_the_body_is_asked_and_never_made_a_name(text: str, label: str, doubt: str) -> None:
    line = read(text)
    assert (line.label, line.region, line.doubt) == (label, None, doubt)


@pytest.mark.parametrize(
    ("typed", "label", "part", "asks_when"),
    [
        ("FF tody 15:00 nek", "FF", "nek", True),
        ("FF tody 9:00 neck", "FF", "", True),
        ("AB yesterday 25:10 rigth sholder", "AB", "rigth", True),
        ("GG 9:00 nekc", "GG", "nekc", False),
        ("Nick Todd 9:00 neck", "Nick Todd", "", False),
        ("neil 9:00 neck", "neil", "", False),
    ],
)
def test_what_is_one_letter_off_a_day_or_a_part_is_asked_and_never_made_a_name(
    typed: str, label: str, part: str, asks_when: bool
) -> None:
    line = read(typed)
    assert (line.label, line.doubt, line.unclear is not None) == (label, part, asks_when)


@pytest.mark.parametrize(
    ("typed", "label", "phone"),
    [
        ("DD 9:00 neck 07700 900123", "DD", "07700 900123"),
        ("DD 07700900123 9:00", "DD", "07700900123"),
        ("DD +44 7700 900123 knee 9:00", "DD", "+ 44 7700 900123"),
        ("DD (0121) 496-0000 9:00 neck", "DD", "0121 496-0000"),
        ("file 471123 9:00 neck", "file 471123", ""),
        ("943 476 5919 neck 9:00", "943 476 5919", ""),
        ("DD 0900 471123 neck", "DD 471123", ""),
    ],
)
def test_a_phone_number_is_noticed_and_no_part_of_the_label(typed: str, label: str, phone: str) -> None:
    line = read(typed)
    assert (line.label, line.phone) == (label, phone)


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("JD 12/03/1984 neck", "12/03/1984"),
        ("JD dob 12.3.84", "dob 12.3.84"),
        ("JD 1984-03-12 2pm", "1984-03-12"),
        ("dob 1984 JD neck", "dob 1984"),
        ("JD 22/11/2026 2pm neck", ""),
        ("JD 1984", ""),
    ],
)
def test_a_date_of_birth_is_noticed_and_not_taken_for_anything_else(text: str, birth: str) -> None:
    line = read(text)
    assert line.birth == birth
    assert line.label.startswith("JD")


@pytest.mark.parametrize(
    ("text", "at", "ahead"),
    [
        (
            "JD 3 sessions: today 7:30, 7 Dec 10:00, 14 Dec 10:00 neck",
            "07:30",
            "3 sessions 7 Dec 10:00 14 Dec 10:00",
        ),
        ("JD three sessions neck", None, "three sessions"),
        ("JD course of 6 neck just now", "14:42", "course of 6"),
        ("JD 6x twice a week neck 2pm", "14:00", "6x twice a week"),
        ("JD neck 2 needles 2pm", "14:00", "2 needles"),
        ("JD neck 3 of 6, 2pm", "14:00", "3 of 6"),
        ("JD every Monday 9am neck", None, "every Monday 9am"),
        ("JD neck just now, then tomorrow 10:00", "14:42", "tomorrow 10:00"),
        ("JD today 2pm and Monday 7 Dec 10am neck", "14:00", "Monday 7 Dec 10am"),
        ("JD 2pm for 5 weeks neck", "14:00", "5 weeks"),
        ("JD couple of hours ago neck", "12:42", ""),
    ],
)
def test_sessions_to_come_are_kept_apart_and_no_time_is_made_of_them(
    text: str, at: str | None, ahead: str
) -> None:
    line = read(text)
    assert (line.label, line.region, line.unclear, line.ahead) == ("JD", "neck", None, ahead)
    assert (f"{line.at:%H:%M}" if line.at else None) == at


@pytest.mark.parametrize(("hour", "minute"), [(7, 2), (8, 2), (20, 5)])
@pytest.mark.parametrize("typed", ["today 7:30", "today 2:00", "today 9:15"])
def test_a_time_of_a_day_that_is_named_is_on_no_other_day(typed: str, hour: int, minute: int) -> None:
    now = NOW.replace(hour=hour, minute=minute)
    usual = UsualHours(time(8), time(18), frozenset(range(5)))
    times = replace(TIMES, usual=usual)
    when = recognise(f"JD {typed} neck", now=now, zone=LONDON, times=times, body=BODY, protocols=TITLES).when
    found = [when] if isinstance(when, Understood) else when.candidates if when else ()
    assert all(one.at.date() == NOW.date() and one.at <= now for one in found)
    assert hour != 8 or typed != "today 7:30" or isinstance(when, Understood)


LABELS = ["JD", "K.", "AB12", "4711", "Mo-Li", "XY Z"]
TIMES_TYPED = [
    "",
    "14:30",
    "half 2",
    "just now",
    "yesterday 9am",
    "2-3pm",
    "15 min",
    "this arvo",
    "29:99",
    "5",
]
REGIONS = [
    "",
    "left shoulder",
    "neck + right calf",
    "both calves; chest",
    "(L) trap",
    "left arm",
    "sholder",
    "back",
]
NOISE = ["", "3 sessions", "6x", "pt", "for", "+", "please", "-", "session", "dob 12/03/1984", "light"]


@given(
    st.tuples(*map(st.sampled_from, (LABELS, TIMES_TYPED, REGIONS, NOISE, NOISE))).flatmap(st.permutations),
    st.sampled_from([" ", ", ", " - ", "; ", "  "]),
)
def test_no_word_of_a_line_is_lost(parts: list[str], between: str) -> None:
    text = between.join(part for part in parts if part)
    line = read(text)
    said = (line.label, line.time, line.parts, line.plan, line.noise, line.doubt, line.birth, line.ahead)
    assert sorted(" ".join(said).split()) == sorted(words_of(text))


@given(
    st.sampled_from(["JD", "K.", "AB12", "Mo-Li"]),
    st.sampled_from(TIMES_TYPED),
    st.sampled_from(REGIONS),
    st.sampled_from(["", "pt", "please", "session"]),
    st.randoms(use_true_random=False),
)
def test_what_is_no_name_is_never_in_the_label(
    label: str, time: str, part: str, noise: str, order: Random
) -> None:
    parts = [label, time, part, noise]
    order.shuffle(parts)
    assert read(", ".join(filter(None, parts))).label == label


@given(st.permutations(["JD", "14:30", "left shoulder", "light"]))
def test_every_order_says_the_same(parts: list[str]) -> None:
    assert told(" ".join(parts)) == ("JD", "14:30", "left.shoulder", "light")


ODD = ("half", "past", "9", "quarter", "to", "4", "pm", "on", "monday", "2-9", "12.11.", "tomorrow", "ghk")


@given(st.lists(st.sampled_from(ODD), min_size=10, max_size=29))
def test_a_line_however_odd_is_read_in_few_tries(words: list[str]) -> None:
    """A list of such lines is read while everybody else waits for the store."""
    times = TIMES.remembering()
    recognise(f"QK {' '.join(words)}", now=NOW, zone=LONDON, times=times, body=BODY, protocols=TITLES)
    assert len(times.known or ()) < 130  # runs of up to eight, of some sixteen words
