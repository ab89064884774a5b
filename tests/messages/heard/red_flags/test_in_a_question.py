"""A red flag inside a question is none the less one: no question takes it to an answer of the article."""

import pytest

from messages.heard.reader import Reader, ReadingKind
from messages.heard.red_flags.finding import Tier
from tests.bot import made_once

HEARD = (ReadingKind.URGENT, ReadingKind.SCREEN)
QUESTIONS = (
    "is it normal that {}",
    "{}, is that ok",
    "is it usual to be sore and {} 😅",
    "{} lol when does it get better",
    "should I drink water, {}",
    "can I have a glass of wine, {}",
    "thanks for the session, how long until it stops, {}",
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return made_once.ready()["en"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_emergency_is_answered_because_it_is_asked_about(reader: Reader, question: str) -> None:
    grave = [rule for rule in reader.triage.rules if rule.tier is Tier.EMERGENCY and not rule.despair]
    told = [one for rule in grave for one in rule.examples]
    missed = [text for one in told if reader.read(text := question.format(one)).kind not in HEARD]
    assert not missed


@pytest.mark.parametrize(
    "text",
    [
        "is it normal that wiping feels like someone elses bum 😳",
        "is it normal to be this sore and not feel the toilet paper",
        "is it usual to be sore and see double",
        "is it ok to move if my leg gives way",
        "when does the numbness wear off",
        "which stretch for an arm i cant lift",
        "is it usual that my bits feel asleep",
        "cant tell if i peed or not",
    ],
)
def test_what_is_named_in_a_question_is_asked_about(reader: Reader, text: str) -> None:
    assert reader.read(text).kind in HEARD


@pytest.mark.parametrize("picture", ["😳", "😂", "🙈🙈", "🤷🏽‍♀️"])
def test_a_picture_beside_an_alarm_lowers_nothing(reader: Reader, picture: str) -> None:
    for one in ("is it normal that my foot slaps when i walk", "numb as a brick down there tho"):
        assert reader.read(f"{one} {picture}").tier is reader.read(one).tier is Tier.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "is it normal to be sore the next day",
        "when does the soreness wear off",
        "how long until it stops hurting",
        "can I go for a run when I am not sore",
        "is it ok to move",
        "which stretch is best for my neck",
    ],
)
def test_an_ordinary_question_is_answered(reader: Reader, text: str) -> None:
    assert reader.read(text).kind not in HEARD
