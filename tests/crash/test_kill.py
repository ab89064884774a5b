"""Real processes over HTTP, killed amid a backlog both ways: nothing is lost, nothing comes twice."""

import itertools
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import content
from bot.app import house_of, open_store
from bot.model import Status
from bot.rehearsal import EmbeddedTelegram, Message, Person
from bot.rehearsal.trouble import Silence
from bot.store import engine
from bot.store.tx import Row
from tests.crash import laws
from tests.crash.busy import hurried
from tests.crash.enrolling import enrol
from tests.crash.lives import Lives
from tests.crash.network import Shown
from tests.lengths import Length, lengths
from tests.surroundings import KEY, TOKEN

PATIENTS, STRANGERS, STEPS = 36, 6, 5
# How many messages a life may send before it is killed; and lives that end waiting for an answer.
SENDINGS = (0, 1, 2, 3, 5, 8, 13, 18, 24, 1, 4, 7, 12, 2)
HUNG = (True, False) * 3
ENDS: list[tuple[int, bool | None]] = [*((n, None) for n in SENDINGS), *((0, hung) for hung in HUNG)]
LOOKS = 60  # a chat is written to once a second, so a crowded one takes a while


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
async def telegram() -> AsyncIterator[EmbeddedTelegram]:
    server = EmbeddedTelegram(token=TOKEN, clock=now)
    await server.start()
    yield server
    await server.stop()


class Crowd:
    """Everybody who talks to the bot, and what they have done so far."""

    def __init__(self, telegram: EmbeddedTelegram) -> None:
        self.patients = [telegram.person(f"Patient {n}") for n in range(PATIENTS)]
        self.strangers = [telegram.person(f"Stranger {n}") for n in range(STRANGERS)]
        self.notes: Counter[int] = Counter()
        self.worries: Counter[int] = Counter()
        self._tapped: set[tuple[int, int]] = set()

    def write(self, person: Person) -> None:
        self.notes[person.id] += 1
        person.say(f"note {self.notes[person.id]}")

    def tap(self) -> None:
        """Some of those who were reminded tap that they are worried."""
        for person in self.patients[::3]:
            for message in _steps(person)[-1:]:
                if (person.id, message.id) not in self._tapped:
                    self._tapped.add((person.id, message.id))
                    self.worries[person.id] += 1
                    person.tap(message, "I'm worried")


def _steps(person: Person) -> list[Message]:
    return [message for message in person.chat.bot_messages if message.button("I'm worried")]


def _after(telegram: EmbeddedTelegram, sendings: int) -> Callable[[], bool]:
    """So many messages from here on; none at all means the very first call of a new process."""
    met = len(telegram.calls)

    def holds() -> bool:
        said = [call.method for call in itertools.islice(telegram.calls, met, None)]
        return said.count("sendMessage") >= sendings if sendings else bool(said)

    return holds


async def _lives(lives: Lives, crowd: Crowd, ends: Sequence[tuple[int, bool | None]]) -> None:
    """Kill after kill, while people go on writing and tapping."""
    writers = itertools.cycle(crowd.patients[::2])
    for sendings, hung in ends:
        for writer in itertools.islice(writers, 6):
            crowd.write(writer)
        crowd.tap()
        holds = _after(lives.telegram, sendings)
        if hung is not None:
            lives.telegram.trouble("sendMessage", Silence(applied=hung))
            holds = _after(lives.telegram, 1)
        await lives.begin()
        await lives.kill_when(holds)
        lives.telegram.calm()


def _rows(lives: Lives, table: str = "outbox") -> list[Row]:
    """Look into the file while the bot has it open; reading takes no lock of ours."""
    db = engine.connect(lives.settings.database_path, KEY, mode="ro")
    try:
        return [dict(row) for row in db.query(f"SELECT * FROM {table}")]
    finally:
        db.close()


def _all_is_done(lives: Lives) -> bool:
    """Every update is fetched and dealt with, and nothing is owed."""
    waiting = [row for row in _rows(lives, "inbox") if row["state"] == "waiting"]
    due = [row for row in _rows(lives) if row["state"] == "due"]
    return not lives.telegram.pending and not waiting and not due


async def _drain(lives: Lives, crowd: Crowd) -> None:
    """One last life, until nothing is owed any more."""
    await lives.begin()
    last = crowd.strangers[-1]
    for _ in range(LOOKS):
        told = len(last.chat.bot_messages) + 1
        if not any(row["state"] == "due" and row["chat_id"] == last.id for row in _rows(lives)):
            last.say("/help")
        await lives.telegram.until(lambda told=told: len(last.chat.bot_messages) >= told)  # type: ignore[misc]
        if _all_is_done(lives):
            break
    assert await lives.finish() == 0


def _shown(crowd: Crowd) -> list[Shown]:
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
        for person in crowd.patients
        for message in person.chat.bot_messages
    ]


@pytest.mark.slow
@lengths
async def test_twenty_kills_amid_a_backlog_lose_nothing_and_repeat_nothing(
    tmp_path: Path, telegram: EmbeddedTelegram, length: Length
) -> None:
    """Or three of them."""
    apart = length.count(6, 2)
    lives = Lives(tmp_path, telegram, hurried(tmp_path / "content", steps=STEPS, apart=apart))
    crowd = Crowd(telegram)
    words = content.load(lives.settings.content_dir)
    store = open_store(lives.settings)
    chats = [person.id for person in crowd.patients]
    store.run_now(enrol, chats, house_of(lives.settings, words), now(), now())
    store.close()
    for patient in crowd.patients:
        crowd.write(patient)
    for stranger in crowd.strangers:
        stranger.start()
    await _lives(lives, crowd, length.of(ENDS, 3, turn=1))
    await _drain(lives, crowd)
    _check_reminders(_rows(lives), _shown(crowd))
    _check_updates(lives, crowd)


def _check_reminders(rows: list[Row], shown: list[Shown]) -> None:
    steps = [row for row in rows if row["step"]]
    assert len(steps) >= PATIENTS * STEPS
    laws.nothing_is_stuck(rows)
    laws.no_step_is_shown_twice(rows, shown)
    laws.what_is_marked_is_true(rows, shown)
    laws.nobody_gets_too_much(laws.unprompted(rows, shown))
    assert {row["state"] for row in steps} <= {"sent", "unknown", "expired", "merged"}
    assert Counter(row["state"] for row in steps)["sent"] > PATIENTS, "hardly anything was sent"


ANSWERED = ("bot.free_text", "bot.beyond", "bot.answer", "bot.smalltalk", "bot.screen", "bot.sore_again")


def _check_updates(lives: Lives, crowd: Crowd) -> None:
    """Every note was answered once, every tap raised one worry, and nothing waits."""
    assert {row["state"] for row in _rows(lives, "inbox")} == {"done"}
    assert not lives.telegram.pending
    rows = _rows(lives)
    chats = Counter(row["chat_id"] for row in rows if row["key"] in ANSWERED)
    assert chats == crowd.notes
    chat_of = {row["id"]: row["chat_id"] for row in _rows(lives, "patients")}
    worries = Counter(chat_of[row["patient_id"]] for row in _rows(lives, "worries"))
    assert worries == crowd.worries
    welcomes = Counter(row["chat_id"] for row in rows if row["key"] == "bot.welcome")
    assert welcomes == Counter(person.id for person in crowd.strangers)
    urgent = Counter(row["chat_id"] for row in rows if row["key"] == "bot.worried" and row["state"] == "sent")
    assert urgent.keys() == crowd.worries.keys(), "the urgent words are said at least once"
    assert urgent <= crowd.worries, "while they wait they are owed once"
