"""The floor under a language: what whoever writes in it is told at once, and its plainest alarms.

A sheet is one file, `messages/LANG/sheet.toml`, and much less than a language:

- `name` in itself, `in_english` for the clinic, its `script` as Unicode calls it, `letters` that tell it from
  others of that script, and in `reviewed_by` who has read the file.
- `question` stands above the signs, `reminder` takes its place the second time, `noted` follows "none";
  `emergency`, `same_day` and `life` come before the English words of an alarm, and `told` after them
  where the clinic hears of an emergency now.
- `[signs]`, `one_of_these` and `pass_on` label the buttons.
- `words` (a star ends the beginning of a word) tell the language; `greetings` tell it only together,
  and a text of one word is only asked about where it stands in `alone`.
- `none` and `some` are whole messages that answer the signs; `fine`, alone or beside them, is none as well.
- `agrees` are whole messages that say yes to the question of consent.
- `[alarms.TIER]` holds patterns a sign; `denies`, `denies_after`, `turns` and `supposes` take them back.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from messages import word_file
from messages.heard.red_flags.finding import Tier
from messages.languages import SHEET, sheet_folders
from messages.said.gaps import Gap
from messages.said.marked import PLACEHOLDER
from messages.sheets.alarms import Alarm, Denying, spaced
from messages.sheets.folding import clauses, words_of
from messages.word_file import Value

LIFE = "life"  # the sign of somebody who thinks of ending their life
# What is said → the keys of the texts that it takes the place of.
SAID: Mapping[str, tuple[str, ...]] = {
    "question": ("bot.screen",),
    "reminder": ("bot.screen_line", "bot.screen_call"),
    "noted": ("bot.screen_none", "bot.screen_pass"),
    "emergency": ("bot.sheet_emergency",),
    "same_day": ("bot.sheet_same_day",),
    "life": ("bot.sheet_life",),
    "told": ("bot.sheet_told",),
    "one_of_these": ("bot.buttons.one_of_these",),
    "pass_on": ("bot.buttons.pass",),
}
_FILLED = {"emergency", "clinic", "phone"}
_WITH_NUMBER = frozenset(SAID) - {"one_of_these", "pass_on"}  # which hold the emergency number
_FACTS = ("name", "in_english", "script")
_OPTIONAL = ("letters", "reviewed_by")
_LISTS = ("greetings", "words", "alone", "denies", "denies_after", "turns", "supposes", "none", "some")
_OPTIONAL_LISTS = ("fine", "agrees")
_MAY_BE_EMPTY = frozenset({"denies_after"})
_ALARMS = {
    Tier.EMERGENCY: ("breath", "blood", "weak", "faint", "swelling", LIFE),
    Tier.SAME_DAY: ("fever", "spot", "calf"),
}
_SIGNS = "signs."


@dataclass(frozen=True)
class Sheet:
    """One language's sheet. `said` is the text of each key that it has; the words are folded."""

    language: str
    name: str
    in_english: str
    script: str
    letters: frozenset[str]
    reviewed_by: str
    said: Mapping[str, str]
    words: frozenset[str]
    begun: tuple[str, ...]  # how some of the words begin
    greetings: frozenset[str]
    alone: frozenset[str]
    none: frozenset[str]
    some: frozenset[str]
    fine: frozenset[str]
    agrees: frozenset[str]
    alarms: tuple[Alarm, ...]
    context: Denying


def load(*folders: Traversable, trusting: bool = False) -> tuple[dict[str, Sheet], tuple[Gap, ...]]:
    """Read each folder's sheets; a later one replaces single texts and lists of an earlier one.

    `trusting` looks for no mistakes where only the first folder, the packaged one, has any sheet.
    """
    found: dict[str, dict[str, Value]] = {}
    gaps: list[Gap] = []
    for folder in sheet_folders(*folders):
        words, wrong = word_file.read(folder / SHEET, _where(folder.name))
        prefix = f"{SHEET.removesuffix('.toml')}."
        own = {key.removeprefix(prefix): value for key, value in words.items()}
        found.setdefault(folder.name, {}).update(own)
        gaps += wrong
    signs = {sign for own in found.values() for sign in _signs(own)}
    trusted = trusting and not [*sheet_folders(*folders[1:])]
    sheets: dict[str, Sheet] = {}
    for language, own in found.items():
        mistakes = [] if trusted else [*_mistakes(own, signs)]
        gaps += [Gap(_where(language), what) for what in mistakes]
        if not mistakes:
            sheets[language] = _sheet(language, own)
    return sheets, tuple(gaps)


def unreviewed(sheets: Mapping[str, Sheet]) -> str:
    """A line on the sheets that nobody has put their name to, in their editor's terms; of none, nothing."""
    open_ones = [language for language, sheet in sorted(sheets.items()) if not sheet.reviewed_by]
    if not open_ones:
        return ""
    return f"reviewed by nobody: {', '.join(open_ones)}; {_where('LANG')} takes a name, as reviewed_by"


def texts(sheets: Mapping[str, Sheet]) -> dict[str, Mapping[str, str]]:
    """What each language says instead of the reference: language → key → text."""
    return {language: sheet.said for language, sheet in sheets.items()}


def _where(language: str) -> str:
    return f"messages/{language}/{SHEET}"


def _signs(own: Mapping[str, Value]) -> Iterator[str]:
    return (key.removeprefix(_SIGNS) for key in own if key.startswith(_SIGNS))


def _sheet(language: str, own: Mapping[str, Value]) -> Sheet:
    words = [*_folded(own, "words")]
    exact = {one.strip() for one in words if not one.endswith("* ")}
    return Sheet(
        language=language,
        name=str(own["name"]),
        in_english=str(own["in_english"]),
        script=str(own["script"]),
        letters=frozenset(str(own.get("letters", ""))),
        reviewed_by=str(own.get("reviewed_by", "")),
        said={
            **{key: str(own[name]) for name, keys in SAID.items() for key in keys},
            **{f"bot.{key}": str(text) for key, text in own.items() if key.startswith(_SIGNS)},
        },
        words=frozenset(exact),
        begun=tuple(one.removesuffix("* ") for one in words if one.endswith("* ")),
        greetings=frozenset(one.strip() for one in _folded(own, "greetings")),
        alone=frozenset(one.strip() for one in _folded(own, "alone")),
        none=frozenset(_folded(own, "none")),
        some=frozenset(_folded(own, "some")),
        fine=frozenset(_folded(own, "fine")),
        agrees=frozenset(_folded(own, "agrees")),
        alarms=tuple(_alarms(own)),
        context=Denying(*(_list(own, name) for name in ("denies", "denies_after", "turns", "supposes"))),
    )


def _alarms(own: Mapping[str, Value]) -> Iterator[Alarm]:
    for tier in _ALARMS:
        start = f"alarms.{tier.value}."
        for key in own:
            if key.startswith(start):
                yield Alarm(tier, key.removeprefix(start), _list(own, key))


def _list(own: Mapping[str, Value], name: str) -> tuple[str, ...]:
    value = own.get(name, ())
    return value if isinstance(value, tuple) else (value,)


def _folded(own: Mapping[str, Value], name: str) -> Iterable[str]:
    return map(spaced, _list(own, name))


def _mistakes(own: Mapping[str, Value], signs: set[str]) -> Iterator[str]:
    """Say what is missing, unknown, or wrong in one sheet; `signs` are those that any of them labels."""
    wanted = {f"alarms.{tier.value}.{sign}" for tier, names in _ALARMS.items() for sign in names}
    labels = {f"{_SIGNS}{sign}" for sign in signs}
    singles = {*_FACTS, *SAID, *labels}
    yield from (f"{key} is missing" for key in sorted((singles | wanted | {*_LISTS}) - own.keys()))
    for key, value in own.items():
        is_alarm = any(key.startswith(f"alarms.{tier.value}.") for tier in _ALARMS)
        if key not in singles | {*_LISTS, *_OPTIONAL, *_OPTIONAL_LISTS} and not is_alarm:
            yield f"{key} is unknown"
        elif (key in (*_LISTS, *_OPTIONAL_LISTS) or is_alarm) != isinstance(value, tuple):
            yield f"{key} must be {'a text' if isinstance(value, tuple) else 'a list of texts'}"
        elif isinstance(value, tuple):
            yield from _mistakes_in_list(key, value, is_alarm=is_alarm)
        elif key not in _OPTIONAL:
            yield from _mistakes_in_text(key, value)


def _mistakes_in_list(key: str, value: tuple[str, ...], *, is_alarm: bool) -> Iterator[str]:
    if not all(one.strip() for one in value) or not (value or key in _MAY_BE_EMPTY):
        yield f"{key} has an empty text in its list"
    elif is_alarm:
        try:
            Alarm(Tier.EMERGENCY, key, value).compiled  # noqa: B018  (it is made when it is asked for)
        except (ValueError, re.error) as error:
            yield f"{key}: {error}"


def _mistakes_in_text(key: str, value: str) -> Iterator[str]:
    if not value:
        yield f"{key} is empty"
    named = set(PLACEHOLDER.findall(value))
    yield from (
        f"{key} has the placeholder {{{name}}}, which nothing fills" for name in sorted(named - _FILLED)
    )
    if key in _WITH_NUMBER and "emergency" not in named:
        yield f"{key} must name {{emergency}}"


def is_none(sheets: Iterable[Sheet], text: str) -> bool:
    """Whether a whole message says in one of these languages that there is none, or that all is well."""
    return any(
        _whole(text) in sheet.none or _is_made_of(text, sheet.none | sheet.fine, sheet) for sheet in sheets
    )


def is_agreed(sheets: Iterable[Sheet], text: str) -> bool:
    """Whether a whole message agrees, in one of these languages."""
    return any(_is_made_of(text, sheet.agrees, sheet) for sheet in sheets)


def _is_made_of(text: str, phrases: frozenset[str], sheet: Sheet) -> bool:
    """Whether what stands between the marks of a text is one of these, and nothing besides but a greeting."""
    found = [clause for clause in clauses(text) if clause.strip() not in sheet.greetings]
    return bool(found) and all(clause in phrases for clause in found)


def is_some(sheets: Iterable[Sheet], text: str) -> bool:
    """Whether it says that there is one."""
    return any(_whole(text) in sheet.some for sheet in sheets)


def _whole(text: str) -> str:
    return "".join(f"{word} " for word in words_of(text))
