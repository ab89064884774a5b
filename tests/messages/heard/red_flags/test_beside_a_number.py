"""A sign beside a number counts by its own tier, whichever is more urgent (docs/clinical.md, no. 6)."""

from collections.abc import Callable

import pytest

from messages.heard.red_flags.finding import Finding, Tier
from messages.heard.red_flags.page import RedFlagPage, read
from messages.heard.red_flags.rules import Rule, rules
from messages.heard.red_flags.triage import Triage
from messages.languages import packaged
from tests.bot import made_once

READER = made_once.packaged().readers["en"]
EN = READER.triage
WHOLE = made_once.ready()["en"]
FEVERS = ("38.6", "temp 39", "my temperature is 38.1", "101.5 F", "fever of 39.2", "it says 38.4 degrees")
SIGNS = {
    "confused": ("can't string a sentence together", "I don't know what day it is", "forgot my own address"),
    "fast heart": ("my heart is racing", "my pulse is 118", "heart going like the clappers"),
    "fast breathing": ("breathing fast", "breathing like a dog in the heat", "22 breaths a minute"),
    "vomiting": ("threw my guts up", "can't keep water down", "bringing everything up"),
    "dizzy": ("the room spins", "my head swims when I sit up", "so giddy"),
    "spreading": ("the redness is spreading", "the red went from a coin to a plate", "red past the pen line"),
}
BESIDE = tuple((sign, text) for sign, texts in SIGNS.items() for text in texts)
ORDERS: dict[str, Callable[[str, str], str]] = {
    "and": lambda fever, sign: f"{fever} and {sign}",
    "sentences": lambda fever, sign: f"{fever}. Also {sign}.",
    "sign first": lambda fever, sign: f"{sign}, {fever}",
    "lines": lambda fever, sign: f"{sign}\n{fever}",
    "apart": lambda fever, sign: f"{fever}. Had soup for lunch and the match is on. {sign}",
}
CHILDREN = ("my son is floppy", "she is hard to wake", "he is limp", "my daughter is lethargic", "weak cry")
CALM = ("just achy", "a runny nose", "sore where the needle was", "tired", "no vomiting", "not dizzy at all")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(("sign", "text"), BESIDE)
def test_a_fever_with_a_sign_of_no_6_is_an_emergency_in_any_wording_and_order(
    sign: str, text: str, order: str
) -> None:
    said = [ORDERS[order](fever, text) for fever in FEVERS]
    assert [one for one in said if EN.judge(one).tier is not Tier.EMERGENCY] == [], sign


@pytest.mark.parametrize("calm", CALM)
def test_a_fever_with_none_of_them_is_for_the_same_day(calm: str) -> None:
    said = [f"{fever} and {calm}" for fever in FEVERS]
    assert [one for one in said if EN.judge(one).tier is not Tier.SAME_DAY] == []


@pytest.mark.parametrize(("sign", "text"), BESIDE)
def test_the_same_sign_with_no_fever_is_less(sign: str, text: str) -> None:
    """The number is what makes these graver; those that are grave by themselves are told by other laws."""
    found = EN.judge(f"36.8 and {text}")
    assert found.rule not in ("septic", "septic_in_degrees"), sign


@pytest.mark.parametrize(("sign", "text"), BESIDE)
def test_the_second_opinion_takes_no_such_sign_for_harmless(sign: str, text: str) -> None:
    said = [ORDERS[order](FEVERS[0], text) for order in ORDERS]
    flags = {one: WHOLE.flag(one) for one in said}
    assert [one for one, flag in flags.items() if flag is None or flag.tier is not Tier.EMERGENCY] == [], sign


@pytest.mark.parametrize("sign", CHILDREN)
@pytest.mark.parametrize("fever", [*FEVERS, "a fever"])
def test_a_feverish_child_who_is_limp_or_hard_to_wake_is_an_emergency_for_the_whole_reader(
    sign: str, fever: str
) -> None:
    """NICE NG143 calls these red; the second opinion never learnt of children, and lowers nothing of it."""
    said = [order(fever, sign) for order in ORDERS.values()]
    flags = {one: WHOLE.flag(one) for one in said}
    assert [one for one, flag in flags.items() if flag is None or flag.tier is not Tier.EMERGENCY] == []


def without(group: str) -> Triage:
    """The packaged rules with no words of one group, and nothing learnt."""
    page = RedFlagPage()
    list(read(page, packaged() / "en"))
    page.words[group] = ("nothing at all",)
    page.alarming, page.harmless = [], []
    return Triage(page, [rule for rule in rules(page) if isinstance(rule, Rule)])


@pytest.mark.parametrize("group", ["with_fever_muddled", "with_fever_fast", "with_fever_farther"])
def test_without_its_words_a_sign_beside_a_fever_is_told_as_less(group: str) -> None:
    triage = without(group)
    found: list[Finding] = [triage.judge(f"{text}, 38.6") for _, text in BESIDE]
    assert any(one.tier is not Tier.EMERGENCY for one in found)
