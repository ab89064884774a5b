"""What the signs of life say of the bot's health, to a person and to a supervisor."""

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.health import report
from bot.readers import Readers
from bot.store import alerts, vitals
from bot.store.store import Store
from tests.bot.alarm import CALL, WORDS, barrier, followed, write
from tests.bot.conftest import MONDAY
from tests.bot.test_command_line import told
from tests.surroundings import KEY

AGE = timedelta(minutes=3)
SECOND = timedelta(seconds=1)


def judged(
    *, age: timedelta | None = SECOND, engine: str = "well", words: str = "well", unreached: int = 0
) -> tuple[bool, str]:
    signs = {"engine": (engine, MONDAY), "words": (words, MONDAY)}
    if age is not None:
        signs["polled"] = ("", MONDAY - age)
    well, lines = report(signs, unreached, now=MONDAY, max_age=AGE)
    return well, "\n".join(lines)


def test_who_hears_from_telegram_and_reaches_the_clinic_is_well() -> None:
    well, lines = judged()
    assert well
    assert "RED" not in lines
    assert "WARNING" not in lines
    assert lines.startswith("ok: Telegram last answered 1 s ago.")


@pytest.mark.parametrize(("age", "well"), [(AGE, True), (AGE + SECOND, False)])
def test_telegram_is_heard_of_lately_or_it_is_red(age: timedelta, *, well: bool) -> None:
    assert judged(age=age)[0] is well
    assert ("RED" in judged(age=age)[1]) is not well


def test_who_never_heard_from_telegram_is_red() -> None:
    well, lines = judged(age=None)
    assert not well
    assert "RED: the bot has not heard from Telegram yet." in lines


def test_nothing_known_is_red() -> None:
    assert report({}, 0, now=MONDAY, max_age=AGE)[0] is False


def test_urgent_words_that_could_not_be_made_are_red_and_named() -> None:
    well, lines = judged(words="bot.urgent_emergency")
    assert not well
    assert "RED: urgent words could not be made (bot.urgent_emergency)" in lines


def test_an_alert_that_reaches_nobody_is_red() -> None:
    well, lines = judged(unreached=2)
    assert not well
    assert "RED: alerts that have reached nobody at the clinic: 2." in lines


def test_an_engine_that_cannot_be_loaded_is_said_and_is_not_red() -> None:
    well, lines = judged(engine="ImportError")
    assert well
    assert "WARNING: typed questions cannot be answered (ImportError)" in lines


async def leave(folder: Path, polled: datetime) -> None:
    """Signs of life, as a bot that has run leaves them."""
    store = Store(folder / "data" / "aftercare.db", KEY)
    await store.run(lambda tx: vitals.put(tx, "polled", "", now=polled))
    store.close()


async def test_health_of_a_bot_that_hears_from_telegram_ends_well(tmp_path: Path) -> None:
    await leave(tmp_path, datetime.now(UTC))
    ended = await asyncio.to_thread(told, tmp_path, "health")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("ok: Telegram last answered")


async def test_health_of_a_bot_that_is_deaf_ends_with_1(tmp_path: Path) -> None:
    await leave(tmp_path, datetime.now(UTC) - timedelta(days=1))
    ended = await asyncio.to_thread(told, tmp_path, "health")
    assert ended.returncode == 1
    assert ended.stdout.startswith("RED: Telegram last answered")


def test_health_without_a_database_says_so_in_one_line(tmp_path: Path) -> None:
    ended = told(tmp_path, "health")
    assert ended.returncode == 1
    assert "there is no database at" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


async def test_health_is_asked_while_the_bot_runs_and_tells_of_an_alert_that_reached_nobody(
    tmp_path: Path,
) -> None:
    async with followed(tmp_path) as practice:
        practice.jo.block()
        practice.kim.block()
        await barrier(practice)
        await write(practice)
        assert practice.clinic.bot.store.run_now(alerts.unreached) == 1
        ended = await asyncio.to_thread(told, tmp_path, "health")
    assert ended.returncode == 1
    assert "RED: alerts that have reached nobody at the clinic: 1." in ended.stdout


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Path]:
    """A folder of the clinic's own, in a process in which the engine's module cannot be imported."""
    (tmp_path / "own/messages/en/faq").mkdir(parents=True)
    engine = sys.modules.pop("messages.heard.questions.engine", None)
    sys.modules["messages.heard.questions.engine"] = None  # type: ignore[assignment]
    yield tmp_path / "own"
    del sys.modules["messages.heard.questions.engine"]
    if engine:
        sys.modules["messages.heard.questions.engine"] = engine


async def test_with_a_broken_engine_red_flags_are_heard_and_questions_are_not_guessed(
    tmp_path: Path, broken: Path
) -> None:
    assert Readers(broken).trouble
    async with followed(tmp_path, content_dir=broken) as practice:
        await practice.clinic.hear(practice.pat, "how long will I be sore?", "I have no answer to that.")
        await practice.clinic.hear(practice.pat, "/faq", "What would you like to know?")
        await practice.clinic.hear(practice.pat, WORDS, CALL)
        await practice.clinic.bot.rounds.leave_signs()
        signs = practice.clinic.bot.store.run_now(vitals.all_of_them)
        well, lines = report(signs, 0, now=MONDAY, max_age=AGE)
    assert "WARNING: typed questions cannot be answered (ModuleNotFoundError)" in "\n".join(lines)
    assert well
