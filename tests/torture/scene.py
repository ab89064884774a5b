"""A bot's process and the people around it, while something goes wrong; what must hold is asserted."""

import asyncio
import itertools
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.rehearsal import EmbeddedTelegram, Person
from bot.store.tx import Row
from tests.crash.busy import HEAD, TIP, write_content
from tests.crash.lives import Lives
from tests.surroundings import TOKEN

OWNER, COLLEAGUE = 77, 78
PROMPT = timedelta(seconds=2)  # nobody else waits longer
UNHURRIED = timedelta(minutes=2)  # on a machine that does much else
MINUTE = 60.0  # seconds until health is red where something is wrong, and green where nothing is any more
LOOK = 0.2  # seconds between two looks
LONG = 100.0  # seconds for whatever comes of a fault in the end
PROTOCOL = HEAD + "".join(TIP.format(n=n, after=f"{10 * n}h", kind="hydration", expires="6h") for n in (1, 2))
TIPS = {"tip_1": "Drink a glass of water.", "tip_2": "Drink another one."}


def now() -> datetime:
    return datetime.now(UTC)


class Scene:
    """One installation. Somebody else writes whenever it matters whether others are served."""

    def __init__(self, folder: Path, telegram: EmbeddedTelegram, **given: str) -> None:
        self.telegram, self.folder = telegram, folder
        content = write_content(folder / "content", PROTOCOL, TIPS)
        self.lives = Lives(folder, telegram, content, OWNER_IDS=f"{OWNER},{COLLEAGUE}", **given)
        self.staff = [telegram.person("Kim", user_id=OWNER), telegram.person("Lee", user_id=COLLEAGUE)]
        for member in self.staff:
            member.chat.started = True
        self.others = itertools.count(1)
        self.before: tuple[str, ...] = ()  # the words of a program that starts every other one
        self.prompt = PROMPT
        self.began = now()

    def patients(self, number: int) -> list[Person]:
        """So many, with a plan whose first step is due in ten hours; the bot must not be running."""
        people = [self.telegram.person(f"Patient {n}") for n in range(number)]
        for person in people:
            person.chat.started = True
        self.lives.enrol([person.id for person in people], now())
        return people

    async def running(self) -> None:
        """Start the bot where it does not run, until it serves."""
        if self.lives.pid is None:
            await self.lives.begin(*self.before)
            await self.served()

    async def served(self, within: float = LONG) -> timedelta:
        """Somebody new writes; how long they wait for their answer."""
        person = self.telegram.person(f"Somebody {next(self.others)}")
        said = person.say("/help")
        await self.until(lambda: person.chat.bot_messages, f"{person.name} is answered", within)
        return person.chat.bot_messages[0].at - said.at

    async def promptly(self) -> None:
        waited = await self.served()
        assert waited <= self.prompt, f"somebody else waited {waited.total_seconds():.1f} s"

    async def until(self, holds: Callable[[], object], what: str, within: float = LONG) -> None:
        """Wait until that is so; where the process ends meanwhile, it never will be."""
        try:
            async with asyncio.timeout(within):
                while not holds():  # noqa: ASYNC110  (nobody tells of what is on disk)
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            raise AssertionError(f"not in {within:.0f} s: {what}\n{self.end_of_log()}") from None

    def met(self, method: str, chat: int | None = None) -> Callable[[], bool]:
        """Whether a call of that method has met trouble since now."""
        known = len(self.telegram.calls)

        def holds() -> bool:
            found = [one for one in self.telegram.calls[known:] if one.trouble and one.method == method]
            return any(chat in (None, one.params.get("chat_id")) for one in found)

        return holds

    def asked_again(self, method: str) -> Callable[[], bool]:
        """Whether there was a call of that method after the last one by now."""
        known = len(self.telegram.calls)
        return lambda: any(one.method == method for one in self.telegram.calls[known:])

    def owed(self, chat: int) -> list[Row]:
        return [row for row in self.lives.rows() if row["chat_id"] == chat]

    async def command(self, *words: str) -> tuple[int, list[str]]:
        """Another command of the program, to its end: exit code and lines."""
        asked = await asyncio.create_subprocess_exec(
            *(*self.before, sys.executable, "-m", "bot", *words),
            cwd=self.folder,
            env=self.lives.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            said, _ = await asked.communicate()
        finally:
            if asked.returncode is None:  # nobody waits for it any more
                asked.kill()
        lines = said.decode().splitlines()
        assert not any("Traceback" in line for line in lines), said.decode()
        return asked.returncode or 0, lines

    async def health(self, *, green: bool, busy: bool = True) -> None:
        """It is so within a minute; `busy` has somebody write at every look."""
        said: list[str] = []
        end = asyncio.get_running_loop().time() + MINUTE + 5
        while asyncio.get_running_loop().time() < end:
            if busy:
                self.telegram.person(f"Somebody {next(self.others)}").say("/help")
            code, said = await self.command("health")
            if (code == 0) is green:
                return
            await asyncio.sleep(1.0)
        raise AssertionError(f"health is not {'green' if green else 'red'}: {said}")

    def end_of_log(self) -> str:
        return self.lives.log.read_text(encoding="utf-8", errors="replace")[-1500:]

    def check_log(self) -> None:
        text = self.lives.log.read_text(encoding="utf-8", errors="replace")
        seconds = (now() - self.began).total_seconds()
        _, _, trace = text.partition("Traceback")
        assert not trace, f"a traceback in the log: {trace[:3000]}"
        assert text.count("\n") <= seconds + 20, f"{text.count(chr(10))} lines of log in {seconds:.0f} s"


@asynccontextmanager
async def scene(folder: Path, **given: str) -> AsyncIterator[Scene]:
    telegram = EmbeddedTelegram(token=TOKEN, clock=now)
    await telegram.start()
    opened = Scene(folder, telegram, **given)
    try:
        yield opened
    finally:
        await opened.lives.kill()
        await telegram.stop()
