"""Rules that every word to a patient keeps, in every packaged language."""

import re

import pytest
import textstat

from messages.languages import packaged
from messages.said.catalog import load

CATALOG, GAPS = load(packaged())
CLINIC = {"clinic": "Riverside Clinic", "phone": "0 2 0", "emergency": "112"}
FILL = {
    **CLINIC,
    "when": "Monday 23 November, 14:30",
    "since": "Monday 23 November, 03:00",
    "plan": "",
    "commands": "",
    "value": "4",
    "near": "4",
    "reading": "Kim has read it.",
    "still": "",
    "after": "",
    "depends": "That depends on you.",
    "severe": 7,
    "when_read": "It is read in working hours.",
    "days": "90",
    "code": "ABC",
    "place": "Berlin",
    "name": "Kim",
    "them": "your child",
    "line": "See you on Friday.",
    "region": "left shoulder",
    "good": "Good to hear.",
    "trend": ": it was 5 yesterday, 4 today",
    "instead": " instead of 8",
    "named": "",
    "sessions": "Where: left shoulder",
    "session": "Monday",
    "confirmation": "I have told the clinic.",
    "resting": "Your reminders rest.",
    "words": "How long?",
    "entry": "You asked this.",
    "source": "From the article.",
    "section": "What is it?",
    "treated": "neck",
    "consider": "bleeding",
    "clock": "14:30",
    "part": "neck",
    "url": "",
    "title": "May I bathe?",
    "keeps": "",
    "beside": "",
    "date": "Monday 23 November",
    "again": "Monday 23 November",
    "kept": "",
    "receipt": "K7Q2M9P",
    "receipt_line": "",
    "written": "Monday 23 November",
    "erased": "Monday 23 November",
    "words_days": "30",
}
TEXTS = [
    (language, key, value)
    for language, words in CATALOG.languages.items()
    for key, value in words.items()
    if isinstance(value, str)
]
# The grade is for patients; the people of the clinic read their own words.
# Staff of an emergency room read the card's last line.
OTHERS = ("bot.commands.", "staff.", "bot.consider.", "bot.card", "bot.source.")
SENTENCES = [entry for entry in TEXTS if entry[2].count(" ") > 8 and not entry[1].startswith(OTHERS)]


def test_the_packaged_words_have_no_gaps() -> None:
    assert GAPS == ()


@pytest.mark.parametrize(("language", "key", "text"), TEXTS)
def test_no_text_shouts_or_reassures(language: str, key: str, text: str) -> None:
    del language, key
    assert "!" not in text
    assert not re.search(
        r"you(?:'re| are) (?:fine|ok|okay|safe)|nothing to worry|don't worry|perfectly normal", text
    )
    assert not re.search(r"toxin|percent|\d ?%", text)


@pytest.mark.parametrize(("language", "key", "text"), SENTENCES)
def test_every_text_is_easy_to_read(language: str, key: str, text: str) -> None:
    """A reading grade of 6 or lower, after Flesch and Kincaid; list items count as sentences."""
    del text
    if language != "en":
        pytest.skip("the formula is for English")
    words = CATALOG.text(language, key, FILL)
    plain = re.sub(r"[•/]", " ", words).replace("\n", ". ")
    assert textstat.flesch_kincaid_grade(plain) <= 6, words


URGENT = ("welcome", "stranger", "not_now", "worried", "free_text", "only_text", "sorry", "unknown_command")
RED_FLAG = (
    "urgent_emergency",
    "urgent_life",
    "urgent_same_day",
    "screen",
    "alert_waiting",
    "alert_unreached",
)


@pytest.mark.parametrize("key", [*URGENT, *RED_FLAG])
def test_whoever_may_be_in_need_is_told_both_numbers(key: str) -> None:
    text = CATALOG.text("en", f"bot.{key}", {**FILL, "phone": "555-01", "emergency": "999"})
    assert "555-01" in text
    assert "999" in text


STEPS = ("dry_needling.", "light.")


@pytest.mark.parametrize(
    "sign", ["breath", "chest", "blood", "numb", "bladder", "confused", "swells", "fever", "life"]
)
def test_the_warning_signs_are_told_whole_to_whoever_wants_to_read_them(sign: str) -> None:
    assert sign in CATALOG.text("en", "bot.signs_told", FILL)


@pytest.mark.parametrize("key", ["dry_needling.what_to_expect", "light.what_to_expect"])
def test_the_first_information_names_the_gravest_signs_and_both_numbers(key: str) -> None:
    text = CATALOG.text("en", key, {**FILL, "phone": "555-01", "emergency": "999"})
    assert all(told in text for told in ("breath", "chest", "numb", "999", "555-01", "round the clock"))


NOT_SAID = r"article (?:does not|only|says no)|not speak of|have not (?:seen|heard)"


@pytest.mark.parametrize(("language", "key", "text"), SENTENCES)
def test_no_text_reproaches_or_keeps_books_or_speaks_of_what_an_article_lacks(
    language: str, key: str, text: str
) -> None:
    del language
    assert not re.search(NOT_SAID, text), key


@pytest.mark.parametrize("key", sorted(key for key in CATALOG.languages["en"] if key.startswith(STEPS)))
def test_no_step_names_a_part_of_the_body(key: str) -> None:
    """Whom it is said to was treated anywhere."""
    text = str(CATALOG.languages["en"][key])
    parts = (part for key in CATALOG.table("en", "body.parts").values() for part in key)
    assert not [part for part in parts if re.search(rf"\b{part}s?\b", text.replace("chest hurts", ""))]
