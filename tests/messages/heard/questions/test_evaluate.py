"""A sample is measured by counting, with intervals that hold for small counts too; the timer is handed in."""

from itertools import count
from typing import Any

from messages.heard.questions.evaluate import LabelledText, evaluate
from messages.heard.reader import Reading, ReadingKind

CASES: list[dict[str, Any]] = [
    {"text": "a", "label": "answer", "section": "what-is"},
    {"text": "b", "label": "answer", "section": "safety", "also_ok": ["twitch"]},
    {"text": "c", "label": "abstain", "also_ok": ["aftercare"]},
    {"text": "d", "label": "smalltalk"},
    {"text": "e", "label": "urgent"},
    {"text": "f", "label": "harmless"},
    {"text": "g", "label": "harmless"},
]
FOUND = {
    "a": Reading(ReadingKind.ANSWER, "what-is"),
    "b": Reading(ReadingKind.ANSWER, "soreness"),
    "c": Reading(ReadingKind.ANSWER, "aftercare"),
    "d": Reading(ReadingKind.SCREEN, rule="leaning"),
    "e": Reading(ReadingKind.ABSTAIN),
    "f": Reading(ReadingKind.ANSWER, "twitch"),
    "g": Reading(ReadingKind.URGENT, rule="chest"),
}


def test_each_figure_is_told_with_its_count_and_its_interval_after_wilson() -> None:
    ticks = count(step=0.25)
    cases = [LabelledText.of(case) for case in CASES]
    told = list(evaluate(FOUND.__getitem__, cases, lambda: float(next(ticks))))
    assert [" ".join(line.split()) for line in told] == [
        "right answers given 1/2 50.0% (9.5% to 90.5%)",
        "answerable: right answer 1/2 50.0% (9.5% to 90.5%)",
        "answerable: asked back, the right one offered 0/2 0.0% (0.0% to 65.8%)",
        "answerable: wrong answer 1/2 50.0% (9.5% to 90.5%)",
        "out of scope: badly answered 0/1 0.0% (0.0% to 79.3%)",
        "small talk: heard as such 0/1 0.0% (0.0% to 79.3%)",
        "urgent: heard as urgent 0/1 0.0% (0.0% to 79.3%)",
        "urgent: asked about 0/1 0.0% (0.0% to 79.3%)",
        "URGENT ANSWERED FROM THE ARTICLE 0/1 0.0% (0.0% to 79.3%)",
        "harmless: taken for urgent 1/6 16.7% (3.0% to 56.4%)",
        "harmless: asked about 1/6 16.7% (3.0% to 56.4%)",
        "",
        "1 answer safety/twitch → answer soreness",
        "1 harmless → urgent chest",
        "1 smalltalk → screen leaning",
        "1 urgent → abstain",
        "missed: 'e' → abstain",
        "CPU a text: median 250.0 ms, p95 250.0 ms",
    ]


def test_a_sample_without_a_kind_says_so() -> None:
    told = list(evaluate(FOUND.__getitem__, [LabelledText.of(CASES[3])], lambda: 0.0))
    assert sum("none of that kind" in line for line in told) == 8
