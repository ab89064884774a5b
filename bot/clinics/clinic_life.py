"""The life of one clinic among several: it begins anew after whatever has ended it, but never in a hurry."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.clinic_name import AT_WORK
from bot.clinics.beginning import Begun, NotBegunError
from bot.content import ContentError
from bot.health import NOT_RUNNING, How, Observation
from bot.premises import note
from bot.premises.folder import ClinicFolder
from bot.serving import keep, vigil_of
from bot.settings import SettingsError
from bot.store.engine import StoreError
from bot.store.pulse import Pulse
from bot.watchdog import BEAT, PATIENCE
from bot.watching.metrics import Looked
from bot.watching.vigil import Vigil
from schedules.growing import growing

log = logging.getLogger(__name__)
CLOSING_SECONDS = 30.0  # for a database; one that takes longer does not answer any more
LOOKING_SECONDS = 4.0  # the same, for a look
STUCK = "its database does not answer any more; only a new start of all clinics can help"
BEGINS, ENDED = "it is being started", "it has ended"


@dataclass(frozen=True)
class Pauses:
    """Seconds between an end and the next beginning; they grow, and whoever ran for `well` begins afresh."""

    first: float = 5.0
    longest: float = 300.0
    well: float = 600.0


class ClinicLife:
    """`begin` opens what there is of it; `monotonic` gives seconds, `clock` aware UTC instants."""

    def __init__(
        self,
        folder: ClinicFolder,
        begin: Callable[[ClinicFolder, asyncio.Event], Awaitable[Begun]],
        monotonic: Callable[[], float],
        clock: Callable[[], datetime],
        pauses: Pauses,
    ) -> None:
        self.folder, self.why = folder, BEGINS  # why it does not run; empty while it does
        self.settings_read: object = None  # what .env was like when it was read last
        self._begin, self._monotonic, self._clock, self._pauses = begin, monotonic, clock, pauses
        self._vigil: Vigil | None = None
        self._told, self._roused = asyncio.Event(), asyncio.Event()
        self._until = self._told  # or until it is to begin anew
        self._stuck = False

    async def live(self) -> None:
        """Until told to end."""
        AT_WORK.set(self.folder.name)
        tries = 0
        while not self._told.is_set():
            self._until, self.why = asyncio.Event(), self.why or BEGINS
            began, before = self._monotonic(), self.why
            self.why = await self._once()
            if self._told.is_set() or self._stuck:
                break
            tries = 1 if self._monotonic() - began >= self._pauses.well else tries + 1
            if self.why:
                pause = growing(self._pauses.first, self._pauses.longest, tries)
                note.leave(self.folder.path, self.why)
                self._complain(pause, before)
                await self._rest(pause)
        self.why = STUCK if self._stuck else ENDED
        if self._stuck:
            note.leave(self.folder.path, STUCK)
        else:
            note.take_away(self.folder.path)

    def end(self) -> None:
        """What is under way is finished; what is not is on disk."""
        self._told.set()
        self.begin_anew()

    def begin_anew(self) -> None:
        """With the settings as they are now; where it rests, at once."""
        self._until.set()
        self._roused.set()

    @property
    def runs(self) -> bool:
        return self._vigil is not None

    async def look(self) -> Looked:
        """How it is; nobody is told by that. A clinic that cannot be looked at is not well."""
        why = self.why
        if self._vigil:
            try:
                async with asyncio.timeout(LOOKING_SECONDS):
                    return await self._vigil.look()
            except Exception as error:  # noqa: BLE001  (whatever it is, it is this clinic's)
                why = f"nobody can look at it ({type(error).__name__})"
        how, said = (How.STARTING, why) if why == BEGINS else (How.RED, f"it does not run: {why}")
        return Looked(Pulse(), [Observation(NOT_RUNNING, how, f"{said}.")], self._clock())

    async def _once(self) -> str:
        """From its beginning to its end; why it ended, empty where somebody wanted that."""
        try:
            begun = await self._begin(self.folder, self._until)
        except NotBegunError:
            return ""
        except (SettingsError, ContentError) as refused:
            return " ".join(refused.lines)
        except StoreError as error:
            return self.folder.said(str(error))
        except Exception as error:
            log.exception("it could not be started")
            return f"an error that nobody foresaw ({type(error).__name__})"
        try:
            return await self._kept(begun)
        except Exception as error:
            log.exception("it has failed")
            return f"an error that nobody foresaw ({type(error).__name__})"
        finally:
            self._vigil = None
            await self._close(begun)

    async def _kept(self, begun: Begun) -> str:
        companion = begun.companion
        self._vigil = vigil_of(companion, lambda _: None)
        self.why = ""
        watching = (self._vigil.keep(), self._look_after(begun))
        why = await keep(
            companion, *watching, until=self._until, runs=lambda: note.take_away(self.folder.path)
        )
        return why or ("" if self._until.is_set() else ENDED)

    async def _look_after(self, begun: Begun) -> None:
        """One update that never ends is an end of this clinic alone."""
        while True:
            await asyncio.sleep(BEAT)
            since = begun.companion.inbox.busy_since
            if since is not None and self._monotonic() - since >= PATIENCE:
                begun.companion.fail("what somebody wrote is dealt with without end")

    async def _close(self, begun: Begun) -> None:
        try:
            async with asyncio.timeout(CLOSING_SECONDS):
                await asyncio.to_thread(begun.companion.store.close)
        except TimeoutError:
            self._stuck = True
            log.critical(STUCK)
        except Exception:
            log.exception("its database could not be closed")

    def _complain(self, pause: float, before: str) -> None:
        """What is new is said whatever was said before."""
        level = logging.ERROR if self.why == before else logging.CRITICAL
        why = self.why.rstrip(".")
        log.log(level, "it does not run: %s. Again in %d s, or when its .env changes", why, pause)

    async def _rest(self, seconds: float) -> None:
        self._roused.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._roused.wait()
        except TimeoutError:
            pass
