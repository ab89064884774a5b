"""A grave sign that is written by ear, or with letters off, is that sign; what only sounds so is none."""

from itertools import product

import pytest

from messages.heard.red_flags.finding import Outcome, Tier
from messages.heard.red_flags.triage import load
from messages.languages import packaged

EN = load(packaged())[0]["en"]
WRITTEN = {
    "chest": ("chest", "cheast", "chesst", "chets", "chset"),
    "pain": ("pain", "payn", "pian", "paiin"),
    "breathe": ("breathe", "brethe", "breeth", "braethe", "breatheh"),
    "cant": ("cant", "kant", "can't", "cannt"),
    "unconscious": ("unconscious", "unconcious", "unconshious", "uncontious"),
    "swollen": ("swollen", "swolen", "swollan", "swolln"),
}
SAID = ("{chest} {pain}", "{cant} {breathe}", "he is {unconscious}", "my tongue is {swollen}")
HARMLESS = (
    "how long will I be sore this week",
    "can I take zinc",
    "my watch will not sync",
    "I see Mr Payne on Friday",
    "the window pane is cracked",
)


def written(said: str) -> list[str]:
    names = [name for name in WRITTEN if f"{{{name}}}" in said]
    each = product(*(WRITTEN[name] for name in names))
    return [said.format(**dict(zip(names, one, strict=True))) for one in each]


@pytest.mark.parametrize("said", SAID)
def test_a_sign_is_heard_however_its_words_are_spelt(said: str) -> None:
    missed = [text for text in written(said) if EN.judge(text).tier is not Tier.EMERGENCY]
    assert missed == []


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_like_a_sign_raises_no_alarm(text: str) -> None:
    assert EN.judge(text).outcome is Outcome.CLEAR
