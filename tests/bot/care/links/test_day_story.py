"""A receptionist's day, over HTTP: twelve patients for two physiotherapists, pasted or sent as a diary."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.rehearsal.people import Person
from bot.rehearsal.trouble import BadRequest
from tests.bot.staff import Practice, a_practice

LIST = """Monday 23 November
Jo:
1. 09:00-09:30 AB left shoulder
2. 09:30-10:00 CD neck
3. 10:00-10:30 EF both calves
4. 11:00-11:30 GH R hip
5. 14:00-14:30 IJ lower back
6. 16:00-16:30 KL knee
Lee:
7. 09:00-09:30 MN jaw
8. 09:30-10:00 OP neck, left shoulder
9. 10:30-11:00 QR left arm
10. 11:30-12:00 ST hand
11. 15:00-15:30 UV foot
12. 17:00-17:30 WX elbow"""
DIARY = """Date,Start,End,Patient,Practitioner,Appointment type,Status
23/11/2026,09:00,09:30,Jane Doe,Jo Summers,Dry needling,Arrived
23/11/2026,10:00,10:30,John Dee,Lee,Dry needling,Confirmed
23/11/2026,16:00,16:30,Ann Other,Jo Summers,Review,Confirmed
23/11/2026,16:30,17:00,Bob Ray,Jo Summers,Dry needling,Confirmed
23/11/2026,11:00,11:30,Cat Fox,Lee,Dry needling,Cancelled
23/11/2026,12:00,12:30,Dan Fox,Max Mayer,Dry needling,Confirmed
24/11/2026,12:00,12:30,Dan Fox,Lee,Dry needling,Confirmed
"""
READ = "Shall I make the links?"
ONLY_TEXT = "I can only read typed words"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


async def test_twelve_patients_are_one_message_one_sheet_and_one_print(
    practice: Practice, rae: Person
) -> None:
    clinic = practice.clinic
    sent = rae.say(LIST)
    await clinic.says(rae, "Enrol AB, CD, EF, GH, IJ, KL, MN, OP, QR, ST, UV, WX?", sent.id)
    sheet = await clinic.press(rae, "Yes, enrol", "Links made: 11.")
    assert "6. KL · 16:30 · knee · for Jo" in sheet.words
    await clinic.says(rae, "9. QR · “10:30-11:00 QR left arm”: which part of the body?", sheet.id)
    await clinic.press(rae, "QR: which part", "Which part of the body was treated?")
    await clinic.press(rae, "forearm", "Which side")
    await clinic.press(rae, "left", "QR · left forearm")
    rae.tap(sheet, "Slips to print (PDF)")
    printed = await clinic.says(rae, "Slips to print and cut: 12.", sheet.id)
    kept = clinic.telegram.world.files.get(printed.body["document"]["file_id"])
    assert kept is not None
    assert kept.upload.name == "aftercare-2026-11-23.pdf"
    first, second, *leaflets = [
        page.extract_text() for page in PdfReader(io.BytesIO(kept.upload.content)).pages
    ]
    assert first.count("?start=") + second.count("?start=") == 12
    assert all("Your two days after dry needling" in one for one in leaflets)
    link = next(line for line in first.splitlines() if "?start=" in line)
    await practice.join(practice.pat, f"https://{link}")
    await clinic.hear(practice.jo, "/patients", "AB · Pat")


async def test_a_diary_is_shown_before_it_is_used_and_of_its_names_nothing_is_kept(
    practice: Practice, rae: Person
) -> None:
    clinic = practice.clinic
    sent = rae.document(DIARY.encode("utf-16"), "diary.csv")
    read = await clinic.says(rae, READ, sent.id)
    assert read.words.splitlines()[:5] == [
        "Monday 23 November: 3 appointments, each with the time at which the session is over.",
        "",
        "09:30 JD · for Jo",
        "10:30 JD · for Lee",
        "17:00 BR · for Jo",
    ]
    assert "Left out: 1 cancelled, 1 for somebody else, 1 without needling, 1 on other days." in read.words
    assert not [row for row in practice.rows("invitations") if row["opens"] == "patient"]
    await clinic.press(rae, "Use", "Links made: 3.")
    assert (
        await clinic.toast(rae, lambda: rae.tap(read, "Use"))
        == "That is no longer open. What I sent last is what counts."
    )
    told = str([practice.rows(table) for table in ("invitations", "outbox", "dialogues", "audit", "inbox")])
    assert not any(name in told for name in ("Doe", "Dee", "Ray", "Summers"))


async def test_a_clinician_sends_their_own_and_not_now_keeps_nothing(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    read = await clinic.says(jo, READ, jo.document(DIARY.encode("cp1252"), "diary.csv").id)
    assert "09:30 JD\n17:00 BR\n" in read.words
    assert "2 for somebody else" in read.words
    await clinic.toast(jo, lambda: jo.tap(read, "Not now"))
    assert not [row for row in practice.rows("invitations") if row["opens"] == "patient"]
    assert all(row["facts"] == "{}" for row in practice.rows("dialogues"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("day.xlsx", b"PK\x03\x04 more", "Please save the diary as CSV there"),
        ("day.pdf", b"%PDF-1.7 more", "as a CSV or .ics file only"),
        ("day.csv", b"\xef\xbb\xbf", "There is no appointment in that file"),
        ("day.csv", b"x" * 600_000, "That file is too big"),
        ("day.csv", b"Name;Beginn\nJane;9\n", "Its headings: “Name”, “Beginn”."),
        ("day.csv", DIARY.replace("23/11", "24/11").encode(), "I make links on the day itself"),
    ],
)
async def test_each_document_that_will_not_do_gets_a_sentence_that_says_what_does(
    practice: Practice, name: str, content: bytes, words: str
) -> None:
    sent = practice.jo.document(content, name)
    await practice.clinic.says(practice.jo, words, sent.id)


async def test_a_document_that_telegram_does_not_give_is_asked_for_once_more(practice: Practice) -> None:
    clinic = practice.clinic
    clinic.telegram.trouble("getFile", BadRequest("file is temporarily unavailable"))
    sent = practice.jo.document(DIARY.encode(), "diary.csv")
    await clinic.says(practice.jo, "I could not fetch that file", sent.id)


async def test_the_document_of_a_patient_or_a_stranger_is_looked_at_by_nobody(practice: Practice) -> None:
    clinic = practice.clinic
    await practice.follow(practice.jo, practice.pat, "PP today 9:00 neck")
    for person in (practice.pat, practice.sam):
        await clinic.says(person, ONLY_TEXT, person.document(DIARY.encode(), "diary.csv").id)
    assert not [call for call in clinic.telegram.calls if call.method == "getFile"]
