"""A clinic whose machine shows a wrong time: nothing final comes of it, and what is due goes on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import SteadyClock
from bot.model import Audience, Sort
from bot.store import outbox
from tests.bot.alarm import DAY, HOUR, MINUTE, WORDS, barrier, followed, minutes, write
from tests.bot.conftest import MONDAY, Clock
from tests.bot.staff import Practice

SCARCELY_ANY = 5_000  # runs; each takes some microseconds to count
FIRST_DRINK = "Time for something to drink"


@dataclass
class Machine:
    """A machine whose clock is `off` from the true time; its seconds are true."""

    true: Clock
    off: timedelta = timedelta()

    def wall(self) -> datetime:
        return self.true() + self.off

    def monotonic(self) -> float:
        return (self.true() - MONDAY).total_seconds()


@asynccontextmanager
async def a_machine(folder: Path, off: timedelta = timedelta()) -> AsyncIterator[tuple[Practice, Machine]]:
    """A clinic in which Jo follows Pat, started again on a machine whose clock is off by so much."""
    async with followed(folder) as practice:
        machine = Machine(practice.clinic.clock, off)
        await practice.clinic.bot.rounds.leave_signs()
        practice.clinic.believed = SteadyClock(machine.wall, machine.monotonic)
        await practice.clinic.reopen()
        yield practice, machine


def states(practice: Practice) -> set[str]:
    return {str(row["state"]) for row in practice.rows("outbox") if row["step"]}


@pytest.mark.parametrize("off", [120 * DAY, 463 * DAY, 3 * DAY, -HOUR, -400 * DAY])
async def test_started_at_a_wrong_time_nobody_is_erased_and_nothing_expires(
    tmp_path: Path, off: timedelta
) -> None:
    async with a_machine(tmp_path, off) as (practice, _):
        await practice.clinic.bot.tidy()
        practice.clinic.bot.pump.wake()
        await barrier(practice)
        assert len(practice.rows("patients")) == 1
        assert not states(practice) & {"expired", "cancelled", "failed"}


@pytest.mark.parametrize("off", [120 * DAY, 3 * DAY, -400 * DAY])
async def test_the_first_answer_that_telegram_dates_puts_it_right(tmp_path: Path, off: timedelta) -> None:
    async with a_machine(tmp_path, off) as (practice, _):
        await practice.clinic.hear(practice.pat, "/help", "This is what ")
        await practice.at(MONDAY + 3 * HOUR)
        drinks = [one for one in practice.pat.chat.bot_messages if FIRST_DRINK in one.words]
        assert [(one.at - MONDAY) // MINUTE for one in drinks] == [120]


@pytest.mark.parametrize("off", [463 * DAY, 2 * DAY, -HOUR, -2 * DAY])
async def test_a_clock_that_is_set_in_flight_moves_nothing(tmp_path: Path, off: timedelta) -> None:
    async with a_machine(tmp_path) as (practice, machine):
        machine.off = off
        await practice.clinic.bot.tidy()
        practice.clinic.bot.pump.wake()
        await barrier(practice)
        assert len(practice.rows("patients")) == 1
        machine.off = timedelta()
        await practice.at(MONDAY + 3 * HOUR)
        assert sum(FIRST_DRINK in one.words for one in practice.pat.chat.bot_messages) == 1
        assert not states(practice) & {"expired", "cancelled", "failed"}


@pytest.mark.parametrize("off", [-HOUR, 120 * DAY])
async def test_an_alert_climbs_through_a_clock_that_is_set(tmp_path: Path, off: timedelta) -> None:
    async with a_machine(tmp_path) as (practice, machine):
        await write(practice, WORDS)
        machine.off = off
        await practice.at(MONDAY + 12 * MINUTE)
        assert minutes(practice.jo) == [0, 2, 5, 10]


async def test_a_machine_that_was_off_for_long_and_is_right_erases_once_telegram_says_so(
    tmp_path: Path,
) -> None:
    async with a_machine(tmp_path) as (practice, machine):
        await practice.clinic.close()
        practice.clinic.clock.move(days=200)
        practice.clinic.believed = SteadyClock(machine.wall, machine.monotonic)
        await practice.clinic.open()
        assert len(practice.rows("patients")) == 1
        await barrier(practice)
        await practice.clinic.bot.tidy()
        assert practice.rows("patients") == []


def owe(practice: Practice, sort: Sort, due: datetime) -> None:
    """A message for Pat that was owed by a clock that was ahead, or waits for another try."""
    practice.clinic.bot.store.run_now(
        outbox.put,
        chat_id=practice.pat.id,
        sort=sort,
        key="bot.privacy",
        audience=Audience.PATIENT,
        language="en",
        due=due,
    )


@pytest.mark.parametrize("sort", [Sort.REPLY, Sort.URGENT])
async def test_what_was_owed_by_a_clock_that_was_ahead_leaves_when_it_is_put_right(
    tmp_path: Path, sort: Sort
) -> None:
    async with a_machine(tmp_path, 120 * DAY) as (practice, machine):
        owe(practice, sort, machine.wall() + MINUTE)
        await practice.clinic.hear(practice.quin, "/help", "This is what ")
        await barrier(practice)
        assert {row["state"] for row in practice.rows("outbox") if row["key"] == "bot.privacy"} == {"sent"}


@pytest.mark.parametrize("sort", [Sort.REPLY, Sort.URGENT])
async def test_what_was_owed_by_a_clock_that_was_ahead_leaves_at_a_start_that_is_right(
    tmp_path: Path, sort: Sort
) -> None:
    async with a_machine(tmp_path) as (practice, _):
        owe(practice, sort, MONDAY + 120 * DAY)
        await practice.clinic.reopen()
        await barrier(practice)
        assert {row["state"] for row in practice.rows("outbox") if row["key"] == "bot.privacy"} == {"sent"}


async def test_after_a_jump_ahead_the_scheduler_has_next_to_nothing_to_make_up_for(tmp_path: Path) -> None:
    """It counts every run that it missed, one by one, while everybody waits."""
    async with followed(tmp_path) as practice:
        jobs = practice.clinic.bot.application.job_queue
        assert jobs is not None
        triggers = [job.job.trigger for job in jobs.jobs()]
        repeating = [trigger for trigger in triggers if isinstance(trigger, IntervalTrigger)]
        assert repeating
        assert all((463 * DAY) / trigger.interval < SCARCELY_ANY for trigger in repeating)
        assert len(triggers) - len(repeating) <= 1  # the alarm of what is due next, which rings once
