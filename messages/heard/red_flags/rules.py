"""The rules of a page: one red flag each, made of groups of words near each other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product

from messages.heard.red_flags import vital_signs
from messages.heard.red_flags.finding import Tier
from messages.heard.red_flags.page import RedFlagPage, texts_of
from messages.heard.red_flags.phrases import Range
from messages.heard.red_flags.series import RISE
from messages.said.gaps import Gap

UNLEARNT = "unlearnt"
ASK = "ask"  # the tier of a rule that alarms nobody, but has the patient asked
TIERS: Mapping[str, Tier | None] = {**{tier.value: tier for tier in Tier}, ASK: None}
QUOTED = '"'  # begins the name of a part that is a phrase of its own
_NEEDED = ("tier", "source", "says", "examples", "counter_examples")
_YES_OR_NO = ("despair", "pictures", "brought", UNLEARNT)
_KNOWN = (*_NEEDED, "along_with", "unless", "may_be", *_YES_OR_NO)
_LISTS = ("says", "examples", "counter_examples", "along_with", "unless")
_GROUP = re.compile(r"<(\w+)>")
_COUNTED = frozenset({*vital_signs.groups(), RISE})  # groups of numbers, which are in no list of words


@dataclass(frozen=True)
class Pattern:
    """Parts that stand near each other in a sentence, in their order or in any.

    A part is the name of a group, a range of numbers, or after `QUOTED` a phrase of its own.
    """

    parts: tuple[str, ...]
    ordered: bool


@dataclass(frozen=True)
class Rule:
    """One red flag. It is found where all patterns of one way to say it are found; no tier means: ask.

    One of `despair` is about somebody who may end their life. `may_be` is how urgent it is where it is only
    doubted or asked about, none where that can be anything. Only one of `pictures` alarms where no word is
    written. One that may be `brought` is let pass as a complaint that somebody brings to treatment. Of an
    `unlearnt` one the second opinion knows nothing, so it does not lower it.
    """

    name: str
    tier: Tier | None
    says: tuple[tuple[Pattern, ...], ...]
    unless: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    despair: bool = False
    may_be: Tier | None = None
    pictures: bool = False
    brought: bool = False
    unlearnt: bool = False

    @property
    def grave(self) -> bool:
        return self.tier is Tier.EMERGENCY

    @property
    def measures(self) -> bool:
        """Whether a number is a part of it."""
        return any(part in _COUNTED or Range.read(part) for part in self.parts())

    @cached_property
    def ways(self) -> tuple[tuple[frozenset[str], tuple[Pattern, ...]], ...]:
        """Each way to say it, after all that has to be in the text for that."""
        return tuple((frozenset(chain(*(one.parts for one in says))), says) for says in self.says)

    def parts(self) -> Iterator[str]:
        """Everything it is made of."""
        for patterns in self.says:
            for pattern in patterns:
                yield from pattern.parts
        yield from self.unless


def rules(page: RedFlagPage) -> Iterator[Rule | Gap]:
    """Make each rule of the page, or say what is wrong with it."""
    for name, (where, table) in page.rules.items():
        gaps = [Gap(where, f"rules.{name}: {what}") for what in _mistakes(table, page)]
        yield from gaps
        if not gaps:
            yield _rule(name, table)


def _rule(name: str, table: Mapping[str, object]) -> Rule:
    lists = {key: texts_of(table.get(key)) for key in _LISTS}
    ways = product(*(lists[key] for key in ("says", "along_with") if lists[key]))
    return Rule(
        name=name,
        tier=TIERS[str(table["tier"])],
        says=tuple(tuple(_pattern(each) for said in way for each in said.split(" & ")) for way in ways),
        unless=tuple(_part(said) for said in lists["unless"]),
        examples=lists["examples"],
        counter_examples=lists["counter_examples"],
        despair=bool(table.get("despair")),
        pictures=bool(table.get("pictures")),
        brought=bool(table.get("brought")),
        unlearnt=bool(table.get(UNLEARNT)),
        may_be=TIERS[str(table.get("may_be", table["tier"]))],
    )


def _mistakes(table: Mapping[str, object], page: RedFlagPage) -> Iterator[str]:
    yield from (f"{key} is unknown" for key in table if key not in _KNOWN)
    yield from (f"{key} is missing" for key in _NEEDED if key not in table)
    yield from (
        f"{key} must be a list of texts, and not empty"
        for key in _LISTS
        if key in table and not texts_of(table[key])
    )
    yield from (
        f"{key} must be true or false" for key in _YES_OR_NO if not isinstance(table.get(key, False), bool)
    )
    if "tier" in table and table["tier"] not in TIERS:
        yield f"tier must be one of: {', '.join(TIERS)}"
    if "may_be" in table and (table["may_be"] not in TIERS or table.get("tier") != ASK):
        yield f"may_be is for a tier of {ASK}, and must be one of: {', '.join(TIERS)}"
    for said in (part for key in ("says", "along_with", "unless") for part in texts_of(table.get(key))):
        yield from (f"<{group}> is used, but words.{group} is missing" for group in _unknown(said, page))
        if " + " in said and " > " in said:
            yield f'"{said}": + and > cannot stand in one pattern'


def _unknown(said: str, page: RedFlagPage) -> list[str]:
    return [group for group in _GROUP.findall(said) if group not in page.words and group not in _COUNTED]


def _pattern(said: str) -> Pattern:
    """Read "<chest> + <pain>" or "<cannot> > <breathe>"; a part without brackets is a phrase of its own."""
    ordered = " > " in said
    parts = said.split(" > " if ordered else " + ")
    return Pattern(tuple(_part(part.strip()) for part in parts), ordered)


def _part(part: str) -> str:
    if group := _GROUP.fullmatch(part):
        return group[1]
    return part if Range.read(part) else QUOTED + part
