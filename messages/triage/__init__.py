"""Is a text a red flag, and how urgent: triage comes first, always."""

import re
from collections.abc import Iterable, Mapping
from copy import copy
from importlib.resources.abc import Traversable
from typing import Self

from messages.catalog import Gap
from messages.spelling import Speller
from messages.triage.context import Context
from messages.triage.denial import Bearing
from messages.triage.finding import CLEAR, Finding, Outcome, Tier
from messages.triage.hearing import Heard, hear, pieces
from messages.triage.matching import Places, bearing
from messages.triage.phrases import Phrases, Range
from messages.triage.rules import FILE, QUOTED, Page, Rule, read, rules

__all__ = ["CLEAR", "Finding", "Outcome", "Tier", "Triage", "load"]

_ORDER: tuple[Tier | None, ...] = (*Tier, None)


class Triage:
    """The red flags of one language, ready to judge."""

    def __init__(self, page: Page, found: Iterable[Rule]) -> None:
        """Take the words of a page and the rules made of them."""
        self.rules = tuple(sorted(found, key=lambda rule: _ORDER.index(rule.tier)))
        self._numbers = page.numbers
        self._turns = frozenset(page.context.get("turns", ()))
        parts = {part for rule in self.rules for part in rule.parts()}
        self._ranges = [part for part in parts if isinstance(part, Range)]
        own = {
            part: (part.removeprefix(QUOTED),)
            for part in parts
            if isinstance(part, str) and part[0] == QUOTED
        }
        texts = {**page.context, **page.words, **own}
        groups = {name: [pieces(text, self._numbers) for text in said] for name, said in texts.items()}
        matter, leave = (
            {word for phrase in groups.pop(name, ()) for word in phrase} for name in ("repair", "leave")
        )
        words = {word for phrases in groups.values() for phrase in phrases for word in phrase}
        self._speller = Speller(matter, words | leave)
        self._phrases = Phrases(
            groups, *(frozenset(page.context.get(name, ())) for name in ("articles", "little"))
        )

    def judge(self, text: str) -> Finding:
        """Judge any text of any length: the most urgent rule that is so, else whether to ask. Never raises."""
        heard = hear(text, self._speller, self._numbers, self._turns)
        places = self._places(heard)
        context = Context(heard, places)
        asks: Rule | None = None
        for rule in self.rules:
            found = bearing(rule, heard, places, context)
            if found is Bearing.SAID and rule.tier:
                return Finding(Outcome.URGENT, rule.tier, rule.name)
            if found is Bearing.SAID or (found is Bearing.DOUBTED and rule.tier):
                asks = asks or rule
        return Finding(Outcome.SCREEN, None, asks.name) if asks else CLEAR

    def only(self, *names: str) -> Self:
        """This triage with no rules but these."""
        fewer = copy(self)
        fewer.rules = tuple(rule for rule in self.rules if rule.name in names)
        return fewer

    def _places(self, heard: Heard) -> Places:
        """Where each group, phrase and number is; what is part of an idiom says nothing else."""
        found = self._phrases.find(heard)
        idioms = found.pop("idioms", [])
        masked = {place for start, end in idioms for place in range(start, end)}
        places: Places = {}
        for name, spans in found.items():
            if kept := [(start, end) for start, end in spans if masked.isdisjoint(range(start, end))]:
                places[name] = kept
        counted = frozenset(place for start, end in found.get("units", ()) for place in range(start, end))
        for number in self._ranges:
            units = dict(found.get(number.unit, ())) if number.unit else {}
            if spans := number.find(heard, units, counted):
                places[number] = spans
        return places


def load(*folders: Traversable) -> tuple[Mapping[str, Triage], tuple[Gap, ...]]:
    """Read each folder's `LANGUAGE/red_flags.toml`; a later folder replaces or adds single rules and groups."""
    pages: dict[str, Page] = {}
    gaps: list[Gap] = []
    for folder in folders:
        for language in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if is_language(language) and (file := language / FILE).is_file():
                page = pages.setdefault(language.name, Page())
                gaps += read(page, file, f"messages/{language.name}/{FILE}")
    triages: dict[str, Triage] = {}
    for name, page in pages.items():
        made = list(rules(page))
        gaps += [gap for gap in made if isinstance(gap, Gap)]
        triages[name] = Triage(page, [rule for rule in made if isinstance(rule, Rule)])
    return triages, tuple(gaps)


def is_language(folder: Traversable) -> bool:
    return folder.is_dir() and re.fullmatch(r"[a-z]{2,3}(-[a-z]{2,4})?", folder.name) is not None
