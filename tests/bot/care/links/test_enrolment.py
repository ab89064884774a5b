"""A clinician enrols a patient in one line, or step by step, and loses nothing of what was typed."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.render import pictures
from tests.bot.staff import FORWARD, Practice, a_practice, link_in

CARD = "Let the patient scan this"
LINES = (
    "JD today 14:30 left shoulder",
    "left shoulder JD 14:30",
    "14:30 JD shoulder left",
    "today 14.30, left deltoid, JD",
    "L shoulder 12 minutes ago JD",
)


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("command", ["/enroll", "/enrol"])
async def test_one_line_says_everything_in_any_order(practice: Practice, command: str, line: str) -> None:
    card = await practice.clinic.hear(practice.jo, f"{command} {line}", CARD)
    assert card.words.startswith("JD · left shoulder\nSession ended: Monday 23 November, 14:30\n")
    assert "Protocol: Dry needling\n" in card.words


async def test_what_is_left_out_is_just_now_nowhere_and_the_usual_protocol(practice: Practice) -> None:
    card = await practice.clinic.hear(practice.jo, "/enroll JD", CARD)
    assert card.words.startswith("JD · region not given\nSession ended: Monday 23 November, 14:42\n")


async def test_a_protocol_is_named_by_its_title(practice: Practice) -> None:
    card = await practice.clinic.hear(practice.jo, "/enroll JD Dry needling, light knee", CARD)
    assert "Protocol: Dry needling, light" in card.words
    assert card.words.startswith("JD · knee")


async def test_the_link_comes_as_a_picture_to_show_and_as_a_text_to_forward(practice: Practice) -> None:
    card = await practice.clinic.hear(practice.jo, "/enroll JD", CARD)
    link = link_in(await practice.clinic.says(practice.jo, FORWARD, card.id))
    kept = practice.clinic.telegram.world.files.get(card.body["photo"][-1]["file_id"])
    assert kept is not None
    assert kept.upload.content == pictures.code(link)
    assert kept.upload.content.startswith(b"\x89PNG")
    assert link not in card.words


async def test_step_by_step_it_is_all_taps_but_for_the_label(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await clinic.hear(jo, "/enroll", "Who is it?")
    await clinic.hear(jo, "JD", "When did the session end?")
    await clinic.press(jo, "14:12", "Which part of the body was treated?")
    await clinic.press(jo, "shoulder", "Which side of the shoulder?")
    await clinic.press(jo, "left", "Which protocol?")
    card = await clinic.press(jo, "Dry needling, light", CARD)
    assert card.words.startswith("JD · left shoulder\nSession ended: Monday 23 November, 14:12\n")
    assert "Protocol: Dry needling, light" in card.words


async def test_step_by_step_everything_may_also_be_typed(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await clinic.hear(jo, "/enroll", "Who is it?")
    await clinic.hear(jo, "JD", "When did the session end?")
    await clinic.hear(jo, "yesterday 9am", "Which part of the body was treated?")
    await clinic.hear(jo, "right calf", "Which protocol?")
    card = await clinic.hear(jo, "dry needling", CARD)
    assert card.words.startswith("JD · right calf\nSession ended: Sunday 22 November, 09:00\n")


async def test_what_is_skipped_stays_open(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await clinic.hear(jo, "/enroll", "Who is it?")
    await clinic.hear(jo, "JD", "When did the session end?")
    await clinic.press(jo, "Just now", "Which part of the body was treated?")
    await clinic.press(jo, "Skip", "Which protocol?")
    card = await clinic.press(jo, "Dry needling", CARD)
    assert card.words.startswith("JD · region not given")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("16:00", "still to come"),
        ("29:99", "could not read a time"),
        ("yesterday", "I see the day, but not the time"),
        ("1 november 9:00", "more than two weeks ago"),
    ],
)
async def test_a_time_that_cannot_be_used_is_asked_for_and_the_rest_is_kept(
    practice: Practice, typed: str, answer: str
) -> None:
    clinic, jo = practice.clinic, practice.jo
    await clinic.hear(jo, f"/enroll JD {typed} left shoulder", answer)
    await clinic.hear(jo, "gibberish", "could not read a time")
    card = await clinic.hear(jo, "14:30", CARD)
    assert card.words.startswith("JD · left shoulder\nSession ended: Monday 23 November, 14:30\n")


async def test_a_label_that_is_too_long_is_asked_for_and_the_rest_is_kept(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await clinic.hear(jo, f"/enroll {'J' * 41} today 14:30 left shoulder", "at most 40 characters")
    await clinic.hear(jo, "x" * 41, "at most 40 characters")
    card = await clinic.hear(jo, "JD", CARD)
    assert card.words.startswith("JD · left shoulder\nSession ended: Monday 23 November, 14:30\n")


async def test_a_line_without_a_label_asks_whom_it_is_about_and_keeps_the_rest(practice: Practice) -> None:
    await practice.clinic.hear(practice.jo, "/enroll today 14:30 left shoulder", "Who is it?")
    card = await practice.clinic.hear(practice.jo, "JD", CARD)
    assert card.words.startswith("JD · left shoulder\nSession ended: Monday 23 November, 14:30\n")


async def test_a_label_of_forty_characters_is_short_enough(practice: Practice) -> None:
    card = await practice.clinic.hear(practice.jo, f"/enroll {'J' * 40}", CARD)
    assert card.words.startswith("J" * 40 + " ·")


async def test_every_part_can_be_changed_before_the_link_is_opened(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    link = await practice.enrol(jo)
    await clinic.press(jo, "Change label", "Who is it?")
    await clinic.hear(jo, "KL", "KL · left shoulder")
    await clinic.press(jo, "Change time", "When did the session end?")
    await clinic.hear(jo, "14:00", "Session ended: Monday 23 November, 14:00")
    await clinic.press(jo, "Change region", "Which part of the body was treated?")
    await clinic.press(jo, "neck", "Which side of the neck?")
    await clinic.press(jo, "Neither / middle", "KL · neck")
    await clinic.press(jo, "Change protocol", "Which protocol?")
    await clinic.press(jo, "Dry needling, light", "Protocol: Dry needling, light")
    opened = practice.pat.open(link)
    await clinic.says(practice.pat, "Jo has invited you", opened.id)
    question = await clinic.press(practice.pat, "I agree", "has noted that your session ended")
    assert "Monday 23 November, 14:00" in question.words


async def test_what_a_link_says_cannot_be_changed_once_it_is_opened(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, "JD today 14:30 left shoulder")
    before = await practice.kept()
    card = await practice.clinic.says(practice.jo, CARD)
    assert len(card.labels) == 5
    for label in card.labels:
        tap = partial(practice.jo.tap, card, label)
        assert "used or ended already" in await practice.clinic.toast(practice.jo, tap)
    assert await practice.kept() == before


async def test_the_words_of_a_command_are_no_answer_to_an_earlier_question(practice: Practice) -> None:
    """A clinician who begins anew is asked anew."""
    clinic, jo = practice.clinic, practice.jo
    await clinic.hear(jo, "/enroll", "Who is it?")
    await clinic.hear(jo, "/enroll KL", CARD)
    await clinic.hear(jo, "hello", "I do not know what that is for")


async def test_too_many_links_that_nobody_opens_are_refused_with_a_way_out(practice: Practice) -> None:
    for number in range(50):
        await practice.enrol(practice.jo, f"P{number}")
    await practice.clinic.hear(practice.jo, "/enroll P50", "End some first")
    await practice.clinic.hear(practice.lee, "/enroll P50", CARD)
    practice.clinic.clock.move(hours=49)
    await practice.clinic.hear(practice.jo, "/enroll P50", CARD)
