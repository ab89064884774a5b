"""Which topics of a clinic's advice a text asks about, measured as if all that is proposed were signed."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import textstat

from bot.ask import advised
from messages.heard import own_topics
from messages.heard.questions.own import KNOWN, KnownMeanings
from messages.heard.reader import ReadingKind
from messages.languages import packaged
from messages.said import advice
from tests.bot.made_once import ready
from tests.messages.heard import own_figures
from tests.messages.heard.own_figures import ANSWERED, OFFERED, OTHER

HERE = Path(__file__).parent / "questions"
EXAMPLES = Path(str(packaged() / "en" / "own_examples"))
PROPOSALS, GAPS = advice.load(packaged())
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


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("bath?", "shower-and-bath"),
        ("ok to hop in the shower?", "shower-and-bath"),
        ("can i still have my flat white", "coffee"),
        ("pickleball tomorrow morning ok", "exercise"),
        ("would a treadmill session be unwise", "running"),
        ("shagging ok?", "closeness"),
        ("is a G&T off the cards", "alcohol"),
        ("may I apply Moov or Iodex on it", "creams"),
        ("would an Anadin do any harm this evening?", "painkillers"),
        ("long car trip as a passenger tomorrow, ok?", "travel"),
        ("energy drink before my night shift ok or not", "coffee"),  # two things, and plainly about one
    ],
)
def test_leave_asked_of_one_thing_is_told_what_the_clinic_says_of_it(text: str, topic: str) -> None:
    found = advised(ready()["en"], text)
    assert (found.kind, found.entry) == (ReadingKind.ANSWER, topic)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("is white claw ok or literally nothing", "alcohol"),
        ("Hypervolt at speed 1 just around it, not on it. Thoughts?", "massage"),
        ("I usually do push-ups by the trailer every morning. Skip today?", "exercise"),
        ("shall I leave the claret in the rack tonight", "alcohol"),
        ("would a lamb vindaloo be alright this evening", "food"),
    ],
)
def test_what_no_rule_of_words_knows_is_told_as_people_asked_it_before(text: str, topic: str) -> None:
    reader = ready()["en"]
    assert not reader.topics.things_named(text)
    found = advised(reader, text)
    assert (found.kind, found.entry) == (ReadingKind.ANSWER, topic)


@pytest.mark.parametrize(
    "text",
    [
        "the only way I'm comfy is kneeling over the bed with me arms on the mattress",  # leans to a sign
        "My training's finished, my career's finished and so am I, tonight",
    ],
)
def test_what_leans_to_a_sign_or_is_no_question_is_told_no_topic(text: str) -> None:
    assert advised(ready()["en"], text).kind is not ReadingKind.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "Red Bull for the drive home, any issue",  # two things
        "how much is a massage with you",  # a thing of which no leave is asked
        "can needling fix my tiredness",
        "does coffee cause muscle knots",
        "is your clinic near the swimming pool",
        "the shower is broken at mine lol",
        "can my lad play football after his session",  # a person answers
        "do you do pilates classes on mondays",
        "Your coffee machine in the waiting room ate my pound",
        "can I go scuba diving on Sunday",
        "How many Panadol am I allowed in one day for this?",
        "I'm 20 weeks gone, is a warm bath still alright for me after this?",
    ],
)
def test_where_two_things_are_named_or_no_leave_is_asked_no_topic_is_told(text: str) -> None:
    found = advised(ready()["en"], text)
    assert found.kind is not ReadingKind.ANSWER or found.entry not in PROPOSALS["en"]


def everyday_of(name: str) -> Counter[str]:
    """What became of forty everyday questions: told, another topic, asked back, or a person answers."""
    lines = map(json.loads, (HERE / name).read_text("utf-8").splitlines())
    found = [
        (one["section"], advised(ready()["en"], one["text"])) for one in lines if one["label"] == "answer"
    ]
    return Counter(
        ("told" if read.entry == topic else "wrong")
        if read.kind is ReadingKind.ANSWER
        else ("offered" if topic in read.offered else "a person")
        for topic, read in found
    )


@pytest.mark.parametrize(
    ("name", "told", "heard"),
    [
        ("blind_everyday.jsonl", 35, 37),
        ("fresh_everyday.jsonl", 34, 37),
        ("unread_everyday.jsonl", 31, 35),
    ],
)
def test_of_the_sets_that_were_read_nearly_all_are_told_or_offered(name: str, told: int, heard: int) -> None:
    found = everyday_of(name)
    assert found["told"] >= told
    assert found["told"] + found["offered"] >= heard
    assert found["wrong"] <= 1


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


@pytest.mark.parametrize("text", (HERE / "fresh_persons.txt").read_text("utf-8").splitlines())
def test_of_a_pregnancy_a_child_an_illness_or_other_medicines_no_topic_is_told_or_offered(text: str) -> None:
    found = advised(ready()["en"], text)
    assert found.offered == ()
    assert found.entry not in PROPOSALS["en"] or found.kind is not ReadingKind.ANSWER


def test_the_meanings_that_own_entries_are_compared_with_are_of_the_phrasings_that_there_are() -> None:
    """A changed phrasing wants `make train`."""
    known = KnownMeanings.read(packaged() / "en" / "faq" / KNOWN)
    said = {text for one in ready()["en"].entries.values() for text in (one.title, *one.asks)}
    assert sorted(known.prints) == sorted(map(own_topics.print_of, said))


def blind() -> Iterator[own_figures.Asked]:
    """Texts of others, which are about none of the made-up entries."""
    for line in (HERE / "blind.jsonl").read_text(encoding="utf-8").splitlines():
        yield "", json.loads(line)["text"]
    for line in (EXAMPLES / "blind.txt").read_text(encoding="utf-8").splitlines():
        yield "", line


@pytest.mark.slow
def test_own_entries_that_nothing_knew_are_told_or_offered_and_seldom_another() -> None:
    own, asked = own_figures.of(EXAMPLES / "blind.toml")
    reader = own_topics.knowing(ready()["en"], own)
    found = Counter(how for how, _ in own_figures.heard(reader, asked))
    assert found.total() == 400
    assert found[ANSWERED] >= 0.4 * 400
    assert found[ANSWERED] + found[OFFERED] >= 0.75 * 400
    assert found[OTHER] <= 0.02 * 400


@pytest.mark.slow
def test_of_other_peoples_questions_own_entries_take_one_in_fifty_at_most() -> None:
    own, _ = own_figures.of(EXAMPLES / "blind.toml")
    reader = own_topics.knowing(ready()["en"], own)
    found = Counter(how for how, _ in own_figures.heard(reader, blind()))
    assert found.total() >= 500
    assert found[OTHER] <= 0.02 * found.total()


def test_an_own_entry_is_asked_about_also_where_a_worry_is_likelier_that_nobody_has() -> None:
    own, _ = own_figures.of(EXAMPLES / "unread.toml")
    reader = own_topics.knowing(ready()["en"], own)
    text = "did i leave my scarf in yours"  # the engine takes it for one about the skin
    found = advised(reader, text)
    assert "own-lost-property" in (found.entry, *found.offered)
