"""An operator looks at the clock and may say that it is right: beside the running bot, or before a start."""

import asyncio
import subprocess
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app import now_utc
from bot.clock import Credence, SteadyClock, Vouch
from bot.clock_command import report
from bot.store import vitals
from bot.store.pulse import Pulse
from tests.bot.conftest import MONDAY, Clinic, a_clinic
from tests.bot.program import told

LONDON = ZoneInfo("Europe/London")
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
LONG_AGO = now_utc() - 120 * DAY


@pytest.fixture
async def doubting(tmp_path: Path) -> AsyncIterator[Clinic]:
    """A clinic that runs by the machine's clock, which is far from its last sign of life."""
    async with a_clinic(tmp_path) as clinic:
        await clinic.bot.store.run(lambda tx: vitals.put(tx, vitals.ALIVE, "", now=LONG_AGO))
        clinic.believed = SteadyClock(now_utc, time.monotonic)
        await clinic.reopen()
        await clinic.bot.rounds.leave_signs()
        assert not clinic.bot.hearsay.certain()
        yield clinic


async def asked(clinic: Clinic, *words: str) -> "subprocess.CompletedProcess[str]":
    return await asyncio.to_thread(told, clinic.settings.database_path.parents[1], "clock", *words)


async def test_a_doubt_is_shown_with_the_last_sign_of_life(doubting: Clinic) -> None:
    shown = await asked(doubting)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "It has been in doubt for " in shown.stdout
    assert f"The last sign of life is of {LONG_AGO.astimezone(LONDON):%A %d %B %Y}" in shown.stdout


async def test_an_operators_word_ends_a_doubt_beside_the_running_bot_and_is_heard_once(
    doubting: Clinic,
) -> None:
    said = await asked(doubting, "--right", "--yes")
    assert said.returncode == 0
    assert "Noted." in said.stdout
    await doubting.bot.rounds.leave_signs()
    assert doubting.bot.hearsay.certain()
    shown = (await asked(doubting)).stdout
    assert "It is not in doubt." in shown
    assert "An operator's word for the clock was taken." in shown
    doubting.bot.hearsay.doubt(now_utc() - 120 * DAY)
    await doubting.bot.rounds.leave_signs()
    assert not doubting.bot.hearsay.certain()


async def test_an_operators_word_of_before_a_start_is_heard_at_the_start(doubting: Clinic) -> None:
    await doubting.close()
    assert (await asked(doubting, "--right", "--yes")).returncode == 0
    doubting.believed = SteadyClock(now_utc, time.monotonic)
    await doubting.open()
    assert doubting.bot.hearsay.certain()


async def test_a_word_that_is_old_is_not_taken_and_that_is_said(doubting: Clinic) -> None:
    word = Vouch(now_utc() - 30 * DAY, time.monotonic() - 30 * DAY.total_seconds())
    await doubting.bot.store.run(lambda tx: vitals.vouch(tx, word))
    await doubting.bot.rounds.leave_signs()
    assert not doubting.bot.hearsay.certain()
    assert "was not taken: it was old" in (await asked(doubting)).stdout


async def test_nothing_is_changed_without_a_yes(doubting: Clinic) -> None:
    refused = await asked(doubting, "--right")
    assert refused.returncode == 1
    assert "Is it " in refused.stdout
    assert "(Europe/London)" in refused.stdout
    assert doubting.bot.store.run_now(vitals.waiting_vouch) is None


@pytest.mark.parametrize("words", [(), ("--right", "--yes")])
def test_without_a_database_that_is_said_in_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = told(tmp_path, "clock", *words)
    assert ended.returncode == 1
    assert "there is no database at" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def shown(now: datetime = MONDAY, off: timedelta = timedelta(), **signs: tuple[str, datetime]) -> str:
    return "\n".join(report(Pulse(signs, off=off), now, LONDON))


def test_by_how_much_the_machines_clock_is_off_is_said() -> None:
    for off, apart in ((120 * DAY, "10368000 s (120 days) ahead"), (-3600 * SECOND, "3600 s behind")):
        said = shown(MONDAY + off, off, clock=("", MONDAY))
        assert "The bot goes by Monday 23 November 2026, 14:42:00 (Europe/London)" in said
        assert f"the machine is {apart}" in said


def test_where_no_bot_runs_it_is_said_whether_a_start_would_doubt_the_clock() -> None:
    assert "would be in doubt" not in shown(clock=("", MONDAY - DAY), alive=("", MONDAY - DAY))
    assert "would be in doubt: it is 10368000 s (120 days) ahead" in shown(alive=("", MONDAY - 120 * DAY))
    assert "There is no sign of life yet." in shown()


@pytest.mark.parametrize("credence", [*Credence])
def test_what_became_of_an_operators_word_is_said(credence: Credence) -> None:
    assert "An operator's word for it waits." in shown(vouch=("1000.5", MONDAY))
    assert "taken" in shown(vouch=(credence.value, MONDAY))


def test_any_time_can_be_shown() -> None:
    for year in (1, 9999):
        assert str(year) in shown(datetime(year, 1, 1, tzinfo=UTC))
