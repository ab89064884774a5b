"""The bars that the whole reading has to clear, on texts that nothing was written with, and on hard ones."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from messages.heard.reader import Reading, ReadingKind
from messages.heard.red_flags.finding import Tier
from tests.bot.made_once import ready

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions" / "blind.jsonl"
HARD = HERE / "red_flags" / "hard_development_2.jsonl"  # roundabout, in dialect, traps; has been read
EVERYDAY = HERE / "red_flags" / "everyday.jsonl"


@cache
def read(file: Path) -> list[tuple[dict[str, Any], Reading]]:
    reader = ready()["en"]
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [(line, reader.read(line["text"])) for line in lines]


def share(of: list[Reading], *kinds: ReadingKind) -> float:
    return sum(reading.kind in kinds for reading in of) / len(of)


def labelled(file: Path, *labels: str, tag: str | None = None, tier: str | None = None) -> list[Reading]:
    return [
        reading
        for line, reading in read(file)
        if line["label"] in labels
        if tag is None or tag in line.get("tags", ())
        if tier is None or line.get("tier") == tier
    ]


def alarms(of: list[Reading]) -> float:
    return sum(one.tier is Tier.EMERGENCY for one in of) / len(of)


@pytest.mark.parametrize("file", [HARD, EVERYDAY], ids=["hard", "everyday"])
def test_no_urgent_text_is_answered_from_the_article(file: Path) -> None:
    assert share(labelled(file, "urgent"), ReadingKind.ANSWER) == 0


def test_urgent_texts_are_caught() -> None:
    caught = (ReadingKind.URGENT, ReadingKind.SCREEN)
    assert share(labelled(EVERYDAY, "urgent"), *caught) >= 0.98
    assert share(labelled(HARD, "urgent"), *caught) >= 0.98
    assert share(labelled(HARD, "urgent", tag="explicit"), *caught) == 1


def test_an_emergency_is_mostly_an_alarm_at_once() -> None:
    assert alarms(labelled(EVERYDAY, "urgent", tier="emergency")) >= 0.9
    assert alarms(labelled(HARD, "urgent", tier="emergency")) >= 0.95


def test_harmless_texts_alarm_few_and_are_asked_about_seldom() -> None:
    asked = labelled(QUESTIONS, "answer", "abstain", "smalltalk")
    assert share(asked, ReadingKind.URGENT) <= 0.01
    assert share(asked, ReadingKind.SCREEN) <= 0.04
    assert share(labelled(EVERYDAY, "harmless", tag="ordinary"), ReadingKind.URGENT) <= 0.005
    assert share(labelled(EVERYDAY, "harmless", tag="ordinary"), ReadingKind.SCREEN) <= 0.035
    assert share(labelled(EVERYDAY, "harmless", tag="trap"), ReadingKind.URGENT) <= 0.03
    assert share(labelled(EVERYDAY, "harmless", "answer", "abstain", "smalltalk"), ReadingKind.SCREEN) <= 0.06
    assert share(labelled(HARD, "harmless", tag="trap"), ReadingKind.URGENT) <= 0.03


def test_answers_are_mostly_right_and_hardly_ever_wrong() -> None:
    for file, least in ((QUESTIONS, 0.83), (EVERYDAY, 0.98)):
        asked = [(line, reading) for line, reading in read(file) if line["label"] == "answer"]
        right = [
            r.entry in (line["section"], *line.get("also_ok", ())) for line, r in asked if r.kind == "answer"
        ]
        assert sum(right) / len(asked) >= least
        assert right.count(False) / len(asked) <= 0.01


def test_what_the_article_does_not_cover_is_seldom_answered_from_it() -> None:
    for file in (QUESTIONS, EVERYDAY):
        beyond = [(line, reading) for line, reading in read(file) if line["label"] == "abstain"]
        bad = [r for line, r in beyond if r.kind == "answer" and r.entry not in line.get("also_ok", ())]
        assert len(bad) / len(beyond) <= 0.06
