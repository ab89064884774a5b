"""Whatever comes, each update is applied or set aside, and whoever writes next is answered."""

import asyncio
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store import inbox
from tests.bot.rehearsal.api import needs_api
from tests.crash.network import World, message_json
from tests.crash.story import START
from tests.crash.ward import Place, Ward
from tests.torture.odd import Shape, odd_update
from tests.torture.shapes import described, pattern

PEOPLE = (7_000_000_001, 7_000_000_002, 7_000_000_003)
BATCH = 8
RANDOM = st.randoms(use_true_random=False)


class Bench:
    """One bot that lives through everything that is thought of."""

    def __init__(self, folder: Path) -> None:
        self.runner = asyncio.Runner()
        self.ward = Ward(Place.at(folder), folder / "odd.db", World(START))
        self.number = 1
        self.runner.run(self.ward.open())

    def close(self) -> None:
        self.ward.close()
        self.runner.close()

    def offer(self, chance: random.Random, shape: Shape) -> dict[int, bytes]:
        """A batch, heard as it would come over the network; what it held."""
        batch = {self.number + n: odd_update(chance, self.number + n, PEOPLE, shape) for n in range(BATCH)}
        self.number += BATCH
        self.runner.run(self._hear(list(batch.values())))
        return batch

    async def _hear(self, batch: list[bytes]) -> None:
        bot = self.ward.bot
        assert await bot.polling.hear(b'{"ok":true,"result":[' + b",".join(batch) + b"]}") == 0
        for _ in range(3):
            while await bot.inbox.deal_with_next():
                pass
            self.ward.seconds += 2
        await bot.pump.turn()
        await self.ward.rest()

    def answers(self, chat: int) -> bool:
        """Somebody writes, and is owed an answer."""
        before = sum(row["chat_id"] == chat for row in self.ward.rows())
        who = {"id": chat, "is_bot": False, "first_name": "Pat"}
        message = message_json(1, chat, START, "/help", who)
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": 5}]
        self.runner.run(self._hear([json.dumps({"update_id": self.number, "message": message}).encode()]))
        self.number += 1
        return bool(sum(row["chat_id"] == chat for row in self.ward.rows()) > before)


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory() as folder:
        opened = Bench(Path(folder))
        yield opened
        opened.close()


def check(bench: Bench, chance: random.Random, shape: Shape) -> None:
    batch = bench.offer(chance, shape)
    rows = {row["update_id"]: row for row in bench.ward.rows("inbox")}
    for number, raw in batch.items():
        assert rows[number]["state"] in ("done", "quarantined"), raw
        assert rows[number]["state"] == "done" or rows[number]["raw"] == raw
    assert bench.ward.look(inbox.waiting) == 0
    assert not bench.ward.bot.ended.is_set()
    assert bench.answers(PEOPLE[0])


QUICK = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@QUICK
@given(chance=RANDOM)
def test_an_update_of_our_own_patterns_is_applied_or_set_aside(bench: Bench, chance: random.Random) -> None:
    check(bench, chance, pattern)


@needs_api
@QUICK
@given(chance=RANDOM)
def test_an_update_of_any_type_of_the_bot_api_is_applied_or_set_aside(
    bench: Bench, chance: random.Random
) -> None:
    check(bench, chance, described)
