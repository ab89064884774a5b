"""One reading of a text in its place: for each law harmless texts, each beside a twin that is not."""

import tomllib
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bot.ask import how_to_read
from messages.heard.acts import reading
from messages.heard.acts.act import Kind
from messages.heard.acts.situation import Situation
from messages.languages import REFERENCE
from tests.bot.made_once import packaged

LAWS = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text(encoding="utf-8"))
READER = packaged().readers[REFERENCE]
HOW = how_to_read(READER, None)
NOTHING = "-"
FEWEST = 10
CASES = [
    (law, text, kind)
    for law, told in LAWS.items()
    for first, what, twin, that in told["pairs"]
    for text, kind in ((first, what), (twin, that))
]


def situation(law: str) -> Situation:
    return TypeAdapter(Situation).validate_python(LAWS[law]["situation"])


@pytest.mark.parametrize(("law", "text", "kind"), CASES)
def test_each_text_is_what_it_is_in_that_place(law: str, text: str, kind: str) -> None:
    found = [act.kind.value for act in reading.read(text, situation(law), HOW)]
    if kind == NOTHING:
        assert not set(found) & SIGNS, found
        assert Kind.OPT_OUT.value not in found, found
    elif kind == Kind.MAYBE_SIGN:  # or more than that
        assert set(found) & SIGNS, found
    else:
        assert kind in found, found
        assert kind in SIGNS or not set(found) & SIGNS, found


SIGNS = {Kind.SIGN.value, Kind.SAME_SIGN.value, Kind.MAYBE_SIGN.value}


@pytest.mark.parametrize("law", LAWS)
def test_each_law_has_ten_pairs_at_least(law: str) -> None:
    assert len(LAWS[law]["pairs"]) >= FEWEST
