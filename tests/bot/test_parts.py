"""No part of the bot ends while the others go on."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from bot.parts import Parts
from tests.bot.conftest import Clinic
from tests.patience import patiently


@pytest.fixture
def failures() -> list[str]:
    return []


async def forever() -> None:
    await asyncio.Event().wait()


async def soon() -> None:
    """A part that ends by itself, without an error."""


async def broken() -> None:
    raise KeyError("what it said may be anybody's words")


@pytest.mark.parametrize("part", [soon, broken])
async def test_a_part_that_ends_is_named_and_ends_the_process(
    failures: list[str], part: Callable[[], Coroutine[None, None, None]], caplog: pytest.LogCaptureFixture
) -> None:
    parts = Parts(failures.append)
    parts.keep("another", forever())
    await parts.keep("the inbox", part())
    assert failures == ["a part of the bot has ended: the inbox"]
    assert ("a part of the bot has failed" in caplog.text) is (part is broken)
    await parts.end()


async def test_an_orderly_end_is_no_failure(failures: list[str]) -> None:
    parts, told = Parts(failures.append), asyncio.Event()

    async def finishing() -> None:
        await told.wait()

    last = parts.keep("finishing", finishing())
    parts.keep("another", forever())
    asyncio.get_running_loop().call_soon(told.set)
    async with patiently():
        await parts.end(last)
    assert failures == []
    assert not last.cancelled()


async def test_every_part_of_a_running_bot_is_watched(clinic: Clinic) -> None:
    names = {task.get_name() for task in clinic.bot._parts._tasks}
    assert names == {"inbox", "delivery", "polling", "signs of life", "menus", "backups", "readers"}
    clinic.bot.inbox.end()
    async with patiently():
        await clinic.bot.ended.wait()
    assert clinic.bot.failure == "a part of the bot has ended: inbox"
