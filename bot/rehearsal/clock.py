"""The rehearsal's clock: the real one, moved forward by hand, and followed by another process."""

import mmap
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

CELL = 8  # bytes: one whole number, which is written at once
A_TICK = timedelta(microseconds=1)


class Lead:
    """How far the rehearsal is ahead of the real time."""

    def __init__(self, cell: memoryview | None = None) -> None:
        self._cell = (cell or memoryview(bytearray(CELL))).cast("q")

    @classmethod
    def kept_in(cls, file: Path) -> "Lead":
        """Shared through a file: whoever follows it sees every change in the very moment it is made."""
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.ftruncate(handle, CELL)
            return cls(memoryview(mmap.mmap(handle, CELL)))
        finally:
            os.close(handle)

    @classmethod
    def followed(cls, file: Path) -> "Lead":
        """The lead that another process keeps there; it can only be read. Raises OSError, ValueError."""
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
        try:
            return cls(memoryview(mmap.mmap(handle, CELL, access=mmap.ACCESS_READ)))
        finally:
            os.close(handle)

    def get(self) -> timedelta:
        return self._cell[0] * A_TICK

    def put(self, ahead: timedelta) -> None:
        self._cell[0] = ahead // A_TICK


class RehearsalClock:
    """Called, it gives the rehearsal's now (aware, UTC)."""

    def __init__(self, real: Callable[[], datetime], lead: Lead | None = None) -> None:
        self.real = real
        self.lead = lead or Lead()

    def __call__(self) -> datetime:
        return self.real() + self.lead.get()

    def move(self, by: timedelta) -> None:
        """Time only goes forward: a bot that has seen noon may never see the morning again."""
        if by < timedelta():
            raise ValueError(f"the rehearsal clock only moves forward, not by {by}")
        self.lead.put(self.lead.get() + by)

    def begin(self, at: datetime) -> None:
        """Stand at this instant (aware), earlier or later: only while no bot has seen any other."""
        self.lead.put(at - self.real())
