"""Whoever writes in another language is told whom to call in it, at once, and the clinic hears in which."""

import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from tests.bot.alarm import CALL, MINUTE, after, followed, rest, told
from tests.bot.made_once import packaged
from tests.bot.staff import Practice, said

ROOT = Path(__file__).parents[4]
TEXTS = tomllib.loads((ROOT / "tests/messages/sheets/texts.toml").read_text(encoding="utf-8"))
SHEETS = packaged().sheets
ENGLISH = "Do you have any of these right now?"
SILENT = "NO ANSWER ABOUT WARNING SIGNS"
THIRTEEN = 13
GERMAN, UNEASY = "de", "mir ist so komisch seit der behandlung"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


def first(language: str, name: str) -> str:
    """The first line of a text of a sheet, as a phone shows it, up to what is filled in."""
    return SHEETS[language].said[f"bot.{name}"].replace("*", "").split("\n")[0].split("{")[0].strip()


def told_in(language: str) -> str:
    """That the clinic was told, as the sheet says it."""
    return SHEETS[language].said["bot.sheet_told"].format(clinic="Riverside Physio", emergency="112")


def sign(language: str, name: str) -> str:
    return SHEETS[language].said[f"bot.signs.{name}"]


async def asked(practice: Practice, language: str, text: str, person: Person | None = None) -> Message:
    return await practice.clinic.hear(person or practice.pat, text, first(language, "screen"))


@pytest.mark.parametrize("language", SHEETS)
async def test_an_alarm_is_answered_in_its_language_and_in_english_and_the_clinic_is_told_which(
    practice: Practice, language: str
) -> None:
    text = TEXTS[language]["alarm"][0]
    await practice.clinic.hear(practice.pat, text, first(language, "sheet_emergency"))
    await practice.clinic.says(practice.pat, told_in(language))
    await practice.clinic.says(practice.pat, CALL)
    alert = await practice.clinic.says(practice.jo, "EMERGENCY")
    assert f"(in {SHEETS[language].in_english}, as it was written)\n{text}" in alert.words


@pytest.mark.parametrize("language", SHEETS)
async def test_what_is_no_alarm_has_the_number_and_the_signs_as_buttons_in_its_language(
    practice: Practice, language: str
) -> None:
    shown = await asked(practice, language, TEXTS[language]["signs"][0])
    assert "112" in shown.words
    assert len(shown.labels) == THIRTEEN
    assert {*shown.labels} == {text for key, text in SHEETS[language].said.items() if ".signs." in key}
    await practice.clinic.press(practice.pat, sign(language, "weak"), first(language, "sheet_emergency"))
    alert = await practice.clinic.says(practice.jo, "EMERGENCY")
    assert TEXTS[language]["signs"][0] in alert.words
    assert "(chosen) Weak or numb arm, leg, side" in alert.words


@pytest.mark.parametrize("language", SHEETS)
async def test_a_denial_in_the_language_ends_the_signs_and_alarms_nobody(
    practice: Practice, language: str
) -> None:
    await asked(practice, language, TEXTS[language]["light"][0])
    denial = max(SHEETS[language].none, key=len)
    await practice.clinic.hear(practice.pat, denial, first(language, "screen_pass"))
    await after(practice, 60 * MINUTE)
    assert not practice.rows("alerts")
    assert not said(practice.jo, SILENT)


@pytest.mark.parametrize("language", ["es", "de", "ar", "zh"])
async def test_a_yes_in_the_language_is_an_alarm(practice: Practice, language: str) -> None:
    await asked(practice, language, TEXTS[language]["signs"][1])
    await practice.clinic.hear(
        practice.pat, min(SHEETS[language].some, key=len), first(language, "sheet_emergency")
    )
    await practice.clinic.says(practice.jo, "EMERGENCY")


async def test_none_that_is_tapped_is_answered_in_the_language_too(practice: Practice) -> None:
    await asked(practice, GERMAN, UNEASY)
    shown = await practice.clinic.press(practice.pat, sign(GERMAN, "none"), first(GERMAN, "screen_pass"))
    assert [*shown.labels] == [SHEETS[GERMAN].said["bot.buttons.pass"]]
    assert not practice.rows("alerts")


async def test_the_same_signs_are_shown_once_and_then_a_line_in_the_language(practice: Practice) -> None:
    await asked(practice, GERMAN, UNEASY)
    shown = await practice.clinic.hear(
        practice.pat, "ich weiss nicht was das ist", first(GERMAN, "screen_line")
    )
    assert SHEETS[GERMAN].said["bot.buttons.one_of_these"] in shown.labels
    assert said(practice.pat, first(GERMAN, "screen")) == 1


async def test_signs_that_stand_there_in_english_are_shown_in_the_language_of_the_text(
    practice: Practice,
) -> None:
    await practice.clinic.hear(practice.pat, "my arm feels funny", ENGLISH)
    await asked(practice, GERMAN, UNEASY)
    await practice.clinic.press(practice.pat, sign(GERMAN, "breath"), first(GERMAN, "sheet_emergency"))
    alert = await practice.clinic.says(practice.jo, "EMERGENCY")
    assert "my arm feels funny" in alert.words
    assert UNEASY in alert.words


async def test_silence_after_the_signs_reaches_the_clinic_with_the_language(practice: Practice) -> None:
    await asked(practice, GERMAN, UNEASY)
    await after(practice, 16 * MINUTE)
    shown = await practice.clinic.says(practice.jo, SILENT)
    assert f"(in German, as it was written)\n{UNEASY}" in shown.words


async def test_despair_is_answered_in_its_language(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "ich will nur noch sterben", first(GERMAN, "sheet_life"))
    await practice.clinic.says(practice.pat, "I am glad that you wrote this")


async def test_a_same_day_sign_is_one_in_another_language_too(practice: Practice) -> None:
    await practice.clinic.hear(
        practice.pat, "aus der einstichstelle kommt eiter", first(GERMAN, "sheet_same_day")
    )
    await practice.clinic.says(practice.jo, "TODAY")


async def test_a_language_without_a_sheet_has_the_signs_in_english_and_the_clinic_hears_which(
    practice: Practice,
) -> None:
    words = "jag känner mig inte bra efter behandlingen idag"
    await practice.clinic.hear(practice.pat, words, ENGLISH)
    await practice.clinic.press(practice.pat, "Short of breath or chest pain", CALL)
    alert = await practice.clinic.says(practice.jo, "EMERGENCY")
    assert f"(in Swedish, as it was written)\n{words}" in alert.words


async def test_a_language_that_is_not_known_has_the_signs_in_english(practice: Practice) -> None:
    words = "man trūksta oro ir skauda krūtinę"
    await practice.clinic.hear(practice.pat, words, ENGLISH)
    await practice.clinic.press(practice.pat, "Faint, cold, confused", CALL)
    alert = await practice.clinic.says(practice.jo, "EMERGENCY")
    assert f"(in a language that I do not know, as it was written)\n{words}" in alert.words


async def test_english_words_are_said_to_be_in_no_language(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "I cannot breathe", CALL)
    alert = await practice.clinic.says(practice.jo, "EMERGENCY")
    assert "as it was written" not in alert.words


async def test_after_an_alarm_the_same_case_goes_on_in_the_language(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "ich bekomme keine Luft", first(GERMAN, "sheet_emergency"))
    await rest(practice)
    sent = practice.pat.say("meine frau ist jetzt bei mir und ruft an").id
    await practice.clinic.says(practice.pat, first(GERMAN, "sheet_emergency"), sent)
    await rest(practice)
    assert len(practice.rows("alerts")) == 1
    assert any("meine frau ist jetzt bei mir" in message.words for message in practice.jo.chat.bot_messages)


async def test_a_burst_in_another_language_is_heard_as_one(practice: Practice) -> None:
    for part in ("ich", "bekomme", "keine luft"):
        practice.pat.say(part)
    await practice.clinic.says(practice.pat, first(GERMAN, "sheet_emergency"))
    await rest(practice)
    assert len(practice.rows("alerts")) == 1


async def test_a_stranger_who_writes_in_another_language_is_answered_in_it(practice: Practice) -> None:
    await asked(practice, GERMAN, UNEASY, practice.sam)
    await practice.clinic.press(practice.sam, sign(GERMAN, "breath"), first(GERMAN, "sheet_emergency"))
    assert not told(practice.jo)


@pytest.mark.parametrize("text", ["ok", "no", "thanks Kim", "Kassel", "how long will I be sore?"])
async def test_ordinary_words_never_bring_signs_in_another_language(practice: Practice, text: str) -> None:
    await practice.clinic.hear(practice.pat, text, "")
    await rest(practice)
    assert not any(said(practice.pat, first(language, "screen")) for language in SHEETS)


async def test_a_rating_in_another_language_is_an_answer_and_brings_no_signs(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/sore", "How sore are you right now?")
    await practice.clinic.hear(practice.pat, "4 von 10", "")
    await rest(practice)
    assert not said(practice.pat, first(GERMAN, "screen"))
