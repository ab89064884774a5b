"""A phone of several people, and lines, times, places and pictures: each is about whom it is about."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Status
from bot.render.text import Renderer
from bot.store.outbox import message_of
from tests.bot.alarm import CALL, CARD, barrier, told, write
from tests.bot.conftest import MONDAY
from tests.bot.family import ANN, CHILD, TOM, another, named, people, two_children
from tests.bot.made_once import packaged, ready
from tests.bot.render.rendering import CLINIC
from tests.bot.staff import LINK, Practice, a_practice, said

SEVERAL = "CHILD1 14:10 left calf + right shoulder, chest"
FAINT = "one feels faint and cannot breathe"
LISBON = (38.72, -9.14)


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


async def correcting(practice: Practice, name: str) -> None:
    """It is asked when the session of one of them ended."""
    await practice.clinic.hear(practice.sam, "/treated", "Whose session is it about?")
    await practice.clinic.press(practice.sam, f"For {name}", "Do you want to correct that time")
    await practice.clinic.press(practice.sam, "Correct the time", f"When did the session of {name} end?")


def drawn_on_card(practice: Practice) -> str:
    """The words of the newest card, which are drawn in its picture."""
    rows = [row for row in practice.rows("outbox") if row["key"] == "bot.card"]
    renderer = Renderer(packaged().catalog, CLINIC, str, {"en": ready()["en"].entries})
    return renderer.words_of(message_of(rows[-1])) or ""


async def asked_where(practice: Practice) -> None:
    await practice.clinic.hear(practice.sam, "/timezone", "where you are?")


async def test_an_alarm_that_may_be_about_any_names_all_regions_of_each(practice: Practice) -> None:
    await another(practice, practice.sam, SEVERAL, "Tom")
    await another(practice, practice.sam, "CHILD2 14:30 right calf", "Ann")
    sent = await write(practice, FAINT, practice.sam)
    _, shown, which = [one for one in practice.sam.chat.bot_messages if one.id > sent]
    regions = "left calf, right shoulder and chest"
    assert f"Tom\nWhere: {regions}" in shown.words
    assert "Ann\nWhere: right calf" in shown.words
    assert "Please think of: collapsed lung" in drawn_on_card(practice)
    assert f"Tom: {regions}, Monday 23 November" in which.labels
    words = told(practice.jo)[-1].words
    assert f"CHILD1 · {regions} · " in words
    assert "CHILD2 · right calf · " in words


async def test_the_card_of_the_one_who_is_meant_thinks_of_their_own_body(practice: Practice) -> None:
    """A calf of Ann's is no chest of Tom's."""
    await another(practice, practice.sam, SEVERAL, "Tom")
    await another(practice, practice.sam, "CHILD2 14:30 right calf + left knee", "Ann")
    await write(practice, FAINT, practice.sam)
    await write(practice, "Ann", practice.sam)
    card = next(one for one in reversed(practice.sam.chat.bot_messages) if CARD in one.words)
    assert "right calf and left knee" in card.words
    assert "Please think of: collapsed lung" not in drawn_on_card(practice)


async def test_a_red_flag_under_a_picture_names_all(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    practice.sam.photo(FAINT)
    await practice.clinic.says(practice.sam, "Whom is this about?")
    await barrier(practice)
    assert said(practice.sam, CALL) == 1
    assert "CHILD2 / CHILD1" in told(practice.jo)[-1].words
    assert {one.status for one in people(practice, practice.sam)} == {Status.PAUSED}


async def test_a_name_under_a_picture_says_whom_an_alarm_is_about(practice: Practice) -> None:
    """That the picture is not looked at takes no question's place."""
    await two_children(practice, practice.sam)
    await write(practice, FAINT, practice.sam)
    practice.sam.photo("Tom")
    await barrier(practice)
    assert said(practice.sam, "I read the words under your picture") == 1
    assert "\nCHILD1 · Sam · known as Tom" in told(practice.jo)[-1].words
    assert named(practice, practice.sam, "Ann").status is Status.ACTIVE


async def test_a_name_under_a_picture_says_for_whom_to_stop(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    sent = practice.sam.photo("stop for Tom")
    stopped = await practice.clinic.says(practice.sam, "I will send no more reminders", sent.id)
    assert stopped.words.startswith("For Tom:")
    assert said(practice.sam, "For Tom:\n\nI read the words") == 0
    assert named(practice, practice.sam, "Ann").status is Status.ACTIVE


@pytest.mark.parametrize("how", ["typed", "shared"])
async def test_a_place_is_the_phones(practice: Practice, how: str) -> None:
    """The plans of all move there."""
    await two_children(practice, practice.sam)
    await asked_where(practice)
    sent = practice.sam.say("Lisbon") if how == "typed" else practice.sam.location(*LISBON)
    asked = await practice.clinic.says(practice.sam, "where you are?", sent.id)
    assert not asked.words.startswith("For")
    await practice.clinic.press(practice.sam, "Yes", "For Ann:\n\nThis is the plan for Ann.")
    assert said(practice.sam, "For Tom:\n\nThis is the plan for Tom.") >= 1
    zones = {one.zone.key for one in people(practice, practice.sam) if one.zone}
    assert len(zones) == 1
    assert zones != {"Europe/London"}


async def test_a_place_moves_the_others_too_where_a_time_of_one_waits_for_it(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    ann = named(practice, practice.sam, "Ann").id

    def due() -> list[int]:
        return [row["due_at"] for row in practice.rows("outbox") if row["patient_id"] == ann and row["step"]]

    before = due()
    await correcting(practice, "Tom")
    await practice.clinic.hear(practice.sam, "13:50", "Is that right?")
    await asked_where(practice)
    await practice.clinic.hear(practice.sam, "Auckland", "where you are?")
    again = await practice.clinic.press(practice.sam, "Yes", "Is that right?")
    assert again.words.startswith("For Tom:")
    assert due() != before


async def test_a_time_with_two_candidates_is_asked_about_the_one_it_was_asked_of(practice: Practice) -> None:
    """Of the other a question waits, which is put again when this one is settled."""
    await another(practice, practice.sam, TOM, "Tom")
    opened = practice.sam.open(await practice.enrol(practice.jo, ANN))
    await practice.clinic.says(practice.sam, "Whom is it for?", opened.id)
    await practice.clinic.press(practice.sam, "For somebody else", "Who was treated?")
    await practice.clinic.press(practice.sam, CHILD, "all right with you?")
    await practice.clinic.press(practice.sam, "I agree", "has noted that the session of")
    await correcting(practice, "Tom")
    asked = await practice.clinic.hear(practice.sam, "3:30", "Which of these do you mean?")
    assert asked.words.startswith("For Tom:")
    meant = next(label for label in asked.labels if "3:30 pm" in label)
    echo = await practice.clinic.press(practice.sam, meant, "Is that right?")
    assert echo.words.startswith("For Tom:")
    again = await practice.clinic.press(practice.sam, "Yes", "has noted that the session of")
    assert again.words.startswith("For your child:")
    (kept,) = practice.rows("treatments")
    assert kept["patient_id"] == named(practice, practice.sam, "Tom").id


async def test_a_time_that_was_asked_for_since_an_alarm_is_no_word_of_the_alarm(practice: Practice) -> None:
    """An alarm about Tom takes no answer that was asked about Ann after it."""
    await two_children(practice, practice.sam)
    await write(practice, "Tom feels faint and cannot breathe", practice.sam)
    await write(practice, "Tom", practice.sam)
    await practice.clinic.press(practice.jo, "Seen", "you have read it")
    await practice.at(MONDAY + timedelta(minutes=5))
    await correcting(practice, "Ann")
    asked = await practice.clinic.hear(practice.sam, "13:50", "Is that right?")
    assert asked.words.startswith("For Ann:")
    await practice.clinic.press(practice.sam, "Yes", "13:50")


async def test_a_place_that_is_shared_in_an_emergency_is_no_answer_about_a_clock(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    await asked_where(practice)
    await practice.at(MONDAY + timedelta(minutes=5))
    await write(practice, FAINT, practice.sam)
    sent = practice.sam.location(*LISBON)
    await practice.clinic.says(practice.sam, "nobody else has seen it", sent.id)


async def test_children_of_one_message_come_to_their_mothers_phone_each(practice: Practice) -> None:
    sent = practice.jo.say("/enroll CHILD1 14:10 left calf + neck\nCHILD2 14:30\nright hip")
    await practice.clinic.barrier(practice.jo)
    links = [
        found[0]
        for one in practice.jo.chat.bot_messages
        if one.id > sent.id and (found := LINK.search(one.words))
    ]
    first, second = dict.fromkeys(links)
    for link, name in ((first, "Tom"), (second, "Ann")):
        await opened(practice, link, name)
    tom, ann = (named(practice, practice.sam, name).id for name in ("Tom", "Ann"))
    kept = {row["patient_id"]: (row["label"], row["region"]) for row in practice.rows("treatments")}
    assert kept == {tom: ("CHILD1", "left.calf+neck"), ann: ("CHILD2", "right.hip")}
    await practice.clinic.hear(practice.jo, "/patient CHILD2", "right hip")


async def opened(practice: Practice, link: str, name: str) -> None:
    """A mother opens the link of a child."""
    practice.sam.open(link)
    await practice.clinic.says(practice.sam, "For two days" if name == "Tom" else "Whom is it for?")
    await practice.clinic.press(practice.sam, "For somebody else", "Who was treated?")
    await practice.clinic.press(practice.sam, CHILD, "all right with you?")
    await practice.clinic.press(practice.sam, "I agree", "has noted that the session of")
    if name == "Tom":
        await practice.clinic.press(practice.sam, "Yes", "where you are?")
    await practice.clinic.press(practice.sam, "Yes", "What shall I call them here?")
    await practice.clinic.hear(practice.sam, name, f"I say {name} from now on")


async def test_a_label_finds_nobody_of_a_colleague_on_the_same_phone(tmp_path: Path) -> None:
    async with a_practice(tmp_path) as apart:
        await two_children(apart, apart.sam, other=apart.lee)
        await apart.clinic.hear(apart.jo, "/patient CHILD2", "I do not find such a patient")
        card = await apart.clinic.hear(apart.lee, "/patient child2", "CHILD2")
        assert "CHILD1" not in card.words


async def test_a_rating_that_names_one_of_them_is_of_that_one(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    await practice.clinic.hear(practice.sam, "Tom is a 4 out of 10", "I have noted 4 out of 10")
    await practice.clinic.hear(practice.sam, "Ann 3", "How sore is Ann right now?")
