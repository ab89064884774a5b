"""Names are asked for one after the other, before anything else, and taken whatever short names they are."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.family import ANN, CHILD, TOM, another, people
from tests.bot.staff import Practice, a_practice, said

SHORT = ("Mia", "May", "Jun", "ina", "Paris")


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


async def test_any_short_name_is_taken(practice: Practice) -> None:
    await another(practice, practice.sam, TOM, SHORT[0])
    for name in SHORT[1:]:
        await practice.clinic.hear(practice.sam, "/name", "What shall I call them here?")
        await practice.clinic.hear(practice.sam, name, f"I say {name} from now on")
    assert [one.called for one in people(practice, practice.sam)] == [SHORT[-1]]


async def test_the_name_comes_before_the_session_that_waits(practice: Practice) -> None:
    """Two links are opened at once: each question has its own answer."""
    clinic, sam = practice.clinic, practice.sam
    first, second = await practice.enrol(practice.jo, TOM), await practice.enrol(practice.jo, ANN)
    sam.open(first)
    await clinic.says(sam, "For two days")
    await clinic.press(sam, "For somebody else", "Who was treated?")
    await clinic.press(sam, CHILD, "all right with you?")
    await clinic.press(sam, "I agree", "has noted that the session of")
    sam.open(second)
    await clinic.says(sam, "Whom is it for?")
    await clinic.press(sam, "For somebody else", "Who was treated?")
    await clinic.press(sam, CHILD, "all right with you?")
    await clinic.press(sam, "I agree", "has noted that the session of")
    await clinic.press(sam, "Yes", "where you are?")
    await clinic.press(sam, "Yes", "What shall I call them here?")
    asked = said(sam, "has noted that the session of")
    await clinic.barrier(practice.quin)
    assert said(sam, "has noted that the session of") == asked
    await clinic.hear(sam, "Mia", "has noted that the session of")
    assert said(sam, "I say Mia from now on") == 1
    await clinic.press(sam, "Yes", "What shall I call them here?")
    await clinic.hear(sam, "Leo", "I say Leo from now on")
    assert {one.called for one in people(practice, sam)} == {"Mia", "Leo"}


async def test_a_parent_who_registers_alone_is_asked_one_name_after_the_other(practice: Practice) -> None:
    clinic, pat = practice.clinic, practice.sam
    pat.start()
    await clinic.says(pat, "Is that all right with you?")
    await clinic.press(pat, "For somebody else", "Who was treated?")
    await clinic.press(pat, CHILD, "all right with you?")
    await clinic.press(pat, "I agree", "When did")
    await clinic.press(pat, "Just now", "where you are?")
    await clinic.press(pat, "Yes", "What shall I call them here?")
    assert said(pat, "by what name") == 0
    await clinic.hear(pat, "Ok", "")
    await clinic.hear(pat, "Tom", "by what name does Riverside Physio know")
    await clinic.hear(pat, "thanks", "")
    await clinic.hear(pat, "how long will the soreness last", "Many people are sore")
    await clinic.hear(pat, "Luisa", "can look Tom up as Luisa")
    (one,) = people(practice, pat)
    assert (one.called, one.known_as) == ("Tom", "Luisa")
