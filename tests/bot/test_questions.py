"""What patients ask: answered from the article, passed on to the clinic, and answered there for all."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.messages import Message
from tests.bot.alarm import after, followed
from tests.bot.conftest import MONDAY
from tests.bot.staff import OLD, Practice, said
from tests.bot.test_notices import told as noticed

QUESTION = "how long will I be sore?"
BEYOND = "where can I park my bicycle?"
BEYOND_AGAIN = "where can I park my bicycle"
PASS, NOT_THAT = "Pass my question to the clinic", "That's not what I asked"
ASKED = "asked something I cannot answer. /unanswered shows it."
REPLY = "Right behind the house, by the blue door."
QUARTER = timedelta(minutes=15)


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


async def passes_on(practice: Practice, words: str = BEYOND) -> None:
    await practice.clinic.hear(practice.pat, words, "Shall I pass")
    await practice.clinic.press(practice.pat, PASS, "Your question is with Riverside Physio now.")


async def unanswered(practice: Practice) -> Message:
    return await practice.clinic.hear(practice.jo, "/unanswered", "asked on")


async def test_an_answer_names_its_section_and_offers_its_neighbours(practice: Practice) -> None:
    answer = await practice.clinic.hear(practice.pat, QUESTION, "From the article")
    assert "“Dry Needling for Effective Pain Relief”, part “" in answer.words
    assert NOT_THAT in answer.labels
    neighbour = answer.labels[0]
    assert neighbour != NOT_THAT
    shown = await practice.clinic.press(practice.pat, neighbour, neighbour)
    assert NOT_THAT not in shown.labels or shown.id > answer.id


async def test_what_was_not_asked_can_be_passed_on_once(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, QUESTION, "From the article")
    sorry = await practice.clinic.press(practice.pat, NOT_THAT, "then I have misread you")
    assert sorry.labels == (PASS,)
    await practice.clinic.press(practice.pat, PASS, "Your question is with Riverside Physio now.")
    assert QUESTION in (await unanswered(practice)).words


async def test_what_the_article_does_not_cover_is_said_and_can_be_passed_on(practice: Practice) -> None:
    said_so = await practice.clinic.hear(practice.pat, "can I drink coffee?", "does not speak of coffee")
    assert "From the article" not in said_so.words
    assert PASS in said_so.labels


async def test_what_nobody_knows_is_said_plainly(practice: Practice) -> None:
    answer = await practice.clinic.hear(practice.pat, "zorble the wug quickly", "")
    assert "From the article" not in answer.words
    assert PASS in answer.labels


async def test_who_was_passed_a_question_is_told_in_working_hours(practice: Practice) -> None:
    await passes_on(practice)
    await after(practice, QUARTER)
    assert noticed(practice.jo, ASKED) == [MONDAY + QUARTER]
    assert noticed(practice.kim, ASKED) == noticed(practice.lee, ASKED) == []


async def test_a_question_at_night_is_told_in_the_morning(practice: Practice) -> None:
    await after(practice, timedelta(hours=9))
    await passes_on(practice)
    await after(practice, timedelta(hours=18))
    assert noticed(practice.jo, ASKED) == [MONDAY.replace(day=24, hour=8, minute=0)]


async def test_a_question_that_was_only_kept_is_not_told_but_shown(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, BEYOND, "Shall I pass")
    await after(practice, timedelta(days=1))
    assert noticed(practice.jo, ASKED) == []
    assert BEYOND in (await unanswered(practice)).words


async def test_passing_on_twice_is_told_once(practice: Practice) -> None:
    shown = await practice.clinic.hear(practice.pat, BEYOND, "Shall I pass")
    for _ in range(2):
        assert await practice.clinic.toast(practice.pat, lambda: practice.pat.tap(shown, PASS))
    await after(practice, timedelta(days=1))
    assert said(practice.pat, "Your question is with Riverside Physio now.") == 1
    assert len(noticed(practice.jo, ASKED)) == 1


async def test_the_answer_of_the_clinic_reaches_the_patient(practice: Practice) -> None:
    await passes_on(practice)
    shown = await unanswered(practice)
    assert "and wants you to have it" in shown.words
    await practice.clinic.press(practice.jo, "Answer", "Type your answer")
    await practice.clinic.hear(practice.jo, REPLY, "On its way to")
    reply = await practice.clinic.says(practice.pat, REPLY)
    assert BEYOND in reply.words
    assert "Jo of Riverside Physio answers:" in reply.words
    await practice.clinic.hear(practice.jo, "/unanswered", "No question is waiting.")


async def test_an_answered_question_is_in_no_notice_any_more(practice: Practice) -> None:
    await passes_on(practice)
    await unanswered(practice)
    await practice.clinic.press(practice.jo, "Answer", "Type your answer")
    await practice.clinic.hear(practice.jo, REPLY, "On its way to")
    await after(practice, timedelta(days=1))
    assert noticed(practice.jo, ASKED) == []


async def test_a_question_can_be_left(practice: Practice) -> None:
    await passes_on(practice)
    await unanswered(practice)
    toast = await practice.clinic.toast(practice.jo, lambda: practice.jo.tap("Leave it"))
    assert toast == "Left as it is."
    await practice.clinic.hear(practice.jo, "/unanswered", "No question is waiting.")


async def test_only_who_follows_the_patient_sees_a_question(practice: Practice) -> None:
    await passes_on(practice)
    await practice.clinic.hear(practice.lee, "/unanswered", "No question is waiting.")
    await practice.clinic.hear(practice.kim, "/unanswered", BEYOND)
    shown = await unanswered(practice)
    for label in ("Answer", "Make it an entry", "Leave it"):
        held = str(next(b.data for row in shown.buttons for b in row if b.label == label))
        seen = practice.lee.chat.bot_messages[-1].id

        def tap(seen: int = seen, held: str = held) -> None:
            practice.lee.tap_data(seen, held)

        assert await practice.clinic.toast(practice.lee, tap) == OLD


async def becomes_an_entry(practice: Practice, words: str) -> Message:
    await passes_on(practice)
    await unanswered(practice)
    await practice.clinic.press(practice.jo, "Make it an entry", "for everybody who asks this")
    message = await practice.clinic.hear(practice.jo, REPLY, words)
    await practice.clinic.says(practice.pat, REPLY)
    return message


async def test_an_entry_answers_the_next_patient_in_the_clinics_own_words(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    async with followed(tmp_path, content_dir=own) as practice:
        await practice.follow(practice.lee, practice.quin, "KL 14:30 hip")
        await becomes_an_entry(practice, "From now on I answer such questions with your words")
        (file,) = (own / "messages" / "en" / "faq").glob("*.md")
        assert REPLY in file.read_text(encoding="utf-8")
        answer = await practice.clinic.hear(practice.quin, BEYOND_AGAIN, REPLY)
        assert "In the words of Riverside Physio." in answer.words
        await practice.clinic.reopen()
        await practice.clinic.hear(practice.quin, BEYOND, REPLY)
        first = await practice.clinic.hear(practice.quin, "/faq", "What would you like to know?")
        assert first.labels[0] == BEYOND


async def test_without_a_place_for_entries_that_is_said(practice: Practice) -> None:
    await becomes_an_entry(practice, "it is no entry yet: CONTENT_DIR is not set")


async def test_faq_shows_every_question_a_page_at_a_time(practice: Practice) -> None:
    page = await practice.clinic.hear(practice.pat, "/faq", "What would you like to know?")
    seen: list[str] = []
    while "More questions" in page.labels:
        seen += page.labels[:-1]
        page = await practice.clinic.press(practice.pat, "More questions", "What would you like to know?")
    seen += page.labels
    assert len(seen) == len(set(seen)) >= 26
    entry = await practice.clinic.press(practice.pat, page.labels[0], page.labels[0])
    assert entry.words.startswith(page.labels[0])
