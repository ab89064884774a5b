"""Real processes over HTTP, killed amid a backlog both ways: nothing is lost, nothing comes twice."""

import itertools
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rehearsal import EmbeddedTelegram
from bot.rehearsal.trouble import Silence
from bot.store.tx import Row
from tests.crash import laws
from tests.crash.busy import hurried
from tests.crash.crowd import Crowd, effects, shown
from tests.crash.lives import Lives
from tests.crash.network import Shown
from tests.lengths import Length, long_lengths
from tests.surroundings import TOKEN, free_port

PATIENTS, STRANGERS, STEPS = 36, 6, 5
# How many messages a life may send before it is killed; and lives that end waiting for an answer.
SENDINGS = (0, 1, 2, 3, 5, 8, 13, 18, 24, 1, 4, 7, 12, 2)
HUNG = (True, False) * 3
ENDS: list[tuple[int, bool | None]] = [*((n, None) for n in SENDINGS), *((0, hung) for hung in HUNG)]
FEW = [end for end in ENDS if end[0] <= 3]  # what a small crowd is sent in any of its lives
LOOKS = 60  # a chat is written to once a second, so a crowded one takes a while


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
async def telegram() -> AsyncIterator[EmbeddedTelegram]:
    server = EmbeddedTelegram(token=TOKEN, clock=now)
    await server.start()
    yield server
    await server.stop()


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
        crowd.tap(crowd.patients[::3])
        holds = _after(lives.telegram, sendings)
        if hung is not None:
            lives.telegram.trouble("sendMessage", Silence(applied=hung))
            holds = _after(lives.telegram, 1)
        await lives.begin()
        await lives.kill_when(holds)
        lives.telegram.calm()


def _all_is_done(lives: Lives) -> bool:
    """Every update is fetched and dealt with, and nothing is owed."""
    waiting = [row for row in lives.rows("inbox") if row["state"] == "waiting"]
    due = [row for row in lives.rows() if row["state"] == "due"]
    return not lives.telegram.pending and not waiting and not due


async def _drain(lives: Lives, crowd: Crowd) -> None:
    """One last life, until nothing is owed any more."""
    await lives.begin()
    last = crowd.strangers[-1]
    for _ in range(LOOKS):
        told = len(last.chat.bot_messages) + 1
        if not any(row["state"] == "due" and row["chat_id"] == last.id for row in lives.rows()):
            last.say("/help")
        await lives.telegram.until(lambda told=told: len(last.chat.bot_messages) >= told)  # type: ignore[misc]
        if _all_is_done(lives):
            break
    assert await lives.finish() == 0


@pytest.mark.slow
@long_lengths
async def test_twenty_kills_amid_a_backlog_lose_nothing_and_repeat_nothing(
    tmp_path: Path, telegram: EmbeddedTelegram, length: Length
) -> None:
    """Or three of them."""
    apart = length.count(6, 2)
    lives = Lives(tmp_path, telegram, hurried(tmp_path / "content", steps=STEPS, apart=apart))
    crowd = Crowd(
        [telegram.person(f"Patient {n}") for n in range(PATIENTS)],
        [telegram.person(f"Stranger {n}") for n in range(STRANGERS)],
    )
    lives.enrol([person.id for person in crowd.patients], now())
    for patient in crowd.patients:
        crowd.write(patient)
    for stranger in crowd.strangers:
        crowd.start(stranger)
    await _lives(lives, crowd, length.of(ENDS, 3, turn=1))
    await _drain(lives, crowd)
    _check_reminders(lives.rows(), shown(crowd.patients))
    _check_updates(lives, crowd)


@pytest.mark.slow
@long_lengths
async def test_updates_that_are_brought_to_a_bot_that_is_killed_have_their_effect_once(
    tmp_path: Path, telegram: EmbeddedTelegram, length: Length
) -> None:
    """Telegram brings each of them again until it hears that it is on disk; two kills, or twelve."""
    port = str(free_port())
    content = hurried(tmp_path / "content", steps=1, apart=1)
    url = f"http://127.0.0.1:{port}/aftercare"
    lives = Lives(tmp_path, telegram, content, WEBHOOK_URL=url, WEBHOOK_PORT=port)
    crowd = Crowd([telegram.person(f"Patient {n}") for n in range(6)], [telegram.person("Stranger")])
    lives.enrol([person.id for person in crowd.patients], now())
    for patient in crowd.patients:
        crowd.write(patient)
    crowd.start(crowd.strangers[0])
    await _lives(lives, crowd, length.of(FEW, 2, turn=2))
    await _drain(lives, crowd)
    assert not any(call.method == "getUpdates" for call in telegram.calls)
    _check_updates(lives, crowd)


def _check_reminders(rows: list[Row], seen: list[Shown]) -> None:
    steps = [row for row in rows if row["step"]]
    assert len(steps) >= PATIENTS * STEPS
    laws.nothing_is_stuck(rows)
    laws.no_step_is_shown_twice(rows, seen)
    laws.what_is_marked_is_true(rows, seen)
    laws.nobody_gets_too_much(laws.unprompted(rows, seen))
    assert {row["state"] for row in steps} <= {"sent", "unknown", "expired", "merged"}
    assert Counter(row["state"] for row in steps)["sent"] > PATIENTS, "hardly anything was sent"


def _check_updates(lives: Lives, crowd: Crowd) -> None:
    """Every note was answered once, every tap raised one worry, and nothing waits."""
    assert {row["state"] for row in lives.rows("inbox")} == {"done"}
    assert not lives.telegram.pending
    rows = lives.rows()
    assert effects(rows, lives.rows("worries"), lives.rows("patients")) == crowd.did
    urgent = Counter(row["chat_id"] for row in rows if row["key"] == "bot.worried" and row["state"] == "sent")
    assert urgent.keys() == crowd.worries.keys(), "the urgent words are said at least once"
    assert urgent <= crowd.worries, "while they wait they are owed once"
