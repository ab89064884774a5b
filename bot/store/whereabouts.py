"""How far each message that was claimed has come, for whoever starts after a process that was killed."""

import logging
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from bot.model import Outgoing

log = logging.getLogger(__name__)
BOOT = Path("/proc/sys/kernel/random/boot_id")  # another one whenever the machine was started
HEAD = 256  # bytes
RECORD = struct.Struct("<qiiq")  # a message, which try it is, how far it has come, Telegram's number of it
ROOM = 64  # records: more than are ever claimed at a time
NO_NUMBER = -(2**63)  # nor will Telegram's ever be that


class Come(IntEnum):
    """How far."""

    IN_LINE = 1  # it has not left, or it is certain that nothing of it arrived
    LEFT = 2  # it may have arrived
    ANSWERED = 3  # Telegram has taken it


@dataclass(frozen=True)
class Last:
    """What was noted last of a message."""

    come: Come
    number: int | None = None


class Whereabouts:
    """Notes in a file beside the database that need no disk: a kill leaves them in the kernel's hands.

    They hold for the very try of the very message, on this database, and as long as the machine was not
    started anew: whatever else is found there says nothing. The file is the one that the lock is on, which
    nobody copies, and nobody but its holder writes to.
    """

    def __init__(self, database: Path, boot: Path = BOOT) -> None:
        self._database, self._file, self._boot = database, database.with_name(database.name + ".lock"), boot
        self._handle: int | None = None
        self._places: dict[int, int] = {}
        self._free: list[int] = []

    def last(self) -> Mapping[tuple[int, int], Last]:
        """What the process before has noted, by message and try; to be asked before `begin`."""
        try:
            held, head = self._file.read_bytes(), self._head()
        except OSError:
            return {}
        if not head or held[:HEAD] != head or len(held) != HEAD + ROOM * RECORD.size:
            return {}
        found = {}
        for message, tried, come, number in RECORD.iter_unpack(held[HEAD:]):
            if come in set(Come):
                found[message, tried] = Last(Come(come), None if number == NO_NUMBER else number)
        return found

    def begin(self) -> None:
        """From here on it is this process that notes; where it cannot, nothing is noted."""
        self.end()
        try:
            if not (head := self._head()):
                return
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.ftruncate(handle, 0)
                os.pwrite(handle, head + bytes(ROOM * RECORD.size), 0)
            except OSError:
                os.close(handle)
                raise
        except OSError as error:
            log.warning("how far a message has come cannot be noted: %s", error.strerror)
            return
        self._handle, self._places, self._free = handle, {}, list(range(ROOM))

    def end(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def note(self, message: Outgoing, come: Come, number: int | None = None) -> bool:
        """It has come so far; False where an earlier note cannot be put right, so that it must not leave."""
        handle = self._handle
        if handle is None or (message.id not in self._places and not self._free):
            return True
        place = self._places.get(message.id)
        if place is None:
            place = self._places[message.id] = self._free.pop()
        record = RECORD.pack(message.id, message.tries, come, NO_NUMBER if number is None else number)
        try:
            os.pwrite(handle, record, HEAD + place * RECORD.size)
        except OSError:
            return self._give_up(handle)
        return True

    def _give_up(self, handle: int) -> bool:
        """Without a head the notes say nothing."""
        try:
            os.ftruncate(handle, 0)
        except OSError:
            return False
        self.end()
        return True

    def forget(self, message: Outgoing) -> None:
        """It is marked in the database. What stands here of it is of a try that will not be again."""
        if (place := self._places.pop(message.id, None)) is not None:
            self._free.append(place)

    def _head(self) -> bytes:
        """What the notes of today's process begin with; nothing where it cannot be told when that was."""
        try:
            boot = self._boot.read_text(encoding="ascii").strip()
        except OSError:
            return b""
        files = [one.stat() for one in (self._database, self._file)]
        told = " ".join((boot, *(f"{one.st_dev}:{one.st_ino}" for one in files)))
        return told.encode().ljust(HEAD) if boot else b""
