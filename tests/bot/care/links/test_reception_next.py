"""The front desk notes the next session for a colleague: it is theirs, and tells the desk nothing."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from tests.bot.conftest import MONDAY
from tests.bot.staff import FORWARD, OLD, Practice, a_practice, data, said

DAY = timedelta(days=1)
NOTED, ASKED = "a session is noted that ended on", "has noted a new session of yours"
NUMBER = "+15550100"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Pat, who has left a number and rated 4; it is Thursday."""
    async with a_practice(tmp_path) as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:30 left shoulder")
        await opened.clinic.says(opened.pat, "can call you on it", opened.pat.contact().id)
        await opened.clinic.hear(opened.pat, "/sore", "How sore are you right now?")
        await opened.clinic.press(opened.pat, "4", "I have noted 4")
        await opened.at(MONDAY + 3 * DAY)
        yield opened


async def test_a_line_for_the_colleague_is_the_next_session_of_their_patient(
    practice: Practice, rae: Person
) -> None:
    clinic, pat = practice.clinic, practice.pat
    await clinic.hear(rae, "/enroll JD 14:10 neck for Jo", NOTED)
    await clinic.says(pat, ASKED)
    await clinic.press(pat, "Yes", "This is your plan.")
    assert "2 sessions" in (await clinic.hear(practice.jo, "/patients", "Your patients")).words
    jo, desk = practice.member(practice.jo), practice.member(rae)
    assert jo is not None
    assert desk is not None
    assert {row["clinician_id"] for row in practice.rows("treatments")} == {jo.id}
    assert practice.rows("invitations")[-1]["made_by"] == desk.id


async def test_the_desk_hears_back_what_it_has_said_and_no_more(practice: Practice, rae: Person) -> None:
    """The label is theirs; whose it is on Telegram, what was treated, the number and ratings are not."""
    heard = len(rae.chat.bot_messages)
    noted = await practice.clinic.hear(rae, "/enroll JD 14:10 for Jo", NOTED)
    assert noted.words.startswith("JD: a session is noted that ended on Thursday 26 November, 14:10 (")
    await practice.clinic.hear(
        rae, "/links", "JD · Thursday 26 November, 14:10 · next session, not confirmed"
    )
    await practice.clinic.press(rae, "Undo", "JD: taken back.")
    words = "\n".join(message.words for message in rae.chat.bot_messages[heard:])
    code = practice.patient(practice.pat).code
    assert not [one for one in ("Pat", code, "shoulder", NUMBER, "4 of 10", "sessions") if one in words]


async def test_somebody_elses_link_has_nothing_of_whom_the_label_stood_for(
    practice: Practice, rae: Person
) -> None:
    clinic = practice.clinic
    await clinic.hear(rae, "/enroll JD 14:10 for Jo", NOTED)
    asked = await clinic.says(practice.pat, ASKED)
    sent = rae.chat.messages[-1].id
    await clinic.press(rae, "Somebody else: make a link", "taken back")
    card = await clinic.says(rae, "Let the patient scan this", sent)
    assert card.words.startswith("JD · region not given\nSession ended: Thursday 26 November, 14:10")
    assert "\nfor Jo\n" in card.words
    await clinic.says(practice.pat, "has taken that back", asked.id)


async def test_for_anybody_but_who_follows_that_label_it_is_a_link(practice: Practice, rae: Person) -> None:
    await practice.clinic.hear(rae, "/enroll JD 14:10 neck for Lee", FORWARD)
    assert said(practice.pat, ASKED) == 0
    assert [row["follows"] for row in practice.rows("invitations") if row["opens"] == "patient"] == [None] * 2


async def test_tapped_for_whom_it_is_looked_for_among_theirs(practice: Practice, rae: Person) -> None:
    await practice.clinic.hear(rae, "/enroll JD 14:10 neck", "For whom do you enrol JD?")
    await practice.clinic.press(rae, "Jo", NOTED)
    await practice.clinic.says(practice.pat, ASKED)


async def test_unconfirmed_it_is_told_to_who_follows_them_and_not_to_the_desk(
    practice: Practice, rae: Person
) -> None:
    await practice.clinic.hear(rae, "/enroll JD 14:10 neck for Jo", NOTED)
    await practice.at(MONDAY + 6 * DAY)
    assert said(practice.jo, "has not confirmed the session") == 1
    assert said(rae, "has not confirmed the session") == 0


async def test_the_card_of_the_course_stays_shut_to_the_desk(practice: Practice, rae: Person) -> None:
    card = await practice.card(practice.jo, practice.pat)
    before = await practice.kept()
    for label in ("New session, just now", "End the course"):
        assert await practice.flash(rae, data(card, label)) == OLD
    assert await practice.kept() == before
