"""What the signs of life say of the bot's health, to a person and to a supervisor."""

import asyncio
import fcntl
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import VERSION
from bot.model import Audience, Sort
from bot.readers import Readers
from bot.store import alerts, inbox, outbox, pulse, vitals
from bot.store.inbox import Kept
from bot.store.lock import Lock, is_held
from bot.store.pulse import Pulse
from bot.store.store import Store
from bot.store.tx import Tx, stamp
from tests.bot.alarm import CALL, WORDS, barrier, followed, write
from tests.bot.conftest import MONDAY
from tests.bot.program import told
from tests.bot.reported import report
from tests.surroundings import KEY

AGE = timedelta(minutes=3)
SECOND = timedelta(seconds=1)


def judged(
    *, age: timedelta | None = SECOND, engine: str = "well", words: str = "well", unreached: int = 0
) -> tuple[bool, str]:
    found = {"engine": (engine, MONDAY), "words": (words, MONDAY)}
    if age is not None:
        found["polled"] = ("", MONDAY - age)
    well, lines = report(Pulse(found, unreached), now=MONDAY, max_age=AGE)
    return well, "\n".join(lines)


def test_who_hears_from_telegram_and_reaches_the_clinic_is_well() -> None:
    well, lines = judged()
    assert well
    assert "RED" not in lines
    assert "WARNING" not in lines
    assert lines.startswith("ok: Telegram last answered 1 s ago.")


@pytest.mark.parametrize(("age", "well"), [(AGE, True), (AGE + SECOND, False)])
def test_telegram_is_heard_of_lately_or_it_is_red(age: timedelta, *, well: bool) -> None:
    assert judged(age=age)[0] is well
    assert ("RED" in judged(age=age)[1]) is not well


def test_who_never_heard_from_telegram_is_red() -> None:
    well, lines = judged(age=None)
    assert not well
    assert "RED: the bot has not heard from Telegram yet." in lines


def test_nothing_known_is_red() -> None:
    assert report(Pulse(), now=MONDAY, max_age=AGE)[0] is False


def test_urgent_words_that_could_not_be_made_are_red_and_named() -> None:
    well, lines = judged(words="bot.urgent_emergency")
    assert not well
    assert "RED: urgent words could not be made (bot.urgent_emergency)" in lines


def test_an_alert_that_reaches_nobody_is_red() -> None:
    well, lines = judged(unreached=2)
    assert not well
    assert "RED: alerts that have reached nobody at the clinic: 2." in lines


def test_an_engine_that_cannot_be_loaded_is_said_and_is_not_red() -> None:
    well, lines = judged(engine="ImportError")
    assert well
    assert "WARNING: typed questions cannot be answered (ImportError)" in lines


MINUTE = timedelta(minutes=1)


def told_of(found: Pulse) -> tuple[bool, str]:
    well, lines = report(found, now=MONDAY, max_age=AGE)
    return well, "\n".join(lines)


def signs(**ages: timedelta) -> dict[str, tuple[str, datetime]]:
    """When each sign was left, so long ago."""
    return {name: ("", MONDAY - age) for name, age in ages.items()}


def test_a_bot_that_has_just_started_is_not_red_and_says_so() -> None:
    for found in (signs(started=MINUTE), signs(started=MINUTE, polled=MINUTE * 60)):
        well, lines = told_of(Pulse(found))
        assert well
        assert "starting: for 60 s" in lines


@pytest.mark.parametrize(
    "found",
    [
        signs(started=MINUTE * 4),
        signs(started=MINUTE * 4, polled=MINUTE * 60),
        signs(started=MINUTE * 60, polled=MINUTE * 4),
    ],
)
def test_a_start_that_does_not_end_is_red(found: dict[str, tuple[str, datetime]]) -> None:
    assert not told_of(Pulse(found))[0]


@pytest.mark.parametrize("name", ["polled", "alive"])
def test_a_stamp_from_the_future_is_red(name: str) -> None:
    well, lines = told_of(Pulse(signs(**{"polled": SECOND, name: -MINUTE})))
    assert not well
    assert "the clock was put back" in lines


def test_a_process_that_is_not_sure_of_the_time_lives_all_the_same() -> None:
    """It has left no sign of which it is sure for long; a supervisor that starts it anew would not help."""
    found = signs(polled=SECOND, clock=SECOND, alive=MINUTE * 60)
    well, lines = told_of(Pulse(found, doubted=MINUTE))
    assert well
    assert "WARNING: the time has been in doubt for 60 s" in lines
    assert "python -m bot clock --right" in lines


@pytest.mark.parametrize("off", [-60 * MINUTE, 120 * 24 * 60 * MINUTE])
def test_on_a_machine_whose_clock_is_off_the_same_is_late_as_on_any_other(
    store: Store, off: timedelta
) -> None:
    store.run_now(lambda tx: vitals.put(tx, vitals.CLOCK, str(int(off.total_seconds())), now=MONDAY))
    owe(store, Sort.REMINDER, MONDAY - 4 * MINUTE)
    owe(store, Sort.REMINDER, MONDAY + 60 * MINUTE)
    assert store.run_now(pulse.look, MONDAY + off).late_since is None
    owe(store, Sort.REMINDER, MONDAY - 6 * MINUTE)
    found = store.run_now(pulse.look, MONDAY + off)
    assert found.late_since == MONDAY - 6 * MINUTE
    well, lines = report(found, now=MONDAY + off, max_age=AGE)
    assert "RED: a message should have left 360 s ago." in lines
    assert any("the machine's clock is off" in line and "clock --right" in line for line in lines)
    assert not well


def test_what_is_held_back_for_a_doubt_is_not_late_and_what_is_urgent_is(store: Store) -> None:
    store.run_now(lambda tx: vitals.put(tx, vitals.DOUBT, "60", now=MONDAY))
    owe(store, Sort.REMINDER, MONDAY - 60 * MINUTE)
    assert looked(store).late_since is None
    owe(store, Sort.ALERT, MONDAY - 2 * MINUTE)
    assert looked(store).late_since == MONDAY - 2 * MINUTE
    store.run_now(lambda tx: vitals.put(tx, vitals.DOUBT, "3600", now=MONDAY))
    assert looked(store).late_since == MONDAY - 60 * MINUTE


def test_a_process_that_leaves_no_sign_is_red() -> None:
    assert told_of(Pulse(signs(polled=SECOND, alive=MINUTE)))[0]
    assert not told_of(Pulse(signs(polled=SECOND, alive=MINUTE + SECOND)))[0]


def test_what_waits_at_the_end_of_a_pipe_is_red() -> None:
    fresh = signs(polled=SECOND)
    assert told_of(Pulse(fresh, waits_since=MONDAY - MINUTE))[0]
    for found in (
        Pulse(fresh, waits_since=MONDAY - MINUTE - SECOND),
        Pulse(fresh, late_since=MONDAY - MINUTE),
        Pulse(fresh, refused=1),
        Pulse(fresh, unclear=1),
    ):
        assert not told_of(found)[0]


def test_what_was_set_aside_is_named_and_is_not_red() -> None:
    well, lines = told_of(Pulse(signs(polled=SECOND), set_aside=3))
    assert well
    assert "updates were set aside: 3" in lines


@pytest.mark.parametrize(
    ("free", "how"),
    [(999_999_999, "WARNING: the disk of the database has 999 MB left."), (1_000_000_000, None)],
)
def test_a_disk_that_fills_is_said_and_one_that_is_nearly_full_is_red(free: int, how: str | None) -> None:
    well, lines = told_of(Pulse(signs(polled=SECOND), free=free))
    assert well
    assert (how in lines) if how else ("disk" not in lines)
    assert not told_of(Pulse(signs(polled=SECOND), free=99_999_999))[0]


def test_what_runs_and_what_is_installed_are_told_apart() -> None:
    assert f"ok: this is version {VERSION}." in told_of(Pulse(signs(polled=SECOND)))[1]
    well, lines = told_of(Pulse({**signs(polled=SECOND), "version": ("0.1.0", MONDAY)}))
    assert well
    assert f"WARNING: version 0.1.0 runs, and {VERSION} is installed" in lines


def test_an_alert_that_no_person_has_seen_is_said_with_its_age_and_is_not_red() -> None:
    """People see to it, and they are told again and again; a supervisor could mend nothing."""
    found = Pulse(signs(polled=SECOND), unseen=2, unseen_since=MONDAY - 9 * MINUTE)
    well, lines = told_of(found)
    assert well
    assert "WARNING: alerts that nobody has seen yet: 2, the oldest for 540 s." in lines


def test_what_nobody_knows_of_is_said_for_a_day() -> None:
    well, lines = told_of(Pulse(signs(polled=SECOND), unclear_today=3))
    assert well
    assert "WARNING: messages of the last day of which nobody knows whether they arrived: 3." in lines


def looked(store: Store) -> Pulse:
    return store.run_now(pulse.look, MONDAY)


def owe(store: Store, sort: Sort, due: datetime, **columns: object) -> None:
    """A message, with some columns of its row as they are after a while."""
    message = store.run_now(
        outbox.put,
        chat_id=1,
        sort=sort,
        key="bot.help",
        audience=Audience.PATIENT,
        language="en",
        due=due,
    )
    for name, value in columns.items():
        change = f"UPDATE outbox SET {name} = :value WHERE id = {message}"
        store.run_now(partial(Tx.run, sql=change, value=value))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "x.db", KEY)
    yield opened
    opened.close()


def test_a_message_is_late_when_it_should_have_left(store: Store) -> None:
    owe(store, Sort.REMINDER, MONDAY - 4 * MINUTE)
    owe(store, Sort.REPLY, MONDAY - MINUTE)
    assert looked(store).late_since is None
    owe(store, Sort.REPLY, MONDAY - MINUTE - SECOND)
    assert looked(store).late_since == MONDAY - MINUTE - SECOND
    owe(store, Sort.REMINDER, MONDAY - 6 * MINUTE)
    assert looked(store).late_since == MONDAY - 6 * MINUTE


def test_a_sending_that_never_ends_is_late(store: Store) -> None:
    owe(store, Sort.REPLY, MONDAY, state="sending", claimed_at=stamp(MONDAY - 3 * MINUTE))
    assert looked(store).late_since == MONDAY - 3 * MINUTE


def test_what_is_urgent_and_not_taken_is_counted_after_some_tries(store: Store) -> None:
    owe(store, Sort.ALERT, MONDAY + SECOND, tries=3)
    assert looked(store).refused == 0
    owe(store, Sort.URGENT, MONDAY + SECOND, tries=4)
    assert looked(store).refused == 1


def test_what_nobody_knows_of_is_counted_for_a_minute(store: Store) -> None:
    owe(store, Sort.REPLY, MONDAY, state="unknown", settled_at=stamp(MONDAY - 2 * MINUTE))
    assert looked(store).unclear == 0
    owe(store, Sort.REPLY, MONDAY, state="unknown", settled_at=stamp(MONDAY - SECOND))
    assert looked(store).unclear == 1
    assert looked(store).unclear_today == 2


def test_what_is_owed_and_what_should_go_now_are_counted(store: Store) -> None:
    owe(store, Sort.REPLY, MONDAY)
    owe(store, Sort.REMINDER, MONDAY + MINUTE)
    owe(store, Sort.REMINDER, MONDAY - MINUTE, state="sent")
    found = looked(store)
    assert (found.owed, found.due) == (2, 1)
    assert (found.free or 0) > 0
    assert (found.size or 0) > 0


def test_the_oldest_update_that_waits_is_seen(store: Store) -> None:
    store.run_now(inbox.keep, [Kept(5, b"{}")], MONDAY - MINUTE)
    store.run_now(inbox.keep, [Kept(6, b"{}")], MONDAY)
    assert looked(store).waits_since == MONDAY - MINUTE


def test_starts_in_which_telegram_is_never_heard_are_one_start(store: Store) -> None:
    """Or a bot that is started again and again would be starting for ever."""

    def begun(after: timedelta) -> datetime:
        store.run_now(vitals.begin, now=MONDAY + after)
        store.run_now(lambda tx: vitals.put(tx, vitals.ALIVE, "", now=MONDAY + after))
        return store.run_now(vitals.all_of_them)[vitals.STARTED][1]

    assert begun(SECOND) == begun(MINUTE) == MONDAY + SECOND
    store.run_now(lambda tx: vitals.put(tx, vitals.HEARD, "", now=MONDAY + 2 * MINUTE))
    assert begun(3 * MINUTE) == MONDAY + 3 * MINUTE
    assert begun(60 * MINUTE) == MONDAY + 60 * MINUTE
    assert begun(-60 * MINUTE) == MONDAY - 60 * MINUTE


@contextmanager
def living(folder: Path, polled: datetime) -> Iterator[None]:
    """A bot that has the database, with its signs of life; they are left when it ends."""
    store = Store(folder / "data" / "aftercare.db", KEY)
    for name in ("polled", "alive"):
        store.run_now(vitals.put, name, "", now=polled)
    yield
    store.close()


def test_health_of_a_bot_that_hears_from_telegram_ends_well(tmp_path: Path) -> None:
    with living(tmp_path, datetime.now(UTC)):
        ended = told(tmp_path, "health")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("ok: Telegram last answered")


def test_health_of_a_bot_that_is_deaf_ends_with_1(tmp_path: Path) -> None:
    with living(tmp_path, datetime.now(UTC) - timedelta(days=1)):
        ended = told(tmp_path, "health")
    assert ended.returncode == 1
    assert ended.stdout.startswith("RED: Telegram last answered")


def test_of_a_bot_that_does_not_run_health_says_so_at_once_whatever_signs_it_has_left(
    tmp_path: Path,
) -> None:
    with living(tmp_path, datetime.now(UTC)):
        pass
    ended = told(tmp_path, "health")
    assert ended.returncode == 1
    assert ended.stdout.startswith("RED: the bot does not run. Start it")
    assert "Telegram last answered" not in ended.stdout


def test_where_nobody_can_look_at_the_lock_the_signs_are_gone_by(tmp_path: Path) -> None:
    with living(tmp_path, datetime.now(UTC)):
        pass
    (tmp_path / "data" / "aftercare.db.lock").unlink()
    ended = told(tmp_path, "health")
    assert ended.returncode == 0
    assert ended.stdout.startswith("ok: Telegram last answered")


def test_whoever_looks_at_a_lock_keeps_no_start_from_it(tmp_path: Path) -> None:
    path = tmp_path / "aftercare.db"
    Lock(path).release()
    looking = os.open(path.with_name("aftercare.db.lock"), os.O_RDONLY)
    fcntl.flock(looking, fcntl.LOCK_SH)
    ends = threading.Timer(0.005, os.close, (looking,))
    ends.start()
    held = Lock(path)
    ends.join()
    assert is_held(path)
    held.release()
    assert is_held(path) is False


def test_health_without_a_database_says_so_in_one_line(tmp_path: Path) -> None:
    ended = told(tmp_path, "health")
    assert ended.returncode == 1
    assert "there is no database at" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


async def test_health_is_asked_while_the_bot_runs_and_tells_of_an_alert_that_reached_nobody(
    tmp_path: Path,
) -> None:
    async with followed(tmp_path) as practice:
        for member in (practice.jo, practice.kim, practice.lee):
            member.block()
        await barrier(practice)
        await write(practice)
        assert practice.clinic.bot.store.run_now(alerts.unreached) == 1
        ended = await asyncio.to_thread(told, tmp_path, "health")
    assert ended.returncode == 1
    assert "RED: alerts that have reached nobody at the clinic: 1." in ended.stdout
    assert "WARNING: alerts that nobody has seen yet: 1" in ended.stdout


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Path]:
    """A folder of the clinic's own, in a process in which the engine's module cannot be imported."""
    (tmp_path / "own/messages/en/faq").mkdir(parents=True)
    engine = sys.modules.pop("messages.heard.questions.engine", None)
    sys.modules["messages.heard.questions.engine"] = None  # type: ignore[assignment]
    yield tmp_path / "own"
    del sys.modules["messages.heard.questions.engine"]
    if engine:
        sys.modules["messages.heard.questions.engine"] = engine


async def test_with_a_broken_engine_red_flags_are_heard_and_questions_are_not_guessed(
    tmp_path: Path, broken: Path
) -> None:
    assert Readers(broken).trouble
    async with followed(tmp_path, content_dir=broken) as practice:
        await practice.clinic.hear(practice.pat, "how long will I be sore?", "I have no answer to that.")
        await practice.clinic.hear(practice.pat, "/faq", "What would you like to know?")
        await practice.clinic.hear(practice.pat, WORDS, CALL)
        await practice.clinic.bot.rounds.leave_signs()
        found = practice.clinic.bot.store.run_now(vitals.all_of_them)
        well, lines = report(Pulse(found), now=MONDAY, max_age=AGE)
    assert "WARNING: typed questions cannot be answered (ModuleNotFoundError)" in "\n".join(lines)
    assert well
