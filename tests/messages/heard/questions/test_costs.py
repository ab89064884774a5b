"""What errors cost is counted by tier and by kind, and pairs of texts are told law by law."""

from typing import Any

from messages.heard.questions.costs import pairs
from messages.heard.questions.evaluate import LabelledText, evaluate
from messages.heard.reader import Reading, ReadingKind
from messages.heard.red_flags.finding import Tier

CASES: list[dict[str, Any]] = [
    {"text": "a", "label": "urgent", "tier": "emergency"},
    {"text": "b", "label": "urgent", "tier": "emergency"},
    {"text": "c", "label": "urgent", "tier": "same_day"},
    *({"text": text, "label": "abstain", "tags": ["idiom"]} for text in "dddd"),
    {"text": "e", "label": "abstain", "tags": ["idiom"]},
]
FOUND = {
    "a": Reading(ReadingKind.URGENT, tier=Tier.EMERGENCY),
    "b": Reading(ReadingKind.URGENT, tier=Tier.SAME_DAY),
    "c": Reading(ReadingKind.SCREEN),
    "d": Reading(ReadingKind.ABSTAIN),
    "e": Reading(ReadingKind.URGENT, tier=Tier.EMERGENCY),
}


def test_costs_are_told_by_tier_by_kind_and_in_a_thousand_harmless_texts() -> None:
    told = evaluate(FOUND.__getitem__, map(LabelledText.of, CASES), lambda: 0.0)
    lines = [" ".join(line.split()) for line in told]
    assert "emergency: that or more urgent 1/2 50.0% (9.5% to 90.5%)" in lines
    assert "emergency: told as less urgent 1/2 50.0% (9.5% to 90.5%)" in lines
    assert "same_day: told as less urgent 0/1 0.0% (0.0% to 79.3%)" in lines
    assert "stops of a plan, in 1,000 harmless texts 200.0" in lines
    assert "harmless, idiom: alarm 1/5 20.0% (3.6% to 62.4%)" in lines


def test_pairs_tell_each_text_that_goes_too_far_or_not_far_enough() -> None:
    laws = {"holds": [["d", "clear", "a", "emergency"]], "fails": [["e", "ask", "c", "clinician"]]}
    assert list(pairs(FOUND.get, laws)) == [
        "   1/1    holds",
        "   0/1    fails",
        "          'e' → emergency, at most ask",
        "          'c' → ask, at least clinician",
    ]
