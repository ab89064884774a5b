"""What was set aside is listed, shown, tried again and dropped by command, beside the running bot."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.conftest import Clinic, a_clinic
from tests.bot.offers import barrier, dealt_with, message, of, set_aside
from tests.bot.program import told


@pytest.fixture
async def troubled(tmp_path: Path) -> AsyncIterator[Clinic]:
    """A clinic that has set three updates aside, one of them without a number."""
    async with a_clinic(tmp_path) as clinic:
        pat = clinic.telegram.person("Pat")
        clinic.telegram.offer(of("poll", {"id": "5"}))
        clinic.telegram.offer(lambda number: message(pat, number, text="my knee", sticker={}))
        clinic.telegram.offer(lambda _: b'"\xff"')
        await barrier(clinic, pat)
        yield clinic


async def asked(clinic: Clinic, *words: str) -> "subprocess.CompletedProcess[str]":
    return await asyncio.to_thread(told, clinic.settings.database_path.parents[1], "inbox", *words)


async def test_the_list_has_a_key_a_kind_and_a_reason_and_no_words(troubled: Clinic) -> None:
    listed = await asked(troubled, "list")
    assert listed.returncode == 0
    lines = listed.stdout.splitlines()
    assert len(lines) == 3
    assert any("poll  TypeError" in line for line in lines)
    assert any(line.startswith("x") and "update  NotAnUpdateError" in line for line in lines)
    assert "knee" not in listed.stdout


async def test_one_is_shown_as_it_came(troubled: Clinic) -> None:
    for one in set_aside(troubled):
        shown = await asked(troubled, "show", one.key)
        assert one.raw is not None
        assert shown.stdout.rstrip("\n") == one.raw.decode("utf-8", "backslashreplace")


async def test_one_that_is_not_there_is_said_in_one_line(troubled: Clinic) -> None:
    for words in (("show", "5"), ("again", "5"), ("drop", "x5")):
        ended = await asked(troubled, *words)
        assert ended.returncode == 1
        assert "is not set aside" in ended.stdout + ended.stderr
        assert len((ended.stdout + ended.stderr).splitlines()) == 1


async def test_one_whose_words_are_erased_is_not_tried_again(troubled: Clinic) -> None:
    key = set_aside(troubled)[0].key
    troubled.bot.store.run_now(lambda tx: tx.run("UPDATE inbox SET raw = NULL"))
    assert "are erased" in (await asked(troubled, "show", key)).stderr
    assert (await asked(troubled, "again", key)).returncode == 1


async def test_all_are_tried_again_and_dropped_while_the_bot_runs(troubled: Clinic) -> None:
    """What is still odd is set aside again."""
    keys = [one.key for one in set_aside(troubled)]
    ended = await asked(troubled, "again", *keys)
    assert ended.stdout.count("will be tried again") == len(keys)
    troubled.bot.inbox._woken.set()
    await dealt_with(troubled)
    assert [one.key for one in set_aside(troubled)] == keys
    dropped = await asked(troubled, "drop", keys[0], keys[1])
    assert dropped.returncode == 0
    assert [one.key for one in set_aside(troubled)] == keys[2:]
    assert (await asked(troubled, "drop", *keys)).returncode == 1
    assert set_aside(troubled) == []
    assert (await asked(troubled, "list")).stdout == "Nothing is set aside.\n"
