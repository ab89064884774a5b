"""The processor time of a text in its place: everything that stands open is in hand, and nothing is kept."""

import contextlib
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bot.care.conversation import listeners
from bot.store.tx import Tx
from tests.bot.care.conversation.states import STATES, begun
from tests.bot.care.floor import Floor

SAMPLE = Path(__file__).parent / "messages" / "heard" / "questions" / "blind.jsonl"
PLACES = ("idle", "checked in", "shown the signs in a question", "asked for a time", "alert seen")


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


def main() -> None:
    sys.stdout.write(f"\n{'processor time of a text':36}{'median':>18}{'95 of 100 within':>20}\n")
    for place in PLACES:
        times = measure(place)
        most = times[int(len(times) * 0.95) - 1]
        sys.stdout.write(f"{place:36}{statistics.median(times) * 1e3:>15.1f} ms{most * 1e3:>17.1f} ms\n")


if __name__ == "__main__":
    main()
