"""What a released version has owed is still said: its stored facts are read and rendered by today's words."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.care.ground.says import message_of
from bot.care.ground.says.message import MESSAGES
from bot.model import Audience, Outgoing, Sort, State
from bot.render.text import Renderer
from tests.bot.conftest import MONDAY
from tests.bot.made_once import packaged, ready
from tests.bot.render.rendering import CLINIC, said

STORED = sorted((Path(__file__).parent / "stored").glob("*.jsonl"))
ROWS = [
    pytest.param(json.loads(line), id=f"{file.stem} {json.loads(line)['key']}")
    for file in STORED
    for line in file.read_text("utf-8").splitlines()
]
RENDERER = Renderer(
    packaged().catalog, CLINIC, "https://t.me/b?start={}".format, {"en": ready()["en"].entries}
)
FILLED_WHEN_SENT = ("staff.notices", "staff.weekly")


def row_of(told: Mapping[str, Any]) -> Outgoing:
    return Outgoing(
        id=5,
        chat_id=1,
        patient_id=None,
        treatment_id=None,
        sort=Sort(told["sort"]),
        key=told["key"],
        audience=Audience.STAFF if told["key"].startswith("staff.") else Audience.PATIENT,
        language=told["language"],
        state=State.SENDING,
        due=MONDAY,
        step=told["step"],
        facts=told["facts"],
    )


@pytest.mark.parametrize("told", ROWS)
def test_a_stored_row_is_said(told: Mapping[str, Any]) -> None:
    if told["key"] in FILLED_WHEN_SENT and not told["facts"]:
        assert message_of(told["key"], told["facts"], step=False).key == told["key"]
        return
    row = row_of(told)
    assert not RENDERER.message(row, MONDAY).fixed
    assert said(RENDERER, row, MONDAY).strip()


def test_every_message_of_today_that_there_was_is_among_them() -> None:
    known = {row.values[0]["key"] for row in ROWS}  # type: ignore[index]
    since = {"bot.unread", "bot.interrupted", "bot.repaired", "staff.set_aside", "staff.restored"}
    since |= {"bot.welcome_kept", "bot.welcome_kept_invited", "bot.help_more", "bot.privacy_more"}
    since |= {"bot.signs_told"}
    assert {key for key in MESSAGES if key not in known} == since
