"""A sheet is whole, fits a phone, and says that nobody has reviewed it until a name stands in it."""

import re
from pathlib import Path

import pytest

from messages.languages import REFERENCE, packaged
from messages.said.marked import PLACEHOLDER
from messages.sheets import sheet
from messages.sheets.sheet import Sheet
from schedules.clinical import CLINICAL
from tests.bot.made_once import packaged as content

SHEETS = content().sheets
LATIN = {"es", "de", "nl", "fr", "it", "pt", "pl", "ro", "tr"}
WANTED = LATIN | {"ar", "ur", "ru", "uk", "zh", "ja", "ko", "hi"}
SCRIPTS = {
    "ar": "[\u0600-\u06ff]",
    "ur": "[\u0600-\u06ff]",
    "ru": "[\u0400-\u045f]",
    "uk": "[\u0400-\u045f\u0490\u0491\u2019]",
    "zh": "[\u4e00-\u9fff]",
    "ko": "[\uac00-\ud7a3]",
    "ja": "[\u3040-\u30ff\u4e00-\u9fff]",
    "hi": "[\u0900-\u097f]",
}
LABEL, ALONE = 23, 34  # characters that a button shows beside another one, and in a row of its own
TEXT = 400  # characters that leave room for thirteen buttons on one screen
WORDS = 90


def on_each() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("one", SHEETS.values(), ids=SHEETS)


def test_there_is_a_sheet_for_every_language_that_was_promised() -> None:
    assert SHEETS.keys() >= WANTED
    assert REFERENCE not in SHEETS


@on_each()
def test_every_sign_has_its_label_and_no_label_is_of_a_sign_that_there_is_not(one: Sheet) -> None:
    labelled = {key.removeprefix("bot.signs.") for key in one.said if key.startswith("bot.signs.")}
    assert labelled == {*CLINICAL.signs, "none"}


@on_each()
def test_the_alarms_are_of_the_tier_that_the_sign_has_when_it_is_tapped(one: Sheet) -> None:
    for alarm in one.alarms:
        assert alarm.tier == CLINICAL.signs.get(alarm.sign, "same_day"), alarm.sign


@on_each()
def test_texts_name_the_numbers_and_nothing_that_is_not_filled(one: Sheet) -> None:
    for key, text in one.said.items():
        named = set(PLACEHOLDER.findall(text))
        assert named <= {"emergency", "clinic", "phone"}
        assert ("emergency" in named) is not key.startswith(("bot.signs.", "bot.buttons.")), key
        assert "!" not in text


@on_each()
def test_the_signs_and_what_stands_above_them_fit_one_screen(one: Sheet) -> None:
    for key, text in one.said.items():
        if key.startswith("bot.signs."):
            alone = key.removeprefix("bot.signs.") in ("breath", "blood", "weak")
            assert len(text) <= (ALONE if alone else LABEL), (key, len(text))
        assert len(text) <= TEXT, key
        assert len(text.split()) <= WORDS, key


@on_each()
def test_a_sheet_is_written_in_its_own_script(one: Sheet) -> None:
    pattern = re.compile(SCRIPTS.get(one.language, "[a-zà-ž\u0100-\u024f]"), re.IGNORECASE)
    for text in one.said.values():
        letters = [sign for sign in PLACEHOLDER.sub("", text) if sign.isalpha() or sign in "\u093e\u0940"]
        assert sum(bool(pattern.match(sign)) for sign in letters) >= 0.85 * len(letters), text


@on_each()
def test_no_label_is_said_of_two_signs(one: Sheet) -> None:
    labels = [text for key, text in one.said.items() if key.startswith("bot.signs.")]
    assert len(labels) == len({*labels})


@on_each()
def test_nobody_has_reviewed_it_until_a_name_stands_in_it(one: Sheet) -> None:
    assert one.reviewed_by == ""
    assert sheet.unreviewed({one.language: one}) == (
        f"reviewed by nobody: {one.language}; messages/LANG/sheet.toml takes a name, as reviewed_by"
    )


def own(folder: Path, language: str, text: str) -> Path:
    file = folder / language / "sheet.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return folder


def test_a_clinic_puts_its_name_and_its_words_into_a_sheet_of_its_own(tmp_path: Path) -> None:
    words = 'reviewed_by = "Dr. Roth"\n[signs]\nfever = "Fieber"\n'
    found, gaps = sheet.load(packaged(), own(tmp_path, "de", words))
    assert gaps == ()
    assert found["de"].reviewed_by == "Dr. Roth"
    assert found["de"].said["bot.signs.fever"] == "Fieber"
    assert found["de"].said["bot.screen"] == SHEETS["de"].said["bot.screen"]
    assert " de, " not in sheet.unreviewed(found)
    assert " fr, " in sheet.unreviewed(found)
    assert sheet.unreviewed({"de": found["de"]}) == ""


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ('question = "Alles gut?"', "question must name {emergency}"),
        ('noted = "{emergency} {doctor}"', "noted has the placeholder {doctor}, which nothing fills"),
        ('name = ""', "name is empty"),
        ('greeting = "Hallo"', "greeting is unknown"),
        ('words = "ich"', "words must be a list of texts"),
        ('name = ["Deutsch"]', "name must be a text"),
        ("none = []", "none has an empty text in its list"),
        (
            '[alarms.emergency]\nbreath = ["keine (luft"]',
            "alarms.emergency.breath: a bracket is not closed in 'keine (luft'",
        ),
        (
            '[alarms.emergency]\nbreath = ["keine luft)"]',
            "alarms.emergency.breath: a bracket is wrong in 'keine luft)'",
        ),
        ('[signs]\ntoothache = "Zahnweh"', "signs.toothache is missing"),
    ],
)
def test_what_is_wrong_in_a_sheet_is_named_in_the_editors_terms(tmp_path: Path, text: str, gap: str) -> None:
    found, gaps = sheet.load(packaged(), own(tmp_path, "de", text))
    assert gap in {one.what for one in gaps}
    assert sheet.load(packaged(), tmp_path, trusting=True)[1] == gaps
    assert "de" not in found or "signs" in gap


def test_the_packaged_sheets_have_no_gaps_for_whoever_looks_and_are_the_same_for_whoever_trusts() -> None:
    assert sheet.load(packaged())[1] == ()
    assert sheet.load(packaged(), trusting=True) == sheet.load(packaged())


def test_a_sheet_of_a_new_language_lacks_all_that_it_lacks(tmp_path: Path) -> None:
    found, gaps = sheet.load(packaged(), own(tmp_path, "sv", 'name = "Svenska"\n'))
    assert "sv" not in found
    missing = {gap.what for gap in gaps if gap.where == "messages/sv/sheet.toml"}
    assert {"question is missing", "signs.breath is missing", "alarms.emergency.life is missing"} <= missing


def test_a_folder_with_a_sheet_alone_is_no_language_yet() -> None:
    assert content().catalog.languages.keys() == {REFERENCE}
    assert content().readers.keys() == {REFERENCE}
    assert content().catalog.language("de-AT") == REFERENCE


@on_each()
def test_answers_to_the_signs_are_none_or_some_and_never_both(one: Sheet) -> None:
    assert one.none.isdisjoint(one.some)
    for other in SHEETS.values():
        assert one.none.isdisjoint(other.some), (one.language, other.language)
