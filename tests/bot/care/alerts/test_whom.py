"""An alarm from a phone of several people may be about any of them, and each clinician sees their own."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Status
from bot.rehearsal.people import Person
from tests.bot.alarm import CALL, CARD, barrier, told, write
from tests.bot.conftest import MONDAY
from tests.bot.family import named, people, two_children
from tests.bot.staff import Practice, a_practice, said

FAINT = "one feels faint and cannot breathe"
WHOM = "Whom is this about?"
MAY_BE_OTHERS = "it may also be about somebody whom a colleague follows"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows both."""
    async with a_practice(tmp_path) as opened:
        await two_children(opened, opened.sam)
        yield opened


@pytest.fixture
async def apart(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Tom, and Lee follows Ann."""
    async with a_practice(tmp_path) as opened:
        await two_children(opened, opened.sam, other=opened.lee)
        yield opened


def statuses(practice: Practice) -> dict[str | None, Status]:
    return {one.called: one.status for one in people(practice, practice.sam)}


def everything(person: Person) -> str:
    return "\n".join(message.words for message in person.chat.bot_messages)


async def chosen(practice: Practice, name: str) -> None:
    label = next(one for one in practice.sam.chat.bot_messages[-1].labels if one.startswith(f"{name}:"))
    practice.sam.tap(label)
    await barrier(practice)


async def test_both_are_named_and_after_the_urgent_words_it_is_asked_which(practice: Practice) -> None:
    sent = await write(practice, FAINT, practice.sam)
    urgent, shown, which = [one for one in practice.sam.chat.bot_messages if one.id > sent]
    assert urgent.words.startswith(CALL)
    assert "Ann\nWhere: neck" in shown.words
    assert "Tom\nWhere: left calf" in shown.words
    assert which.words.startswith(WHOM)
    assert which.labels == ("Ann: neck, Monday 23 November", "Tom: left calf, Monday 23 November")
    words = told(practice.jo)[-1].words
    assert "CHILD2 / CHILD1 · Sam · known as Ann / Tom" in words
    assert "CHILD1 · left calf · " in words
    assert "CHILD2 · neck · " in words
    assert len(practice.rows("alerts")) == 1
    assert statuses(practice) == {"Tom": Status.PAUSED, "Ann": Status.PAUSED}


@pytest.mark.parametrize("how", ["tapped", "typed"])
async def test_the_answer_leaves_the_other_as_before(practice: Practice, how: str) -> None:
    await write(practice, FAINT, practice.sam)
    if how == "tapped":
        await chosen(practice, "Tom")
    else:
        await write(practice, "Tom", practice.sam)
    words = told(practice.jo)[-1].words
    assert "\nCHILD1 · Sam · known as Tom" in words
    assert "neck" not in words
    assert statuses(practice) == {"Tom": Status.PAUSED, "Ann": Status.ACTIVE}
    assert said(practice.sam, "For Ann:\n\nGood, we go on from here") == 1
    card = next(one for one in reversed(practice.sam.chat.bot_messages) if CARD in one.words)
    assert "left calf" in card.words
    assert "neck" not in card.words


async def test_another_tap_corrects_it(practice: Practice) -> None:
    await write(practice, FAINT, practice.sam)
    asked = practice.sam.chat.bot_messages[-1]
    for label in (asked.labels[1], asked.labels[0]):
        practice.sam.tap(asked, label)
        await barrier(practice)
    assert statuses(practice) == {"Tom": Status.ACTIVE, "Ann": Status.PAUSED}
    assert "CHILD1" not in told(practice.jo)[-1].words


async def test_each_clinician_sees_their_own_alone_and_that_it_may_be_another(apart: Practice) -> None:
    await write(apart, FAINT, apart.sam)
    for member, own, other in ((apart.jo, "CHILD1", "CHILD2"), (apart.lee, "CHILD2", "CHILD1")):
        words = told(member)[-1].words
        assert own in words
        assert FAINT in words
        assert MAY_BE_OTHERS in words
        assert other not in everything(member)
        await apart.clinic.hear(member, "/alerts", own)
        assert other not in everything(member)


async def test_who_follows_the_other_hears_that_it_is_not_theirs(apart: Practice) -> None:
    await write(apart, FAINT, apart.sam)
    await chosen(apart, "Tom")
    assert said(apart.lee, "is about somebody else on the same phone, whom you do not follow") == 1
    assert MAY_BE_OTHERS not in told(apart.jo)[-1].words
    await write(apart, "she is worse now, she cannot breathe at all", apart.sam)
    assert "worse now" not in everything(apart.lee)


async def test_either_clinician_can_see_it_and_the_phone_hears_who(apart: Practice) -> None:
    await write(apart, FAINT, apart.sam)
    yours = await apart.clinic.press(apart.lee, "Seen", "you have read it")
    assert yours.words.startswith("CHILD2 · ")
    assert said(apart.sam, "Lee at Riverside Physio has read your message") == 1
    assert said(apart.jo, "CHILD2") == 0


async def test_a_sign_under_a_message_about_one_is_about_that_one(practice: Practice) -> None:
    await practice.at(MONDAY + timedelta(hours=7))
    scale = next(one for one in practice.sam.chat.bot_messages if one.button("10"))
    practice.sam.tap(scale, "I'm worried")
    await practice.clinic.says(practice.sam, "For Tom:\n\nThank you. Please look at these signs")
    await practice.clinic.press(practice.sam, "Short of breath or chest pain", CALL)
    await barrier(practice)
    assert "CHILD2" not in told(practice.jo)[-1].words
    assert statuses(practice)["Ann"] is Status.ACTIVE
    assert said(practice.sam, WHOM) == 0


async def test_a_rating_of_one_joins_no_alarm_that_may_be_about_others(apart: Practice) -> None:
    await apart.at(MONDAY + timedelta(hours=7))
    scale = next(
        one for one in apart.sam.chat.bot_messages if one.words.startswith("For Tom") and one.button("10")
    )
    await write(apart, FAINT, apart.sam)
    apart.sam.tap(scale, "9")
    await barrier(apart)
    assert "9/10" not in everything(apart.lee)
    assert len(apart.rows("alerts")) == 2


async def test_erasing_one_of_them_leaves_the_alarm_with_the_other(practice: Practice) -> None:
    await write(practice, FAINT, practice.sam)
    await practice.clinic.hear(practice.sam, "/forget", "Whose data shall I erase?")
    await practice.clinic.press(practice.sam, "For Ann", "For Ann:\n\nI would erase everything")
    await practice.clinic.press(practice.sam, "Yes, erase everything", "Everything I kept for Ann is erased")
    await barrier(practice)
    assert [row["patient_id"] for row in practice.rows("alerts")] == [named(practice, practice.sam, "Tom").id]
    kept = [row for row in practice.rows("outbox") if row["key"] == "staff.alert"]
    assert kept
    assert "CHILD2" not in str(kept)


async def test_silence_about_the_signs_reaches_both_clinicians_each_with_their_own(apart: Practice) -> None:
    await write(apart, "her arm feels funny", apart.sam)
    await apart.at(MONDAY + timedelta(minutes=20))
    for member, own, other in ((apart.jo, "CHILD1", "CHILD2"), (apart.lee, "CHILD2", "CHILD1")):
        heard = await apart.clinic.says(member, "NO ANSWER ABOUT WARNING SIGNS")
        assert own in heard.words
        assert other not in everything(member)
