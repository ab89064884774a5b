"""Urgent texts as people type them, in many languages: each has an alarm or the signs."""

from pathlib import Path

import pytest

from messages.heard.reader import ReadingKind
from messages.languages import REFERENCE
from tests.bot.made_once import packaged

READER = packaged().readers[REFERENCE]
LINES = (Path(__file__).parent / "urgent.txt").read_text(encoding="utf-8").splitlines()
URGENT = [tuple(line.split(" | ", 1)) for line in LINES]
FEWEST = 10


@pytest.mark.parametrize(("language", "text"), URGENT)
def test_an_urgent_text_has_an_alarm_or_the_signs_whatever_its_language(language: str, text: str) -> None:
    flag = READER.flag(text)
    assert flag is not None, (language, text)
    assert flag.kind in (ReadingKind.URGENT, ReadingKind.SCREEN)


def test_every_sheet_and_ten_languages_without_one_are_tried() -> None:
    tried = [language for language, _ in URGENT]
    assert packaged().sheets.keys() <= set(tried)
    assert all(tried.count(language) >= FEWEST for language in packaged().sheets)
    assert len(set(tried) - packaged().sheets.keys()) >= FEWEST
