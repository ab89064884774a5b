"""The plainest emergencies are alarms in languages without a sheet too; what is denied or asked is none."""

import tomllib
from pathlib import Path

import pytest

from messages.heard.reader import ReadingKind
from messages.heard.red_flags.finding import Tier
from messages.languages import REFERENCE
from messages.sheets.plain_alarms import plain_alarms
from tests.bot.made_once import packaged

READER = packaged().readers[REFERENCE]
TEXTS = tomllib.loads((Path(__file__).parent / "plain.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", [text for texts in TEXTS["alarm"].values() for text in texts])
def test_a_plain_emergency_is_one_in_a_language_without_a_sheet(text: str) -> None:
    flag = READER.flag(text)
    assert flag is not None
    assert (flag.kind, flag.tier) == (ReadingKind.URGENT, Tier.EMERGENCY)
    assert flag.language in plain_alarms()


@pytest.mark.parametrize("text", TEXTS["none"]["texts"])
def test_what_is_denied_or_no_emergency_has_the_signs_at_most(text: str) -> None:
    flag = READER.flag(text)
    assert flag is None or flag.kind is ReadingKind.SCREEN


def test_every_pattern_can_be_read() -> None:
    assert all(alarm.compiled for alarms, _ in plain_alarms().values() for alarm in alarms)


def test_despair_is_told_from_other_emergencies() -> None:
    flag = READER.flag("saya mau mati")
    assert flag is not None
    assert flag.despair
