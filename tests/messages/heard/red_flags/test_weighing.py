"""A second opinion lowers no alarm without a reason, and raises what the rules only ask about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.red_flags.finding import CLEAR, Finding, Outcome, Tier
from messages.heard.red_flags.weighing import OPINION, Opinion, doubted, weighed

SHARES = st.floats(0, 1)
CHEST = Finding(Outcome.URGENT, Tier.EMERGENCY, "chest")
SURELY_HARMLESS, LIKELY_HARMLESS = Opinion(0.999, 0.0), Opinion(0.9, 0.05)
SURELY_GRAVE, UNSURE = Opinion(0.01, 0.99), Opinion(0.5, 0.3)


@st.composite
def opinions(draw: st.DrawFn) -> Opinion:
    harmless = draw(SHARES)
    return Opinion(harmless, draw(st.floats(0, 1 - harmless)))


def test_an_alarm_stands_unless_it_is_likely_harmless() -> None:
    assert weighed(CHEST, SURELY_GRAVE) == weighed(CHEST, UNSURE) == CHEST


def test_an_alarm_that_is_likely_harmless_is_asked_about_and_keeps_how_urgent_it_may_be() -> None:
    assert weighed(CHEST, LIKELY_HARMLESS) == doubted(CHEST)
    assert doubted(CHEST).may_be is Tier.EMERGENCY
    assert doubted(CHEST).outcome is Outcome.SCREEN


def test_what_is_surely_harmless_is_let_pass() -> None:
    assert weighed(CHEST, SURELY_HARMLESS) is CLEAR
    assert weighed(Finding(Outcome.SCREEN, rule="leaning", faint=True), SURELY_HARMLESS) is CLEAR


@given(opinions())
def test_nobody_who_may_end_their_life_is_let_pass_whatever_the_opinion(opinion: Opinion) -> None:
    for outcome, tier in ((Outcome.URGENT, Tier.EMERGENCY), (Outcome.SCREEN, None)):
        taken = weighed(Finding(outcome, tier, "life", despair=True), opinion)
        assert taken.outcome is not Outcome.CLEAR
        assert taken.despair


@given(opinions(), st.sampled_from(Tier))
def test_what_rests_on_a_number_is_never_let_pass(opinion: Opinion, tier: Tier) -> None:
    taken = weighed(Finding(Outcome.URGENT, tier, "vital_sign", measured=True), opinion)
    assert taken.outcome is not Outcome.CLEAR
    if tier is Tier.CLINICIAN:
        assert taken.tier is tier


@given(opinions())
def test_what_the_rules_hear_is_never_taken_as_less_urgent_than_they_say_but_asked_about(
    opinion: Opinion,
) -> None:
    taken = weighed(CHEST, opinion)
    assert taken.tier in (Tier.EMERGENCY, None)


def test_what_the_rules_only_ask_about_is_an_alarm_where_it_is_surely_grave() -> None:
    asked = Finding(Outcome.SCREEN, rule="ask_breath_and_chest")
    assert weighed(asked, SURELY_GRAVE).tier is Tier.EMERGENCY
    assert weighed(asked, Opinion(0.01, 0.1)).tier is Tier.SAME_DAY
    assert weighed(asked, UNSURE) == asked


def test_an_alarm_that_rests_on_a_number_is_asked_about_only_where_it_is_hardly_one() -> None:
    low = Finding(Outcome.URGENT, Tier.EMERGENCY, "vital_sign", measured=True)
    assert weighed(low, LIKELY_HARMLESS) == low
    assert weighed(low, SURELY_HARMLESS) == doubted(low)


def test_what_no_rule_hears_is_asked_about_where_it_is_hardly_harmless() -> None:
    assert weighed(CLEAR, Opinion(0.1, 0.6)) == Finding(Outcome.SCREEN, rule=OPINION)
    assert weighed(CLEAR, SURELY_GRAVE) == Finding(Outcome.URGENT, Tier.EMERGENCY, OPINION)
    assert weighed(CLEAR, UNSURE) is CLEAR


@pytest.mark.parametrize("faint", [True, False])
def test_what_only_leans_to_a_sign_is_let_pass_sooner_than_what_a_rule_has_named(faint: bool) -> None:
    asked = Finding(Outcome.SCREEN, rule="leaning", faint=faint)
    assert (weighed(asked, Opinion(0.87, 0.01)) is CLEAR) is faint
