"""Composition root: settings, clock, store, Telegram and scheduler meet only here."""

import asyncio
import logging
import os
import secrets
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot import content, handlers, settings
from bot.care.ground.house import Clinic, House
from bot.care.links import secret as links_secret
from bot.clock import SteadyClock, Vouch
from bot.companion import Companion
from bot.content import Content
from bot.files import key_of, memory_of
from bot.readers import Readers
from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.page import PageHooks, add_page
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.settings import Settings
from bot.store import audit, inbox, pulse, vitals
from bot.store.backup import backup, reading, writing
from bot.store.engine import StoreError
from bot.store.inbox import UpdateSetAside
from bot.store.opening import Begin
from bot.store.pulse import Pulse
from bot.store.store import Store
from bot.store.tx import Row, Tx
from bot.watch import watch
from bot.watchdog import Watchdog
from messages.heard.ratings import RatingReader
from messages.heard.times.when import TimeReader
from messages.languages import REFERENCE
from schedules.clinical import CLINICAL
from schedules.clock import instants
from schedules.duration import parse_duration
from schedules.hours import parse_working_hours
from schedules.quiet import parse_quiet_hours

log = logging.getLogger(__name__)
T = TypeVar("T")

REHEARSAL_TOKEN = "1000000000:a-token-that-only-the-rehearsal-knows"  # noqa: S105  (opens nothing)
REHEARSAL_PEOPLE = {"Pat": "patient", "Sam": "patient", "Kim": "clinician"}  # the last one owns the bot
REHEARSAL_CLINIC = {
    "clinic_name": "Riverside Physiotherapy",
    "clinic_phone": "+44 20 7946 0123",  # of the range kept for drama
    "clinic_timezone": "Europe/London",
    "emergency_number": "112",
}


def now_utc() -> datetime:
    """The clock: the one place that reads the time."""
    return datetime.now(UTC)


def open_store(
    settings: Settings, begin: Begin = Begin.AS_REMEMBERED, clock: Callable[[], datetime] = now_utc
) -> Store:
    """The database of these settings; `clock` gives aware UTC instants. Raises StoreError."""
    key = key_of(settings, new=begin is Begin.NEW)
    return Store(settings.database_path, key, memory_of(settings, key, clock), begin)


def clinic_of(settings: Settings) -> Clinic:
    return Clinic(
        settings.clinic_name,
        settings.clinic_phone,
        ZoneInfo(settings.clinic_timezone),
        settings.emergency_number,
        settings.retention_days,
    )


def house_of(settings: Settings, found: Content) -> House:
    table, heard = found.catalog.table, found.vocabularies.items()
    return House(
        clinic=clinic_of(settings),
        protocols=found.protocols,
        quiet=parse_quiet_hours(settings.quiet_hours),
        owners=settings.owner_ids,
        self_registration=settings.self_registration,
        hours=parse_working_hours(settings.clinic_hours),
        invite_ttl=parse_duration(settings.invite_ttl),
        link_key=links_secret.key_from(key_of(settings)),
        parts=tuple(table(REFERENCE, "body.parts")),
        sides=tuple(table(REFERENCE, "body.sides")),
        menus=handlers.menus(),
        times={name: TimeReader(one.times, instants, CLINICAL.oldest_session) for name, one in heard},
        ratings={name: RatingReader(one.ratings, CLINICAL.severe, one.times.numbers) for name, one in heard},
        books={name: one.book for name, one in heard},
        sheets=frozenset(found.sheets),
    )


def compose(
    found: Settings, words: Content, store: Store, clock: Callable[[], datetime] | None = None
) -> Companion:
    """The bot of these settings; `clock` gives aware UTC instants, and else is the machine's, doubted."""
    house = house_of(found, words)
    return Companion(
        found,
        house,
        words.catalog,
        store,
        clock=clock or SteadyClock(now_utc, time.monotonic),
        monotonic=time.monotonic,
        readers=Readers(found.content_dir, words.readers),
        tell_operator=lambda line: print(line, flush=True),  # noqa: T201  (on the screen, and in no log)
    )


async def serve(companion: Companion, *, until: asyncio.Event) -> str | None:
    """Run until told to end or unable to go on; why, where it was the latter."""
    ended = asyncio.create_task(companion.ended.wait())
    told = asyncio.create_task(until.wait())
    starting = asyncio.create_task(companion.start())
    watchdog = asyncio.create_task(Watchdog(lambda: companion.inbox.busy_since, time.monotonic).run())
    files = asyncio.create_task(watch(companion.store, companion.fail))
    beside = (ended, told, watchdog, files)
    try:
        await asyncio.wait((starting, *beside), return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            await asyncio.wait(beside, return_when=asyncio.FIRST_COMPLETED)
        for task in beside:
            if task.done():
                task.result()
    finally:
        for task in (starting, *beside):
            task.cancel()
        await asyncio.gather(starting, *beside, return_exceptions=True)
        await _stop(companion)
    return companion.failure


async def _stop(companion: Companion) -> None:
    """What cannot be written any more is dealt with at the next start; the rest is stopped all the same."""
    try:
        await companion.stop()
    except StoreError as error:
        log.error("%s", error)  # noqa: TRY400  (one line is enough)


def write_backup(settings: Settings, target: Path) -> None:
    """A copy of the database while it may be in use. Raises StoreError."""
    path, key = _database(settings)
    backup(path, key, target)


def read_audit(settings: Settings) -> list[Row]:
    """The record of who did what, read while the database may be in use. Raises StoreError."""
    return _beside(settings, audit.entries)


def read_pulse(settings: Settings, now: datetime) -> Pulse:
    """The signs of life, and what waits. Raises StoreError."""
    return _beside(settings, lambda tx: pulse.look(tx, now))


def read_inbox(settings: Settings) -> list[UpdateSetAside]:
    """The updates that were set aside. Raises StoreError."""
    return _beside(settings, inbox.all_set_aside)


def change_inbox(settings: Settings, change: Callable[[Tx, int], bool], numbers: Sequence[int]) -> list[int]:
    """Do that with each of these updates, also beside the running bot; with which. Raises StoreError."""
    path, key = _database(settings)
    return writing(path, key, lambda tx: [one for one in numbers if change(tx, one)])


def vouch_now() -> Vouch:
    """What an operator's word for the machine's clock would be bound to at this moment."""
    return Vouch(now_utc(), time.monotonic())


def leave_vouch(settings: Settings, word: Vouch) -> None:
    """Leave an operator's word where the bot looks, now or at its next start. Raises StoreError."""
    path, key = _database(settings)
    writing(path, key, lambda tx: vitals.vouch(tx, word))


def _beside(settings: Settings, look: Callable[[Tx], T]) -> T:
    path, key = _database(settings)
    return reading(path, key, look)


def _database(settings: Settings) -> tuple[Path, str]:
    """The database that there is, and its key. Raises StoreError, before a key would be made for none."""
    if not settings.database_path.exists():
        raise StoreError(f"there is no database at {settings.database_path}")
    return settings.database_path, key_of(settings)


async def rehearse(port: int, told: asyncio.Event) -> str | None:
    """The very same bot against a Telegram of its own, with a clock that can be moved; why it ended early."""
    clock = RehearsalClock(now_utc)
    telegram = EmbeddedTelegram(token=REHEARSAL_TOKEN, clock=clock)
    try:
        await telegram.start(port)
    except OSError as error:
        return f"port {port} cannot be used ({error.strerror}); name another with --port"
    people = [telegram.person(name, note=note) for name, note in REHEARSAL_PEOPLE.items()]
    with tempfile.TemporaryDirectory(prefix="aftercare-rehearsal-") as folder:
        found = _rehearsal_settings(telegram.url, Path(folder), owner=people[-1].id)
        store = open_store(found)
        companion = compose(found, content.load(found.content_dir), store, clock)
        add_page(telegram, clock, PageHooks(companion.next_due, companion.pump.wake), zone=found.zone)
        log.info("Open %s in a browser; end with Ctrl-C.", telegram.url)
        try:
            return await serve(companion, until=told)
        finally:
            store.close()
            await telegram.stop()


def _rehearsal_settings(url: str, folder: Path, owner: int) -> Settings:
    """A made-up clinic, where the environment names none; never the real token, Telegram or database."""
    clinic = {name: value for name, value in REHEARSAL_CLINIC.items() if name.upper() not in os.environ}
    return settings.read(
        _env_file=None,
        bot_token=REHEARSAL_TOKEN,
        telegram_api_url=url,
        database_path=folder / "data" / "rehearsal.db",
        database_key=secrets.token_hex(32),
        owner_ids=(owner,),
        **clinic,
    )
