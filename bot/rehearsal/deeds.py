"""What people and the world do in a story, each in a line of plain words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta


@dataclass(frozen=True)
class Starts:
    """Somebody presses Start."""

    who: str


@dataclass(frozen=True)
class Writes:
    """Somebody sends a text."""

    who: str
    text: str


@dataclass(frozen=True)
class Taps:
    """Somebody taps a button of the bot's by its words."""

    who: str
    label: str


@dataclass(frozen=True)
class OpensLink:
    """Somebody opens the newest link that the bot gave another person, and presses Start.

    It is one that nobody has opened; where there is a label, one that stands beside that.
    """

    who: str
    whose: str
    label: str = ""


@dataclass(frozen=True)
class Passes:
    """So much time passes."""

    by: timedelta


@dataclass(frozen=True)
class ComesTo:
    """It becomes this time of day, where the clinic is."""

    at: time


@dataclass(frozen=True)
class Befalls:
    """Something happens to the bot or its network: an act of the strip, with what it needs."""

    act: str
    weather: str = ""


ByHand = Starts | Writes | Taps | OpensLink
OfTime = Passes | ComesTo
Deed = ByHand | OfTime | Befalls

_SENTENCES: tuple[tuple[str, Callable[..., Deed]], ...] = (
    (r"(\w+) presses Start", Starts),
    (r"(\w+) writes: (.+)", Writes),
    (r"(\w+) taps: (.+)", Taps),
    (r"(\w+) opens (\w+)'s link", OpensLink),
    (r"(\w+) opens (\w+)'s link for (\w+)", OpensLink),
    (r"(\d+) minutes? pass(?:es)?", lambda many: Passes(timedelta(minutes=int(many)))),
    (r"(\d+) hours? pass(?:es)?", lambda many: Passes(timedelta(hours=int(many)))),
    (r"it is (\d\d:\d\d)", lambda at: ComesTo(time.fromisoformat(at))),
    (r"the network dies", lambda: Befalls("weather", "no_network")),
    (r"the network is back", lambda: Befalls("weather", "well")),
    (r"the bot is killed", lambda: Befalls("kill")),
    (r"the bot starts again", lambda: Befalls("revive")),
)


def deed_of(line: str) -> Deed:
    """Read one line. Raises ValueError, with all the lines that there are."""
    for pattern, make in _SENTENCES:
        if found := re.fullmatch(pattern, line, re.DOTALL):
            return make(*found.groups())
    raise ValueError(f"nobody can do “{line}”; there are: {'; '.join(one for one, _ in _SENTENCES)}")
