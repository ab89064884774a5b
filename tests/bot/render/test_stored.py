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
    since = {
        *("bot.unread", "bot.interrupted", "bot.repaired", "staff.set_aside", "staff.restored"),
        *("bot.above", "bot.answer_added", "bot.answer_passed", "bot.consent_again", "bot.free_text_more"),
        *("bot.help_noted", "bot.listening", "bot.mistake_ask", "bot.mistake_noted", "bot.mistake_real"),
        *("bot.mistake_tap", "bot.more_on", "bot.screen_call", "bot.screen_line", "bot.sore_compared"),
        *("bot.sore_tap", "bot.sore_which", "bot.thread_better", "bot.thread_despair", "bot.thread_help"),
        *("bot.thread_holding", "bot.thread_kept", "bot.thread_listening", "bot.thread_more"),
        *("bot.thread_thanks", "bot.when_left", "bot.when_unknown", "bot.which_stop", "bot.why_time"),
        *("bot.why_zone", "staff.alert_closed", "staff.alert_line", "staff.patient_answers"),
        *("staff.thread_closed", "bot.sore_low", "bot.sore_already_low", "bot.sore_not_improving"),
        *("bot.sore_now", "bot.sore_worst", "bot.which_session", "staff.alert_call_none"),
        *("staff.alert_meant", "bot.ask_name", "bot.name_noted", "bot.name_left", "bot.signs_told"),
        *("bot.kept_on", "bot.not_now_invited", "bot.sore_still", "bot.sore_why", "bot.thread_refused"),
        *("bot.no_words", "bot.screen_why", "staff.signs_silent", "staff.signs_answered"),
        *("bot.sheet_emergency", "bot.sheet_same_day", "bot.sheet_life"),
        *("bot.welcome_kept", "bot.welcome_kept_invited", "bot.help_more", "bot.privacy_more"),
    }
    assert {key for key in MESSAGES if key not in known} == since
