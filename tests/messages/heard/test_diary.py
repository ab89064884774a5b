"""A diary is read from what practice software exports, however it was written; of names come initials."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.diary.appointment import Booking, LeftOut, initials, labels_of
from messages.heard.diary.reading import DiaryFile, of_day, read_document
from messages.heard.diary.table import parse_columns
from messages.heard.diary.wall_clock import WallClock

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 23)
NINE = ("Jane Doe", "09:00", "09:30")

# The columns of common exports, in the order in which they come, with a day of two patients.
EXPORTS = {
    "cliniko": """Appointment date,Appointment time,Duration,Patient,Practitioner,Type,Cancelled at,DNA
23 Nov 2026,9:00am,30,Jane Doe,Kim Summers,Dry needling,,No
23 Nov 2026,10:15am,45,John Dee,Jo Winters,Dry needling,22 Nov 2026,No
""",
    "jane": """Patient Name,Staff Member,Treatment Name,Start At,End At,State
Jane Doe,Kim Summers,Dry needling,2026-11-23 09:00:00 +0000,2026-11-23 09:30:00 +0000,arrived
John Dee,Jo Winters,Dry needling,2026-11-23 10:15:00 +0000,2026-11-23 11:00:00 +0000,cancelled
""",
    "splose": """"Client","Practitioner","Service","Start","End","Status"
"Jane Doe","Kim Summers","Dry needling","23/11/2026 9:00 AM","23/11/2026 9:30 AM","Confirmed"
"John Dee","Jo Winters","Dry needling","23/11/2026 10:15 AM","23/11/2026 11:00 AM","Cancelled"
""",
    "nookal": """Client ID;First Name;Last Name;Provider;Date;Start Time;End Time;Appointment Type;Status
11;Jane;Doe;Kim Summers;23/11/2026;09:00;09:30;Dry needling;Arrived
12;John;Dee;Jo Winters;23/11/2026;10:15;11:00;Dry needling;Cancelled
""",
    "writeupp": """Date\tTime\tLength\tClient\tWith\tType\tOutcome
23/11/2026\t09:00\t30 min\tDoe, Jane\tKim Summers\tDry needling\tAttended
23/11/2026\t10:15\t45 min\tDee, John\tJo Winters\tDry needling\tCancelled
""",
    "tm3": """Diary report

Patient No,Surname,Forename,Practitioner,Appointment Date,Appointment Time,Duration,Type,Status
A1,Doe,Jane,Kim Summers,23/11/2026,09:00,0:30,Dry needling,Arrived
A2,Dee,John,Jo Winters,23/11/2026,10:15,0:45,Dry needling,Cancelled
""",
    "setmore": """Customer Name,Customer Email,Staff Name,Service,Appointment Date,Start Time,End Time,Status
Jane Doe,jane@example.org,Kim Summers,Dry needling,"Nov 23, 2026",9:00 AM,9:30 AM,Confirmed
John Dee,john@example.org,Jo Winters,Dry needling,"Nov 23, 2026",10:15 AM,11:00 AM,Cancelled
""",
    "google": """Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location
Jane Doe - Dry needling,11/23/2026,9:00 AM,11/23/2026,9:30 AM,False,"Kim, room 2",Main
Lunch,11/23/2026,12:00 PM,11/23/2026,1:00 PM,False,,
""",
    "ics": """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/London:20261102T090000
DTEND;TZID=Europe/London:20261102T093000
RRULE:FREQ=WEEKLY
SUMMARY:Jane Doe - Dry needling
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20261123T101500Z
DTEND:20261123T110000Z
SUMMARY:John Dee
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20261123
SUMMARY:Team day
END:VEVENT
END:VCALENDAR
""",
}


def read(text: str | bytes, own: Mapping[str, str] | None = None) -> DiaryFile:
    content = text.encode() if isinstance(text, str) else text
    return read_document("diary.csv", content, LONDON, TODAY, own)


def kept(file: DiaryFile) -> list[tuple[str, str, str]]:
    assert not file.problem
    day = of_day(file.appointments, TODAY, lambda _: True)
    return [(one.name, f"{one.start:%H:%M}", f"{one.over:%H:%M}") for one in day.appointments]


@pytest.mark.parametrize("software", EXPORTS)
def test_the_exports_of_common_software_are_read_by_their_headings(software: str) -> None:
    found = read(EXPORTS[software])
    ((name, *times),) = kept(found)
    assert (initials(name), *times) == ("JD", "09:00", "09:30")
    assert of_day(found.appointments, TODAY, lambda _: True).left


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_and_any_coding_will_do(coding: str, delimiter: str) -> None:
    lines = ["Patient;Start;End", 'Jürgen "JJ"" Öz\nthe elder";23/11/2026 09:00;23/11/2026 09:30']
    text = "\r\n".join(lines).replace('Jürgen "JJ""', '"Jürgen ""JJ""').replace(";", delimiter)
    ((name, *_),) = kept(read(text.encode(coding)))
    assert name == 'Jürgen "JJ" Öz the elder'


NAMES = st.text(alphabet="abcdé ,;'\"\n-ßЖ", min_size=1, max_size=20)


@given(
    st.lists(st.tuples(NAMES, st.integers(0, 23), st.integers(0, 59)), max_size=12), st.sampled_from(",;\t|")
)
def test_no_row_is_lost_whatever_stands_in_it(rows: list[tuple[str, int, int]], delimiter: str) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    lines = [
        delimiter.join(map(quoted, (name, f"2026-11-{day + 1:02d} {minute % 24:02d}:{minute:02d}", "x")))
        for name, day, minute in rows
    ]
    found = read("\n".join([delimiter.join(("Patient", "Start", "Notes")), *lines]))
    assert len(found.appointments) == len(rows)
    day = of_day(found.appointments, TODAY, lambda _: True)
    assert len(day.appointments) + sum(day.left.values()) == len(rows)


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.ics", "a.xlsx", "a"]))
def test_any_document_gets_an_answer(content: bytes, name: str) -> None:
    found = read_document(name, content, LONDON, TODAY)
    assert found.problem or found.appointments


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"Patient,Start\n", "empty"),
        (b"PK\x03\x04 and more", "other"),
        (b"%PDF-1.7 and more", "other"),
        (b"\x89PNG\r\n\x1a\n", "other"),
        (bytes(range(32)) * 9, "other"),
        (b"a,b\n1,2", "no_patient"),
        (b"Patient,b\n1,2", "no_start"),
        (b"BEGIN:VCALENDAR\nnonsense", "broken"),
    ],
)
def test_what_cannot_be_used_is_told_apart(content: bytes, problem: str) -> None:
    assert read(content).problem == problem


def test_excel_is_known_by_what_it_is_and_by_its_name() -> None:
    assert read_document("d.xlsx", b"PK\x03\x04 and more", LONDON, TODAY).problem == "excel"
    assert read_document("d.xls", b"\xd0\xcf\x11\xe0 more", LONDON, TODAY).problem == "excel"


def test_a_clinic_names_its_own_columns() -> None:
    text = "Kunde;Beginn;Ende\nJane Doe;23.11.2026 09:00;23.11.2026 09:30\n"
    assert read(text).problem == "no_patient"
    assert kept(read(text, parse_columns("patient=Kunde, start=Beginn; end=Ende"))) == [NINE]
    with pytest.raises(ValueError, match="'who=Kunde' names no column"):
        parse_columns("who=Kunde")


def test_what_is_left_out_is_counted_by_its_reason() -> None:
    at = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001  (a wall clock)
    found = [
        Booking("Jane Doe", at, type="Dry needling"),
        Booking("Jane Doe", at, type="Dry needling"),
        Booking("Ann Other", at, type="Review"),
        Booking("Bob Ray", at, type="DN needling", off=LeftOut.ABSENT),
        Booking("Cat Fox", at.replace(day=24)),
        Booking("Dan Fox", None),
        Booking("Lunch", at),
        Booking("Eve Lee", at, practitioner="Lee", type="needling"),
    ]
    day = of_day(found, TODAY, lambda one: one.practitioner != "Lee")
    assert [one.name for one in day.appointments] == ["Jane Doe"]
    assert day.left == dict.fromkeys(
        (
            *(LeftOut.TWICE, LeftOut.OTHER_TYPE, LeftOut.ABSENT, LeftOut.OTHER_DAY),
            *(LeftOut.NO_TIME, LeftOut.NOBODY, LeftOut.ELSE),
        ),
        1,
    )


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Jane Doe", "JD"),
        ("Doe, Jane", "JD"),
        ("Mr John van der Berg", "JB"),
        ("李明", "李"),
        ("J. R. R. Tolkien", "JT"),
    ],
)
def test_of_a_name_only_initials_stay(name: str, short: str) -> None:
    assert initials(name) == short


def test_two_people_of_the_same_initials_are_told_apart() -> None:
    day = [Booking(name, None, number=number) for name, number in (("Jane Doe", ""), ("Joe Dee", "47"))]
    assert labels_of(day) == ["JD 1", "JD 47"]
    assert labels_of([day[0], day[0]]) == ["JD", "JD"]


@pytest.mark.parametrize(
    ("cells", "month"),
    [(["11/23/2026 9:00"], 11), (["03/04/2026 9:00"], 4), (["03/04/2026 9:00", "12/13/2026"], 3)],
)
def test_day_comes_before_month_unless_the_file_shows_the_other_order(cells: list[str], month: int) -> None:
    found = WallClock.of(LONDON, cells).read(cells[0])
    assert found is not None
    assert found.month == month
