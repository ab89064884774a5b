"""The files that earlier code left, to be opened by today's."""

import shutil
from pathlib import Path

from bot.store import engine, repair
from bot.store.tx import Row
from tests.bot.store.landed.make import KEY as KEY_OF_ALL
from tests.surroundings import KEY

LANDED = sorted(Path(__file__).parent.glob("*.db"))


def left_by(file: Path, path: Path) -> Path:
    """A copy of one of them there, with the key that the tests go by."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copy(file, path)
    db = engine.connect(path, KEY_OF_ALL)
    db.execute(f"PRAGMA rekey = \"x'{KEY}'\"")
    db.close()
    return path


def rows(path: Path) -> dict[str, list[Row]]:
    """Everything in a file, whatever tables it has."""
    db = engine.connect(path, KEY)
    tables = [name for kind, name in repair.parts(db) if kind == "table"]
    found = {table: sorted(db[table].rows, key=lambda row: str(next(iter(row.values())))) for table in tables}
    db.close()
    return found
