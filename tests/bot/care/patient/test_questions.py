"""What patients ask: answered from the article, passed on to the clinic, and answered there for all."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.messages import Message
from tests.bot.alarm import after, followed
from tests.bot.conftest import MONDAY
from tests.bot.notices import told as noticed
from tests.bot.staff import OLD, Practice, data, said

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


async def test_that_there_is_no_advice_is_said_and_can_be_passed_on(practice: Practice) -> None:
    said_so = await practice.clinic.hear(
        practice.pat, "can I drink coffee?", "no advice from Riverside Physio on coffee"
    )
    assert "From the article" not in said_so.words
    assert PASS in said_so.labels


async def test_what_nobody_knows_is_said_plainly(practice: Practice) -> None:
    answer = await practice.clinic.hear(practice.pat, "zorble the wug quickly", "")
    assert "From the article" not in answer.words
    assert PASS in answer.labels


async def typed(practice: Practice, words: str = REPLY) -> Message:
    """Jo types an answer for the patient alone; how it is shown before it goes."""
    await unanswered(practice)
    await practice.clinic.press(practice.jo, "Answer", "Type your answer")
    return await practice.clinic.hear(practice.jo, words, "Shall I send it?")


async def answer(practice: Practice) -> None:
    await typed(practice)
    await practice.clinic.press(practice.jo, "Send it", "On its way to")


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
    code = practice.patient(practice.pat).code
    await practice.clinic.press(practice.jo, "Answer", "Type your answer")
    checked = await practice.clinic.hear(practice.jo, REPLY, "Shall I send it?")
    assert checked.words.startswith(f"To JD, {code}:\n\n{REPLY}\n")
    assert said(practice.pat, REPLY) == 0
    await practice.clinic.press(practice.jo, "Send it", "On its way to")
    reply = await practice.clinic.says(practice.pat, REPLY)
    assert BEYOND in reply.words
    assert "Jo of Riverside Physio answers:" in reply.words
    await practice.clinic.hear(practice.jo, "/unanswered", "No question is waiting.")


async def test_an_answered_question_is_in_no_notice_any_more(practice: Practice) -> None:
    await passes_on(practice)
    await answer(practice)
    await after(practice, timedelta(days=1))
    assert noticed(practice.jo, ASKED) == []


async def test_an_answer_that_is_not_sent_leaves_the_question_open(practice: Practice) -> None:
    await passes_on(practice)
    await typed(practice, "please call me, I fell off my bicycle")
    toast = await practice.clinic.toast(practice.jo, lambda: practice.jo.tap("No, leave it"))
    assert toast == "Nothing has changed."
    await practice.clinic.hear(practice.jo, REPLY, "I do not know what that is for")
    assert said(practice.pat, "bicycle\n") == said(practice.pat, REPLY) == 0
    assert BEYOND in (await unanswered(practice)).words


async def test_an_answer_can_be_typed_anew_before_it_goes(practice: Practice) -> None:
    await passes_on(practice)
    await typed(practice, "In front of the house.")
    await practice.clinic.hear(practice.jo, REPLY, "Shall I send it?")
    await practice.clinic.press(practice.jo, "Send it", "On its way to")
    await practice.clinic.says(practice.pat, REPLY)
    assert said(practice.pat, "In front of the house.") == 0


async def test_an_answer_that_is_too_long_is_asked_for_again(practice: Practice) -> None:
    await passes_on(practice)
    await unanswered(practice)
    await practice.clinic.press(practice.jo, "Answer", "Type your answer, at most 1500 characters")
    await practice.clinic.hear(practice.jo, "x" * 1501, "at most 1500 characters")
    await practice.clinic.hear(practice.jo, "y" * 1500, "Shall I send it?")
    await practice.clinic.press(practice.jo, "Send it", "On its way to")
    assert "y" * 1500 in (await practice.clinic.says(practice.pat, "answers:")).words


async def test_an_answer_that_was_shown_goes_once_and_outlives_a_restart(practice: Practice) -> None:
    await passes_on(practice)
    checked = await typed(practice)
    await practice.clinic.reopen()
    await practice.clinic.press(practice.jo, "Send it", "On its way to")
    again = data(checked, "Send it")
    assert await practice.clinic.toast(practice.jo, lambda: practice.jo.tap_data(checked, again)) == OLD
    await practice.clinic.barrier(practice.pat)
    assert said(practice.pat, REPLY) == 1


@pytest.mark.parametrize("left", ["/unanswered", "out", "handed"])
async def test_an_answer_that_was_shown_is_not_sent_by_who_has_left_it(practice: Practice, left: str) -> None:
    """By a command, by being revoked, or by handing the patient over."""
    clinic, jo = practice.clinic, practice.jo
    await passes_on(practice)
    checked = await typed(practice)
    if left == "out":
        await practice.revoke(jo)
    elif left == "handed":
        await practice.card(practice.kim, practice.pat)
        await clinic.press(practice.kim, "Hand over", "who takes over?")
        await clinic.press(practice.kim, "Lee", "is with Lee now")
    else:
        await clinic.hear(jo, left, BEYOND)
    send = data(checked, "Send it")
    assert await clinic.toast(jo, lambda: jo.tap_data(checked, send)) == OLD
    await clinic.barrier(practice.pat)
    assert said(practice.pat, REPLY) == 0


async def test_a_question_that_somebody_else_has_answered_meanwhile_is_answered_once(
    practice: Practice,
) -> None:
    clinic, jo, kim = practice.clinic, practice.jo, practice.kim
    await passes_on(practice)
    checked = await typed(practice, "In front of the house.")
    await clinic.hear(kim, "/unanswered", BEYOND)
    await clinic.press(kim, "Answer", "Type your answer")
    await clinic.hear(kim, REPLY, "Shall I send it?")
    await clinic.press(kim, "Send it", "On its way to")
    assert await clinic.toast(jo, lambda: jo.tap(checked, "Send it")) == OLD
    await clinic.hear(jo, "In front of the house.", "That question is dealt with")
    assert said(practice.pat, "In front of the house.") == 0


async def test_an_answer_to_somebody_out_of_reach_is_not_said_to_be_on_its_way(practice: Practice) -> None:
    await passes_on(practice)
    practice.pat.block()
    await typed(practice)
    await practice.clinic.press(practice.jo, "Send it", "cannot be reached on Telegram")


async def test_a_question_can_be_left(practice: Practice) -> None:
    await passes_on(practice)
    await unanswered(practice)
    toast = await practice.clinic.toast(practice.jo, lambda: practice.jo.tap("Leave it"))
    assert toast == "Left as it is."
    await practice.clinic.hear(practice.jo, "/unanswered", "No question is waiting.")


async def test_what_the_clinic_had_left_is_with_it_again_when_it_is_passed_on(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, BEYOND, "Shall I pass")
    await unanswered(practice)
    assert await practice.clinic.toast(practice.jo, lambda: practice.jo.tap("Leave it"))
    await practice.clinic.press(practice.pat, PASS, "Your question is with Riverside Physio now.")
    assert f"and wants you to have it:\n\n{BEYOND}" in (await unanswered(practice)).words
    await after(practice, QUARTER)
    assert noticed(practice.jo, ASKED) == [MONDAY + QUARTER]


async def test_what_was_answered_is_open_again_when_it_is_passed_on_once_more(practice: Practice) -> None:
    shown = await practice.clinic.hear(practice.pat, BEYOND, "Shall I pass")
    await practice.clinic.press(practice.pat, PASS, "Your question is with Riverside Physio now.")
    await answer(practice)
    assert await practice.clinic.toast(practice.pat, lambda: practice.pat.tap_data(shown, data(shown, PASS)))
    await practice.clinic.barrier(practice.pat)
    assert said(practice.pat, "Your question is with Riverside Physio now.") == 2
    assert BEYOND in (await unanswered(practice)).words


async def test_only_who_follows_the_patient_sees_a_question(practice: Practice) -> None:
    await passes_on(practice)
    await practice.clinic.hear(practice.lee, "/unanswered", "No question is waiting.")
    await practice.clinic.hear(practice.kim, "/unanswered", BEYOND)
    shown = await unanswered(practice)
    for label in ("Answer", "Leave it"):
        held = str(next(b.data for row in shown.buttons for b in row if b.label == label))
        seen = practice.lee.chat.bot_messages[-1].id

        def tap(seen: int = seen, held: str = held) -> None:
            practice.lee.tap_data(seen, held)

        assert await practice.clinic.toast(practice.lee, tap) == OLD


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
