"""Which topics of a clinic's advice a text asks about, measured as if all that is proposed were signed."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import textstat

from bot.ask import advised
from messages.heard import own_topics
from messages.heard.reader import Reader, ReadingKind
from messages.languages import packaged
from messages.said import advice
from messages.said.faq import Entry, EntryKind
from tests.bot.made_once import ready

HERE = Path(__file__).parent / "questions"
PROPOSALS, GAPS = advice.load(packaged())
# Of the blind set, what is about one of the made-up topics after all.
ABOUT_ONE = (
    "flu vaccination",
    "where do I park",
    "I am blood donor",
    "speak Polish",
    "video of the stretching",
)
EACH = sorted(PROPOSALS["en"].values(), key=lambda one: one.id)


def everyday() -> Iterator[dict[str, str]]:
    for line in (HERE / "everyday_advice.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def test_of_forty_everyday_questions_most_are_told_the_right_topic_and_none_a_wrong_one() -> None:
    asked = [one for one in everyday() if one["label"] == "answer"]
    found = [(one["section"], advised(ready()["en"], one["text"])) for one in asked]
    assert len(found) == 40
    assert sum(read.entry == topic for topic, read in found if read.kind is ReadingKind.ANSWER) >= 37
    topics = [(topic, read.entry) for topic, read in found if read.entry in PROPOSALS["en"]]
    assert [pair for pair in topics if pair[0] != pair[1] and pair[1] != "alcohol"] == []


@pytest.mark.parametrize("told", [one for one in everyday() if one["label"] != "answer"], ids=str)
def test_what_goes_to_a_person_or_is_urgent_is_told_no_topic(told: dict[str, str]) -> None:
    found = advised(ready()["en"], told["text"])
    assert found.entry not in PROPOSALS["en"] or found.kind is not ReadingKind.ANSWER


@pytest.mark.parametrize("one", EACH, ids=lambda one: one.id)
def test_a_proposal_is_short_plain_and_names_no_dose_and_no_promise(one: advice.Proposal) -> None:
    assert GAPS == ()
    assert 2 <= one.words.count(".") <= 4
    assert textstat.flesch_kincaid_grade(one.words) <= 6
    for word in (
        "mg",
        "milligram",
        "tablets a day",
        "will heal",
        "cure",
        "guarantee",
        "safe",
        "!",
        "article",
    ):
        assert word not in one.words.replace("where it is safe", "")


def test_every_proposal_is_about_an_entry_and_there_are_sources_for_it() -> None:
    pages = Path("docs/advice.md").read_text(encoding="utf-8")
    for one in EACH:
        assert {*one.entries} <= ready()["en"].entries.keys()
        assert f"`{one.id}`" in pages
    assert len(EACH) == 20


def with_own() -> tuple[Reader, dict[str, list[str]]]:
    """Twenty entries of a clinic's own, and other ways to ask for each, which nothing knows."""
    told = tomllib.loads((HERE / "own_entries.toml").read_text(encoding="utf-8"))
    own = {
        f"own-{name}": Entry(
            f"own-{name}", one["title"], "x", EntryKind.BEYOND, asks=tuple(one["asks"]), own=True
        )
        for name, one in told.items()
    }
    return own_topics.knowing(ready()["en"], own), {
        f"own-{name}": one["unseen"] for name, one in told.items()
    }


@pytest.mark.slow
def test_two_of_three_ways_to_ask_for_an_own_entry_are_heard_and_few_go_to_another() -> None:
    reader, unseen = with_own()
    found = [(name, reader.read(text).entry or "") for name, texts in unseen.items() for text in texts]
    assert len(found) == 400
    assert sum(name == entry for name, entry in found) >= 0.66 * len(found)
    assert sum(name != entry and entry.startswith("own-") for name, entry in found) <= 0.05 * len(found)


@pytest.mark.slow
def test_of_other_peoples_questions_own_entries_take_one_in_fifty_at_most() -> None:
    reader, _ = with_own()
    lines = (HERE / "blind.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line.strip()]
    others = [text for text in texts if not any(words in text for words in ABOUT_ONE)]
    found = [reader.read(text).entry or "" for text in others]
    assert sum(entry.startswith("own-") for entry in found) <= 0.02 * len(found)
