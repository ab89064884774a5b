"""The texts that a second opinion is learnt from: told as such, and those of the rules, pairs and entries."""

import hashlib
import json
import random
import tomllib
from collections import deque
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable

from messages.heard.red_flags.page import RedFlagPage, read, texts_of
from messages.heard.red_flags.rules import UNLEARNT
from messages.heard.red_flags.second_opinion import CLASSES, PAIRS_OF_LAWS, TOLD
from messages.languages import packaged
from messages.said import faq
from messages.said.faq import OTHER_LANGUAGE

URGENT = len(CLASSES)  # the number of a text that is urgent, nobody says how
ORDINARY = "ordinary"  # harmless, and of nothing like a sign
_ASK = "ask"  # of a harmless text the most that may be done, of an urgent one the least
_STEPS = {
    "clear": 0,
    "harmless": 0,
    ORDINARY: 0,
    "clinician": 1,
    "same_day": 1,
    "emergency": 2,
    "urgent": URGENT,
    _ASK: URGENT,
}
_IS = "is"
_ASIDE = 60  # characters
_OF_HARMLESS = 3  # one in so many stands among others as well
_TIMES_A_PAIR = 3  # a law of the house weighs more than one author's text
_OF_OLD = 10  # one in so many is learnt again beside new ones
_OF_QUESTIONS = 10  # one in so many of those that the entries are asked in


def texts(folder: Traversable) -> Iterator[tuple[str, int]]:
    """Give each text that is learnt from, with the number of its class.

    They are told as such, or are those of the rules, pairs and entries. Many stand among harmless words as
    well: a red flag is one whatever is told before and after it.
    """
    told = [json.loads(line) for line in (folder / TOLD).read_text(encoding="utf-8").splitlines()]
    aside = [one["text"] for one in told if one[_IS] == ORDINARY and len(one["text"]) <= _ASIDE]
    for place, one in enumerate(told):
        yield from _told(place, one, aside)
    page = RedFlagPage()
    deque(read(page, folder), maxlen=0)  # its gaps are told by the check at the start
    for text in page.alarming:
        yield from ((text, URGENT), (_among(text, aside), URGENT))
    yield from ((text, 0) for text in page.harmless)
    for _, table in page.rules.values():
        if table.get(UNLEARNT):
            continue
        tier = str(table.get("may_be", table["tier"]))
        for text in texts_of(table["examples"]):
            yield from ((text, _number(tier)), (_among(text, aside), _number(tier)))
    for law in _laws(folder):
        yield from law
    entries = faq.load(packaged())[0][folder.name]
    for entry in entries.values():
        if not entry.worrying and entry.id != OTHER_LANGUAGE:
            yield from ((text, 0) for text in entry.asks[::_OF_QUESTIONS] if any(map(str.isalpha, text)))


def added(folder: Traversable, lines: int, laws: int) -> Iterator[tuple[str, int]]:
    """Give what came last: so many lines and laws; and of all others one in a few, lest they be unlearnt."""
    told = [json.loads(line) for line in (folder / TOLD).read_text(encoding="utf-8").splitlines()]
    aside = [one["text"] for one in told if one[_IS] == ORDINARY and len(one["text"]) <= _ASIDE]
    for place, one in [*enumerate(told)][-lines:]:
        yield from _told(place, one, aside)
    for law in _laws(folder)[-laws:]:
        yield from law
    yield from list(texts(folder))[::_OF_OLD]


def _told(place: int, one: dict[str, str], aside: Sequence[str]) -> Iterator[tuple[str, int]]:
    yield one["text"], _number(one[_IS])
    if _number(one[_IS]) or place % _OF_HARMLESS == 0:
        yield _among(one["text"], aside), _number(one[_IS])


def _laws(folder: Traversable) -> list[list[tuple[str, int]]]:
    laws = tomllib.loads((folder / PAIRS_OF_LAWS).read_text(encoding="utf-8")).values()
    return [[text for pair in law["pairs"] for text in _both(*pair) * _TIMES_A_PAIR] for law in laws]


def _both(harmless: str, most: str, urgent: str, least: str) -> tuple[tuple[str, int], tuple[str, int]]:
    return (harmless, _STEPS["clear"] if most == _ASK else _number(most)), (urgent, _number(least))


def _number(told: str) -> int:
    """The number of a class, or of a step of the rules and pairs."""
    return _STEPS[told]


def _among(text: str, aside: Sequence[str]) -> str:
    """Put other words around a text, before or behind it; always the same around the same."""
    chance = random.Random(text)  # noqa: S311 - nothing secret about it
    before, behind = chance.sample(aside, 2)
    joint = chance.choice([". ", ". ", "\n", ", ", " "])
    return chance.choice(
        [f"{before}{joint}{text}", f"{text}{joint}{behind}", f"{before}{joint}{text}{joint}{behind}"]
    )


def digest(folder: Traversable) -> str:
    """Tell the texts from any others: an opinion belongs to one choice of them."""
    return hashlib.sha256(json.dumps([*texts(folder)]).encode()).hexdigest()
