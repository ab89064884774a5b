"""The bars that the whole reading has to clear, on texts that nothing was written or tuned with."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from bot.readers import Readers
from messages.heard.reader import Reading, ReadingKind

HERE = Path(__file__).parent / "questions"


@cache
def read() -> list[tuple[dict[str, Any], Reading]]:
    reader = Readers().of("en")
    lines = [json.loads(line) for line in (HERE / "blind.jsonl").read_text(encoding="utf-8").splitlines()]
    return [(line, reader.read(line["text"])) for line in lines]


def share(of: list[Reading], *kinds: ReadingKind) -> float:
    return sum(reading.kind in kinds for reading in of) / len(of)


def labelled(*labels: str, tag: str | None = None) -> list[Reading]:
    return [
        reading
        for line, reading in read()
        if line["label"] in labels and (tag is None or tag in line.get("tags", ()))
    ]


def test_no_urgent_text_is_answered_from_the_article() -> None:
    assert share(labelled("urgent"), ReadingKind.ANSWER) == 0


def test_urgent_texts_are_caught() -> None:
    assert share(labelled("urgent"), ReadingKind.URGENT, ReadingKind.SCREEN) >= 0.95
    assert share(labelled("urgent", tag="explicit"), ReadingKind.URGENT, ReadingKind.SCREEN) >= 0.98


def test_harmless_texts_alarm_few_and_are_asked_about_seldom() -> None:
    harmless = labelled("answer", "abstain", "smalltalk")
    assert share(harmless, ReadingKind.URGENT) <= 0.02
    assert share(harmless, ReadingKind.SCREEN) <= 0.12


def test_answers_are_mostly_right_and_hardly_ever_wrong() -> None:
    asked = [(line, reading) for line, reading in read() if line["label"] == "answer"]
    right = [
        r.entry in (line["section"], *line.get("also_ok", ())) for line, r in asked if r.kind == "answer"
    ]
    assert sum(right) / len(asked) >= 0.8
    assert right.count(False) / len(asked) <= 0.03


def test_what_the_article_does_not_cover_is_not_answered_from_it() -> None:
    beyond = [(line, reading) for line, reading in read() if line["label"] == "abstain"]
    bad = [r for line, r in beyond if r.kind == "answer" and r.entry not in line.get("also_ok", ())]
    assert len(bad) / len(beyond) <= 0.05
