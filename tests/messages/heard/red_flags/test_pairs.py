"""For each law: a harmless text is let pass, and its urgent twin is not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from messages.heard.red_flags.finding import Finding, Outcome
from messages.heard.red_flags.page import RedFlagPage, read
from messages.heard.red_flags.rules import Rule, rules
from messages.heard.red_flags.second_opinion import PAIRS_OF_LAWS
from messages.heard.red_flags.triage import Triage, load
from messages.languages import packaged

EN = load(packaged())[0]["en"]
FILES = (packaged() / "en" / PAIRS_OF_LAWS, Path(__file__).parent / "unlearnt_pairs.toml")
LAWS: dict[str, Any] = {
    law: told for file in FILES for law, told in tomllib.loads(file.read_text("utf-8")).items()
}
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


# The words of each law of context; a law that holds nothing up is no law.
WORDS_OF_LAWS = [
    "animals",
    "things",
    "fiction",
    "watched",
    "noted",
    "will_watch",
    "call_if",
    "means_call",
    "in_case",
    "promise",
    "what_does",
    "meant_by",
    "answer_no",
    "closing_no",
    "not_that",
    "able_again",
    "restored",
    "dated",
    "harmless_cause",
    "effort_cause",
    "at_age",
    "as_ever",
    "never_could",
    "general",
    "what_to_do",
    "long_standing",
    "consulting",
    "strangers",
    "habit",
    "better_now",
    "the_dead",
    "excuse",
    "other_people",
    "at_work",
    "matter",
    "made_me",
    "not_so_still",
    "none_since",
    "bad_breath",
]


def without(group: str) -> Triage:
    """The packaged rules with no words of one law, and nothing learnt."""
    page = RedFlagPage()
    list(read(page, packaged() / "en"))
    page.context[group] = ()
    page.alarming, page.harmless = [], []
    return Triage(page, [rule for rule in rules(page) if isinstance(rule, Rule)])


@pytest.mark.parametrize("group", WORDS_OF_LAWS)
def test_without_the_words_of_a_law_one_of_its_harmless_texts_goes_too_far(group: str) -> None:
    triage = without(group)
    assert any(step(triage.judge(harmless)) > STEPS.index(most) for _, harmless, most, *_ in PAIRS)


def test_without_the_words_that_say_it_is_so_an_urgent_twin_falls_short() -> None:
    triage = without("affirmed")
    quoted = LAWS["what is quoted and then said to be so is no quotation"]["pairs"]
    assert any(step(triage.judge(urgent)) < STEPS.index(least) for *_, urgent, least in quoted)
