"""All clinics of a folder, which is looked into again and again: some come, some go, and the others go on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.clinics.clinic_life import ClinicLife
from bot.premises.folder import ClinicFolder, FoundClinics
from bot.premises.neighbours import signature
from bot.settings import SettingsError
from bot.watching.metrics import Looks

log = logging.getLogger(__name__)
LOOK_SECONDS = 20.0  # a folder that came is taken up at the second look, so within a minute
LATER = "its .env is another one now; it holds from its next start, which a HUP signal to this process brings"
GONE = (None,)

Tree = frozenset[tuple[str, int, int]]


class Clinics:
    """`look` finds the folders, `life` makes the life of one; `show` takes a line on all of them."""

    def __init__(
        self,
        look: Callable[[], FoundClinics],
        life: Callable[[ClinicFolder], ClinicLife],
        show: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.lives: dict[str, ClinicLife] = {}
        self._look, self._life, self._show = look, life, show
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._arriving: dict[str, Tree] = {}  # what was in a folder that is new, at the last look
        self._complained: frozenset[str] = frozenset()
        self._first = True
        self._asked = asyncio.Event()

    def look_now(self) -> None:
        """Somebody has changed something, and wants it to hold: also settings of clinics that run."""
        self._asked.set()

    async def run(self, until: Awaitable[object], pause: float = LOOK_SECONDS) -> None:
        """Until told to end, which ends all of them, each in good order."""
        told = asyncio.ensure_future(until)
        try:
            while not told.done():
                asked = self._asked.is_set()
                self._asked.clear()
                await self.see_to_all(anew=asked)
                waiting = asyncio.ensure_future(self._asked.wait())
                await asyncio.wait((told, waiting), timeout=pause, return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()
        finally:
            told.cancel()
            await self.end()

    async def see_to_all(self, *, anew: bool = False) -> None:
        """One look; `anew`, whoever has other settings by now begins with them."""
        try:
            found = await asyncio.to_thread(self._look)
            trees = {one: await asyncio.to_thread(_tree, found.clinics[one].path) for one in self._new(found)}
        except (OSError, SettingsError) as error:
            log.error("the clinics cannot be looked after: %s", error)  # noqa: TRY400  (one line is enough)
            return
        for line in sorted({*found.lines} - self._complained):
            log.error("%s", line)
        self._complained = frozenset(found.lines)
        for name in [*self.lives]:
            if name not in found.clinics:
                self._end_one(name)
        self._take_up(found, trees)
        for life in self.lives.values():
            self._compare(life, anew=anew)
        self._first = False
        resting = sorted(name for name, life in self.lives.items() if not life.runs)
        told = f"{len(self.lives) - len(resting)} of {len(self.lives)} clinics run"
        self._show(f"{told}; not: {', '.join(resting)}" if resting else told)

    def _new(self, found: FoundClinics) -> list[str]:
        return [name for name in found.clinics if name not in self._tasks]

    def _take_up(self, found: FoundClinics, trees: dict[str, Tree]) -> None:
        """A folder that came while others run may still be copied here: it must lie still for a while."""
        for name, tree in trees.items():
            if self._first or self._arriving.get(name) == tree:
                self._begin(found.clinics[name])
            else:
                log.info("there is a new clinic, %s; it is taken up when nothing in its folder changes", name)
        self._arriving = {name: tree for name, tree in trees.items() if name not in self._tasks}

    def _begin(self, folder: ClinicFolder) -> None:
        life = self.lives[folder.name] = self._life(folder)
        life.settings_read = signature(folder.source.file)
        task = self._tasks[folder.name] = asyncio.create_task(life.live(), name=folder.name)
        task.add_done_callback(lambda done: self._over(folder.name, life, done))

    def _end_one(self, name: str) -> None:
        log.warning("the folder of the clinic %s is gone; the clinic ends", name)
        self.lives.pop(name).end()

    def _over(self, name: str, life: ClinicLife, done: asyncio.Task[None]) -> None:
        """It has ended; its name is free where its folder is gone."""
        if not done.cancelled() and (error := done.exception()):
            log.error("the clinic %s is left alone", name, exc_info=error)
            life.why = f"an error that nobody foresaw ({type(error).__name__})"
        if name not in self.lives:
            del self._tasks[name]

    def _compare(self, life: ClinicLife, *, anew: bool) -> None:
        """Where .env is another one, a clinic that rests tries at once, and one that runs when it may.

        One whose .env is gone ends in good order, and says what is missing.
        """
        now = signature(life.folder.source.file)
        if now == life.settings_read and (life.runs or not anew):
            return
        if life.runs and not anew and now != GONE:
            log.warning("%s: %s", life.folder.name, LATER)
            return
        life.settings_read = now
        life.begin_anew()

    async def look(self) -> Looks:
        """How each of them is."""
        names = [*self.lives]
        looked = await asyncio.gather(*(self.lives[name].look() for name in names))
        return dict(zip(names, looked, strict=True))

    async def end(self) -> None:
        for life in self.lives.values():
            life.end()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)


def _tree(folder: Path) -> Tree:
    """All files in it, as far as their sizes and times go. Raises OSError."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return frozenset((str(path), *found[1:]) for path in files if (found := signature(path)[0]))
