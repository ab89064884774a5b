"""The rehearsal: the page, and behind it the very same bot as a process of its own."""

import asyncio
import logging
import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from bot import rehearsal_books
from bot.files import look_into
from bot.now import now_utc
from bot.rehearsal import keeping
from bot.rehearsal.bot_process import BotProcess
from bot.rehearsal.clock import Lead, RehearsalClock
from bot.rehearsal.folder import TELEGRAM, FolderError, folder_of
from bot.rehearsal.page import add_page
from bot.rehearsal.shapes import Json
from bot.rehearsal.stage import PATIENT, PageHooks, Stage
from bot.rehearsal.strip import Strip
from bot.rehearsal.tally import Tally
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.rehearsal.weather import Weather
from bot.rehearsed import CLINIC, DATA, LEAD, TOKEN, in_zone, rehearsal_settings
from bot.settings import Settings
from bot.store import outbox, patients, treatments
from bot.store.tx import Tx

if TYPE_CHECKING:
    from bot.drawing import Drawings

log = logging.getLogger(__name__)
T = TypeVar("T")

OWNER = "Kim"
PEOPLE = {"Pat": PATIENT, OWNER: "clinician", "Sam": PATIENT}
NO_START = "the bot has ended before it asked for anything; why, it has said above"


async def rehearse(port: int, told: asyncio.Event, keep: Path | None = None) -> str | None:
    """The page, and the bot behind it, until told to end; why it ended early.

    What is rehearsed is kept in the folder `keep`, and gone on with where it holds something already.
    """
    try:
        with folder_of(keep) as folder:
            return await _in(folder, port, told, is_kept=keep is not None)
    except FolderError as error:
        return str(error)


async def _in(folder: Path, port: int, told: asyncio.Event, *, is_kept: bool) -> str | None:
    try:
        clock = RehearsalClock(now_utc, Lead.kept_in(folder / LEAD))
        kept = keeping.read(folder / TELEGRAM)
    except (OSError, ValueError) as error:
        return str(error)
    telegram = EmbeddedTelegram(token=TOKEN, clock=clock)
    try:
        await telegram.start(port)
    except OSError as error:
        return f"port {port} cannot be used ({error.strerror}); name another with --port"
    try:
        await telegram.line.open(0)
        bot, stage = _staged(telegram, clock, folder, kept)
        log.info("Open %s in a browser; end with Ctrl-C.", telegram.url)
        if not is_kept:
            return await _with_its_bot(bot, stage, told)
        async with keeping.kept(folder / TELEGRAM, stage, bot.tally):
            return await _with_its_bot(bot, stage, told)
    finally:
        await telegram.stop()


def _staged(
    telegram: EmbeddedTelegram, clock: RehearsalClock, folder: Path, kept: keeping.KeptStage | None
) -> tuple["BotBehind", Stage]:
    """Set the stage: as it was left, or for the first time."""
    if kept:
        keeping.take_up(kept, telegram)
        clock.begin(_left_at(folder, clock.lead))
    else:
        for name, note in PEOPLE.items():
            telegram.person(name, note=note)
    owner = next(person for person in telegram.people if person.name == OWNER)
    bot = BotBehind(telegram, folder, clock, owner=owner.id)
    strip = Strip(telegram, bot.tally, bot.process)
    hooks = PageHooks(
        bot.next_due, bot.process.wake, bot.treated, bot.begin_anew, bot.drawn, bot.gists, strip
    )
    zone = os.environ.get("CLINIC_TIMEZONE", CLINIC["clinic_timezone"])
    stage = add_page(telegram, clock, hooks, zone=ZoneInfo(zone)).stage
    if kept:
        stage.start, stage.turn, stage.by_hand = kept.start, kept.turn, True
        stage.chosen = kept.chosen or stage.chosen
        bot.tally.take_up(kept.counted)
    else:
        clock.begin(stage.start.instant(now_utc()))
    return bot, stage


def _left_at(folder: Path, lead: Lead) -> datetime:
    """What the clock showed when anything was written last: nobody's time passes while nobody rehearses."""
    written = [file.stat().st_mtime for file in (folder / TELEGRAM, *(folder / DATA).glob("*"))]
    return datetime.fromtimestamp(max(written), UTC) + lead.get()


async def _with_its_bot(bot: "BotBehind", stage: Stage, told: asyncio.Event) -> str | None:
    try:
        await bot.begin(stage.zone)
        return await _until_over(bot.process, told)
    finally:
        await bot.end()


async def _until_over(process: BotProcess, told: asyncio.Event) -> str | None:
    """Wait until told to end; a bot that never came so far as to ask for updates ends it as well."""
    waits = [asyncio.create_task(one.wait()) for one in (told, process.ended)]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        if not told.is_set() and not process.has_run:
            return NO_START
        await told.wait()
        return None
    finally:
        for wait in waits:
            wait.cancel()


class BotBehind:
    """The bot behind the page: one after another, each at a clinic that knows nobody yet."""

    def __init__(
        self, telegram: EmbeddedTelegram, folder: Path, clock: RehearsalClock, *, owner: int
    ) -> None:
        self._telegram, self._folder, self._clock, self._owner = telegram, folder, clock, owner
        self._found: Settings | None = None
        self._drawings: Drawings | None = None  # of the clinic as it is found, from when they are asked for
        self.process = BotProcess(telegram.world)
        self.tally = Tally(telegram.world, telegram.calls, rehearsal_books.step_of)
        self._counting: asyncio.Task[None] | None = None
        self._line = ThreadPoolExecutor(1)  # in which who looks into the file stands, and who puts it away

    async def begin(self, zone: ZoneInfo) -> None:
        """Raises SettingsError."""
        url, owner = self._telegram.line.url, self._owner
        self._found, self._drawings = in_zone(rehearsal_settings(url, self._folder, owner), str(zone)), None
        given = (str(self._folder), "--url", url, "--owner", str(owner))
        self._counting = asyncio.create_task(
            rehearsal_books.keep(self.tally, self._telegram.world, self._found.database_path, self._look)
        )
        await self.process.begin((sys.executable, "-m", "bot", "rehearsed", *given), str(zone))

    async def begin_anew(self, zone: ZoneInfo, forget: Callable[[], None]) -> None:
        """End this bot and all it knows; once the phones have forgotten it, too, another begins."""
        await self.process.kill()
        await self._end_count()
        await self.in_line(lambda: shutil.rmtree(self._folder / DATA, ignore_errors=True))
        forget()
        self.tally.begin_anew()
        await self._telegram.turn(Weather.WELL)
        await self.begin(zone)

    async def end(self) -> None:
        await self.process.end()
        await self._end_count()
        self._line.shutdown()

    async def _end_count(self) -> None:
        if self._counting:
            self._counting.cancel()
            await asyncio.gather(self._counting, return_exceptions=True)

    async def next_due(self) -> datetime | None:
        return await self._look(_next_due)

    async def treated(self, user_id: int) -> datetime | None:
        """When the latest session of whoever is accompanied in this chat ended."""
        return await self._look(lambda tx: _treated(tx, user_id))

    async def drawn(self, code: str) -> Json:
        """The plan of the session of that code, as the bot's own file has it, in words."""
        drawings, now = await self._pen(), self._clock()
        shown = await self._look(lambda tx: drawings.shown(tx, now, code)) if drawings else None
        return shown or {}

    async def gists(self) -> list[Json]:
        """What mattered of each session, as the bot's own file has it."""
        drawings, now = await self._pen(), self._clock()
        return (await self._look(lambda tx: drawings.gists(tx, now)) if drawings else None) or []

    async def _pen(self) -> "Drawings | None":
        if self._found and not self._drawings:
            self._drawings = await asyncio.to_thread(_drawings, self._found)
        return self._drawings

    async def _look(self, look: Callable[[Tx], T]) -> T | None:
        """Into the bot's own file, whether the bot lives or not; None where there is none yet."""
        found = self._found

        def looked() -> T | None:
            return look_into(found, look) if found and found.database_path.exists() else None

        return await self.in_line(looked)

    async def in_line(self, do: Callable[[], T]) -> T:
        """One after the other, also where nobody waits any more: a look leaves files beside the database."""
        return await asyncio.get_running_loop().run_in_executor(self._line, do)


def _drawings(found: Settings) -> "Drawings":
    from bot.app import clinic_of  # noqa: PLC0415  (the page opens before any of it is needed)
    from bot.drawing import drawings_of  # noqa: PLC0415  (the same)

    return drawings_of(found, clinic_of(found))


def _next_due(tx: Tx) -> datetime | None:
    """Also what is on its way: until it has gone nobody lets time pass, or it would come with a later one."""
    known = [one.due for one in outbox.in_sending(tx)]
    known += [due] if (due := outbox.next_due(tx)) else []
    return min(known, default=None)


def _treated(tx: Tx, user_id: int) -> datetime | None:
    known = (one for patient in patients.of_chat(tx, user_id) for one in treatments.all_of(tx, patient.id))
    return max((one.treated_at for one in known), default=None)
