"""The packaged red flags keep their own promises, and find what people really write."""

import json
from copy import copy
from hashlib import sha256
from pathlib import Path

import pytest

from messages.heard.red_flags.finding import Finding, Outcome, Tier
from messages.heard.red_flags.leaning import Leaning
from messages.heard.red_flags.page import RedFlagPage, read
from messages.heard.red_flags.triage import LEANING, Triage, load
from messages.languages import packaged

TRIAGES, GAPS = load(packaged())
EN = TRIAGES["en"]
RULES = {rule.name: rule for rule in EN.rules}
EXAMPLES = [(name, text) for name, rule in RULES.items() for text in rule.examples]
COUNTER_EXAMPLES = [(name, text) for name, rule in RULES.items() for text in rule.counter_examples]

FOLDER = packaged() / "en" / "red_flags"
_DEV = Path(__file__).parents[5] / "shared" / "faq" / "dev.jsonl"
DEV = [json.loads(line) for line in _DEV.read_text("utf-8").splitlines()] if _DEV.exists() else []
FOLDS = 4


def rank(finding: Finding) -> int:
    """How alarming a finding is: 0 for clear, 1 for a question, then the tiers."""
    if finding.tier is None:
        return int(finding.outcome is Outcome.SCREEN)
    return 2 + list(reversed(Tier)).index(finding.tier)


def wanted(name: str) -> int:
    tier = RULES[name].tier
    return rank(Finding(Outcome.URGENT if tier else Outcome.SCREEN, tier, name))


def phrasings(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()


def outcomes(texts: list[str], triage: Triage = EN) -> dict[Outcome, float]:
    """The share of each outcome."""
    found = [triage.judge(text).outcome for text in texts]
    return {outcome: found.count(outcome) / len(texts) for outcome in Outcome}


def fold(text: str) -> int:
    """A part of the phrasings that stays the same whatever is added."""
    return int(sha256(text.encode()).hexdigest(), 16) % FOLDS


def having_learnt(alarming: list[str], harmless: list[str]) -> Triage:
    triage = copy(EN)
    triage.leaning = Leaning([*map(EN.telling, alarming)], [*map(EN.telling, harmless)])
    return triage


def test_the_packaged_red_flags_have_no_gaps() -> None:
    assert GAPS == ()
    assert not list(read(RedFlagPage(), packaged() / "en"))


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_every_example_is_found_with_at_least_its_tier(name: str, text: str) -> None:
    assert rank(EN.judge(text)) >= wanted(name)


@pytest.mark.parametrize(("name", "text"), COUNTER_EXAMPLES)
def test_no_counter_example_is_found_by_its_rule(name: str, text: str) -> None:
    assert rank(EN.only(name).judge(text)) < wanted(name)


@pytest.mark.parametrize("name", RULES)
def test_without_a_rule_one_of_its_examples_is_missed(name: str) -> None:
    rest = EN.only(*RULES.keys() - {name})
    assert any(rank(rest.judge(text)) < wanted(name) for text in RULES[name].examples)


def test_every_tier_has_rules_and_no_rule_is_named_like_the_leaning() -> None:
    assert {rule.tier for rule in RULES.values()} == {*Tier, None}
    assert LEANING not in RULES


def test_nearly_all_that_is_said_outright_alarms_and_the_rest_leads_to_a_question() -> None:
    found = outcomes(phrasings("outright"))
    assert found[Outcome.URGENT] >= 0.97
    assert found[Outcome.CLEAR] <= 0.005


def test_what_is_said_in_a_roundabout_way_leads_at_least_to_a_question() -> None:
    found = outcomes(phrasings("roundabout"))
    assert found[Outcome.URGENT] >= 0.8
    assert found[Outcome.CLEAR] <= 0.01


def test_harmless_texts_alarm_nobody_and_seldom_lead_to_a_question() -> None:
    """Also where the leaning has not learnt from the very text it judges."""
    alarming = [*phrasings("outright"), *phrasings("roundabout")]
    harmless = phrasings("harmless")
    for part in range(FOLDS):
        triage = having_learnt(alarming, [text for text in harmless if fold(text) != part])
        found = outcomes([text for text in harmless if fold(text) == part], triage)
        assert found[Outcome.URGENT] <= 0.01
        assert found[Outcome.SCREEN] <= 0.15  # these are chosen to be hard; of all questions it is far less


def test_the_leaning_alone_would_have_found_most_alarming_texts_it_had_not_learnt_from() -> None:
    """What it adds to the rules where nobody thought of the words before."""
    alarming = [*phrasings("outright"), *phrasings("roundabout")]
    found = 0
    for part in range(FOLDS):
        triage = having_learnt([text for text in alarming if fold(text) != part], phrasings("harmless"))
        rules = EN.only()
        rules.leaning = triage.leaning
        found += sum(rules.judge(text).rule == LEANING for text in alarming if fold(text) == part)
    assert found / len(alarming) >= 0.6


@pytest.mark.skipif(not DEV, reason="the labelled texts (../shared/faq) are not here")
def test_the_labelled_texts_are_triaged_as_they_are_labelled() -> None:
    urgent = outcomes([entry["text"] for entry in DEV if entry["label"] == "urgent"])
    harmless = outcomes([entry["text"] for entry in DEV if entry["label"] != "urgent"])
    assert urgent[Outcome.CLEAR] == 0
    assert urgent[Outcome.URGENT] >= 0.95
    assert harmless[Outcome.URGENT] == 0
    assert harmless[Outcome.SCREEN] <= 0.06
