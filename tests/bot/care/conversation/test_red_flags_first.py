"""Every text of a patient is looked at for red flags before anything else is made of it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.bot.alarm import CALL, CARD, WORDS, followed, minutes, rest, told, write
from tests.bot.staff import Practice, said

SCREEN = "Do you have any of these right now?"
UNSURE = "my arm feels funny"
Lead = Callable[[Practice], Awaitable[object]]


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


async def corrects(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/treated", "Do you want to correct that time")


async def corrects_the_time(practice: Practice) -> None:
    await corrects(practice)
    await practice.clinic.press(practice.pat, "Correct the time", "When did your session end?")


async def names_a_time(practice: Practice) -> None:
    await corrects_the_time(practice)
    await practice.clinic.hear(practice.pat, "today 14:00", "Is that right?")


async def is_asked_for_the_zone(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/timezone", "Is it")


async def names_a_city(practice: Practice) -> None:
    await is_asked_for_the_zone(practice)
    await practice.clinic.press(practice.pat, "No, another time", "Where are you?")


async def is_asked_whether_to_erase(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/forget", "Shall I do that?")


async def pauses(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/pause", "Your reminders rest now.")


async def stops(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/stop", "I will send no more reminders.")


async def is_discharged(practice: Practice) -> None:
    await practice.card(practice.jo, practice.pat)
    await practice.clinic.press(practice.jo, "End the course", "is discharged")


LEADS: list[Lead] = [
    corrects,
    corrects_the_time,
    names_a_time,
    is_asked_for_the_zone,
    names_a_city,
    is_asked_whether_to_erase,
    pauses,
    stops,
    is_discharged,
]


@pytest.mark.parametrize("lead", LEADS)
async def test_wherever_the_conversation_stands_a_red_flag_comes_first(
    practice: Practice, lead: Lead
) -> None:
    await lead(practice)
    await rest(practice)
    sent = await write(practice)
    said_since = [message for message in practice.pat.chat.bot_messages if message.id > sent]
    assert said_since[0].words.startswith(CALL)
    assert [message.words for message in said_since[1:] if CARD not in message.words] == []
    assert minutes(practice.jo) == [0]
    assert minutes(practice.kim) == []


@pytest.mark.parametrize("lead", LEADS)
async def test_wherever_the_conversation_stands_what_may_be_one_is_asked_about(
    practice: Practice, lead: Lead
) -> None:
    await lead(practice)
    await practice.clinic.hear(practice.pat, UNSURE, SCREEN)
    assert told(practice.jo) == []


async def test_a_stranger_is_told_whom_to_call_and_nobody_is_told_of_them(practice: Practice) -> None:
    await practice.clinic.hear(practice.quin, WORDS, CALL)
    await practice.clinic.hear(practice.quin, UNSURE, SCREEN)
    await rest(practice)
    assert said(practice.quin, "I cannot tell Riverside Physio for you.") == 1
    assert not told(practice.jo)
    assert not (told(practice.kim))
    assert not practice.rows("alerts")


async def test_who_is_asked_for_consent_is_told_whom_to_call(practice: Practice) -> None:
    practice.quin.start()
    await practice.clinic.says(practice.quin, "Is that all right with you?")
    await practice.clinic.hear(practice.quin, WORDS, CALL)


async def test_who_is_asked_when_the_session_was_is_heard(practice: Practice) -> None:
    await practice.clinic.agree(practice.quin)
    await write(practice, person=practice.quin)
    assert said(practice.quin, CALL) == 1
    assert minutes(practice.kim) == [0]


async def test_an_edited_text_is_heard(practice: Practice) -> None:
    sent = practice.pat.say("hello there")
    await practice.clinic.says(practice.pat, "", sent.id)
    practice.pat.edit(sent, WORDS)
    await practice.clinic.says(practice.pat, CALL)
    await practice.clinic.says(practice.jo, WORDS)


async def test_a_caption_and_an_edited_command_and_what_is_forwarded_are_heard(practice: Practice) -> None:
    clinic, pat = practice.clinic, practice.pat
    await clinic.says(pat, CALL, pat.photo(WORDS).id)
    clinic.clock.move(minutes=16)  # the same sign a moment later is a line of the same case
    await clinic.says(pat, CALL, pat.forward(WORDS).id)
    clinic.clock.move(minutes=16)
    sent = pat.say("/help")
    await clinic.says(pat, "This is what ", sent.id)
    newest = pat.chat.bot_messages[-1].id
    pat.edit(sent, f"/help {WORDS}")
    await clinic.says(pat, CALL, newest)


@pytest.mark.parametrize("name", ["help", "plan", "start", "stop", "forget", "patients", "nonsense"])
async def test_what_stands_after_a_command_is_heard(practice: Practice, name: str) -> None:
    await practice.clinic.hear(practice.pat, f"/{name} {WORDS}", CALL)
    await practice.clinic.says(practice.jo, WORDS)


async def test_what_a_clinician_dictates_is_no_red_flag_of_theirs(practice: Practice) -> None:
    await practice.line(practice.jo, practice.pat, f"Did you write “{WORDS}”?")
    assert said(practice.jo, CALL) == 0
    assert practice.rows("alerts") == []


async def test_a_clinician_who_is_a_patient_as_well_is_heard_as_one(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.lee, "LL 14:30 hip")
    await practice.clinic.hear(practice.lee, WORDS, CALL)
    await practice.clinic.says(practice.jo, WORDS)


async def test_soreness_without_a_sign_is_answered(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "no fever just sore", "From the article")
    assert said(practice.pat, SCREEN) == said(practice.pat, CALL) == 0
