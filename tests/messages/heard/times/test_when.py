"""What people type as a date and a time, and the instant they mean."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.times.when import Reason, TimeReader, Unclear, Understood, names_time
from schedules.clock import instants
from tests.bot.made_once import packaged
from tests.schedules.ward import BERLIN, ZONES

NOW = datetime(2026, 11, 24, 16, 0, tzinfo=BERLIN).astimezone(UTC)  # a Tuesday
MINUTE = timedelta(minutes=1)
ENGLISH = packaged().vocabularies["en"].times
TIMES = TimeReader(ENGLISH, instants, longest=timedelta(days=14))


def read(text: str, now: datetime = NOW, zone: ZoneInfo = BERLIN) -> str:
    """Read a text and write the answer in short: day, clock, and the reason why it is unclear."""
    answer = TIMES.read(text, now, zone)
    words = [f"{answer.at.astimezone(zone):%d.%m. %H:%M}"] if answer.at else []
    return " ".join([*words, answer.reason.value] if isinstance(answer, Unclear) else words)


@pytest.mark.parametrize(
    "text",
    [
        "14:30", "14.30", "1430", "14h30", "14:30h", "14:30 hrs", "1430 hours", "2.30pm", "2:30 p.m.",
        "2:30 PM", "230pm", "  2 : 30   Pm ", "2.30 p. m.", "today 2.30pm", "today at 14:30",
        "14:30 today", "TODAY AT 14:30!", "half past two", "half past 2 pm", "2:30 this afternoon",
        "2:30 in the afternoon", "2:30", "at 2.30", "14:30:45", "\uff11\uff14\uff1a\uff13\uff10",
        "٢:٣٠ pm", "it ended at about 14:30 today", "it finished at 14:30, thanks!", "no, it was 14:30",
        "around 2:30pm i think", "just finished at 14:30", "24.11. 14:30", "24.11 14:30",
        "24.11.2026 14:30", "24.11.26 14:30", "24. 11. 2026 14:30", "24/11 14:30", "24/11/2026 14:30",
        "24/11/26, 2:30pm", "11/24 14:30", "11/24/2026 14:30", "2026-11-24 14:30", "2026-11-24T14:30",
        "2026-11-24T14:30:00", "2026/11/24 14:30", "24-11-2026 14:30", "24 Nov 14:30", "24nov 1430",
        "24th of November, 2:30pm", "Nov 24 2:30pm", "november 24th, 14:30", "24 november 2026 at 14:30",
        "Nov 24, 2026 2:30pm", "Tuesday 24 Nov 14:30", "tuesday 14:30", "tue 2.30pm", "90 minutes ago",
        "1.5 h ago", "1,5 hours ago", "1.5h ago", "an hour and a half ago", "one and a half hours ago",
        "1 hour 30 minutes ago", "1h 30m ago", "1h30 ago", "1 hour and thirty mins ago",
        "today, 90 min ago", "14:30 🙂", "14:30\nthanks", "my physio wrapped up at 14:30 today",
    ],
)  # fmt: skip
def test_half_past_two_today_however_it_is_typed(text: str) -> None:
    assert read(text) == "24.11. 14:30"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", "24.11. 16:00"),
        ("Just now!", "24.11. 16:00"),
        ("just finished", "24.11. 16:00"),
        ("an hour ago", "24.11. 15:00"),
        ("2 hours ago", "24.11. 14:00"),
        ("about two hours ago", "24.11. 14:00"),
        ("a couple of hours ago", "24.11. 14:00"),
        ("30 min ago", "24.11. 15:30"),
        ("half an hour ago", "24.11. 15:30"),
        ("three quarters of an hour ago", "24.11. 15:15"),
        ("24 hours ago", "23.11. 16:00"),
        ("2pm", "24.11. 14:00"),
        ("at 3", "24.11. 15:00"),
        ("at 15", "24.11. 15:00"),
        ("3 o'clock", "24.11. 15:00"),
        ("3 o\u2019clock", "24.11. 15:00"),
        ("around 3pm i think", "24.11. 15:00"),
        ("3 in the afternoon", "24.11. 15:00"),
        ("930", "24.11. 09:30"),
        ("0930", "24.11. 09:30"),
        ("11 am", "24.11. 11:00"),
        ("this morning 9", "24.11. 09:00"),
        ("this morning at 9:30", "24.11. 09:30"),
        ("noon", "24.11. 12:00"),
        ("midday", "24.11. 12:00"),
        ("12 noon today", "24.11. 12:00"),
        ("12pm", "24.11. 12:00"),
        ("12:30", "24.11. 12:30"),
        ("12am", "24.11. 00:00"),
        ("12:30 this morning", "24.11. 00:30"),
        ("quarter to one", "24.11. 12:45"),
        ("quarter to three", "24.11. 14:45"),
        ("a quarter past 2pm", "24.11. 14:15"),
        ("ten past two", "24.11. 14:10"),
        ("twenty-five minutes past 2", "24.11. 14:25"),
        ("yesterday 9am", "23.11. 09:00"),
        ("yesterday at 9", "23.11. 09:00"),
        ("9 yesterday", "23.11. 09:00"),
        ("yesterday at 3", "23.11. 15:00"),
        ("yesterday evening 7", "23.11. 19:00"),
        ("yesterday, about half past four", "23.11. 16:30"),
        ("at noon yesterday", "23.11. 12:00"),
        ("last night at 9", "23.11. 21:00"),
        ("last night at 1", "24.11. 01:00"),
        ("the day before yesterday 14:30", "22.11. 14:30"),
        ("2 days ago at 3pm", "22.11. 15:00"),
        ("a week ago at 10", "17.11. 10:00"),
        ("monday 14:30", "23.11. 14:30"),
        ("I was treated on Monday at 10", "23.11. 10:00"),
        ("last monday at 3pm", "23.11. 15:00"),
        ("tuesday 15:59", "24.11. 15:59"),
        ("tuesday 17:00", "17.11. 17:00"),
        ("last tuesday 14:00", "17.11. 14:00"),
        ("9:00 on saturday", "21.11. 09:00"),
        ("12/11 14:30", "12.11. 14:30"),
        ("11/12 14:30", "12.11. 14:30"),  # only the month first gives a day in the last two weeks
        ("7/8 14:30", "07.08. 14:30 too_old"),
        ("11/13 17:00", "13.11. 17:00"),
        ("treated 22/11/2026 at 10.15am", "22.11. 10:15"),
    ],
)
def test_the_words_of_patients_and_the_instant_they_mean(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Between one and six people mean the afternoon, unless they write a zero.
        ("3:59", "24.11. 15:59"),
        ("03:59", "24.11. 03:59"),
        ("3:59am", "24.11. 03:59"),
        ("yesterday 6:45", "23.11. 18:45"),
        ("yesterday 7:00", "23.11. 07:00"),
    ],
)
def test_a_small_hour_is_the_afternoon_if_that_is_over(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17:30", "24.11. 17:30 future"),
        ("5pm", "24.11. 17:00 future"),
        ("today 16:01", "24.11. 16:01 future"),
        ("25.11. 14:30", "25.11. 14:30 future"),
        ("24.11.2027 14:30", "24.11. 14:30 future"),
        ("27 nov", "future"),
        ("tomorrow 9", "future"),
        ("next monday at 3pm", "future"),
    ],
)
def test_what_is_still_to_come_is_said_back_so_that_yesterday_can_be_offered(
    text: str, expected: str
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("today", "yesterday"),
    [
        ("2026-11-24T17:30", "2026-11-23T17:30"),
        ("2026-10-25T17:30", "2026-10-24T17:30"),
        ("2026-03-30T02:30", "2026-03-29T03:30"),
    ],
)
def test_of_a_time_still_to_come_the_day_before_is_offered_at_the_same_wall_clock_time(
    today: str, yesterday: str
) -> None:
    to_come = datetime.fromisoformat(today).replace(tzinfo=BERLIN)
    answer = TIMES.read(f"{to_come:%H:%M}", to_come - timedelta(minutes=20), BERLIN)
    assert isinstance(answer, Unclear)
    assert f"{answer.candidates[0].at.astimezone(BERLIN):%Y-%m-%dT%H:%M}" == yesterday


def test_before_the_small_hours_of_today_the_afternoon_is_the_one_said_back() -> None:
    assert read("2:30", NOW - timedelta(hours=15)) == "24.11. 14:30 future"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.11. 16:00", "10.11. 16:00"),
        ("10.11. 15:59", "10.11. 15:59 too_old"),
        ("10 Nov", "no_time"),
        ("9 Nov", "too_old"),
        ("15 days ago", "too_old"),
        ("400 hours ago", "08.11. 00:00 too_old"),
        ("29.2. 14:30", "29.02. 14:30 too_old"),
        ("9999 weeks ago at 3pm", "07.04. 15:00 too_old"),
    ],
)
def test_what_is_more_than_fourteen_days_ago_is_too_old(text: str, expected: str) -> None:
    assert read(text) == expected


def test_a_date_without_a_year_is_the_latest_such_day() -> None:
    january = datetime(2027, 1, 3, 12, tzinfo=UTC)
    assert TIMES.read("28/12 14:30", january, BERLIN) == Understood(
        datetime(2026, 12, 28, 13, 30, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "today",
        "monday",
        "last sunday",
        "23 Nov",
        "22.11.",
        "22.11.2026",
        "2 days ago",
        "this morning",
    ],
)
def test_a_day_alone_asks_for_the_time(text: str) -> None:
    assert read(text) == "no_time"


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "?", "\0", "🦒", "hello", "i don't know", "sore", "25:00", "99", "14:60", "14:30am",
        "0:30pm", "12345", "14:30 or 15:30", "14:30-15:00", "2-3pm", "from 2 to 3pm", "3pm3pm",
        "after 3pm", "before noon", "not today", "it started at 2pm",
        "ayer 3pm", "31.11. 14:30", "30 feb 14:30", "sunday 23 nov 14:30",
        "monday tuesday 3pm", "today yesterday 3pm", "yesterday 2 hours ago", "2 hours ago at 14:00",
        "a few days ago at 3pm", "a while ago", "last week", "14:30Z", "2026-11-24T14:30+01:00",
        "3am this afternoon", "this morning this evening 9", "this morning 14:30", "12345 hours ago",
        "room 12 today 3pm", "x" * 201, "1" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_single_moment_is_asked_again_and_never_guessed(text: str) -> None:
    assert read(text) == "unreadable"


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        ("2026-03-29T09:00", "today 02:30", "29.03. 03:30 nonexistent"),
        ("2026-03-29T09:00", "today 03:30", "29.03. 03:30"),
        ("2026-03-29T01:30", "02:30", "29.03. 03:30 future"),
        ("2026-04-20T09:00", "29.3. 02:30", "29.03. 03:30 too_old"),
    ],
)
def test_a_time_that_the_clocks_skipped_is_told_with_what_they_showed_instead(
    now: str, text: str, expected: str
) -> None:
    assert read(text, datetime.fromisoformat(now).replace(tzinfo=BERLIN)) == expected


@pytest.mark.parametrize(
    ("now", "text", "hour"),
    [("01:10", "02:30", 0), ("01:40", "02:30", 1), ("00:40", "02:30", 0), ("09:00", "today 02:30", 1)],
)
def test_of_a_time_that_occurs_twice_the_later_that_is_over_is_meant(now: str, text: str, hour: int) -> None:
    """At 01:00 UTC of that night Berlin's clocks go back from 03:00 to 02:00."""
    moment = datetime.fromisoformat(f"2026-10-25T{now}").replace(tzinfo=UTC)
    assert TIMES.read(text, moment, BERLIN) == Understood(datetime(2026, 10, 25, hour, 30, tzinfo=UTC))


def test_of_a_time_still_to_come_twice_the_earlier_is_said_back() -> None:
    evening = datetime(2026, 10, 24, 23, tzinfo=UTC)
    answer = TIMES.read("02:30", evening, BERLIN)
    assert (answer.at, names_time(answer)) == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), True)


def test_hours_ago_are_elapsed_hours_while_the_clocks_change() -> None:
    morning = datetime(2026, 10, 25, 9, 0, tzinfo=BERLIN)
    at = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    assert TIMES.read("8 hours ago", morning, BERLIN) == Understood(at, elapsed=True)


def test_the_same_words_mean_another_instant_in_another_zone() -> None:
    answers = {
        TIMES.read("today 02:30", NOW, ZoneInfo(name)) for name in ("Europe/Berlin", "America/New_York")
    }
    assert len(answers) == 2


FORMATS = [
    "%d.%m.%Y %H:%M", "%d.%m. %H:%M", "%d/%m %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d %b %H:%M",
    "%b %d %I:%M%p", "%d %B %Y at %H:%M", "%A %H:%M", "%A %d %B, %I.%M %p", "on %a at %I:%M %p",
    "%H%M on %d/%m/%Y", "%H.%M %d-%m-%Y",
]  # fmt: skip


@given(
    st.sampled_from(FORMATS), st.integers(1, 6 * 24 * 60), st.sampled_from(ZONES), st.integers(0, 365 * 24)
)
def test_an_instant_written_in_any_usual_way_is_read_back(
    form: str, minutes: int, zone: ZoneInfo, hours: int
) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    wall = (now - minutes * MINUTE).astimezone(zone).replace(second=0)
    answer = TIMES.read(wall.strftime(form), now, zone)
    assert isinstance(answer, Understood)
    assert answer.at.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None)
    assert answer.at >= wall.astimezone(UTC)


PIECES = st.sampled_from(
    [
        *ENGLISH.days_ago, *ENGLISH.months, *ENGLISH.weekdays, *ENGLISH.parts_of_today, *ENGLISH.units,
        *ENGLISH.amounts, *ENGLISH.minutes_of, *ENGLISH.last, *ENGLISH.now, *ENGLISH.noon,
        *ENGLISH.last_night, "ago", "at", "am", "pm", "T", "14:30", "9", "2", "23.11.", "24/11", "29/2",
        "2026", "2026-11-23", "1430", "9999", ".", ",", "-", "/", ":", "h",
    ]
)  # fmt: skip
ANY_TEXT = st.one_of(
    st.text(),
    st.text("0123456789.:/- apm", max_size=30),
    st.lists(PIECES, max_size=8).map(" ".join),
    st.lists(PIECES, max_size=8).map("".join),
)


@given(ANY_TEXT, st.sampled_from(ZONES))
def test_any_text_gets_an_answer_and_what_is_understood_is_over_and_not_too_old(
    text: str, zone: ZoneInfo
) -> None:
    answer = TIMES.read(text, NOW, zone)
    if isinstance(answer, Understood):
        assert NOW - TIMES.longest <= answer.at <= NOW
    for one in answer.candidates if isinstance(answer, Unclear) else ():
        assert NOW - TIMES.longest <= one.at <= NOW
    if isinstance(answer, Unclear) and answer.reason is Reason.SEVERAL:
        assert answer.candidates
    if isinstance(answer, Unclear) and answer.reason is Reason.FUTURE and answer.at:
        assert answer.at > NOW
    if isinstance(answer, Unclear) and answer.reason is Reason.TOO_OLD and answer.at:
        assert answer.at < NOW - TIMES.longest
    assert answer.at is None or answer.at.tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["\ufdfa" * 200, "1" * 200, "1." * 100, "half an " * 25, "a " * 100, "x" * 10_000_000]
)
def test_no_text_takes_long(text: str) -> None:
    began = process_time()
    TIMES.read(text, NOW, BERLIN)
    assert process_time() - began < 1


def test_another_language_is_another_table() -> None:
    german = type(ENGLISH)(
        **{**vars(ENGLISH), "days_ago": {"gestern": 1}, "filler": {"um"}, "parts_of_today": {}}
    )
    assert replace(TIMES, words=german).read("gestern um 9", NOW, BERLIN) == Understood(
        datetime(2026, 11, 23, 8, tzinfo=UTC)
    )
