"""What another clock shows, however somebody tells it, as how far it is from UTC."""

from datetime import UTC, datetime, timedelta

import pytest

from messages.heard.times.other_clock import offsets
from tests.bot.made_once import packaged

ENGLISH = packaged().vocabularies["en"].times
NOW = datetime(2026, 11, 23, 14, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("UTC+5:30", [5.5]),
        ("utc +0530", [5.5]),
        ("+2", [2.0]),
        ("GMT-3", [-3.0]),
        ("\u22125", [-5.0]),
        ("gmt+2h", [2.0]),
        ("utc", [0.0]),
        ("one hour later", [1.0]),
        ("it is 17:42 here", [3.0]),
        ("17:42", [3.0]),
        ("11:42", [-3.0, 9.0]),
        ("+25", []),
        ("", []),
        ("hello", []),
    ],
)
def test_an_offset_or_a_clock_is_read(text: str, hours: list[float]) -> None:
    found = [away / timedelta(hours=1) for away in offsets(text, NOW, NOW, ENGLISH)]
    assert [round(one, 1) for one in found][: len(hours) or None] == hours
