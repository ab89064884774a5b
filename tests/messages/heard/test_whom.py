"""Once it was said whom an alarm is about, so are further words, unless they speak of another."""

import pytest

from messages.heard.whom import Speaks
from messages.languages import REFERENCE
from tests.bot.made_once import packaged

BOOK = packaged().vocabularies[REFERENCE].book


@pytest.mark.parametrize(
    ("said", "own", "holder", "another"),
    [
        ("actually she cannot lift her foot at all", False, False, False),
        ("it is worse now", False, True, False),
        ("my daughter has a fever", False, True, False),
        ("I feel faint", False, False, False),  # a child may type, where nobody else can be meant by that
        ("I feel faint", False, True, True),
        ("my chest hurts", False, True, True),
        ("my chest hurts", True, True, False),
        ("she cannot breathe", True, True, True),
        ("the other one has chest pain", False, False, True),
        ("both have a fever", False, False, True),
        ("now he cannot breathe", False, False, True),  # it was "she" before
    ],
)
def test_words_after_an_alarm_are_about_that_one_or_may_be_about_another(
    said: str, own: bool, holder: bool, another: bool
) -> None:
    before = BOOK.said("she has chest pain")
    found = BOOK.whom.may_be_another(BOOK.said(said), before, is_own=own, holder_is_there=holder)
    assert found is another


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("Tom feels faint", True),
        ("tom can't breathe, he is blue", True),
        ("Tom says his sister cannot breathe", False),
        ("Tom thinks she cannot breathe", False),
        ("Tom and his brother have a fever", False),
        ("Tom is well, but I feel faint", False),
        ("I am with Tom and feel faint", False),
        ("Tom's friend has a fever", False),
        ("Tom", False),
    ],
)
def test_words_are_about_who_is_named_first_where_they_speak_of_nobody_else(said: str, about: bool) -> None:
    assert BOOK.whom.is_about(BOOK.said("Tom"), BOOK.said(said)) is about


@pytest.mark.parametrize(
    ("said", "speaks"),
    [
        ("can I have a bath", Speaks.OWN),
        ("can she have a bath", Speaks.ANOTHER),
        ("my daughter is tired", Speaks.ANOTHER),
        ("can the little one swim", Speaks.ANOTHER),
        ("it is a little sore", Speaks.UNSURE),
        ("can I give her a bath", Speaks.UNSURE),
        ("can I put ice on it", Speaks.UNSURE),
        ("can we swim", Speaks.UNSURE),
        ("my 9 yo has swimming", Speaks.UNSURE),
        ("is a bath ok", Speaks.UNSURE),
        ("", Speaks.UNSURE),
    ],
)
def test_a_text_speaks_of_who_writes_of_another_or_of_nobody_for_sure(said: str, speaks: Speaks) -> None:
    assert BOOK.whom.speaks_of(BOOK.said(said)) is speaks
