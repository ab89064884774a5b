"""Every value of a vital sign has one meaning, in one table, and every sign has its names."""

from itertools import pairwise

import pytest

from messages.heard.red_flags.finding import Outcome, Tier
from messages.heard.red_flags.page import RedFlagPage, read
from messages.heard.red_flags.triage import load
from messages.heard.red_flags.vital_signs import BANDS, CALM, VitalSign, vital_signs
from messages.languages import packaged

EN = load(packaged())[0]["en"]
SAID = {
    "oxygen": "my sats are {}",
    "pulse": "my pulse is {}",
    "pressure": "my systolic is {}",
    "breaths": "my breathing rate is {}",
    "temperature": "my temperature is {}",
    "fahrenheit": "my temperature is {} F",
}
ENDS = [(sign.name, *band) for sign in vital_signs().values() for band in sign.bands]


@pytest.mark.parametrize(("sign", "band", "low", "high"), ENDS)
def test_both_ends_of_a_band_are_heard_as_what_the_table_says(
    sign: str, band: str, low: float, high: float
) -> None:
    for value in (low, high):
        found = EN.judge(SAID[sign].format(f"{value:g}"))
        if band == CALM:
            assert found.outcome is Outcome.CLEAR, (sign, value, found)
        elif band == "ask":
            assert found.outcome is Outcome.SCREEN, (sign, value, found)
        else:
            assert found.tier is Tier(band), (sign, value, found)


@pytest.mark.parametrize("sign", vital_signs().values(), ids=lambda sign: sign.name)
def test_the_bands_of_a_sign_leave_no_gap_and_do_not_overlap(sign: VitalSign) -> None:
    ends = sorted((low, high) for _, low, high in sign.bands)
    for (_, before), (after, _) in pairwise(ends):
        assert after == pytest.approx(before + sign.step)
    assert {band for band, _, _ in sign.bands} == set(BANDS)


OXIMETERS = (
    "oxy",
    "oxy thing",
    "pulse ox",
    "pulse oxy",
    "pulse oximeter",
    "sats thing",
    "finger clip",
    "finger thingy",
    "finger peg",
)


@pytest.mark.parametrize("name", OXIMETERS)
def test_an_oximeter_by_any_name_tells_a_saturation_before_and_after_its_value(name: str) -> None:
    for said in ("the {} says {}", "{} {}", "got {1} on my {0}", "the {} keeps going down to {}"):
        assert EN.judge(said.format(name, 88)).tier is Tier.EMERGENCY, said
        assert EN.judge(said.format(name, 97)).outcome is not Outcome.URGENT, said


@pytest.mark.parametrize("text", ["oxy 80mg last night for my back", "oxi clean at 60 degrees"])
def test_a_dose_or_a_wash_is_no_saturation(text: str) -> None:
    assert EN.judge(text).outcome is not Outcome.URGENT


@pytest.mark.parametrize(
    ("text", "outcome", "tier"),
    [
        ("breathing 22 times a minute at rest, I counted", Outcome.URGENT, Tier.SAME_DAY),
        ("I breathe 26 times a minute", Outcome.URGENT, Tier.EMERGENCY),
        ("counted my breathing: 30 in a minute", Outcome.URGENT, Tier.EMERGENCY),
        ("heart going 135 times a minute", Outcome.URGENT, Tier.EMERGENCY),
        ("breathing 16 times a minute", Outcome.CLEAR, None),
        ("my heart beats 66 times a minute", Outcome.CLEAR, None),
    ],
)
def test_what_is_counted_by_the_minute_needs_no_name_of_its_own(
    text: str, outcome: Outcome, tier: Tier | None
) -> None:
    found = EN.judge(text)
    assert (found.outcome, found.tier) == (outcome, tier)


def test_a_value_without_its_name_or_unit_is_no_vital_sign() -> None:
    for text in ("84 on the finger", "I am 39", "room 91, second floor", "call me at 58"):
        assert EN.judge(text).rule not in ("vital_sign", "vital_sign_today"), text


def test_the_language_names_every_sign() -> None:
    page = RedFlagPage()
    list(read(page, packaged() / "en"))
    assert all(page.words.get(f"{sign}_named") for sign in vital_signs())


@pytest.mark.parametrize(
    ("harmless", "urgent"),
    [
        ("it was 14:10", "it was 10 out of 10"),
        ("the pain started at 9:30", "the pain started at 9/10"),
        ("pain started at 9.30", "pain 9.3"),
        ("pain 7:30 in the morning", "pain 7 at 7:30 in the morning"),
        ("sore since 8", "sore since 8 and it is an 8"),
        ("the ache has been there since 9", "the ache has been 9 since 9"),
        ("pulse 70 at 14:10", "pulse 140 at 14:10"),
        ("37.0 at 21:45", "39.1 since 21:45"),
        ("my 220/110 adapter is gone", "220/110"),
    ],
)
def test_a_time_of_day_and_a_voltage_are_no_value_and_take_none_back(harmless: str, urgent: str) -> None:
    assert EN.judge(harmless).outcome is not Outcome.URGENT
    assert EN.judge(urgent).outcome is Outcome.URGENT
