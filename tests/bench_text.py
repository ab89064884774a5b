"""The processor time of a text in its place: everything that stands open is in hand, and nothing is kept."""

import contextlib
import json
import statistics
import tempfile
import time
from pathlib import Path

from bot.care.conversation import listeners
from bot.store.tx import Tx
from tests.bot.care.conversation.states import STATES, begun
from tests.bot.care.floor import Floor
from tests.tables import Table

SAMPLE = Path(__file__).parent / "messages" / "heard" / "questions" / "blind.jsonl"
PLACES = {
    "idle": "nothing open",
    "checked in": "a check-in open",
    "shown the signs in a question": "the warning signs on the screen",
    "asked for a time": "a time asked for",
    "alert seen": "after an alarm that was seen",
}


class UndoneError(Exception):
    """Ends a transaction that shall leave no trace."""


def taken(floor: Floor, chat: int, text: str) -> float:
    """Seconds of processor time from a text to what is owed for it."""
    found: list[float] = []

    def work(tx: Tx) -> None:
        began = time.process_time()
        listeners.hear(floor.desk(tx), floor.heard(chat, text))
        found.append(time.process_time() - began)
        raise UndoneError

    with contextlib.suppress(UndoneError):
        floor.store.run_now(work)
    return found[0]


def measure(place: str) -> list[float]:
    texts = [json.loads(line)["text"] for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        floor = begun(Path(folder))
        chat = STATES[place](floor)
        floor.move(minutes=2)
        times = [taken(floor, chat, text) for text in texts]
        floor.close()
    return sorted(times)


def table() -> Table:
    rows = []
    for place, told in PLACES.items():
        times = measure(place)
        most = times[int(len(times) * 0.95) - 1]
        rows.append([told, f"{statistics.median(times) * 1e3:.1f} ms", f"{most * 1e3:.1f} ms"])
    return Table(
        ("processor time of a text, with all that stands open in hand", "median", "95 of 100 within"), rows
    )


if __name__ == "__main__":
    print(table().text)  # noqa: T201  (a program)
