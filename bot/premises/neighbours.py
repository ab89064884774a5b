"""All clinics of a folder as their settings stand, so that each can be told what it may not share."""

import threading
from dataclasses import dataclass
from pathlib import Path

from bot.premises.apart import Claim, claims, in_common
from bot.premises.folder import ClinicFolder
from bot.premises.shared import Premises
from bot.settings import Settings, SettingsError

Signature = tuple[tuple[int, int, int] | None, ...]


def signature(*files: Path) -> Signature:
    """What tells files from what they were before, without reading them."""
    return tuple(_signature(file) for file in files)


def _signature(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


@dataclass(frozen=True)
class _KnownClinic:
    of: Signature
    settings: Settings
    claims: frozenset[Claim]


class Neighbours:
    """Each is read anew where its files are others than before; one that cannot be read claims nothing."""

    def __init__(self, premises: Premises) -> None:
        self._premises = premises
        self._known: dict[str, _KnownClinic] = {}
        self._reading = threading.Lock()

    def settings(self) -> dict[str, Settings]:
        """Those of all that can be read, by name. Raises SettingsError where nobody may look."""
        with self._reading:
            folders = self._premises.look().clinics
            found = {name: self._of(folder) for name, folder in folders.items()}
            self._known = {name: one for name, one in found.items() if one}
            return {name: one.settings for name, one in self._known.items()}

    def refused(self, folder: ClinicFolder) -> list[str]:
        """Why a clinic may not run beside the others, which need not run themselves."""
        self.settings()
        with self._reading:
            held = {name: one.claims for name, one in self._known.items()}
        return in_common(folder.name, held) if folder.name in held else []

    def _of(self, folder: ClinicFolder) -> _KnownClinic | None:
        known = self._known.get(folder.name)
        if known and known.of == _all_of(folder, known.settings):
            return known
        try:
            found = folder.read()
        except SettingsError:
            return None
        return _KnownClinic(_all_of(folder, found), found, claims(found))


def _all_of(folder: ClinicFolder, found: Settings) -> Signature:
    """The file that says all; and the key, and whether there is a database by now."""
    made = (int(found.database_path.exists()), 0, 0)
    return (*signature(folder.source.file, found.database_key_file), made)
