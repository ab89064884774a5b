"""What is said to a rating, and which of them the clinic hears of."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.alarm import rest, told, write
from tests.bot.conftest import MONDAY
from tests.bot.own_content import own_plan
from tests.bot.staff import Practice, a_practice, said

WATCH_OUT = "If your breath gets short"
SIGNS = "do you have any of these right now?"
HOURS = (6, 24, 48, 72)


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path, quiet_hours="off") as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:30 left shoulder")
        yield opened


async def rate(practice: Practice, *values: int) -> list[str]:
    """Each check-in is answered as it comes; what was said to each."""
    heard = []
    for hours, value in zip(HOURS, values, strict=False):
        await practice.at(MONDAY + timedelta(hours=hours))
        heard.append((await practice.clinic.hear(practice.pat, str(value), "I have noted")).words)
        await rest(practice)
    return heard


async def test_a_low_rating_gets_a_good_word_and_the_trend_and_no_catastrophes(practice: Practice) -> None:
    *_, second, third = await rate(practice, 5, 2, 1)
    assert second.startswith("Good to hear. I have noted 2 out of 10: it was 5 yesterday, 2 today.")
    assert third.startswith("Good to hear. I have noted 1 out of 10: it was 2 yesterday, 1 today.")
    for words in (second, third):
        assert not any(sign in words for sign in ("breath", "chest", "numb", "112"))
    noted = [one for one in practice.pat.chat.bot_messages if "I have noted 1 out of 10" in one.words][-1]
    assert noted.labels == ("Change my answer", "I'm worried")


@pytest.mark.parametrize(("value", "shown"), [(0, 0), (2, 0), (3, 1)])
async def test_the_signs_come_with_the_first_rating_unless_it_is_low(
    practice: Practice, value: int, shown: int
) -> None:
    (words,) = await rate(practice, value)
    assert (WATCH_OUT in words, said(practice.pat, SIGNS)) == (bool(shown), shown)


async def test_a_low_rating_that_has_risen_is_thanked_for_and_no_more(practice: Practice) -> None:
    *_, words = await rate(practice, 1, 2)
    assert words.startswith("Thank you. I have noted 2 out of 10: it was 1 yesterday, 2 today.")


async def test_while_a_red_flag_waits_no_good_word_softens_it(practice: Practice) -> None:
    await practice.at(MONDAY + timedelta(hours=6))
    await write(practice, "I can't breathe")
    words = (await practice.clinic.hear(practice.pat, "1", "I have noted 1")).words
    assert WATCH_OUT in words
    assert "Good to hear" not in words


async def test_the_same_low_rating_again_brings_no_catastrophes_either(practice: Practice) -> None:
    await rate(practice, 2)
    again = await practice.clinic.hear(practice.pat, "2", "I have noted 2 out of 10 already")
    assert WATCH_OUT not in again.words


async def test_four_times_4_reaches_the_clinician(practice: Practice) -> None:
    *_, last = await rate(practice, 4, 4, 4, 4)
    assert "By now it should be getting better." in last
    assert "within a working day" in last
    await practice.at(MONDAY + timedelta(hours=96))
    assert "4/10 → 4/10 → 4/10 → 4/10" in told(practice.jo)[-1].words


async def test_who_improves_reaches_nobody(practice: Practice) -> None:
    await rate(practice, 6, 6, 5, 4)
    await practice.at(MONDAY + timedelta(hours=96))
    assert told(practice.jo) == []


async def test_a_correction_keeps_the_time_of_the_rating(practice: Practice) -> None:
    await rate(practice, 4, 3)
    before = [row["answered_at"] for row in practice.rows("answers")]
    await practice.clinic.press(practice.pat, "Change my answer", "How sore are you right now?")
    practice.clinic.clock.move(hours=1)
    await practice.clinic.press(practice.pat, "5", "I have noted 5")
    assert [row["answered_at"] for row in practice.rows("answers")] == before


async def test_where_the_protocol_asks_the_worst_since_last_time_stands_beside_now(tmp_path: Path) -> None:
    own = own_plan(tmp_path, ask="3h check_in")
    file = own / "schedules" / "protocols" / "dry_needling.toml"
    file.write_text(file.read_text("utf-8").replace('ask = "soreness"', 'ask = "soreness"\nask_worst = true'))
    async with a_practice(tmp_path, content_dir=own, quiet_hours="off") as practice:
        await practice.follow(practice.jo, practice.pat, "JD 14:42 neck")
        await practice.at(MONDAY + timedelta(hours=3))
        await practice.clinic.press(practice.pat, "3", "at its worst since the last time?")
        assert "That is a lot" in (await practice.clinic.hear(practice.pat, "8", "I have noted 8")).words
        assert [(row["ask"], row["value"]) for row in practice.rows("answers")] == [
            ("soreness", 3),
            ("worst", 8),
        ]
        assert "answered: at its worst 8 of 10" in (await practice.card(practice.jo, practice.pat)).words
        await practice.clinic.hear(practice.jo, "/alerts", "8/10 → 3/10")
