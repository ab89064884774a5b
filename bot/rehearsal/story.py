"""A story: a short file of who does what, when, what to look at, and what must be seen then."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from importlib.resources import files
from typing import Any

from bot.rehearsal.deeds import Deed, deed_of
from bot.rehearsal.starts import AFTERNOON, DAYS

ORDER = ("shoulder", "breathless", "network", "language", "child", "evening", "day")  # of the tiles


class StoryError(ValueError):
    """What is wrong in a story's file, in words for whoever writes it."""


@dataclass(frozen=True)
class Beat:
    """What happens at one go; `look` is the caption, in one line.

    `sees` is what must be on whose phone then, fresh: its last one is pointed at.
    """

    look: str
    do: tuple[Deed, ...] = ()
    sees: Mapping[str, str] = field(default_factory=dict)
    quiet: tuple[str, ...] = ()  # whose phone must show nothing new
    phones: tuple[str, ...] = ()  # whose are seen in this beat, where that is not as in the story
    many: bool = False  # of them do the same, so that nobody need see each of it


@dataclass(frozen=True)
class Story:
    """One story, from its file; `day` and `at` are where it begins, in the clinic's zone."""

    name: str
    title: str
    about: str
    phones: tuple[str, ...]
    beats: tuple[Beat, ...]
    closing: str
    day: str = ""
    at: time = AFTERNOON
    people: Mapping[str, str] = field(
        default_factory=dict
    )  # who comes besides those always here, and as what


def all_stories() -> dict[str, Story]:
    """Give all that are told, in the order of their tiles. Raises StoryError."""
    folder = files("bot.rehearsal") / "stories"
    return {name: story_of(name, (folder / f"{name}.toml").read_text(encoding="utf-8")) for name in ORDER}


def story_of(name: str, text: str) -> Story:
    """Read a story from its file's text. Raises StoryError."""
    told = tomllib.loads(text)
    try:
        day, at = _begins(told.pop("begins", ""))
        beats = tuple(_beat(name, number, one) for number, one in enumerate(told.pop("beat"), 1))
        phones = tuple(told.pop("phones"))
        return Story(name, phones=phones, beats=beats, day=day, at=at, **told)
    except (KeyError, TypeError, ValueError) as error:
        raise StoryError(f"{name}.toml: {error}") from None


def _begins(words: str) -> tuple[str, time]:
    """Read "Tuesday 15:00"."""
    day, _, hour = words.lower().partition(" ")
    if day and day not in DAYS:
        raise ValueError(f"“{words}” begins on no day")
    return day, time.fromisoformat(hour) if hour else AFTERNOON


def _lines(do: Sequence[str], each: Sequence[str]) -> list[str]:
    """Where many do the same, each line for each of them, with their words in the places of {0} and {1}."""
    return [line.format(*one.split()) for line in do for one in each] if each else [*do]


def _beat(name: str, number: int, told: Mapping[str, Any]) -> Beat:
    try:
        each = told.get("each", ())
        deeds = tuple(deed_of(line) for line in _lines(told.get("do", ()), each))
        lists = {name: tuple(told.get(name, ())) for name in ("quiet", "phones")}
        rest = {name: value for name, value in told.items() if name != "each"}
        return Beat(**{**rest, "do": deeds, **lists, "many": bool(each)})
    except (IndexError, TypeError, ValueError) as error:
        raise StoryError(f"{name}.toml, beat {number}: {error}") from None
