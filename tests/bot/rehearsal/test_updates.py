"""The queue of updates: nothing unconfirmed is lost, nothing confirmed comes back."""

from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.rehearsal.shapes import Json
from bot.rehearsal.updates import BY_DEFAULT, FIRST_ID, Updates
from tests.bot.rehearsal.conftest import Clock


def at_once(asking: Coroutine[Any, Any, list[Json]]) -> list[Json]:
    """A poll that does not wait has its answer without a loop."""
    with pytest.raises(StopIteration) as answered:
        asking.send(None)
    answer: list[Json] = answered.value.value
    return answer


class Queue(RuleBasedStateMachine):
    """Against the plainest model: a list of (id, when)."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.updates = Updates(self.clock, lambda: None)
        self.kept: list[tuple[int, Any]] = []
        self.next_id = FIRST_ID
        self.allowed = BY_DEFAULT

    @rule(kind=st.sampled_from(["message", "callback_query", "chat_member"]))
    def arrives(self, kind: str) -> None:
        self.updates.add(kind, {})
        if kind in self.allowed:
            self.kept.append((self.next_id, self.clock()))
            self.next_id += 1

    @rule(limit=st.integers(1, 100), back=st.integers(-12, 5))
    def is_polled_from(self, limit: int, back: int) -> None:
        """A positive offset confirms everything below it; one far ahead confirms nothing and starts anew."""
        offset = self.next_id - back
        self._age()
        if offset <= self.next_id + 10:
            self.kept = [item for item in self.kept if item[0] >= offset]
        self._expect(at_once(self.updates.poll(offset=offset, limit=limit, timeout=0)), limit)

    @rule(limit=st.integers(1, 3))
    def is_polled_without_offset(self, limit: int) -> None:
        self._age()
        self._expect(at_once(self.updates.poll(offset=0, limit=limit, timeout=0)), limit)

    @rule(last=st.integers(1, 5))
    def is_polled_from_the_end(self, last: int) -> None:
        """A negative offset keeps the last so many and forgets all before them."""
        self._age()
        self.kept = self.kept[-last:]
        self._expect(at_once(self.updates.poll(offset=-last, limit=100, timeout=0)), 100)

    @rule(kinds=st.sampled_from([["message"], [], ["nonsense"], None, ["chat_member", "message"], "x"]))
    def is_told_what_to_allow(self, kinds: object) -> None:
        self.updates.allow(kinds)
        if isinstance(kinds, list):
            known = frozenset(kinds) - {"nonsense"}
            self.allowed = known or BY_DEFAULT

    @rule(hours=st.integers(1, 13))
    def time_passes(self, hours: int) -> None:
        self.clock.move(hours=hours)

    @invariant()
    def ids_follow_one_another(self) -> None:
        ids = [update["update_id"] for update in self.updates.pending]
        assert ids == list(range(self.next_id - len(ids), self.next_id))

    def _age(self) -> None:
        self.kept = [item for item in self.kept if item[1] + timedelta(hours=24) > self.clock()]

    def _expect(self, told: list[Json], limit: int) -> None:
        assert [update["update_id"] for update in told] == [number for number, _ in self.kept][:limit]


TestQueue = Queue.TestCase
