"""The log of a whole run, at its most talkative, holds no token, no name and no text."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import logs
from bot.rehearsal.trouble import ServerError
from bot.store.backup import backup
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


def test_a_json_line_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    logs.setup("INFO", "json", [])
    logging.getLogger("bot").info("up")
    line = json.loads(capsys.readouterr().err)
    assert line["message"] == "up"
    assert line["level"] == "INFO"
