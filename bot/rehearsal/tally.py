"""The count at Telegram's side, held against the bot's own file: what is lost, and what came twice."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.rehearsal.shapes import Json
from bot.rehearsal.switchboard import Call
from bot.rehearsal.weather import MESSAGES
from bot.rehearsal.world import World

StepOf = Callable[[Sequence[str]], str | None]


@dataclass(frozen=True)
class Books:
    """What the bot's own file says: updates by their numbers, and messages that it takes for sent.

    Each of the latter is a chat and Telegram's number of the message in it.
    """

    updates: frozenset[int] = frozenset()
    applied: frozenset[int] = frozenset()
    sent: frozenset[tuple[int, int]] = frozenset()
    owed: int = 0
    unknown: int = 0


@dataclass(frozen=True)
class Counts:
    """`lost` and `twice` are what should stay nought."""

    updates: int
    applied: int
    owed: int
    sent: int
    unknown: int
    lost: int
    twice: int


@dataclass(frozen=True)
class Counted:
    """What has been counted so far, and can be counted from no list any more."""

    sent: int = 0
    steps: list[tuple[int, str, str, str, int]] = field(default_factory=list)  # and how often each came
    known: set[int] = field(default_factory=set)
    applied: set[int] = field(default_factory=set)


class Tally:
    """Counts what passes at Telegram; the bot's word is taken for what it owes and has done, and no further.

    What the bot's file once knew is not lost when it forgets it: it keeps no number longer than it has to.
    """

    def __init__(self, world: World, calls: Sequence[Call], step_of: StepOf) -> None:
        """`step_of` tells by the data of a message's buttons which step of a plan it is, if it is any."""
        self._world, self._calls, self._step_of = world, calls, step_of
        self.begin_anew()

    def begin_anew(self) -> None:
        """Everybody has forgotten everything."""
        self._read = 0  # calls that are counted
        self._sent = 0
        self._steps = Counter[tuple[int, str, str, str]]()
        self._books = Books()
        self._known, self._applied = set[int](), set[int]()
        self._lost = 0

    @property
    def counted(self) -> Counted:
        self._count()
        steps = [(*step, times) for step, times in self._steps.items()]
        return Counted(self._sent, steps, self._known, self._applied)

    def take_up(self, counted: Counted) -> None:
        """Go on where another has ended."""
        self._sent, self._known, self._applied = counted.sent, counted.known, counted.applied
        self._steps = Counter({(chat, step, words, keys): n for chat, step, words, keys, n in counted.steps})

    def confirmed(self) -> frozenset[int]:
        """What no bot can ask for any more. Taken before the books are read, it must be in them."""
        return frozenset(self._world.updates.confirmed | self._world.updates.forgotten)

    def note(self, books: Books, confirmed: frozenset[int]) -> bool:
        """Hold the books against what had been `confirmed` before; whether anything is new."""
        before = self._books, self._lost
        self._known |= books.updates
        self._applied |= books.applied
        self._books = books
        missing = sum(not self._is_there(chat, number) for chat, number in books.sent)
        self._lost = len(confirmed - self._known) + missing
        return before != (books, self._lost)

    def _is_there(self, chat_id: int, number: int) -> bool:
        chat = self._world.chats.get(chat_id)
        message = chat.message(number) if chat else None
        return message is not None and message.by_bot

    @property
    def counts(self) -> Counts:
        self._count()
        return Counts(
            updates=self._world.updates.count,
            applied=len(self._applied),
            owed=self._books.owed,
            sent=self._sent,
            unknown=self._books.unknown,
            lost=self._lost,
            twice=sum(times - 1 for times in self._steps.values()),
        )

    def _count(self) -> None:
        for call in self._calls[self._read :]:
            if call.applied and call.method in MESSAGES:
                self._take(call.result)
        self._read = len(self._calls)

    def _take(self, message: Json) -> None:
        """A message that came to a phone; of a plan's steps each may do so once."""
        self._sent += 1
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        step = self._step_of(
            [str(key["callback_data"]) for row in rows for key in row if "callback_data" in key]
        )
        if step is not None:
            words = str(message.get("text", message.get("caption", "")))
            self._steps[message["chat"]["id"], step, words, json.dumps(rows)] += 1
