"""One phone, several people, several clinicians: whoever covers sees whom they cover, and it is on record."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.alarm import MINUTE, WORDS, after, told, write
from tests.bot.family import two_children
from tests.bot.staff import Practice, a_practice

ALSO = "it may also be about somebody whom a colleague follows"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Tom, and Lee follows Ann, on one phone; Kim owns."""
    async with a_practice(tmp_path) as opened:
        await two_children(opened, opened.sam, other=opened.lee)
        yield opened


def brought(practice: Practice) -> int:
    """How often an alert was brought to somebody beyond the followers."""
    return sum("who covers" in row["action"] for row in practice.rows("audit"))


async def test_who_follows_one_and_covers_for_the_other_sees_both(practice: Practice) -> None:
    await practice.clinic.hear(practice.jo, "/away until Friday", "You are away")
    await write(practice, WORDS, practice.sam)
    words = told(practice.lee)[0].words
    assert "CHILD1" in words
    assert "CHILD2" in words
    assert ALSO not in words
    assert brought(practice) == 1


async def test_who_follows_one_sees_the_other_when_it_is_for_all_on_duty(practice: Practice) -> None:
    await write(practice, WORDS, practice.sam)
    first = told(practice.lee)[0].words
    assert "CHILD1" not in first
    assert ALSO in first
    assert brought(practice) == 0
    await after(practice, 16 * MINUTE)
    assert "CHILD1" in told(practice.lee)[-1].words
    assert "CHILD2" in told(practice.jo)[-1].words


async def test_who_covers_for_the_one_who_is_meant_keeps_the_alert(practice: Practice) -> None:
    await practice.clinic.hear(practice.jo, "/away until Friday", "You are away")
    await write(practice, WORDS, practice.sam)
    await write(practice, "Tom", practice.sam)
    await practice.clinic.hear(practice.lee, "/alerts", "CHILD1")
