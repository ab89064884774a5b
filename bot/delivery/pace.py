"""How fast Telegram may be written to, with a share kept for those who wait for an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model import Priority

RATE = 25.0  # messages a second over all; Telegram's own limit is about 30
PER_CHAT = 1.0  # seconds between two messages to one chat
LONGEST_HOLD = 30.0  # seconds that one message's limit may hold up its chat, and others
SLOTS = 8  # in flight; at this pace more only cost CPU
KEPT_TOKENS: Mapping[Priority, float] = {Priority.ALERT: 0, Priority.REPLY: 3, Priority.REMINDER: 10}
KEPT_SLOTS: Mapping[Priority, int] = {Priority.ALERT: 1, Priority.REPLY: 2, Priority.REMINDER: 4}


@dataclass
class Pace:
    """A bucket of tokens and a rest for each chat; times are seconds of a monotonic clock."""

    tokens: float = RATE
    filled_at: float = 0.0
    in_flight: set[int] = field(default_factory=set)
    resting: dict[int, float] = field(default_factory=dict)  # chat → when it may be written to again
    told_to_wait: dict[int, float] = field(default_factory=dict)  # chat → until when, by Telegram's word

    def refill(self, now: float) -> None:
        self.tokens = min(RATE, self.tokens + max(0.0, now - self.filled_at) * RATE)
        self.filled_at = now
        self.resting = {chat: until for chat, until in self.resting.items() if until > now}
        self.told_to_wait = {chat: until for chat, until in self.told_to_wait.items() if until > now}

    def allowance(self, now: float) -> dict[Priority, int]:
        """How many messages may start now, counted together, up to each priority.

        The last slot is for alerts to the clinic alone (`to_clinic`), whatever holds all the others.
        """
        self.refill(now)
        free = SLOTS - len(self.in_flight)
        allowed = {
            priority: max(0, min(free - KEPT_SLOTS[priority], int(self.tokens - KEPT_TOKENS[priority])))
            for priority in Priority
        }
        if len(self.told_to_wait) > 1:  # not one chat's limit but the whole bot's; only alerts still try
            allowed |= {Priority.REPLY: 0, Priority.REMINDER: 0}
        return allowed

    def to_clinic(self, now: float) -> int:
        """How many may start now where the last of them are alerts to the clinic."""
        self.refill(now)
        return max(0, min(SLOTS - len(self.in_flight), int(self.tokens)))

    def unavailable(self) -> set[int]:
        """Chats that may not be written to now."""
        return self.in_flight | self.resting.keys()

    def start(self, chat: int, now: float) -> None:
        self.tokens -= 1
        self.in_flight.add(chat)
        self.resting[chat] = now + PER_CHAT

    def finish(self, chat: int, now: float, wait: float = 0.0) -> None:
        """A sending ended; `wait` is what Telegram asked this chat's messages to wait."""
        self.in_flight.discard(chat)
        if wait:  # the message itself waits as long as it was told to; the chat's urgent words do not
            held = now + min(wait, LONGEST_HOLD)
            self.told_to_wait[chat] = held
            self.resting[chat] = max(self.resting.get(chat, 0.0), held)

    def pause(self, now: float) -> float:
        """Seconds until a message that is due, and was held back, may be tried again."""
        refill = 1 / RATE if self.tokens < KEPT_TOKENS[Priority.REMINDER] + 1 else PER_CHAT
        return min([refill, *(until - now for until in self.resting.values() if until > now)])
