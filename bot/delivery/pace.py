"""How fast Telegram may be written to, with a share kept for those who wait for an answer."""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model import Priority

MOST = 29  # messages in any second, over all; Telegram's own limit is about 30
WINDOW = 1.004  # seconds: one, and what the loop may be late and the network uneven
SPARE = 0.003  # seconds of these that a departure may be late and still count from its moment
KEPT: Mapping[Priority, int] = {Priority.ALERT: 0, Priority.REPLY: 0, Priority.REMINDER: 1}  # of MOST
FEW = 8  # replies in a second may take the last place; more of them leave it to an alert
BEAT = WINDOW / (
    MOST - KEPT[Priority.REMINDER]
)  # seconds between two reminders: as soon a place is free again
CATCH_UP = 0.15  # seconds of beats that are made good after a moment in which nothing could be done
AHEAD = 0.11  # seconds before it leaves that a reminder may be claimed: several share a transaction
LEAD = 0.015  # seconds for that transaction and the making of words
PER_CHAT = 1.0  # seconds between two messages to one chat
LONGEST_HOLD = 30.0  # seconds that one message's limit may hold up its chat
SLOTS = 36  # in flight: as many as leave in a second, where Telegram is a second away
KEPT_SLOTS: Mapping[Priority, int] = {Priority.ALERT: 1, Priority.REPLY: 2, Priority.REMINDER: 4}
UNHEARD: Mapping[Priority, int] = {Priority.ALERT: SLOTS, Priority.REPLY: 8, Priority.REMINDER: 6}
# under way while nothing is answered: where that ends badly, nobody may ever know what became of them
TRUST = 1.0  # seconds in which each answer lets one more be under way


@dataclass(frozen=True)
class Flight:
    """What a chat is about to get; when it left, where it has."""

    priority: Priority
    left: float | None = None


@dataclass(frozen=True)
class Wish:
    """Telegram asked a chat's messages to wait: when, and until when."""

    at: float
    until: float


@dataclass
class Pace:
    """What has left in the last second, a rest for each chat, and Telegram's wishes; by a monotonic clock."""

    left: deque[float] = field(default_factory=deque)  # when, the oldest first
    replies: deque[float] = field(default_factory=deque)  # the same, of replies alone
    answers: deque[float] = field(default_factory=deque)  # when Telegram answered
    beat: float = float("-inf")  # of the next reminder
    in_flight: dict[int, Flight] = field(default_factory=dict)  # chat → its message
    under_way: Counter[Priority] = field(default_factory=Counter)  # how many of these there are
    in_line: Counter[Priority] = field(default_factory=Counter)  # and how many of them have not left yet
    resting: dict[int, float] = field(default_factory=dict)  # chat → when it may be written to again
    wishes: dict[int, Wish] = field(default_factory=dict)  # chat → what may be its own limit, or the bot's
    held_until: float = float("-inf")  # by Telegram's word to the whole bot

    def look(self, now: float) -> None:
        """Forget what is past by now."""
        for past, away in ((self.left, WINDOW), (self.replies, WINDOW), (self.answers, TRUST)):
            while past and past[0] + away <= now:
                past.popleft()
        for chat in [chat for chat, until in self.resting.items() if until <= now]:
            del self.resting[chat]
        if self.wishes:
            self.wishes = {chat: wish for chat, wish in self.wishes.items() if wish.until > now}

    def moment(self, priority: Priority, now: float) -> float:
        """When a message of that priority may leave: now, or the first moment with room for it."""
        self.look(now)
        most = MOST - KEPT[priority] - sum(waiting for one, waiting in self.in_line.items() if one < priority)
        if priority is Priority.REPLY and len(self.replies) >= FEW:
            most -= 1
        most = max(1, most)
        room = self.left[-most] + WINDOW if len(self.left) >= most else now
        return max(room, self.beat) if priority is Priority.REMINDER else room

    def held(self, priority: Priority, now: float) -> float:
        """Seconds for which Telegram has asked the whole bot to wait; alerts go on trying."""
        return 0.0 if priority is Priority.ALERT else max(0.0, self.held_until - now)

    def allowance(self, now: float) -> dict[Priority, int]:
        """How many messages may be claimed now, counted together, up to each priority.

        Alerts and replies leave at once, reminders at their beat. The last slot is for alerts to the clinic
        alone (`to_clinic`), whatever holds all the others.
        """
        free, urgent = SLOTS - len(self.in_flight), self._urgent(now)
        room = urgent - self.in_line[Priority.REPLY]
        few = FEW - len(self.replies) - self.in_line[Priority.REPLY]
        wanted = {
            Priority.ALERT: urgent,
            Priority.REPLY: max(room - 1, min(room, few)),
            Priority.REMINDER: self._beats(now),
        }
        wanted = {one: min(wanted[one], free - KEPT_SLOTS[one], self._trusted(one)) for one in Priority}
        return {one: 0 if self.held(one, now) else max(0, wanted[one]) for one in Priority}

    def to_clinic(self, now: float) -> int:
        """How many may start now where the last of them are alerts to the clinic."""
        return max(0, min(SLOTS - len(self.in_flight), self._urgent(now)))

    def unavailable(self) -> set[int]:
        """Chats that may not be written to now."""
        return self.in_flight.keys() | self.resting.keys()

    def start(self, chat: int, priority: Priority) -> None:
        """It was claimed, and leaves as soon as there is room."""
        self.in_flight[chat] = Flight(priority)
        self.under_way[priority] += 1
        self.in_line[priority] += 1

    def leave(self, chat: int, now: float, planned: float) -> None:
        """It leaves now, where it was to leave at a moment that is hardly past."""
        priority = self.in_flight[chat].priority
        counted = max(planned, self.moment(priority, now - SPARE))
        self.left.append(max(counted, self.left[-1]) if self.left else counted)
        self.in_flight[chat] = Flight(priority, now)
        self.in_line[priority] -= 1
        self.resting[chat] = max(self.resting.get(chat, now), now + PER_CHAT)
        if priority is Priority.REPLY:
            self.replies.append(now)
        if priority is Priority.REMINDER:
            self.beat = (self.beat if self.beat > now - CATCH_UP else now) + BEAT

    def finish(self, chat: int, now: float, *, answered: bool = True, wait: float = 0.0) -> None:
        """A sending ended; `answered` by Telegram, which may have asked this chat's messages to `wait`."""
        flight = self.in_flight.pop(chat)
        left = flight.left
        self.under_way[flight.priority] -= 1
        if left is None:  # it never did
            self.in_line[flight.priority] -= 1
            return
        if answered:
            self.answers.append(now)
        if wait:  # the message itself waits as long as it was told to; the chat's urgent words do not
            held = now + min(wait, LONGEST_HOLD)
            self.resting[chat] = max(self.resting.get(chat, held), held)
            self._heed(chat, Wish(now, now + wait))
        elif answered:  # what left after a wish and was taken shows that the wish was about one chat
            self.wishes = {one: wish for one, wish in self.wishes.items() if wish.at > left}

    def _heed(self, chat: int, wish: Wish) -> None:
        """Where two chats in a row are asked to wait it is not their limit but the bot's."""
        self.wishes[chat] = wish
        if len(self.wishes) > 1:
            self.held_until = max(one.until for one in self.wishes.values())

    def pause(self, now: float) -> float:
        """Seconds until a message that is due, and was held back, may be tried again.

        Never more than a chat's rest: while something that is due has to wait, no alarm is set for others.
        """
        if held := self.held(Priority.REMINDER, now):
            return min(held, PER_CHAT)
        next_claim = self.moment(Priority.REMINDER, now) + self.in_line[Priority.REMINDER] * BEAT - LEAD
        moments = [next_claim, self.moment(Priority.REPLY, now), *self.resting.values()]
        return min((PER_CHAT, *(moment - now for moment in moments if moment > now)))

    def _urgent(self, now: float) -> int:
        """How many alerts may leave at once, whoever else waits to."""
        self.look(now)
        return MOST - len(self.left) - self.in_line[Priority.ALERT]

    def _beats(self, now: float) -> int:
        """How many more reminders will leave in the next moments."""
        first = self.moment(Priority.REMINDER, now) + self.in_line[Priority.REMINDER] * BEAT
        return int((now + AHEAD - first) // BEAT) + 1

    def _trusted(self, priority: Priority) -> int:
        """How many more may be under way: few where nothing comes back."""
        return UNHEARD[priority] + len(self.answers) - self.under_way[priority]
