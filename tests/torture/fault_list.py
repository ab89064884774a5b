"""The fault list: faults.toml, and the product of its moments and bodies."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.rehearsal.trouble import Page, Reset, Silence, Trickle, Trouble

FILE = Path(__file__).with_name("faults.toml")
JSON = "application/json"


@dataclass(frozen=True)
class Body:
    """What comes in the place of Telegram's answer, and what that says."""

    name: str
    means: str
    status: int = 200
    text: str = ""
    encoding: str = ""
    trouble: str = "page"
    applied: bool = False
    rests: float = 0.0  # seconds until another of its kind may meet the same process

    @property
    def on_order(self) -> Trouble:
        match self.trouble:
            case "reset":
                return Reset(self.applied)
            case "silence":
                return Silence(self.applied)
            case "trickle":
                return Trickle(applied=self.applied)
            case _:
                kind = "text/html" if self.text.startswith("<") else JSON
                return Page(self.status, self.text.encode(), kind, self.applied, self.encoding)


@dataclass(frozen=True)
class Moment:
    """When a body comes; `world` names those moments that may share a process."""

    name: str
    world: str
    method: str
    times: int = 1
    ends: Mapping[str, Sequence[str]] | None = None
    dies: Mapping[str, str] | None = None
    red: Sequence[str] = ()
    unheard: Sequence[str] = ()
    minute: Sequence[str] = ()
    only: Sequence[str] = ()
    never: Sequence[str] = ()

    def meets(self, body: Body) -> bool:
        return body.name not in self.never and (not self.only or body.name in self.only)


@dataclass(frozen=True)
class AnswerFault:
    """A body at a moment."""

    moment: Moment
    body: Body

    @property
    def name(self) -> str:
        return f"{self.moment.name}/{self.body.name}"

    @property
    def is_quick(self) -> bool:
        """It takes seconds to see what comes of it."""
        slow = self.body.rests or self.body.trouble in ("silence", "trickle")
        return not (slow or self.is_red or self.moment.name == "slow_poll")

    @property
    def dies(self) -> str | None:
        """A word of the line in which the process ends, where it does."""
        return (self.moment.dies or {}).get(self.body.means)

    @property
    def is_red(self) -> bool:
        return self.body.means in self.moment.red or self.body.name in self.moment.minute

    @property
    def is_unheard(self) -> bool:
        return self.body.means in self.moment.unheard

    @property
    def ends(self) -> Sequence[str]:
        return (self.moment.ends or {}).get(self.body.means, ())


@dataclass(frozen=True)
class FileFault:
    """A deed to a file, while the bot is `running`, `killed` or `stopped`."""

    name: str
    deed: str
    to: str
    moment: str
    dies: str | None = None
    way: Sequence[str] = ()
    again: bool = False  # the next start after that goes on, as nothing is missing
    undone: bool = False  # the deed is taken back afterwards
    hurts: bool = False
    second: str = ""  # what another start beside it is told

    @property
    def is_quick(self) -> bool:
        """It takes seconds to see what comes of it."""
        return not self.hurts


Fault = AnswerFault | FileFault


def faults() -> list[Fault]:
    """Every fault there is."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return [*_answers(found), *_files(found)]


def _answers(found: Mapping[str, Any]) -> Iterator[AnswerFault]:
    bodies = [Body(name, **given) for name, given in found["bodies"].items()]
    for name, given in found["moments"].items():
        moment = Moment(name, **given)
        yield from (AnswerFault(moment, body) for body in bodies if moment.meets(body))


def _files(found: Mapping[str, Any]) -> Iterator[FileFault]:
    for name, given in found["files"].items():
        moment = given.pop("while")
        yield FileFault(f"files/{name}", moment=moment, **given)
