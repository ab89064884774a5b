"""A journal of who was erased, beside the key: what comes back with a backup is erased again.

It names nobody. Only with the key, and a file that still has the person, can a line be told to be theirs.
"""

import hashlib
import hmac
import logging
import os
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.store import disk
from bot.store.tx import stamp

log = logging.getLogger(__name__)

LONGEST_KEPT = timedelta(days=400)  # no backup is kept for longer


def of_patient(code: str, chat_id: int) -> str:
    """A patient as the journal knows them; a code alone could come to be another's."""
    return f"patient {code} {chat_id}"


def of_session(code: str, patient_code: str) -> str:
    return f"session {code} {patient_code}"


def of_phone(patient_code: str) -> str:
    """The number that a patient had left."""
    return f"phone {patient_code}"


def of_link(fingerprint: str) -> str:
    return f"link {fingerprint}"


class Erasures:
    """Lines of when and who (a keyed hash), only ever added; `clock` gives aware UTC instants.

    `root` is what they are hashed with, which is the same whatever becomes of the database's key.
    """

    def __init__(self, file: Path, root: bytes, clock: Callable[[], datetime]) -> None:
        self._file, self._key, self._clock = file, root, clock

    def note(self, erased: Sequence[str]) -> None:
        """Put them on the disk. Called before the erasure is committed: a crash in between erases too much.

        What cannot be noted is erased all the same: that is what a person asked for.
        """
        now = stamp(self._clock())
        lines = "".join(f"{now} {self._hash(one)}\n" for one in erased)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            try:
                os.write(handle, f"\n{lines}".encode())  # a line that a crash cut short ends here
                os.fsync(handle)
            finally:
                os.close(handle)
            disk.sync(self._file.parent)
        except OSError as error:
            log.error(  # noqa: TRY400  (one line is enough)
                "an erasure could not be noted in %s (%s); an older backup would bring it back",
                self._file,
                error.strerror,
            )

    def held(self) -> Callable[[str], bool]:
        """Whether somebody is in the journal, as it stands now."""
        known = {line.partition(" ")[2] for line in self._lines()}
        return lambda erased: self._hash(erased) in known

    def begin(self) -> None:
        """Drop what no backup can bring back; from here on, where there is no journal, it is lost."""
        lines, oldest = self._lines(), stamp(self._clock() - LONGEST_KEPT)
        kept = [line for line in lines if int(line.partition(" ")[0]) >= oldest]
        if self.is_there and len(kept) == len(lines):
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            disk.write(self._file, "".join(f"{line}\n" for line in kept))
        except OSError as error:
            log.warning("the journal of erasures %s cannot be written: %s", self._file, error.strerror)

    @property
    def is_there(self) -> bool:
        return self._file.exists()

    def _lines(self) -> list[str]:
        if not self._file.exists():
            return []
        lines = self._file.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if line.partition(" ")[0].isdecimal()]

    def _hash(self, erased: str) -> str:
        return hmac.new(self._key, erased.encode(), hashlib.sha256).hexdigest()
