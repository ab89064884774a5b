"""The packaged red flags keep their own promises, and find what people really write."""

import json
from pathlib import Path

import pytest

from messages.catalog import packaged
from messages.triage import Finding, Outcome, Tier, load

TRIAGES, GAPS = load(packaged())
EN = TRIAGES["en"]
RULES = {rule.name: rule for rule in EN.rules}
EXAMPLES = [(name, text) for name, rule in RULES.items() for text in rule.examples]
COUNTER_EXAMPLES = [(name, text) for name, rule in RULES.items() for text in rule.counter_examples]

PHRASINGS = Path(__file__).parent / "phrasings"
_DEV = Path(__file__).parents[3] / "shared" / "faq" / "dev.jsonl"
DEV = [json.loads(line) for line in _DEV.read_text("utf-8").splitlines()] if _DEV.exists() else []


def rank(finding: Finding) -> int:
    """How alarming a finding is: 0 for clear, 1 for a question, then the tiers."""
    if finding.tier is None:
        return int(finding.outcome is Outcome.SCREEN)
    return 2 + list(reversed(Tier)).index(finding.tier)


def wanted(name: str) -> int:
    tier = RULES[name].tier
    return rank(Finding(Outcome.URGENT if tier else Outcome.SCREEN, tier, name))


def phrasings(name: str) -> list[str]:
    return (PHRASINGS / f"{name}.txt").read_text("utf-8").splitlines()


def share(texts: list[str], *outcomes: Outcome) -> float:
    return sum(EN.judge(text).outcome in outcomes for text in texts) / len(texts)


def test_the_packaged_red_flags_have_no_gaps() -> None:
    assert GAPS == ()


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_every_example_is_found_with_at_least_its_tier(name: str, text: str) -> None:
    assert rank(EN.judge(text)) >= wanted(name)


@pytest.mark.parametrize(("name", "text"), COUNTER_EXAMPLES)
def test_no_counter_example_is_found_by_its_rule(name: str, text: str) -> None:
    assert EN.only(name).judge(text).outcome is not (Outcome.URGENT if RULES[name].tier else Outcome.SCREEN)


@pytest.mark.parametrize("name", RULES)
def test_without_a_rule_one_of_its_examples_is_missed(name: str) -> None:
    rest = EN.only(*RULES.keys() - {name})
    assert any(rank(rest.judge(text)) < wanted(name) for text in RULES[name].examples)


def test_every_rule_says_where_it_comes_from_and_every_tier_has_rules() -> None:
    assert {rule.tier for rule in RULES.values()} == {*Tier, None}


def test_nearly_all_that_is_said_outright_is_found() -> None:
    assert share(phrasings("explicit"), Outcome.URGENT) >= 0.95
    assert share(phrasings("explicit"), Outcome.URGENT, Outcome.SCREEN) >= 0.98


def test_what_is_said_in_a_roundabout_way_is_at_least_asked_about() -> None:
    assert share(phrasings("indirect"), Outcome.URGENT, Outcome.SCREEN) >= 0.95


def test_harmless_texts_alarm_nobody_and_seldom_lead_to_a_question() -> None:
    assert share(phrasings("harmless"), Outcome.URGENT) <= 0.02
    assert share(phrasings("harmless"), Outcome.SCREEN) <= 0.12


@pytest.mark.skipif(not DEV, reason="the labelled texts (../shared/faq) are not here")
def test_the_labelled_texts_are_triaged_as_they_are_labelled() -> None:
    urgent = [entry["text"] for entry in DEV if entry["label"] == "urgent"]
    harmless = [entry["text"] for entry in DEV if entry["label"] != "urgent"]
    assert share(urgent, Outcome.URGENT, Outcome.SCREEN) == 1
    assert share(harmless, Outcome.URGENT) == 0
    assert share(harmless, Outcome.SCREEN) <= 0.12
