"""How fast Telegram may be written to, with a share kept for those who wait for an answer."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model import Priority

MOST = 29  # messages in any second, over all; Telegram's own limit is about 30
WINDOW = 1.05  # seconds: a little more than one, as what leaves evenly arrives less so
PER_CHAT = 1.0  # seconds between two messages to one chat
LONGEST_HOLD = 30.0  # seconds that one message's limit may hold up its chat, and others
SLOTS = 8  # in flight; at this pace more only cost CPU
KEPT: Mapping[Priority, int] = {Priority.ALERT: 0, Priority.REPLY: 1, Priority.REMINDER: 3}  # of MOST
KEPT_SLOTS: Mapping[Priority, int] = {Priority.ALERT: 1, Priority.REPLY: 2, Priority.REMINDER: 4}


@dataclass
class Pace:
    """What has left in the last second, and a rest for each chat; times are seconds of a monotonic clock."""

    left: deque[float] = field(default_factory=deque)  # when, the oldest first
    in_flight: set[int] = field(default_factory=set)
    resting: dict[int, float] = field(default_factory=dict)  # chat → when it may be written to again
    told_to_wait: dict[int, float] = field(default_factory=dict)  # chat → until when, by Telegram's word

    def look(self, now: float) -> None:
        """Forget what is past by now."""
        while self.left and self.left[0] <= now - WINDOW:
            self.left.popleft()
        self.resting = {chat: until for chat, until in self.resting.items() if until > now}
        self.told_to_wait = {chat: until for chat, until in self.told_to_wait.items() if until > now}

    def allowance(self, now: float) -> dict[Priority, int]:
        """How many messages may start now, counted together, up to each priority.

        The last slot is for alerts to the clinic alone (`to_clinic`), whatever holds all the others.
        """
        self.look(now)
        free, room = SLOTS - len(self.in_flight), MOST - len(self.left)
        allowed = {
            priority: max(0, min(free - KEPT_SLOTS[priority], room - KEPT[priority])) for priority in Priority
        }
        if len(self.told_to_wait) > 1:  # not one chat's limit but the whole bot's; only alerts still try
            allowed |= {Priority.REPLY: 0, Priority.REMINDER: 0}
        return allowed

    def to_clinic(self, now: float) -> int:
        """How many may start now where the last of them are alerts to the clinic."""
        self.look(now)
        return max(0, min(SLOTS - len(self.in_flight), MOST - len(self.left)))

    def unavailable(self) -> set[int]:
        """Chats that may not be written to now."""
        return self.in_flight | self.resting.keys()

    def start(self, chat: int, now: float) -> None:
        self.left.append(now)
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
        full = len(self.left) > MOST - 1 - KEPT[Priority.REMINDER]
        room = max(0.0, self.left[0] + WINDOW - now) if full else PER_CHAT
        return min([room, *(until - now for until in self.resting.values() if until > now)])
