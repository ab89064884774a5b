"""What was asked says in words what was answered, and so does the chat when one looks at it a day later."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.rehearsal.messages import Message
from bot.render.steps import LONGEST
from tests.bot.alarm import HOUR, after
from tests.bot.staff import OLD, Practice, a_practice

ASKED = "How sore are you"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path, quiet_hours="off") as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:30 left shoulder")
        yield opened


async def changed(practice: Practice, asked: Message, so: Callable[[Message], bool]) -> Message:
    """The same message, once it is so."""

    def found() -> Message | None:
        one = practice.pat.chat.message(asked.id)
        return one if one and so(one) else None

    shown = await practice.clinic.telegram.until(found)
    assert shown is not None
    return shown


async def test_every_question_on_the_way_to_the_plan_shows_its_answer_and_has_no_keys_left(
    practice: Practice,
) -> None:
    clinic, pat = practice.clinic, practice.pat
    answers = ("✓ I agree", "✓ Yes", "✓ Yes")
    await clinic.telegram.until(
        lambda: sum(one.words.endswith(answers) for one in pat.chat.bot_messages) == len(answers)
    )
    answered = [one for one in pat.chat.bot_messages if one.words.endswith(answers)]
    assert [one.words.rpartition("\n\n")[2] for one in answered] == [*answers]
    assert not any(one.labels for one in answered)


async def test_of_several_tips_each_says_so_by_itself_and_the_others_keep_their_keys(
    practice: Practice,
) -> None:
    clinic, pat = practice.clinic, practice.pat
    await after(practice, 6 * HOUR)
    asked = await clinic.says(pat, ASKED)
    bold = asked.body["entities"]
    pat.tap(asked, "4")
    shown = await changed(practice, asked, lambda one: one.words.endswith("✓ 4"))
    assert shown.words == f"{asked.words}\n\n✓ 4"
    assert shown.body["entities"] == bold
    assert shown.labels == ("Done: move", "I'm worried")


async def test_a_tap_that_comes_too_late_or_again_writes_nothing(practice: Practice) -> None:
    clinic, pat = practice.clinic, practice.pat
    await after(practice, 6 * HOUR)
    asked = await clinic.says(pat, ASKED)
    pat.tap(asked, "4")
    before = await changed(practice, asked, lambda one: one.words.endswith("✓ 4"))
    assert await clinic.toast(pat, lambda: pat.tap(asked, "4")) == "I have that already. Thank you."
    assert await practice.flash(pat, "sore:99999:3") == OLD
    await clinic.barrier(pat)
    assert pat.chat.message(asked.id) == before


async def test_where_a_message_has_no_room_left_its_keys_go_all_the_same(practice: Practice) -> None:
    """By the longest text that Telegram takes, which was sent with keys of ours."""
    clinic, pat = practice.clinic, practice.pat
    await after(practice, 6 * HOUR)
    asked = await clinic.says(pat, ASKED)
    long = clinic.telegram.world.revise(pat.chat, asked, {**asked.body, "text": "x" * LONGEST})
    pat.tap(long, "4")
    shown = await changed(practice, asked, lambda one: "4" not in one.labels)
    assert shown.words == "x" * LONGEST
