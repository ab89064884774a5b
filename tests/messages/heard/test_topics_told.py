"""What a text is told of a clinic's advice where its words and what was learnt do not say the same."""

from dataclasses import replace

import pytest

from messages.heard import topics_told
from messages.heard.reader import Reading, ReadingKind
from messages.said.faq import Entry, EntryKind
from tests.bot.made_once import ready

READER = ready()["en"]
FOUND = Reading(ReadingKind.ABSTAIN, "exercise", sure=True)


def test_a_word_that_names_another_topic_than_the_likeliest_asks_back_and_tells_neither() -> None:
    for shares, told in (
        ((("coffee", 0.6), ("running", 0.38)), ()),
        ((("running", 0.6), ("coffee", 0.38)), ("running",)),
    ):
        found = replace(FOUND, topics=shares)
        assert topics_told.told(READER.topics, found, "is running ok", READER.entries) == told


@pytest.mark.parametrize(
    ("signs", "share", "told"), [(True, 0.96, True), (True, 0.9, False), (False, 0.9, True)]
)
def test_a_question_that_leans_to_a_sign_is_told_where_its_topic_is_plain(
    signs: bool, share: float, told: bool
) -> None:
    text = "My mum says put the pad on it for the night if it throbs so, is she right, do you think?"
    found = Reading(ReadingKind.ABSTAIN, signs=signs, topics=(("ice-and-heat", share),))
    known = topics_told.told(READER.topics, found, text, READER.entries)
    assert known == (("ice-and-heat",) if told else ())


@pytest.mark.parametrize(
    "text", ["could my toddler come along with it", "may I bring it, I am pregnant", "and on warfarin?"]
)
def test_whom_a_person_answers_is_told_no_entry_of_the_clinics_own_either(text: str) -> None:
    own = {"kids": Entry("kids", "Children", "x", EntryKind.BEYOND, asks=("may I bring my child",), own=True)}
    assert topics_told.told(READER.topics, replace(FOUND, entry="kids"), text, own) == ()
    assert topics_told.told(READER.topics, replace(FOUND, entry="kids"), "may I bring it", own) == ("kids",)


def test_an_own_entry_is_told_though_a_word_of_a_topic_falls_but_not_where_that_topic_is_meant() -> None:
    own = {"trains": Entry("trains", "Trains", "x", EntryKind.BEYOND, asks=("which train",), own=True)}
    for share, told in ((0.3, ("trains",)), (0.95, ())):
        found = replace(FOUND, entry="trains", topics=(("alcohol", share),))
        assert topics_told.told(READER.topics, found, "may I have wine on the train", own) == told
