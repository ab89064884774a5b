"""Two clinics in a process that is killed: nothing is lost, nothing comes twice, nothing crosses over."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import content
from bot.app import house_of, open_store
from bot.premises.folder import ClinicFolder
from bot.rehearsal import EmbeddedTelegram
from bot.store import engine
from bot.store.opening import Begin
from bot.store.tx import Row
from tests.crash import laws
from tests.crash.busy import TIP, write_content
from tests.crash.crowd import Crowd, effects, shown
from tests.crash.enrolling import enrol
from tests.crash.lives import Lives
from tests.lengths import Length, lengths
from tests.patience import PATIENCE
from tests.premises import bot_of, clinic_folder, key_of
from tests.surroundings import BARE

PATIENTS = 5  # the same people in both
STEPS = 3
SENDINGS = (3, 1, 6, 2)  # of each clinic, until the process is killed
HOUR = 'title = "Short"\nwindow = "1h"\ngap = "0s"\n'
LOOKS = 40


def now() -> datetime:
    return datetime.now(UTC)


class Side:
    """One of the clinics: its folder, its bot as Telegram knows it, its people and what they did."""

    def __init__(self, folder: Path, name: str, number: int, beside: EmbeddedTelegram | None = None) -> None:
        self.name, self.number = name, number
        self.telegram = EmbeddedTelegram(token=bot_of(number), clock=now, beside=beside)
        self.folder, self.crowd = folder, Crowd((), ())

    def prepare(self) -> None:
        """Everybody has been treated here just now; every step of the plan has the clinic's name in it."""
        home = clinic_folder(
            self.folder,
            self.name,
            self.telegram.url,
            self.number,
            QUIET_HOURS="off",
            CLINIC_NAME=f"The {self.name} clinic",
            CONTENT_DIR="content",
        )
        tips = [TIP.format(n=n, after=f"{n}s", kind="hydration", expires="1h") for n in range(STEPS)]
        words = {f"tip_{n}": f"Tip {n} of the {self.name}." for n in range(STEPS)}
        write_content(home / "content", HOUR + "".join(tips), words)
        people = [self.telegram.person(f"Patient {n}", user_id=1000 + n) for n in range(PATIENTS)]
        self.crowd = Crowd(people, [self.telegram.person(f"Stranger of the {self.name}")])
        found = ClinicFolder(home).read()
        store = open_store(found, Begin.NEW)
        try:
            house = house_of(found, content.load(found.content_dir))
            store.run_now(enrol, [person.id for person in people], house, now(), now())
        finally:
            store.close()

    def write(self) -> None:
        for person in self.crowd.patients:
            self.crowd.write(person)

    def rows(self, table: str = "outbox") -> list[Row]:
        path = self.folder / self.name / "data" / "aftercare.db"
        db = engine.connect(path, key_of(self.number), mode="ro")
        try:
            return [dict(row) for row in db.query(f"SELECT * FROM {table}")]
        finally:
            db.close()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Two clinics with words of their own take a while to begin."""
        await self.telegram.until(holds, timeout=3 * PATIENCE)

    @property
    def sent(self) -> int:
        return sum(call.method == "sendMessage" for call in self.telegram.calls)

    @property
    def is_done(self) -> bool:
        """Every update is fetched and dealt with, and nothing is owed."""
        waiting = any(row["state"] == "waiting" for row in self.rows("inbox"))
        return not (self.telegram.pending or waiting or any(row["state"] == "due" for row in self.rows()))

    def check(self) -> None:
        rows, seen = self.rows(), shown(self.crowd.people)
        laws.nothing_is_stuck(rows)
        laws.no_step_is_shown_twice(rows, seen)
        laws.what_is_marked_is_true(rows, seen)
        assert sum(bool(row["step"]) for row in rows) == PATIENTS * STEPS
        assert {row["state"] for row in self.rows("inbox")} == {"done"}
        assert effects(rows, self.rows("worries"), self.rows("patients")) == self.crowd.did

    def words(self) -> str:
        return "\n".join(message.words for one in self.crowd.people for message in one.chat.bot_messages)


@pytest.fixture
async def sides(tmp_path: Path) -> AsyncIterator[tuple[Side, Side]]:
    north = Side(tmp_path / "clinics", "north", 1)
    south = Side(tmp_path / "clinics", "south", 2, north.telegram)
    await north.telegram.start()
    for side in (north, south):
        side.prepare()
    yield north, south
    await north.telegram.stop()


@pytest.fixture
async def lives(tmp_path: Path, sides: tuple[Side, Side]) -> AsyncIterator[Lives]:
    """The process of both."""
    made = Lives(tmp_path, sides[0].telegram, tmp_path)
    made.environment = {**BARE, "CLINICS_DIR": str(tmp_path / "clinics"), "PYTHONDONTWRITEBYTECODE": "1"}
    yield made
    await made.kill()


async def _kill(lives: Lives, sides: tuple[Side, Side], sendings: int) -> None:
    """When each of them has sent so many messages more."""
    before = [side.sent for side in sides]
    await lives.begin()
    for side, met in zip(sides, before, strict=True):
        await side.until(lambda side=side, met=met: side.sent >= met + sendings)  # type: ignore[misc]
    await lives.kill()


async def _drain(lives: Lives, side: Side) -> None:
    """Until nothing is owed there any more; what is asked for meanwhile comes last."""
    last = side.crowd.strangers[0]
    for _ in range(LOOKS):
        told = len(last.chat.bot_messages) + 1
        if not any(row["state"] == "due" and row["chat_id"] == last.id for row in side.rows()):
            last.say("/help")
        await side.until(lambda told=told: len(last.chat.bot_messages) >= told)  # type: ignore[misc]
        if side.is_done:
            return
    owed = [(row["key"], row["step"]) for row in side.rows() if row["state"] == "due"]
    raise AssertionError(f"{owed}\n{lives.log.read_text(encoding='utf-8')[-3000:]}")


@pytest.mark.slow
@lengths
async def test_two_clinics_that_are_killed_lose_nothing_repeat_nothing_and_share_nothing(
    sides: tuple[Side, Side], lives: Lives, length: Length
) -> None:
    """The same people are patients of both, and write to both bots while the process dies."""
    for sendings in length.of(SENDINGS, 1):
        for side in sides:
            side.write()
        await _kill(lives, sides, sendings)
    for side in sides:
        side.write()
        side.crowd.start(side.crowd.strangers[0])
    await lives.begin()
    for side in sides:
        await _drain(lives, side)
    assert await lives.finish() == 0
    north, south = sides
    for side, other in ((north, south), (south, north)):
        side.check()
        assert f"of the {side.name}" in side.words()
        assert other.name not in side.words()
        assert other.name not in str([*side.rows(), *side.rows("inbox"), *side.rows("patients")])
    log = lives.log.read_text(encoding="utf-8")
    assert {line.partition(" bot.")[2].partition("]")[0].partition("[")[2] for line in log.splitlines()} <= {
        *("north", "south", ""),
    }
