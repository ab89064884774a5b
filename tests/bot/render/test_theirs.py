"""What is said to one person about another speaks of the other's body."""

import pytest

from messages.languages import packaged
from messages.said import catalog

CATALOG = catalog.load(packaged())[0]
WORDS = {key: str(text) for key, text in CATALOG.languages["en"].items()}
OF_THE_BODY = ("your breath", "your chest", "your arm", "you are short of breath", "you get short of breath")
IN_SHEETS = {"bot.sheet_same_day"}  # said in another language, which has no words about another yet


@pytest.mark.parametrize("key", [key for key in WORDS if key.startswith("bot.")])
def test_a_sign_is_never_that_of_whoever_holds_the_phone(key: str) -> None:
    if key not in IN_SHEETS and any(one in WORDS[key] for one in OF_THE_BODY):
        theirs = WORDS[f"theirs.{key.removeprefix('bot.')}"]
        assert not any(one in theirs for one in OF_THE_BODY)


def test_a_text_that_holds_a_shared_one_holds_that_about_the_other() -> None:
    facts = {"them": "Leo", "emergency": "112"}
    said = CATALOG.filled("en", "Noted. {watch_out}", facts).text
    assert "an arm or leg of Leo feels weak or numb" in said
    assert "your chest hurts" in CATALOG.filled("en", "{watch_out}", {"emergency": "112"}).text
