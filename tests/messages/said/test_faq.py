"""An entry is one file, its words keep the rules of all words, and every gap in it is named at once."""

import re
from pathlib import Path

import pytest
import textstat

from messages.languages import packaged
from messages.said.faq import TITLE, EntryKind, load

LANGUAGES, GAPS = load(packaged())
ENTRIES = LANGUAGES["en"]
FILL = {"clinic": "Riverside Clinic", "phone": "0 2 0", "emergency": "112"}
ARTICLE = {
    "whom-to-see",
    "what-is",
    "vs-acupuncture",
    "who-performs",
    "trigger-point",
    "needles",
    "twitch",
    "how-works",
    "tightness",
    "blood-flow",
    "pain-signals",
    "movement",
    "conditions",
    "muscle-pain",
    "sports",
    "headaches",
    "joints",
    "posture",
    "effectiveness",
    "relief-timing",
    "session-length",
    "assessment",
    "feel-during",
    "soreness",
    "aftercare",
    "suitability",
    "safety",
}
SECTIONS = {
    "What is Dry Needling?",
    "How Does Dry Needling Work?",
    "Benefits of Dry Needling",
    "What to Expect During a Dry Needling Session",
    "Is Dry Needling Right for You?",
    "Final Thoughts",
}
ENTRY = """+++
title = "May I park here?"
asks = ["where do I park"]
neighbours = ["soreness"]
+++
Behind the house. Or call {phone}.
"""


def own(folder: Path, name: str, text: str) -> Path:
    (folder / "en" / "faq").mkdir(parents=True, exist_ok=True)
    (folder / "en" / "faq" / name).write_text(text, encoding="utf-8")
    return folder


def gaps_of(folder: Path, name: str, text: str) -> list[str]:
    return [str(gap) for gap in load(packaged(), own(folder, name, text))[1]]


def test_the_packaged_entries_have_no_gaps() -> None:
    assert GAPS == ()


def test_every_fact_of_the_article_has_its_entry_and_names_its_section() -> None:
    answers = {entry.id: entry.section for entry in ENTRIES.values() if entry.kind is EntryKind.ANSWER}
    assert answers.keys() == ARTICLE
    assert set(answers.values()) <= SECTIONS


def test_no_packaged_entry_claims_to_be_the_clinics_own() -> None:
    assert not any(entry.own for entry in ENTRIES.values())


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_no_answer_shouts_reassures_or_promises(name: str) -> None:
    answer = ENTRIES[name].answer
    assert "!" not in answer
    assert not re.search(
        r"you(?:'re| are) (?:fine|ok|okay|safe)|nothing to worry|don't worry|perfectly normal", answer
    )
    assert not re.search(r"toxin|percent|\d ?%|guarantee|cure", answer)


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_every_answer_is_easy_to_read(name: str) -> None:
    """A reading grade of 6 or lower, after Flesch and Kincaid."""
    words = ENTRIES[name].answer.format(**FILL)
    plain = re.sub(r"[•/]", " ", words).replace("\n", ". ")
    assert textstat.flesch_kincaid_grade(plain) <= 6, words


@pytest.mark.parametrize("name", sorted(ARTICLE))
def test_every_answer_is_asked_for_in_many_ways(name: str) -> None:
    assert len(ENTRIES[name].asks) >= 15


def test_no_two_entries_are_asked_for_in_the_same_words() -> None:
    asked = [(name, {*entry.asks, entry.title}) for name, entry in ENTRIES.items()]
    plain = [(name, text.casefold().strip(" ?.")) for name, texts in asked for text in texts]
    by_text = {text: {name for name, said in plain if said == text} for _, text in plain}
    assert {text: names for text, names in by_text.items() if len(names) > 1} == {}


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_no_answer_speaks_of_what_an_article_lacks(name: str) -> None:
    """A patient never saw one; they hear that there is no advice from the clinic."""
    assert not re.search(
        r"article (?:does not|only|says no)|not speak of|does not cover", ENTRIES[name].answer
    )


BEYOND = [name for name in sorted(ENTRIES) if ENTRIES[name].kind is EntryKind.BEYOND]


@pytest.mark.parametrize("name", BEYOND)
def test_what_the_article_does_not_cover_points_to_people(name: str) -> None:
    if name != "animals":
        assert "{phone}" in ENTRIES[name].answer


@pytest.mark.parametrize(
    "name", ["safety", "soreness", "aftercare", "headaches", "worried", "side-effects", "feeling-off"]
)
def test_whoever_may_be_worried_is_told_both_numbers(name: str) -> None:
    assert "{phone}" in ENTRIES[name].answer
    assert "{emergency}" in ENTRIES[name].answer


def test_what_the_article_says_of_drinking_is_said_to_be_the_articles() -> None:
    assert "comes from the article" in ENTRIES["aftercare"].answer


def test_a_clinic_adds_its_own_entry_and_replaces_another(tmp_path: Path) -> None:
    own(tmp_path, "parking.md", ENTRY)
    languages, gaps = load(packaged(), own(tmp_path, "price.md", '+++\ntitle = "Prices"\n+++\nTwenty.\n'))
    assert gaps == ()
    parking, price = languages["en"]["parking"], languages["en"]["price"]
    assert (parking.own, parking.kind, parking.section) == (True, EntryKind.ANSWER, None)
    assert (price.own, price.answer) == (True, "Twenty.")
    assert len(languages["en"]) == len(ENTRIES) + 1


def test_a_clinics_entry_may_be_saved_by_any_editor(tmp_path: Path) -> None:
    assert gaps_of(tmp_path, "parking.md", "\ufeff" + ENTRY.replace("\n", "\r\n")) == []


def test_an_entry_without_front_matter_is_a_gap(tmp_path: Path) -> None:
    assert gaps_of(tmp_path, "parking.md", "Behind the house.") == [
        "messages/en/faq/parking.md: must begin with a +++ line, and have another before the answer"
    ]


def test_broken_toml_is_a_gap_with_its_line(tmp_path: Path) -> None:
    [gap] = gaps_of(tmp_path, "parking.md", '+++\ntitle = "\n+++\nBehind.\n')
    assert gap.startswith("messages/en/faq/parking.md: cannot be read")
    assert "line 1" in gap


def test_what_is_not_utf8_is_a_gap(tmp_path: Path) -> None:
    (own(tmp_path, "a.md", ENTRY) / "en" / "faq" / "latin.md").write_bytes(b"+++\ntitle = '\xe9'\n+++\n")
    assert [gap.where for gap in load(packaged(), tmp_path)[1]] == ["messages/en/faq/latin.md"]


def test_every_gap_of_an_entry_is_named_at_once(tmp_path: Path) -> None:
    front = 'section = 3\nask = ["x"]\nasks = [3]\nkind = "odd"\nneighbours = ""'
    text = f"+++\n{front}\n+++\nSee {{page}}. {'x' * 3500}\n"
    assert sorted(gaps_of(tmp_path, "No Good.md", text)) == [
        "messages/en/faq/No Good.md: " + what
        for what in (
            "ask is not something an entry has; it has asks, kind, neighbours, section, title, worrying",
            "asks must be a list of texts",
            "kind must be one of answer, beyond, smalltalk",
            "neighbours must be a list of texts",
            "section must be a text",
            "the answer has 3512 characters; at most 3500 fit in a message",
            "the answer has the placeholder {page}, which nothing fills",
            f"the file's name may hold small letters, digits and single hyphens, and {TITLE} of them",
            "title is missing",
        )
    ]


def test_an_empty_answer_and_a_title_too_long_for_a_button_are_gaps(tmp_path: Path) -> None:
    assert gaps_of(tmp_path, "parking.md", f'+++\ntitle = "{"x" * 41}"\n+++\n') == [
        "messages/en/faq/parking.md: title has 41 characters; a button shows 40",
        "messages/en/faq/parking.md: the answer is missing",
    ]


def test_a_neighbour_that_does_not_exist_is_a_gap(tmp_path: Path) -> None:
    text = ENTRY.replace('"soreness"', '"sauna-club", "parking"')
    assert gaps_of(tmp_path, "parking.md", text) == [
        "messages/en/faq/parking.md: there is no neighbour sauna-club",
        "messages/en/faq/parking.md: there is no neighbour parking",
    ]


def test_an_answer_of_the_packaged_kind_must_name_its_section(tmp_path: Path) -> None:
    _, gaps = load(own(tmp_path, "parking.md", ENTRY.replace('neighbours = ["soreness"]\n', "")))
    assert [str(gap) for gap in gaps] == ["messages/en/faq/parking.md: section is missing"]
