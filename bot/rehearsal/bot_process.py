"""The bot as a process of its own, that can be killed and started again."""

import asyncio
import contextlib
import signal
from collections.abc import Sequence
from enum import StrEnum

from bot.rehearsal.world import World

PATIENCE = 10.0  # seconds that an orderly end may take


class Condition(StrEnum):
    """How the bot is."""

    STARTING = "starting"  # until it asks for updates
    RUNNING = "running"
    KILLED = "killed"
    ENDED = "ended"  # by itself


class BotProcess:
    """One process after the other; its standard input is the line that holds it, and gives it its order.

    While the bot is killed, the next process makes itself ready, and opens nothing before it has its order.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._command: Sequence[str] = ()
        self._order = ""
        self._ready: asyncio.subprocess.Process | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._watching: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._killed = False
        self._polls = 0  # that there had been when it was started
        self.ended = asyncio.Event()  # by itself, ever

    @property
    def pid(self) -> int | None:
        """Of the process, while it lives."""
        return self._process.pid if self._process and self._process.returncode is None else None

    @property
    def condition(self) -> Condition:
        if self._process is None or self._process.returncode is None:
            return Condition.RUNNING if self._world.updates.polls > self._polls else Condition.STARTING
        return Condition.KILLED if self._killed else Condition.ENDED

    @property
    def has_run(self) -> bool:
        """Whether it, or one before it, has ever asked for updates."""
        return self._world.updates.polls > 0

    async def begin(self, command: Sequence[str] = (), order: str = "") -> bool:
        """Start it, unless it lives; whether it did not. What is not given is as it was before.

        `order` is the first line that it reads.
        """
        async with self._turn:
            if self.pid is not None:
                return False
            self._command, self._order = command or self._command, order or self._order
            self._killed, self._polls = False, self._world.updates.polls
            ready, self._ready = self._ready, None
            is_ready = ready is not None and ready.returncode is None
            self._process = ready if ready and is_ready else await self._made()
            self._write(f"{self._order}\n")
            self._watching = asyncio.create_task(self._watch(self._process))
        self._world.tell()
        return True

    async def _made(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            start_new_session=True,  # a Ctrl-C at the terminal is for the page, which ends it orderly
        )

    async def kill(self) -> bool:
        """SIGKILL: it has no moment left for anything. Whether it lived."""
        async with self._turn:
            if self.pid is None:
                return False
            self._killed = True
            await self._send(signal.SIGKILL)
            self._ready = await self._made()
        self._world.tell()
        return True

    def wake(self) -> None:
        """The clock has moved: the bot looks at what is due."""
        self._write("\n")

    def _write(self, line: str) -> None:
        if self.pid is not None and self._process and self._process.stdin:
            self._process.stdin.write(line.encode())

    async def end(self) -> None:
        """Let it finish what is under way, or kill it where that takes too long."""
        async with self._turn:
            ready, self._ready = self._ready, None
            if ready and ready.returncode is None:
                ready.kill()
                await ready.wait()
            if self.pid is None:
                return
            self._killed = True
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._send(signal.SIGTERM)
            except TimeoutError:
                await self._send(signal.SIGKILL)

    async def _send(self, number: signal.Signals) -> None:
        """Send it a signal, and wait for its end."""
        if self._process and self._watching:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number)
            await asyncio.shield(self._watching)

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        await process.wait()
        if process.stdin:
            process.stdin.close()
        if not self._killed:
            self.ended.set()
        self._world.tell()
