"""For each law: a harmless text is let pass, and its urgent twin is not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from messages.heard.red_flags.finding import Finding, Outcome
from messages.heard.red_flags.triage import load
from messages.languages import packaged

EN = load(packaged())[0]["en"]
LAWS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text("utf-8"))
PAIRS = [(law, *pair) for law, told in LAWS.items() for pair in told["pairs"]]
STEPS = ("clear", "ask", "clinician", "same_day", "emergency")
FEWEST = 10


def step(finding: Finding) -> int:
    """How far a text is taken."""
    named = "ask" if finding.outcome is Outcome.SCREEN else str(finding.tier or finding.outcome)
    return STEPS.index(named)


@pytest.mark.parametrize(("law", "harmless", "most", "urgent", "least"), PAIRS)
def test_a_harmless_text_is_let_pass_and_its_urgent_twin_is_not(
    law: str, harmless: str, most: str, urgent: str, least: str
) -> None:
    assert step(EN.judge(harmless)) <= STEPS.index(most), (law, EN.judge(harmless))
    assert step(EN.judge(urgent)) >= STEPS.index(least), (law, EN.judge(urgent))


@pytest.mark.parametrize("law", LAWS)
def test_every_law_has_pairs_enough(law: str) -> None:
    assert len(LAWS[law]["pairs"]) >= FEWEST
