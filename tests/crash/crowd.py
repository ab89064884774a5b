"""Everybody who talks to a bot that is killed, what they have done, and what they were shown."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.model import Status
from bot.rehearsal import Message, Person
from bot.store.tx import Row
from tests.crash.network import Shown

WORRIED = "I'm worried"
# What a note may be answered with: notes hold a number, and the same is not said twice in a row.
ANSWERED = {
    *("bot.free_text", "bot.free_text_more", "bot.beyond", "bot.above", "bot.answer", "bot.smalltalk"),
    *("bot.listening", "bot.screen", "bot.sore_again", "bot.sore_which", "bot.sore_tap", "bot.name_noted"),
}
Effects = Counter[tuple[str, int | str]]


class Crowd:
    """`did` is every effect that must have come of what they wrote and tapped."""

    def __init__(self, patients: Iterable[Person], strangers: Iterable[Person]) -> None:
        self.patients, self.strangers = list(patients), list(strangers)
        self.did: Effects = Counter()
        self.notes: Counter[int] = Counter()
        self._tapped: set[tuple[int, int]] = set()

    @property
    def people(self) -> list[Person]:
        return [*self.patients, *self.strangers]

    def start(self, stranger: Person) -> None:
        self.did["welcome", stranger.id] += 1
        stranger.start()

    def write(self, person: Person) -> None:
        self.notes[person.id] += 1
        self.did["note", person.id] += 1
        person.say(note(self.notes[person.id]))

    def tap(self, people: Sequence[Person]) -> None:
        """Those of them who were reminded tap that they are worried, once a reminder."""
        for person in people:
            for message in _steps(person)[-1:]:
                if (person.id, message.id) not in self._tapped:
                    self._tapped.add((person.id, message.id))
                    self.did["worry", person.id] += 1
                    person.tap(message, WORRIED)

    @property
    def worries(self) -> Counter[int]:
        return Counter({int(who): n for (what, who), n in self.did.items() if what == "worry"})


def note(number: int) -> str:
    """Another one for each number, without a figure in it, which might answer a question."""
    return "note " + "".join("qwxzvkjhgf"[int(figure)] for figure in str(number))


def _steps(person: Person) -> list[Message]:
    return [message for message in person.chat.bot_messages if message.button(WORRIED)]


def effects(outbox: Iterable[Row], worries: Iterable[Row], patients: Iterable[Row]) -> Effects:
    """What the database holds of all that, in the same words."""
    chat_of = {row["id"]: row["chat_id"] for row in patients}
    found: Effects = Counter(("worry", chat_of[row["patient_id"]]) for row in worries)
    for row in outbox:
        if row["key"] in ANSWERED:
            found["note", row["chat_id"]] += 1
        elif row["key"] == "bot.welcome":
            found["welcome", row["chat_id"]] += 1
    return found


def shown(people: Iterable[Person]) -> list[Shown]:
    """Every message of the bot, as the other side has it."""
    return [
        Shown(
            message.id,
            person.id,
            message.at,
            message.text or "",
            tuple((button.label, button.data or "") for row in message.buttons for button in row),
            Status.ACTIVE.value,
            "Europe/London",
        )
        for person in people
        for message in person.chat.bot_messages
    ]
