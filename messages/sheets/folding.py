"""A text as other languages are looked for in it: small letters without their marks, words, and clauses."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

# What a phone with another keyboard leaves out: accents, Arabic vowels, the line that stretches, Hindi dots.
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670\u0640\u093c\u200b-\u200f\u2060\ufeff]")
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ß": "ss",
        "æ": "a",
        "œ": "o",
        "\u0131": "i",  # of Turkish, without its dot
        "\u0649": "\u064a",  # Arabic letters that are typed for each other
        "\u0629": "\u0647",
        "\u0901": "\u0902",  # Hindi dots, as well
    }
)
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))  # however they are typed, on both sides
_UNSPACED = re.compile("([\u3400-\u9fff])")  # Han: each is a word by itself, as no spaces are written
_KANA = ("hiragana", "katakana", "katakana-hiragana")
_APOSTROPHES = re.compile("['\u2019\u02bc`\u00b4]")
# Letters with what belongs to them: in some scripts vowels are marks of their own, which `\w` is not.
_WORDS = re.compile(r"(?:[^\W_]|[\u0900-\u097f\u0980-\u0dff\u0e00-\u0e7f])+")
_THAI = re.compile("[\u0e00-\u0e7f]")
_CLAUSES = re.compile(
    r"[.,;:!?()\n\u2026\u2013\u2014\u060c\u061b\u061f\u0964\u3001\u3002\uff0c\uff01\uff1f\uff1b\uff1a]"
)
LONGEST = 4096  # characters that are looked at, which is what a message can hold


@cache
def _cut() -> re.Pattern[str]:
    """The words that are cut out where no spaces are written, the longest first."""
    told = tomllib.loads((files("messages.sheets") / "unspaced.toml").read_text(encoding="utf-8"))
    words = {unicodedata.normalize("NFKD", word) for listed in told.values() for word in listed}
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """Small letters without marks, an umlaut like its vowel, Han letters and Thai words apart."""
    if text.isascii():
        plain = _APOSTROPHES.sub("", text.lower())
    else:
        bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
        # What was taken apart and is no mark, as in Korean, is put together again.
        plain = _APOSTROPHES.sub("", unicodedata.normalize("NFC", bare)).translate(_LETTERS)
        plain = _UNSPACED.sub(r" \1 ", plain)
        if _THAI.search(plain):
            plain = _cut().sub(r" \g<0> ", plain)
    for typed, meant in _UMLAUTS:
        plain = plain.replace(typed, meant)
    return plain


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, folded."""
    return _WORDS.findall(folded(text))


def clauses(text: str) -> Iterator[str]:
    """What stands between marks: folded words, each with a space after it."""
    for clause in _CLAUSES.split(text):
        if words := words_of(clause):
            yield "".join(f"{word} " for word in words)


def scripts_of(text: str) -> dict[str, int]:
    """How many letters of each script but Latin, by the name that Unicode has for it in small letters.

    Japanese writes in three: where one of its own stands there, all count as that of most of its words.
    """
    found: dict[str, int] = {}
    for letter in "" if text.isascii() else unicodedata.normalize("NFKC", text):
        if letter > "\u024f" and letter.isalpha():
            script = unicodedata.name(letter, "").partition(" ")[0].lower()
            found[script] = found.get(script, 0) + 1
    found.pop("latin", None)  # with marks, as in Vietnamese
    if kana := sum(found.pop(one, 0) for one in _KANA):
        found[_KANA[0]] = kana + found.pop("cjk", 0)
    return found
