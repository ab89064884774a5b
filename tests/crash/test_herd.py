"""Many reminders at one second: whoever writes is answered, and nobody holds up the rest."""

import time
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import house_of, open_store
from bot.care.ground.desk import Desk, say
from bot.care.ground.says.warning_signs import Worried
from bot.companion import Companion
from bot.delivery.pace import UNHEARD
from bot.model import Priority, Sort
from bot.rehearsal import Call, EmbeddedTelegram, Person
from bot.rehearsal.trouble import RateLimited
from bot.store import patients
from bot.store.tx import Row, Tx
from tests.bot.conftest import MONDAY, Clock, clinic_settings
from tests.bot.made_once import packaged, readers_of, unhurried
from tests.crash.enrolling import enrol
from tests.surroundings import TOKEN

MANY = 120
DUE = MONDAY.replace(hour=16, minute=30)  # two hours after 14:30: time for something to drink
ONCE_MORE, A_TURN = 3, 60.0  # times that the clocks are moved on, and seconds in which a herd is through
TOLD_TO_WAIT = 600


class Herd:
    """Patients with a reminder each, all due at the same second, and the bot that is to send them."""

    def __init__(self, folder: Path, telegram: EmbeddedTelegram, clock: Clock) -> None:
        self.telegram, self.clock = telegram, clock
        self.people = [telegram.person(f"Patient {n}") for n in range(MANY)]
        self.ahead = 0.0
        settings = clinic_settings(folder, telegram.url)
        words = packaged()
        self.store = unhurried(open_store(settings))
        house = house_of(settings, words)
        self.store.run_now(enrol, [p.id for p in self.people], house, MONDAY, MONDAY.replace(minute=30))
        self.store.run_now(lambda tx: tx.run("UPDATE outbox SET state = 'sent' WHERE sort = 'reply'"))
        for person in self.people:
            person.chat.started = True
        self.bot = Companion(
            settings,
            house,
            words.catalog,
            self.store,
            clock=clock,
            monotonic=self.seconds,
            readers=readers_of(None),
        )

    def seconds(self) -> float:
        return time.monotonic() + self.ahead

    def wait(self, seconds: int) -> None:
        """Let so much time pass on both clocks."""
        self.ahead += seconds
        self.clock.now += timedelta(seconds=seconds)
        self.bot.pump.wake()

    def let_loose(self) -> None:
        self.clock.now = DUE
        self.bot.pump.wake()

    def sends(self) -> list[Call]:
        return [call for call in self.telegram.calls if call.method == "sendMessage"]

    def reminded(self) -> list[int]:
        """The chats that were reminded, in order."""
        return [call.params["chat_id"] for call in self.sends() if call.applied and _drink(call)]

    def row(self, person: Person) -> Row:
        rows = self.store.run_now(
            lambda tx: tx.all(
                "SELECT * FROM outbox WHERE chat_id = :chat AND step = 'first_drink'", chat=person.id
            )
        )
        return rows[0]

    async def alarm(self, person: Person) -> None:
        """Owe a person the urgent words, and wait until they are there."""

        def urgent(tx: Tx) -> None:
            patient = patients.by_chat(tx, person.id)
            assert patient
            say(Desk.at(tx, self.clock(), self.bot.house), patient, Worried(), sort=Sort.URGENT)

        self.store.run_now(urgent)
        self.bot.pump.wake()
        await self.telegram.until(lambda: person.chat.bot_messages)


def _drink(call: Call) -> bool:
    return "Time for something to drink" in call.params["text"]


@pytest.fixture
async def herd(tmp_path: Path) -> AsyncIterator[Herd]:
    clock = Clock(DUE - timedelta(seconds=1))
    telegram = EmbeddedTelegram(token=TOKEN, clock=clock)
    await telegram.start()
    herd = Herd(tmp_path, telegram, clock)
    await herd.bot.start()
    yield herd
    await herd.bot.stop()
    herd.store.close()
    await telegram.stop()


async def test_a_patient_who_writes_is_answered_before_the_herd_is_through(herd: Herd) -> None:
    last = herd.people[-1]
    herd.let_loose()
    await herd.telegram.until(lambda: len(herd.reminded()) > MANY // 10)
    last.say("/help")
    await herd.telegram.until(lambda: last.chat.bot_messages)
    before = len(herd.reminded())
    await herd.telegram.until(lambda: len(herd.reminded()) == MANY)
    assert before < MANY / 2
    assert "This is what I can do" in last.chat.bot_messages[0].words


async def test_one_poison_row_holds_up_nobody_and_ends_failed(herd: Herd) -> None:
    first = herd.people[0]
    poison = herd.row(first)["id"]
    herd.store.run_now(lambda tx: tx.run("UPDATE outbox SET facts = '{}' WHERE id = :id", id=poison))
    herd.let_loose()
    await herd.telegram.until(lambda: len(herd.reminded()) == MANY - 1)
    await herd.bot.pump.settle_all()
    assert herd.row(first)["state"] == "failed"
    assert not first.chat.bot_messages


async def test_one_chat_that_telegram_slows_down_stalls_no_other(herd: Herd) -> None:
    slow = herd.people[0]
    herd.telegram.trouble("sendMessage", RateLimited(TOLD_TO_WAIT), chat_id=slow.id)
    herd.let_loose()
    await herd.telegram.until(lambda: len(herd.reminded()) == MANY - 1)
    assert not slow.chat.bot_messages
    herd.wait(TOLD_TO_WAIT + 1)
    await herd.telegram.until(lambda: slow.chat.bot_messages)
    assert len(slow.chat.bot_messages) == 1


async def test_two_refused_in_a_row_hold_everything_but_alerts_for_as_long_as_was_said(herd: Herd) -> None:
    last = herd.people[-1]
    herd.telegram.trouble("sendMessage", RateLimited(TOLD_TO_WAIT), times=2)
    herd.let_loose()
    await herd.telegram.until(lambda: sum(call.trouble is not None for call in herd.sends()) == 2)
    # The first alert comes back after the bot has read the second refusal; from then on it holds back.
    await herd.alarm(herd.people[-2])
    last.say("/help")
    await herd.alarm(herd.people[-3])
    before = len(herd.reminded())
    herd.wait(TOLD_TO_WAIT // 2)
    await herd.alarm(herd.people[-4])
    assert len(herd.reminded()) == before <= UNHEARD[Priority.REMINDER]
    assert not last.chat.bot_messages
    for _ in range(ONCE_MORE):  # what was refused or claimed while the clocks were moved waits once more
        herd.wait(TOLD_TO_WAIT + 60)
        with suppress(TimeoutError):
            await herd.telegram.until(lambda: len(herd.reminded()) == MANY, timeout=A_TURN)
    assert len(herd.reminded()) == MANY
    assert "This is what I can do" in last.chat.bot_messages[0].words
    assert len(set(herd.reminded())) == MANY


async def test_a_second_chat_slowed_down_holds_nobody_where_others_are_written_to(herd: Herd) -> None:
    for slow in (herd.people[0], herd.people[MANY // 2]):
        herd.telegram.trouble("sendMessage", RateLimited(TOLD_TO_WAIT), chat_id=slow.id)
    herd.let_loose()
    await herd.telegram.until(lambda: len(herd.reminded()) == MANY - 2)
