"""A database with a memory beside its key, in a folder of its own, and people in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.store import backup, patients
from bot.store.memory import Memory
from bot.store.opening import Begin
from bot.store.store import Store
from bot.store.tx import Tx
from tests.bot.conftest import Clock
from tests.surroundings import KEY

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass
class Remembering:
    """What one operator has: a folder with data, secrets and backups."""

    folder: Path
    clock: Clock = field(default_factory=lambda: Clock(NOON))

    def __post_init__(self) -> None:
        self.path = self.folder / "data" / "aftercare.db"
        self.key_file = self.folder / "secrets" / "database.key"
        self.memory = Memory.beside(self.key_file, KEY, self.clock)

    def open(self, begin: Begin = Begin.AS_REMEMBERED, path: Path | None = None) -> Store:
        return Store(path or self.path, KEY, self.memory, begin)

    def live(self, *chats: int) -> None:
        """Open it, let these people come, and close it."""
        store = self.open()
        for chat in chats:
            store.run_now(come, chat)
        store.close()

    def be_killed(self, use_case: Callable[[Tx, int], None], *numbers: int) -> None:
        """Open it, do this for each number, and be killed: nothing is closed, and nothing tidied up."""
        store = self.open()
        for number in numbers:
            store.run_now(use_case, number)
        left = {file: file.read_bytes() for file in self.folder.rglob("*") if file.is_file()}
        store.close()
        for file, content in left.items():
            file.write_bytes(content)

    def backup(self, name: str = "copy.db") -> Path:
        target = self.folder / "backups" / name
        backup.backup(self.path, KEY, target)
        return target

    def files(self) -> list[str]:
        return sorted(file.name for file in self.path.parent.iterdir())


def come(tx: Tx, chat: int) -> None:
    patients.add(tx, code=f"CODE{chat}", chat_id=chat, language="en", wording="w", now=NOON)


def people(store: Store) -> list[int]:
    rows = store.run_now(lambda tx: tx.all("SELECT chat_id FROM patients ORDER BY chat_id"))
    return [row["chat_id"] for row in rows]
