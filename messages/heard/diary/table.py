"""A diary as a table: which column is what, by the headings of common practice software."""

import csv
import io
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from messages.heard.diary.appointment import Booking, LeftOut
from messages.heard.diary.wall_clock import WallClock, length_of
from messages.heard.labels import SMALL, is_plainly_name

COLUMNS = (
    *("patient", "first", "last", "about", "number", "start", "date", "time", "end", "duration"),
    *("practitioner", "type", "status", "off"),
)
MOST_ROWS = 5000
_DELIMITERS = ",;\t|"
_APART = re.compile(r"\s+[-–—|/]\s+|:\s+|\s+with\s+|\s*[(\[]")
_HEAD = 15  # lines in which the headings are looked for


class NoColumnsError(Exception):
    """A table without a column for the patient or for the time; `problem` says which."""

    def __init__(self, problem: str, seen: Sequence[str]) -> None:
        super().__init__(problem)
        self.problem, self.seen = problem, tuple(seen)


@cache
def _known() -> Mapping[str, Any]:
    return tomllib.loads((files("messages.heard.diary") / "headings.toml").read_text(encoding="utf-8"))


def plainly(heading: str) -> str:
    """A heading in small letters, with spaces for what is no letter or digit."""
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())


def read_table(text: str, zone: ZoneInfo, own: Mapping[str, str] | None = None) -> list[Booking]:
    """Every row of a table, on the clock of `zone`. `own` names a clinic's columns. Raises NoColumnsError."""
    rows = _rows(text)
    head, places = _headings(rows, own or {})
    cells = [_DiaryRow(row, places) for row in rows[head + 1 :] if any(cell.strip() for cell in row)]
    clock = WallClock.of(zone, [cell for row in cells for cell in (row["start"], row["date"])])
    return [_appointment(row, clock) for row in cells[:MOST_ROWS]]


def _rows(text: str) -> list[list[str]]:
    """Quoted cells may hold line breaks and delimiters; the delimiter is what cuts the first lines most."""
    lines = text.lstrip("\ufeff").split("\n", _HEAD)[:_HEAD]
    if lines and lines[0].casefold().startswith("sep="):
        text = text.partition("\n")[2]
    head = "\n".join(lines)
    csv.field_size_limit(1_000_000)
    delimiter = max(_DELIMITERS, key=lambda mark: sum(map(len, _cut(head, mark))))
    return [row for row in _cut(text, delimiter) if row]


def _cut(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _headings(rows: Sequence[Sequence[str]], own: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The row of the headings, which a title may stand above, and the place of each column."""
    found = [(number, _places(row, own)) for number, row in enumerate(rows[:_HEAD])]
    head, places = max(found, key=lambda one: len(one[1]), default=(0, {}))
    seen = [cell for cell in (rows[head] if rows else []) if cell.strip()]
    if not {"patient", "first", "last", "about"} & places.keys():
        raise NoColumnsError("no_patient", seen)
    if "start" not in places and not {"date", "time"} & places.keys():
        raise NoColumnsError("no_start", seen)
    return head, places


def _places(row: Sequence[str], own: Mapping[str, str]) -> dict[str, int]:
    headings = [plainly(cell) for cell in row]
    places: dict[str, int] = {}
    for column in COLUMNS:
        wanted = [plainly(own[column])] if column in own else _known()[column]
        place = next((headings.index(one) for one in wanted if one in headings), None)
        if place is not None and place not in places.values():
            places[column] = place
    return places


@dataclass(frozen=True)
class _DiaryRow:
    """The cells of a row, by the names of their columns; nothing where there is no such column."""

    cells: Sequence[str]
    places: Mapping[str, int]

    def __getitem__(self, column: str) -> str:
        place = self.places.get(column, len(self.cells))
        return " ".join(self.cells[place].split()) if place < len(self.cells) else ""


def _appointment(row: _DiaryRow, clock: WallClock) -> Booking:
    day = row["date"]
    tried = (row["start"], f"{day} {row['start']}", f"{day} {row['time']}", day)
    start = next(filter(None, map(clock.read, tried)), None)
    whole = row["patient"] or " ".join(filter(None, (row["first"], row["last"])))
    return Booking(
        name=whole or parted(row["about"])[0],
        named=bool(whole),
        start=start,
        end=_end(row, start, clock),
        practitioner=row["practitioner"],
        type=row["type"] or parted(row["about"])[1],
        number=row["number"],
        off=off_by(row["status"], row["off"]),
    )


def _end(row: _DiaryRow, start: datetime | None, clock: WallClock) -> datetime | None:
    if start is None:
        return None
    if length := length_of(row["duration"]):
        return start + length
    end = clock.read(row["end"])
    return end or clock.read(f"{start:%Y-%m-%d} {row['end']}") if row["end"] else None


def parted(summary: str) -> tuple[str, str]:
    """Who, and what: "Jane Doe - Dry needling"."""
    found = _APART.search(summary)
    if found is None:
        return summary.strip(), ""
    return summary[: found.start()].strip(), summary[found.end() :].strip(" )]")


def is_nobody(appointment: Booking) -> bool:
    """Whether it names no patient: a break, or a word that is no name where no column is for names."""
    words = plainly(appointment.name).split()
    breaks = [word in _known()["words"]["nobody"] for word in words]
    if all(breaks) or (any(breaks) and not appointment.named):
        return True
    short = len(words) == 1 and len(words[0]) <= SMALL and appointment.name.isupper()
    return not (appointment.named or short or (len(words) > 1 and is_plainly_name(appointment.name)))


def parse_columns(text: str) -> dict[str, str]:
    """Read "patient=Name, start=Begin". Raises ValueError, with a sentence to show, for anything else."""
    pairs = [part.partition("=") for part in re.split(r"[,;]", text) if part.strip()]
    if wrong := next((one for one in pairs if one[0].strip() not in COLUMNS or not one[2].strip()), None):
        raise ValueError(
            f"{''.join(wrong).strip()!r} names no column; write COLUMN=HEADING of {', '.join(COLUMNS)}"
        )
    return {name.strip(): heading.strip() for name, _, heading in pairs}


def off_by(status: str, off: str = "") -> LeftOut | None:
    """Whether a status, or a column of its own, says that nobody is treated."""
    words, said = _known()["words"], plainly(status)
    if any(word in said for word in words["absent"]):
        return LeftOut.ABSENT
    if any(word in said for word in words["cancelled"]):
        return LeftOut.CANCELLED
    return LeftOut.CANCELLED if plainly(off) not in words["no"] else None


def is_for_needling(type_: str) -> bool:
    """Whether a type of appointment says that there are needles in it."""
    return any(word in plainly(type_) for word in _known()["words"]["needling"])
