"""The log of a whole run, at its most talkative, holds no token, no name and no text."""

import json
import logging
from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path

import pytest

from bot import logs
from bot.clinic_name import AT_WORK
from bot.rehearsal.trouble import ServerError
from bot.repetition import BURST, Repetition
from bot.store.backup import backup
from bot.store.store import Store
from tests.bot import made_once
from tests.bot.conftest import Clinic
from tests.surroundings import KEY, TOKEN

SECRETS = (TOKEN, TOKEN.partition(":")[2], "Wilhelmina", "private knee", "Hello. I am", "something to drink")


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Leave logging as it was found."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.mark.parametrize("form", ["text", "json"])
async def test_a_whole_run_at_debug_gives_nothing_away(
    clinic: Clinic, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    logs.setup("DEBUG", form, [TOKEN])
    person = clinic.telegram.person("Wilhelmina")
    clinic.telegram.trouble("sendMessage", ServerError(500, applied=False))
    person.say("my very private knee")
    await clinic.enrol(person)
    await clinic.hear(person, "my very private knee", "reads it in working hours")
    await clinic.next_message(person)
    await clinic.reopen()
    logging.getLogger("bot.test").error("calling bot%s", TOKEN)
    logging.getLogger("telegram.Bot").critical("Received data was %s", {"text": "my very private knee"})
    try:
        int("my very private knee, Wilhelmina")
    except ValueError:
        logging.getLogger("bot.test").exception("it broke")
    log = capsys.readouterr().err
    assert "it broke" in log
    assert "ValueError" in log
    assert "test_logs.py" in log
    for secret in SECRETS:
        assert secret not in log


async def test_the_files_of_a_whole_run_give_nothing_away(clinic: Clinic, tmp_path: Path) -> None:
    person = clinic.telegram.person("Wilhelmina")
    await clinic.enrol(person)
    await clinic.hear(person, "my very private knee", "reads it in working hours")
    backup(clinic.settings.database_path, KEY, tmp_path / "copy.db")
    files = [*clinic.settings.database_path.parent.iterdir(), tmp_path / "copy.db"]
    assert {"aftercare.db", "aftercare.db-wal", "copy.db"} <= {file.name for file in files}
    for secret in SECRETS:
        assert all(secret.encode() not in file.read_bytes() for file in files)


class Seconds:
    """A monotonic clock that stands still until it is moved."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def shown(repetition: Repetition, template: str, *filled: object, level: int = 30) -> int | None:
    """How many were left out before this one, which is shown; None where it is not."""
    record = logging.LogRecord("bot.x", level, "x.py", 1, template, filled, None)
    return getattr(record, "more", 0) if repetition.filter(record) else None


def test_the_same_trouble_is_said_once_and_then_counted() -> None:
    """Whatever is filled in."""
    seconds = Seconds()
    repetition = Repetition(seconds)
    assert shown(repetition, "message %d failed", 1) == 0
    assert [shown(repetition, "message %d failed", n) for n in range(500)] == [None] * 500
    assert shown(repetition, "something else") == 0
    seconds.now += 61
    assert shown(repetition, "message %d failed", 2) == 500
    seconds.now += 241
    assert shown(repetition, "message %d failed", 3) == 0


def test_what_goes_on_for_a_day_is_counted_once_an_hour_and_what_comes_back_is_said_at_once() -> None:
    seconds = Seconds()
    repetition = Repetition(seconds)
    lines = 0
    for _ in range(24 * 360):
        seconds.now += 10
        lines += shown(repetition, "the disk is full") is not None
    assert 24 <= lines <= 30
    seconds.now += 3601
    assert shown(repetition, "the disk is full") is not None
    seconds.now += 3601
    assert shown(repetition, "the disk is full") == 0
    seconds.now += 61
    assert shown(repetition, "the disk is full") == 0


def test_whatever_happens_the_log_grows_by_a_line_a_second() -> None:
    seconds = Seconds()
    repetition = Repetition(seconds)
    count = 0
    for tenth in range(6000):
        seconds.now += 0.1
        count += sum(shown(repetition, f"{tenth} {n}") is not None for n in range(5))
    assert 600 <= count <= 600 + BURST


def test_a_trace_counts_as_the_lines_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    logs.setup("INFO", "text", [])

    def deep(n: int) -> None:
        if n == 0:
            raise ValueError
        deep(n - 1)

    for number in range(200):
        try:
            deep(500)
        except ValueError:
            logging.getLogger(f"bot.x{number}").exception("it broke")
    assert len(capsys.readouterr().err.splitlines()) <= BURST


def test_what_is_asked_for_and_the_last_words_are_always_said() -> None:
    seconds = Seconds()
    repetition = Repetition(seconds)
    for level in (logging.DEBUG, logging.CRITICAL):
        assert [shown(repetition, "x", level=level) for _ in range(200)] == [0] * 200


def test_what_was_left_out_is_told() -> None:
    discreet = logs.Discreet([])
    record = logging.LogRecord("bot.x", logging.WARNING, "x.py", 1, "it broke", (), None)
    record.more = 7
    discreet.filter(record)
    assert record.msg == "it broke (and 7 more like it)"


def test_each_of_several_clinics_is_named_and_none_talks_another_down(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Not even where all complain of the same."""
    logs.setup("INFO", "text", [])

    def complain(clinic: str, times: int) -> None:
        AT_WORK.set(clinic)
        for number in range(times):
            logging.getLogger(f"bot.x{number}").warning("it broke")

    for clinic, times in (("north", 500), ("south", 1)):
        copy_context().run(complain, clinic, times)
    logging.getLogger("bot").warning("it broke")
    lines = capsys.readouterr().err.splitlines()
    assert sum("[north] it broke" in line for line in lines) == BURST
    assert sum("[south] it broke" in line for line in lines) == 1
    assert lines[-1].endswith("WARNING bot: it broke")


async def test_what_the_thread_of_a_store_logs_has_the_name_of_its_clinic(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    discreet = logs.setup("INFO", "json", [])
    discreet.hide(["a secret that came later"])

    def open_one(clinic: str) -> Store:
        AT_WORK.set(clinic)
        return Store(made_once.lay_out(tmp_path / clinic / "x.db"), KEY)

    stores = [copy_context().run(open_one, clinic) for clinic in ("north", "south")]
    for store in stores:
        await store.run(lambda _: logging.getLogger("bot").info("here is a secret that came later"))
        store.close()
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["clinic"], line["message"]) for line in lines] == [
        ("north", "here is [hidden]"),
        ("south", "here is [hidden]"),
    ]


def test_a_json_line_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    logs.setup("INFO", "json", [])
    logging.getLogger("bot").info("up")
    line = json.loads(capsys.readouterr().err)
    assert line["message"] == "up"
    assert line["level"] == "INFO"
