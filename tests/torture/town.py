"""All around a bot that lasts while its processes are killed: people, their acts, their reminders."""

import itertools
import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bot.rehearsal import EmbeddedTelegram, Message, Person
from tests.crash.busy import hurried
from tests.crash.crowd import Crowd
from tests.crash.lives import Lives

OWNER = 77
STEPS, APART = 5, 3  # of the hurried protocol, and the seconds between two
WRITERS, BREATHLESS = 24, 12
WAVE = 6  # patients whose reminders fall due from now on
SEEN = "Seen"


def now() -> datetime:
    return datetime.now(UTC)


class Town:
    """Writers write and tap; the breathless send red flags; waves of patients have reminders fall due."""

    def __init__(
        self, folder: Path, telegram: EmbeddedTelegram, chance: random.Random, apart: int = APART
    ) -> None:
        self.telegram, self.chance = telegram, chance
        content = hurried(folder / "content", steps=STEPS, apart=apart)
        self.lives = Lives(folder, telegram, content, OWNER_IDS=str(OWNER))
        self.owner = telegram.person("Kim", user_id=OWNER)
        self.breathless = [telegram.person(f"Breathless {n}") for n in range(BREATHLESS)]
        self.last = telegram.person("The last one")  # who is answered when all is over
        self.crowd = Crowd([telegram.person(f"Writer {n}") for n in range(WRITERS)], [])
        self.writers = list(self.crowd.patients)
        self.flags: dict[str, tuple[Person, datetime]] = {}  # every red flag that was written, and when
        self.seen: set[str] = set()  # what the owner's taps on Seen held
        self.others = 0  # updates that are none of the crowd's
        self.owner.start()
        self.others += 1
        self._enrol([*self.writers, *self.breathless])

    @property
    def updates(self) -> int:
        """How many updates there have been."""
        return self.crowd.did.total() + len(self.flags) + len(self.seen) + self.others

    def wave(self) -> None:
        """More patients, and a stranger at the door; the bot must not be running."""
        number = len(self.crowd.patients)
        fresh = [self.telegram.person(f"Patient {number + n}") for n in range(WAVE)]
        self._enrol(fresh)
        self.crowd.patients += fresh
        self.crowd.strangers.append(self.telegram.person(f"Stranger {number}"))
        self.crowd.start(self.crowd.strangers[-1])

    def _enrol(self, people: list[Person]) -> None:
        for person in people:
            person.chat.started = True
        self.lives.enrol([person.id for person in people], now())

    def act(self) -> None:
        """What people do in a moment."""
        for writer in self.chance.sample(self.writers, self.chance.randrange(5)):
            self.crowd.write(writer)
        self.crowd.tap(self.crowd.patients[::4])
        if self.chance.random() < 0.2:
            self._cannot_breathe(self.chance.choice(self.breathless))
        self._read_alerts()

    def _cannot_breathe(self, person: Person) -> None:
        words = f"I cannot breathe, this is call {len(self.flags) + 1}."
        self.flags[words] = (person, now())
        person.say(words)

    def _read_alerts(self) -> None:
        """The owner has seen one of the last alerts, now and then."""
        alerts = [message for message in self.owner.chat.bot_messages if _code(message)]
        for message in itertools.islice(reversed(alerts), 1):
            if (code := _code(message)) not in self.seen and self.chance.random() < 0.3:
                self.seen.add(code)
                self.owner.tap(message, SEEN)

    def ask(self) -> None:
        """Somebody who is answered after all that came before."""
        self.others += 1
        self.last.say("/help")

    def told(self) -> Counter[str]:
        """How often the owner was told each red flag, by the other side's own chats."""
        said = "\n".join(message.words for message in self.owner.chat.bot_messages)
        return Counter({words: said.count(words) for words in self.flags})


def _code(message: Message) -> str:
    """What the button under an alert holds, where there is one."""
    button = message.button(SEEN)
    return str(button.data) if button else ""
