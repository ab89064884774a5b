"""A text in another language is told from English, and its plainest alarms are heard; English never is."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest

from bot.content import load
from messages.heard.reader import ReadingKind
from messages.heard.red_flags.finding import Tier
from messages.languages import REFERENCE
from tests.bot.made_once import packaged

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
TEXTS = tomllib.loads((HERE / "texts.toml").read_text(encoding="utf-8"))
WITHOUT_SHEET = tomllib.loads((HERE / "without_sheet.toml").read_text(encoding="utf-8"))
READER = packaged().readers[REFERENCE]
assert READER.others is not None
OTHERS = READER.others
LEAST = 6  # of each kind, in every language


def of(kind: str) -> list[tuple[str, str]]:
    return [(language, text) for language, kinds in TEXTS.items() for text in kinds[kind]]


def language_of(text: str, phone: str | None = None) -> str | None:
    found = OTHERS.hear(text, phone)
    return found.language if found else None


def test_every_sheet_is_tried_with_alarms_and_with_roundabout_words() -> None:
    assert TEXTS.keys() == packaged().sheets.keys()
    assert all(len(kinds[kind]) >= LEAST for kinds in TEXTS.values() for kind in ("alarm", "signs"))


@pytest.mark.parametrize(("language", "text"), of("alarm"))
def test_the_plainest_alarms_of_a_language_raise_the_alarm_itself(language: str, text: str) -> None:
    flag = READER.flag(text)
    assert flag is not None
    assert (flag.kind, flag.language) == (ReadingKind.URGENT, language)


@pytest.mark.parametrize(("language", "text"), [*of("signs"), *of("light")])
def test_what_else_is_written_in_a_language_has_the_signs_asked_for_in_it(language: str, text: str) -> None:
    flag = READER.flag(text)
    assert flag is not None
    assert (flag.kind, flag.language) == (ReadingKind.SCREEN, language)


@pytest.mark.parametrize(("language", "text"), of("denied"))
def test_what_is_denied_in_a_language_is_no_alarm(language: str, text: str) -> None:
    flag = READER.flag(text)
    assert flag is not None
    assert (flag.tier, flag.language) == (None, language)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "nu pot veni la ședință",
            "no puedo ir mañana",
            "non posso venire domani",
            "je ne peux pas venir demain",
        ),
        *(
            "je veux vivre",
            "ich kann morgen nicht kommen",
            "nefes al\u0131rken sorun yok",
            "nie mogę jutro przyjść",
        ),
        *("не могу завтра прийти", "não posso ir amanhã", "明天不能来", "मैं कल नहीं आ सकता"),
    ],
)
def test_a_part_of_an_alarm_is_none(text: str) -> None:
    flag = READER.flag(text)
    assert flag is not None
    assert flag.kind is ReadingKind.SCREEN


@pytest.mark.parametrize(("language", "text"), of("alarm"))
def test_friendly_words_around_it_take_nothing_from_an_alarm(language: str, text: str) -> None:
    greeting = next(iter(packaged().sheets[language].greetings))
    for around in (f"{greeting}, {text}", f"{text}. {greeting}", f"{greeting}\n{text}\n{greeting}"):
        flag = READER.flag(around)
        assert flag is not None
        assert flag.tier is not None, around


@pytest.mark.parametrize("text", [text for _, text in of("alarm") if not text.isascii()])
def test_capitals_and_what_a_phone_leaves_out_take_nothing_from_it_either(text: str) -> None:
    for typed in (text.upper(), text.capitalize(), text.replace(",", "").replace("'", "\u2019")):
        flag = READER.flag(typed)
        assert flag is not None
        assert flag.tier is not None, typed


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("ich fuehle meinen arm nicht", "de"),
        ("nie moge oddychac", "pl"),
        ("nao consigo respirar", "pt"),
        ("nefes alamiyorum", "tr"),
        ("nu pot sa respir", "ro"),
        ("jai mal a la poitrine", "fr"),
        ("ne mogu dishat", "ru"),
        ("mujhe saans nahi aa rahi", "hi"),
        ("mune ga itai", "ja"),
    ],
)
def test_an_english_keyboard_hides_no_alarm(typed: str, language: str) -> None:
    flag = READER.flag(typed)
    assert flag is not None
    assert (flag.tier, flag.language) == (Tier.EMERGENCY, language)


def test_despair_is_told_from_other_emergencies_in_every_language() -> None:
    flags = [READER.flag(text) for _, text in of("alarm")]
    assert {flag.language for flag in flags if flag and flag.despair} == TEXTS.keys()
    assert not any(flag and flag.despair and flag.tier is not Tier.EMERGENCY for flag in flags)


@pytest.mark.parametrize(("language", "text"), WITHOUT_SHEET.items())
def test_what_has_no_sheet_has_the_signs_asked_for_all_the_same(language: str, text: str) -> None:
    flag = READER.flag(text)
    assert flag is not None
    assert flag.language == language
    assert language not in packaged().sheets
    assert language == "und" or OTHERS.name(language)


SHORT = """
    ok okay no si yes 👍 ... ??? 4 7/10 14:30 112 39 /start hola gracias danke merci ciao Kim José Müller
    Zoë Chloë Anne-Marie Kassel Zürich Coimbatore Reading Portland Москва 李 da ja oui tak sim hmm lol
"""


@pytest.mark.parametrize(
    "text",
    [
        *SHORT.split(),
        *("Milton Keynes", "São Paulo", "Anne-Marie de la Cruz", "Portland, Maine", "New Delhi", "Tel Aviv"),
        *("left shoulder", "JD 14:30 left calf", "UTC+5:30", "half two", "thanks Kim", "merci Kim", "adiós"),
        *("do you speak german", "is there anybody who speaks spanish", "déjà vu", "my café au lait"),
        *("my physio is called Ewa", "a cramp, el stupido me", "lorem ipsum", "Schadenfreude, that is"),
    ],
)
def test_short_texts_names_places_and_numbers_are_no_other_language(text: str) -> None:
    assert language_of(text) is None


ANOTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u3000-\uffef]")
# Texts in other languages that stand among those that are read here, by their first words.
ELSEWHERE = (
    *("wie lange", "darf ich", "ich ", "es ist", "gestern", "me duele", "puedo hacer", "cuanto ", "no puedo"),
    *("quiero", "bardzo boli", "mam gor", "je ", "voglio", "nefes", "asdkj", "chcę", "czy ", "ff tody"),
)


def english() -> Iterator[str]:
    """Every text of the repository that stands for one of an English patient."""
    for file in (ROOT / "messages" / "en" / "red_flags").glob("*.txt"):
        yield from (line for line in file.read_text(encoding="utf-8").split("\n") if line.strip())
    for file in (ROOT / "messages" / "en" / "faq").glob("*.md"):
        if file.name != "other-language.md":
            yield from tomllib.loads(file.read_text(encoding="utf-8").split("+++\n")[1])["asks"]
    for file in (ROOT / "tests").rglob("*.jsonl"):
        told = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
        ours = (one for one in told if "text" in one and "other-language" not in one.get("tags", ()))
        yield from (one["text"] for one in ours)
    for file in (ROOT / "tests" / "bot" / "care" / "conversation" / "dialogues").glob("*.txt"):
        said = (line.partition(": ") for line in file.read_text(encoding="utf-8").split("\n"))
        yield from (text for person, _, text in said if text and person.isalpha())
    for file in (ROOT / "tests" / "messages" / "heard").rglob("test_*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        words = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        yield from (word for word in words if isinstance(word, str) and " " in word and "\n" not in word)


def test_no_english_text_of_the_repository_is_taken_for_another_language() -> None:
    texts = {text for text in english() if not ANOTHER_SCRIPT.search(text)}
    taken = {text for text in texts if language_of(text)}
    alarming = {text for text in taken if (flag := READER.flag(text)) and flag.kind is ReadingKind.URGENT}
    taken -= alarming  # which is heard first
    assert {text for text in taken if not text.lower().startswith(ELSEWHERE)} == set()
    assert len(texts) > 5000


def test_words_that_no_english_list_has_seen_are_not_taken_for_another_language() -> None:
    """Of a word that stands in one text alone nothing is known from that text."""
    texts = [
        "the ogre had a wee natter",
        "zonked, gonna kip early",
        "ma pal's gaffer rang, all braw",
        "tbh ngl fr",
    ]
    assert [language_of(text) for text in texts] == [None] * len(texts)


@pytest.mark.parametrize("phone", ["en", "de", "de-AT", "es", None])
def test_the_phone_decides_nothing_by_itself(phone: str | None) -> None:
    assert language_of("how long will I be sore", phone) is None
    assert language_of("Ich bekomme keine Luft", phone) == "de"


def test_the_phone_is_a_hint_where_the_words_tell_little() -> None:
    text = "mein arm hurts"
    assert language_of(text, "de") == "de"
    assert language_of(text, "en") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no puedo respirar please help", "es"),
        ("hello, ich habe Atemnot since the needling", "de"),
        ("hi kim, me duele el pecho mucho", "es"),
    ],
)
def test_english_words_beside_an_alarm_do_not_hide_it(text: str, found: str) -> None:
    flag = READER.flag(text)
    assert flag is not None
    assert (flag.tier, flag.language) == (Tier.EMERGENCY, found)


def test_a_red_flag_in_english_stays_one_whatever_else_stands_there() -> None:
    flag = READER.flag("I can't breathe, ayuda por favor")
    assert flag is not None
    assert flag.tier is Tier.EMERGENCY


def test_nobody_waits_for_it() -> None:
    """Well under a millisecond a text, on any machine that is fit for the rest."""
    texts = [text for kinds in TEXTS.values() for some in kinds.values() for text in some]
    fresh = load(None).readers[REFERENCE].others
    assert fresh is not None
    fresh.hear(texts[0])
    begun = process_time()
    for text in texts:
        fresh.hear(text)
    assert (process_time() - begun) / len(texts) < 0.001  # seconds of the processor


def test_any_text_of_any_length_is_heard() -> None:
    for text in (
        "",
        " ",
        "\n",
        "\u0000",
        "\ud83d",
        "ー",
        "a" * 100_000,
        "ich " * 5000,
        "喘" * 5000,
        "(" * 3000,
    ):
        OTHERS.hear(text)


@pytest.mark.parametrize("phone", [None, "en", "es", "fr"])
@pytest.mark.parametrize(
    "text", ["sí, de acuerdo", "la noticia es buena", "acepto, sí", "no entiendo inglés"]
)
def test_a_few_words_of_one_language_are_not_taken_for_another(text: str, phone: str | None) -> None:
    assert language_of(text, phone) == "es"


def test_what_is_as_much_of_one_language_as_of_another_is_the_phones_or_neither() -> None:
    assert language_of("de la casa", "es") == "es"
    assert language_of("de la casa", "fr") == "und"
    assert language_of("de la casa") == "und"
