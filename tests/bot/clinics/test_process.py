"""Several clinics in one process: each fails alone, comes and goes alone, and is told from the others."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot import logs
from bot.clinics.clinic_life import Pauses
from bot.clinics.common_words import CommonWords
from bot.clinics.looks import looks_at
from bot.clinics.process import serve
from bot.premises import note
from bot.premises.shared import Premises, Shared
from bot.readers import Readers
from bot.rehearsal.messages import Message
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.store.store import Store
from tests.bot.made_once import content_of, readers_of
from tests.patience import patiently
from tests.premises import bot_of, clinic_folder, key_of
from tests.surroundings import free_port

NORTH, SOUTH, NOBODYS = 1, 2, 9  # of the last one no Telegram knows the token
OFTEN = 0.05  # seconds between two looks into the folder


def now() -> datetime:
    return datetime.now(UTC)


def words() -> CommonWords:
    return CommonWords(lambda own: (content_of(own), readers_of(own) or Readers(own)))


class House:
    """The folder of the clinics, the bots that Telegram knows, and the health page."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.north = EmbeddedTelegram(token=bot_of(NORTH), clock=now)
        self.south = EmbeddedTelegram(token=bot_of(SOUTH), clock=now, beside=self.north)

    def add(self, name: str, number: int, **given: str) -> Path:
        """Its folder; a database is in it from the first time on."""
        home = clinic_folder(self.folder, name, self.north.url, number, **given)
        if not (home / "data").exists():
            Store(home / "data" / "aftercare.db", key_of(number)).close()
        return home

    @property
    def premises(self) -> Premises:
        return Premises(Shared(_env_file=None, clinics_dir=self.folder, metrics_port=self.port))  # type: ignore[call-arg]

    async def health(self, path: str = "healthz") -> str:
        async with httpx.AsyncClient() as client:
            return (await client.get(f"http://127.0.0.1:{self.port}/{path}")).text

    async def says(self, path: str, words: str) -> str:
        """Wait until the page has these words; all of it."""
        async with patiently():
            while words not in (found := await self.health(path)):
                pass
        return found

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        told, discreet = asyncio.Event(), logs.Discreet([])
        pauses = Pauses(first=0.05, longest=0.1)
        work = asyncio.create_task(
            serve(self.premises, discreet, until=told, words=words(), pauses=pauses, look_every=OFTEN)
        )
        try:
            yield
        finally:
            told.set()
            await work


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    made = House(tmp_path / "clinics")
    made.folder.mkdir()
    await made.north.start()
    yield made
    await made.north.stop()


async def greeted(telegram: EmbeddedTelegram, name: str) -> Message:
    """Somebody comes to that bot, and is welcomed."""
    person = telegram.person(name)
    person.start()
    await telegram.until(lambda: person.chat.bot_messages)
    return person.chat.bot_messages[0]


async def test_each_clinic_fails_alone_and_comes_back_when_it_is_mended(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """A bad setting, a token that Telegram refuses, a database that is none: the others go on."""
    house.add("north", NORTH)
    house.add("refused", NOBODYS)
    (house.add("damaged", 8) / "data" / "aftercare.db").write_bytes(b"no database" * 1000)
    bad = house.add("south", SOUTH, CLINIC_TIMEZONE="GMT")
    async with house.serving():
        await greeted(house.north, "Pat")
        await house.says("healthz/south", "RED: it does not run: CLINIC_TIMEZONE: 'GMT' is a fixed clock")
        await house.says("healthz/damaged", "RED: it does not run: ")
        await house.says("healthz/refused", "RED: it does not run: Telegram refuses BOT_TOKEN")
        assert "RED" not in await house.health("healthz/north")
        text = await house.health("metrics")
        assert 'aftercare_well{clinic="north"} 1.0' in text
        assert 'aftercare_check_red{check="running",clinic="damaged"} 1.0' in text
        assert bad.is_dir()
        house.add("south", SOUTH)
        await greeted(house.south, "Sam")
        await greeted(house.north, "Jo")
        assert "RED" not in await house.says("healthz/south", "ok: Telegram last answered")
    assert "it does not run" in caplog.text


async def test_why_a_clinic_does_not_run_is_told_from_beside_as_well_until_it_runs(house: House) -> None:
    """What no file of a clinic says by itself: that Telegram refuses its token, or that two share a bot."""
    house.add("refused", NOBODYS)
    house.add("north", NORTH)
    house.add("other", NORTH)

    def told(name: str) -> list[str]:
        return [str(one) for one in looks_at(house.premises, now)[name].found]

    async with house.serving():
        for name, why in (("refused", "Telegram refuses BOT_TOKEN"), ("north", "other have the same")):
            await house.says(f"healthz/{name}", why)
            async with patiently():
                while not (said := await asyncio.to_thread(told, name))[0].startswith("RED: it does not run"):
                    pass
            assert why in said[0]
        shutil.rmtree(house.folder / "other")
        await greeted(house.north, "Pat")
        async with patiently():
            while [line for line in await asyncio.to_thread(told, "north") if "does not run:" in line]:
                pass
    assert not [*house.folder.glob("*/" + note.NAME)]


async def test_a_clinic_comes_and_goes_while_the_others_run(house: House) -> None:
    home = house.add("north", NORTH)
    async with house.serving():
        await greeted(house.north, "Pat")
        house.add("south", SOUTH)
        await greeted(house.south, "Sam")
        (home / ".env").rename(home / "env.off")
        await house.says("healthz/north", "The clinic north is stopped; rename env.off")
        assert not [*home.glob("data/*-wal")]  # it has ended in good order: all is in the file
        shutil.move(home, house.folder / "_north")
        await house.says("healthz/north", "404")
        await greeted(house.south, "Jo")
        assert not house.north.polled


async def test_changed_settings_of_a_clinic_that_runs_hold_when_somebody_says_so(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.add("north", NORTH, CLINIC_NAME="Before")
    house.add("south", SOUTH)
    async with house.serving():
        assert "Before" in (await greeted(house.north, "Pat")).words
        await greeted(house.south, "Sam")
        polls = [call.method for call in house.south.calls].count("deleteWebhook")
        house.add("north", NORTH, CLINIC_NAME="After")
        async with patiently():
            while "its .env is another one now" not in caplog.text:
                assert "Before" in (await greeted(house.north, "Jo")).words
        os.kill(os.getpid(), signal.SIGHUP)
        async with patiently():
            while "After" not in (await greeted(house.north, "Al")).words:
                pass
        await greeted(house.south, "Ann")
        assert [call.method for call in house.south.calls].count("deleteWebhook") == polls


async def test_a_copied_folder_is_refused_and_the_one_that_runs_goes_on(house: House) -> None:
    home = house.add("north", NORTH)
    async with house.serving():
        await greeted(house.north, "Pat")
        shutil.copytree(home, house.folder / "north-2")
        said = await house.says("healthz/north-2", "have the same")
        assert "BOT_TOKEN: north and north-2 have the same; each clinic needs a bot of its own" in said
        await greeted(house.north, "Jo")
        assert "RED" not in await house.health("healthz/north")


async def test_an_error_that_nobody_foresaw_ends_one_clinic_and_begins_it_anew(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Its database is taken away while it runs, which is an end for whoever it belongs to."""
    house.add("north", NORTH)
    home = house.add("south", SOUTH)
    async with house.serving():
        await greeted(house.north, "Pat")
        await greeted(house.south, "Sam")
        (home / "data").rename(home / "gone")
        await house.says("healthz/south", "RED: it does not run: ")
        await greeted(house.north, "Jo")
        assert "RED" not in await house.health("healthz/north")
    lost = [record for record in caplog.records if "moved or removed" in record.getMessage()]
    assert lost
