"""Which topics the words of a text bring up."""

import pytest

from messages.heard.questions.kinds import KINDS, Kinds
from messages.heard.questions.topic_head import NONE, TOPICS, TopicHead, digest
from messages.languages import packaged
from messages.said import advice
from tests.bot.made_once import ready

FOLDER = packaged() / "en" / "advice"
SMALL = Kinds({"drinks": "claret, bottle of stout, brand*", "sports": "padel, cross fit"})


@pytest.mark.parametrize(
    ("text", "brought_up"),
    [
        ("A claret, or two clarets?", [1, 0, 0, 0]),  # one word, however often
        ("claret and then brandies", [1, 0, 1, 0]),  # two words, one of which goes on
        ("a bottle of stout after CROSS-FIT", [1, 1, 0, 0]),
        ("a bottle of water", [0, 0, 0, 0]),
        ("", [0, 0, 0, 0]),
    ],
)
def test_a_topic_is_brought_up_by_any_of_its_words_and_by_two_of_them(
    text: str, brought_up: list[int]
) -> None:
    assert SMALL.brought_up(text).tolist() == brought_up


def test_every_topic_that_is_proposed_has_words_that_bring_it_up() -> None:
    assert {*Kinds.read(FOLDER / KINDS).topics} == {*advice.load(packaged())[0]["en"]}


def test_what_was_learnt_of_topics_is_of_the_lists_that_there_are() -> None:
    """A changed list of `advice`, or changed phrasings of an entry, want `make train`."""
    engine = ready()["en"].engine
    learnt = TopicHead(FOLDER)
    assert {*learnt.classes} == {*Kinds.read(FOLDER / KINDS).topics, NONE}
    assert (FOLDER / TOPICS).is_file()
    assert learnt.digest == digest(FOLDER, getattr(engine, "head_digest", ""))
