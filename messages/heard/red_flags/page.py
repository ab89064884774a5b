"""What the files of one language say of red flags, before rules are made of it; every gap is named."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable

from messages.languages import REFERENCE, packaged
from messages.said.gaps import Gap

FILE = "red_flags.toml"
FOLDER = "red_flags"  # of phrasings, one a line
HARMLESS = "harmless.txt"  # every other file there holds alarming ones
_TABLES = ("words", "context", "grammar", "numbers", "rules")
GRAMMAR = ("and", "or", "decimal_point", "contracted", "written_out", "clipped", "said_as")


@dataclass
class RedFlagPage:
    """What has been read so far; a later file replaces single rules, and adds words and phrasings.

    Words are added and never replaced, so that nobody who thinks of one more loses all others.
    """

    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    context: dict[str, tuple[str, ...]] = field(default_factory=dict)
    grammar: dict[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    rules: dict[str, tuple[str, Mapping[str, object]]] = field(default_factory=dict)
    alarming: list[str] = field(default_factory=list)
    harmless: list[str] = field(default_factory=list)


def read(page: RedFlagPage, language: Traversable) -> Iterator[Gap]:
    """Add what a language's folder holds to the page; give what in it cannot be used."""
    file = language / FILE
    if file.is_file():
        where = f"messages/{language.name}/{FILE}"
        try:
            tables = tomllib.loads(file.read_text(encoding="utf-8").removeprefix("\ufeff"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            yield Gap(where, f"cannot be read: {error}")
        else:
            yield from _tables(page, tables, where)
    if (folder := language / FOLDER).is_dir():
        for texts in sorted(folder.iterdir(), key=lambda entry: entry.name):
            yield from _phrasings(page, texts, f"messages/{language.name}/{FOLDER}/{texts.name}")


def missing(page: RedFlagPage) -> Iterator[str]:
    """Say what a language's page lacks that the packaged reference has: rules, and what bears on them."""
    here = _named(page)
    if not here:
        yield f"{FILE} is missing"
    else:
        yield from (f"red_flags.{key} is missing" for key in _of_reference() if key not in here)


@cache
def _of_reference() -> tuple[str, ...]:
    page = RedFlagPage()
    list(read(page, packaged() / REFERENCE))
    return _named(page)


def _named(page: RedFlagPage) -> tuple[str, ...]:
    """The parts of a page that code or every language knows by their names; words are each language's own."""
    tables: Mapping[str, Iterable[str]] = {
        "context": page.context,
        "grammar": page.grammar,
        "rules": page.rules,
    }
    return tuple(f"{table}.{key}" for table, keys in tables.items() for key in keys)


def texts_of(value: object) -> tuple[str, ...]:
    """Give the texts of a list of texts that has some; nothing for anything else."""
    if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
        return tuple(value)
    return ()


def _phrasings(page: RedFlagPage, file: Traversable, where: str) -> Iterator[Gap]:
    if not file.name.endswith(".txt"):
        return
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        yield Gap(where, f"cannot be read: {error}")
        return
    kept = page.harmless if file.name == HARMLESS else page.alarming
    kept += [line.strip() for line in lines if line.strip()]


def _tables(page: RedFlagPage, tables: Mapping[str, object], where: str) -> Iterator[Gap]:
    for name, table in tables.items():
        if name in _TABLES and isinstance(table, Mapping):
            for key, value in table.items():
                yield from _entry(page, name, key, value, where)
        else:
            yield Gap(where, f"{name} is unknown; the tables are {', '.join(_TABLES)}")


def _entry(page: RedFlagPage, table: str, key: str, value: object, where: str) -> Iterator[Gap]:
    if table == "rules":
        if isinstance(value, Mapping):
            page.rules[key] = (where, value)
        else:
            yield Gap(where, f"rules.{key} must be a table of its own, like [rules.{key}]")
    elif table == "numbers":
        if isinstance(value, str) and value.isdecimal():
            page.numbers[key] = int(value)
        else:
            yield Gap(where, f'numbers.{key} must be a number in quotation marks, like "3"')
    elif table == "grammar" and key not in GRAMMAR:
        yield Gap(where, f"grammar.{key} is unknown; it holds {', '.join(GRAMMAR)}")
    elif (texts := texts_of(value)) or (value == [] and table != "words"):
        groups = {"words": page.words, "context": page.context, "grammar": page.grammar}[table]
        groups[key] = (*groups.get(key, ()), *texts)
    else:
        yield Gap(where, f"{table}.{key} must be a list of texts, and not empty")
