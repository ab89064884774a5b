"""Files that earlier code left are gone on from: every command and every button, by whoever is in them."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.handlers import COMMANDS
from bot.store.tx import instant
from tests.bot.care.floor import Floor
from tests.bot.store.landed.files import LANDED, left_by
from tests.lengths import some

PAT = 201
PEOPLE = (77, 101, PAT, 203, 301, 999)  # owner, clinician, three patients, a stranger
TEXTS = (
    "7",
    "yes",
    "today 14:00",
    "Lisbon",
    "how long will I be sore?",
    "what do wombats think of opera",
    "I cannot breathe and my chest hurts",
    "thank you",
)
GIVEN = {"enroll": "ZZ 14:00 neck", "invite": "Ned", "patients": "J", "start": "A" * 32, "sore": "3"}
MOST_KINDS = 20


@pytest.fixture(params=LANDED, ids=lambda file: file.stem)
def floor(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Floor]:
    """The clinic of such a file, a few minutes after its last day."""
    left_by(request.param, tmp_path / "data" / "aftercare.db")
    opened = Floor(tmp_path)
    last = opened.rows("SELECT max(received_at) AS at FROM inbox")[0]["at"]
    opened.now = instant(last) + timedelta(minutes=3)
    yield opened
    opened.close()


def failed(floor: Floor) -> list[tuple[int, str]]:
    rows = floor.rows("SELECT id, key FROM outbox WHERE state = 'failed' ORDER BY id")
    return [(row["id"], row["key"]) for row in rows]


def lines(floor: Floor) -> list[str]:
    """Every command, with something to go by where it takes that."""
    codes = [row["code"] for row in floor.rows("SELECT code FROM patients ORDER BY id")]
    members = [row["code"] for row in floor.rows("SELECT code FROM staff ORDER BY id DESC")]
    given = {**GIVEN, "patient": codes[0], "revoke": members[0] if members else ""}
    names = [name for command in COMMANDS for name in command.spelled]
    bare = [f"/{name}" for name in names]
    return [*bare, *(f"/{name} {given[name]}" for name in names if name in given)]


def test_what_is_owed_still_is_said(floor: Floor, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever shape the facts have that were stored with it."""
    before = failed(floor)
    owed = floor.rows(
        "SELECT id, key, chat_id FROM outbox WHERE state = 'due' AND due_at <= :now AND sort IN "
        "('alert', 'urgent', 'reply')",
        now=int(floor.now.timestamp()),
    )
    said = floor.deliver()
    assert {row["id"] for row in owed} <= {one.message.id for one in said}
    floor.move(days=3)
    floor.deliver()
    assert failed(floor) == before
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert (
        floor.rows(
            "SELECT id FROM outbox WHERE state IN ('due', 'sending') AND due_at <= :now AND sort <> 'notice'",
            now=int(floor.now.timestamp()),
        )
        == []
    )


def tap_each(floor: Floor, tried: set[tuple[int, str]]) -> None:
    """What came of a line is delivered, and of its buttons each person taps one of every kind, once."""
    for said in floor.deliver():
        for tap in said.taps:
            kind = (said.message.chat_id, tap.partition(":")[0])
            if kind not in tried and not tap.startswith("forget:yes"):
                tried.add(kind)
                floor.tap(said.message.chat_id, tap)


@pytest.mark.parametrize("floor", some(LANDED, 6, turn=-1), indirect=True, ids=lambda file: file.stem)
def test_every_command_text_and_button_does_what_it_does(
    floor: Floor, caplog: pytest.LogCaptureFixture
) -> None:
    before, tried = failed(floor), set[tuple[int, str]]()
    for line in (*lines(floor), *TEXTS):
        for person in PEOPLE:
            floor.say(person, line)
        tap_each(floor, tried)
        floor.move(seconds=40)
    floor.say(PAT, "/forget")
    floor.tap(PAT, next(tap for said in floor.deliver() for tap in said.taps if tap.startswith("forget:yes")))
    assert floor.rows("SELECT id FROM patients WHERE chat_id = :pat", pat=PAT) == []
    assert len({kind for _, kind in tried}) > MOST_KINDS
    assert failed(floor) == before
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
