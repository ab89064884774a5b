"""How far a database had come, kept in it and outside of it: a file that is older gives itself away.

A sign is a number that only grows. It is committed before the stamp is written, so no crash makes a stamp
newer than its database.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.store import disk, vitals
from bot.store.engine import StoreError
from bot.store.tx import Tx, instant, stamp

EVERY = timedelta(minutes=1)  # while the database is in use
DATABASE, SIGN = "database", "sign"  # among the vitals: its id, its newest sign


@dataclass(frozen=True)
class Stamp:
    """A database by its id, its newest sign, and when that was left (seconds since 1970)."""

    database: str
    sign: int
    at: int

    @property
    def last_seen(self) -> datetime:
        """Until when the database may have been written to."""
        return instant(self.at) + EVERY

    @property
    def said(self) -> str:
        return f"{instant(self.at):%Y-%m-%d %H:%M} UTC"


class Stamps:
    """The stamps of all databases that a key opens, by where they lie."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def is_there(self) -> bool:
        """Whether anything was ever made with the key, or was just going to be."""
        return self._file.exists()

    def begin(self) -> None:
        """Note that a key is made now: a start that is killed before its database is there goes on."""
        if not self.is_there:
            disk.write(self._file, "{}\n")

    def all(self) -> dict[str, Stamp]:
        """Raises StoreError."""
        try:
            held = json.loads(self._file.read_text(encoding="utf-8"))
            return {path: Stamp(**one) for path, one in held.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError):
            raise StoreError(
                f"{self._file} cannot be read, which says how far the database had come; if the database is "
                "the right one, remove that file"
            ) from None

    def of(self, path: Path) -> Stamp | None:
        return self.all().get(_place(path))

    def put(self, path: Path, stamp: Stamp) -> None:
        """Remember it in the place of what was there; a database that was moved lies in one place only."""
        kept = {place: one for place, one in self.all().items() if one.database != stamp.database}
        kept[_place(path)] = stamp
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        disk.write(
            self._file, json.dumps({place: asdict(one) for place, one in kept.items()}, indent=1) + "\n"
        )


def _place(path: Path) -> str:
    return str(path.resolve())


def read(tx: Tx) -> Stamp | None:
    """What a database says of itself; None where it has left no sign yet."""
    if not tx.value("SELECT 1 FROM sqlite_schema WHERE name = 'vitals'"):
        return None
    found = vitals.all_of_them(tx)
    if DATABASE not in found or SIGN not in found:
        return None
    number, at = found[SIGN]
    return Stamp(found[DATABASE][0], int(number), stamp(at))


def sign(tx: Tx, now: datetime, *, known: Stamp | None = None) -> Stamp:
    """Leave the next sign, newer than all that is `known`, and as the database that is known."""
    last = read(tx)
    before = [one for one in (last, known) if one]
    database = known.database if known else last.database if last else secrets.token_hex(16)
    number = max((one.sign for one in before), default=0) + 1
    vitals.put(tx, DATABASE, database, now=now)
    vitals.put(tx, SIGN, str(number), now=now)
    return Stamp(database, number, stamp(now))
