"""On a phone that serves several people, signed advice goes by whom a text is about, not by who typed it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.care.clinic.deciding import act
from tests.bot.care.floor import JO, PAT, SAM, Floor

SIGNED = "Jo at Riverside Physio says"
BATH = "can I have a bath tonight"


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """Sam holds a phone that serves Lily, who is 9, as well; Jo has signed some advice."""
    made = Floor(tmp_path)
    made.employ(JO)
    made.follow(JO, SAM, "SS 14:00 hip")
    made.follow_another(JO, SAM, "CHILD1 14:10 left calf", "Lily")
    for topic in ("shower-and-bath", "sauna-and-swimming", "alcohol"):
        made.tap(JO, f"advice:{topic}")
        made.deliver()
        act(made, JO, "Use")
    yield made
    made.close()


def asks(floor: Floor, text: str, chat: int = SAM) -> str:
    floor.move(minutes=5)
    floor.say(chat, text)
    return "\n".join(one.words.text for one in floor.deliver() if one.message.chat_id == chat)


def test_who_holds_the_phone_hears_it_also_after_words_to_the_child(floor: Floor) -> None:
    assert SIGNED in asks(floor, BATH)
    asks(floor, "Lily is sore today")
    assert SIGNED in asks(floor, "can I have a glass of wine")


@pytest.mark.parametrize(
    "text",
    [
        "can she have a bath tonight",
        "is he allowed in the bath",
        "can lily have a bath",
        "is a bath ok for her",
        "can I give her a bath?",
        "can I bath Lily tonight?",
        "can the little one have a bath",
        "my 9 yo has swimming tomorrow, ok?",
        "can my son go swimming",
        "our girl wants to go swimming, ok?",
        "bath tonight?",
        "is a bath ok",
        "can we have a bath",
        "is it fine to let them swim",
    ],
)
def test_of_a_child_or_where_that_is_not_sure_a_person_answers(floor: Floor, text: str) -> None:
    asks(floor, BATH)
    heard = asks(floor, text)
    assert SIGNED not in heard
    assert "just above" not in heard
    assert "depends on you" not in heard
    assert "so that a person can answer it" in heard


def test_it_is_said_on_whom_it_depends(floor: Floor) -> None:
    assert "That depends on Lily." in asks(floor, "can she have a bath tonight")
    assert "That depends on Lily." in asks(floor, "a bath for lily?")
    assert "That depends on whom it is for." in asks(floor, "a quick swim?")
    assert "That depends on you." in asks(floor, "can I have a glass of wine with my antidepressants")


def test_on_a_phone_of_one_it_is_told_as_ever(floor: Floor) -> None:
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    assert SIGNED in asks(floor, "is a bath ok", PAT)
    assert SIGNED in asks(floor, "Jo said she would tell me: can I have a glass of wine?", PAT)
