"""Reading red_flags.toml: rules and the words they are made of, and every gap in the editor's terms."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

from messages.catalog import Gap
from messages.triage.finding import Tier
from messages.triage.phrases import Range

ASK = "ask"  # the tier of a rule that alarms nobody, but has the patient asked
TIERS: Mapping[str, Tier | None] = {**{tier.value: tier for tier in Tier}, ASK: None}
FILE = "red_flags.toml"
_KEYS = ("tier", "source", "says", "examples", "counter_examples")
_OPTIONAL = ("unless",)
QUOTED = '"'  # begins the name of a part that is a phrase of its own
_GROUP = re.compile(r"<(\w+)>")
_RANGE = re.compile(r"(\d+(?:\.\d)?)\.\.(\d+(?:\.\d)?)(?: <(\w+)>)?")


@dataclass(frozen=True)
class Pattern:
    """Parts that stand near each other in a sentence, in their order or in any."""

    parts: tuple[str | Range, ...]
    ordered: bool


@dataclass(frozen=True)
class Rule:
    """One red flag: it is found where all patterns of one way to say it are found."""

    name: str
    tier: Tier | None
    says: tuple[tuple[Pattern, ...], ...]
    unless: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    @property
    def grave(self) -> bool:
        return self.tier is Tier.EMERGENCY

    def parts(self) -> Iterator[str | Range]:
        """Everything it is made of."""
        for patterns in self.says:
            for pattern in patterns:
                yield from pattern.parts
        yield from self.unless


@dataclass
class Page:
    """What the files of one language hold so far; a later file replaces single groups and rules."""

    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    context: dict[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    rules: dict[str, tuple[str, Mapping[str, object]]] = field(default_factory=dict)


def read(page: Page, file: Traversable, where: str) -> Iterator[Gap]:
    """Add a file to the page; give what in it cannot be used."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8").removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Gap(where, f"cannot be read: {error}")
        return
    for name, table in tables.items():
        if name not in ("words", "context", "numbers", "rules") or not isinstance(table, Mapping):
            yield Gap(where, f"{name} is unknown; the tables are words, context, numbers and rules")
            continue
        for key, value in table.items():
            yield from _entry(page, name, key, value, where)


def _entry(page: Page, table: str, key: str, value: object, where: str) -> Iterator[Gap]:
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
    elif texts := _texts(value):
        (page.words if table == "words" else page.context)[key] = texts
    else:
        yield Gap(where, f"{table}.{key} must be a list of texts, and not empty")


def rules(page: Page) -> Iterator[Rule | Gap]:
    """Make each rule of the page, or say what is wrong with it."""
    for name, (where, table) in page.rules.items():
        gaps = [Gap(where, f"rules.{name}.{what}") for what in _mistakes(table, page)]
        if gaps:
            yield from gaps
            continue
        says, unless, examples, counter = (
            _texts(table.get(key)) for key in ("says", "unless", "examples", "counter_examples")
        )
        ways = tuple(tuple(_pattern(each) for each in said.split(" & ")) for said in says)
        never = tuple(str(_part(said)) for said in unless)
        yield Rule(name, TIERS[str(table["tier"])], ways, never, examples, counter)


def _mistakes(table: Mapping[str, object], page: Page) -> Iterator[str]:
    for key in table:
        if key not in (*_KEYS, *_OPTIONAL):
            yield f"{key} is unknown"
    for key in _KEYS:
        if key not in table:
            yield f"{key} is missing"
    if str(table.get("tier")) not in TIERS:
        yield f"tier must be one of: {', '.join(TIERS)}"
    for key in ("says", "examples", "counter_examples", *_OPTIONAL):
        if key in table and not _texts(table[key]):
            yield f"{key} must be a list of texts, and not empty"
    for said in (*_texts(table.get("says")), *_texts(table.get("unless"))):
        for group in _GROUP.findall(said):
            if group not in page.words:
                yield f"says <{group}>, but words.{group} is missing"
        if " + " in said and " > " in said:
            yield f'says "{said}"; + and > cannot stand together'


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
        return tuple(value)
    return ()


def _pattern(said: str) -> Pattern:
    """Read "<chest> + <pain>" or "<cannot> > <breathe>"; a part without brackets is a phrase of its own."""
    ordered = " > " in said
    parts = said.split(" > " if ordered else " + ")
    return Pattern(tuple(_part(part.strip()) for part in parts), ordered)


def _part(part: str) -> str | Range:
    if group := _GROUP.fullmatch(part):
        return group[1]
    if found := _RANGE.fullmatch(part):
        return Range(*found.groups())
    return QUOTED + part
