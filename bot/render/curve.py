"""The curve of soreness: the words of its picture, the same said in words, and the program that draws it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.curve import CurveSession, HoldsCurve
from bot.model import Audience
from bot.render.words import Words, local
from schedules.clinical import CLINICAL

PROGRAM = Path(__file__).with_name("plot.py")
PATIENCE = 60  # seconds, of which less than one is needed where nobody else wants the processor
# All that the program gets of what surrounds the bot: no setting, and no secret among them.
LET_IN = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")
HOUR = 3600
MOST_SAID = 8  # ratings of a session in words, the newest
LONGEST_TITLE = 46  # letters that fit above a panel
MARKS = ("asked", "silent", "alerts", "lines")
SAID = {"silent": "said_silent", "alerts": "said_alerts", "lines": "said_lines"}  # of these, in words


class NotDrawnError(Exception):
    """The program ended without a picture; what it was given is no part of this."""


@dataclass(frozen=True)
class Plot:
    """A picture by all that is on it; it takes a second to draw, and nobody should wait for it."""

    told: Mapping[str, Any]

    def png(self) -> bytes:
        """Have it drawn by a process that ends. Raises NotDrawnError; blocks as long as that takes."""
        try:
            ended = subprocess.run(  # noqa: S603  (our own program, by our own interpreter)
                [sys.executable, "-I", str(PROGRAM)],
                input=json.dumps(self.told).encode(),
                env=_surroundings(),
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise NotDrawnError(type(error).__name__) from None
        if ended.returncode or not ended.stdout:
            raise NotDrawnError(f"it ended with {ended.returncode}")
        return ended.stdout


def _surroundings() -> dict[str, str]:
    known = {name: os.environ[name] for name in LET_IN if name in os.environ}
    return {**known, "MPLCONFIGDIR": _own_folder().name, "OPENBLAS_NUM_THREADS": "1"}


@cache
def _own_folder() -> tempfile.TemporaryDirectory[str]:
    """Where the library keeps its list of fonts for as long as the bot runs; it holds nothing else."""
    return tempfile.TemporaryDirectory(prefix="aftercare-fonts-")


def plot(words: Words, message: HoldsCurve) -> Plot | None:
    """What there is to draw, if there is."""
    curve, room = message.curve, _room(message)
    if curve is None:
        return None
    severe = words.text(f"{room}.severe", {"severe": CLINICAL.severe})
    shown = {"quiet", "severe", *(name for one in curve.sessions for name in MARKS if getattr(one, name))}
    shown |= {"now"} if any(one.now is not None for one in curve.sessions) else set()
    shown -= set() if any(one.quiet for one in curve.sessions) else {"quiet"}
    legend = {name: severe if name == "severe" else words.text(f"{room}.{name}") for name in sorted(shown)}
    return Plot(
        {
            "panels": [_panel(words, one, curve.zone) for one in curve.sessions],
            "end": curve.until / HOUR,
            "severe": CLINICAL.severe,
            "most": CLINICAL.most_sore,
            "hours": words.text(f"{room}.hours"),
            "none": words.text(f"{room}.none"),
            "legend": legend,
        }
    )


def _room(message: HoldsCurve) -> str:
    return "bot.curve" if message.audience is Audience.PATIENT else "staff.curve"


def _panel(words: Words, one: CurveSession, zone: str) -> Mapping[str, Any]:
    return {
        "title": _title(words, one, zone),
        "points": [[rated.after / HOUR, rated.value] for rated in one.ratings],
        "quiet": [[night.begin / HOUR, night.end / HOUR] for night in one.quiet],
        "now": one.now / HOUR if one.now is not None else None,
        **{name: [since / HOUR for since in getattr(one, name)] for name in MARKS},
    }


def _title(words: Words, one: CurveSession, zone: str) -> str:
    """What was treated and on which day; a long region is cut, the day is not."""
    date = words.date(local(Moment(one.at, zone)))
    if not one.region:
        return date
    region, room = words.region(one.region), LONGEST_TITLE - len(date) - 2
    short = region if len(region) <= room else f"{region[: room - 1].rstrip()}…"
    return f"{short[:1].upper()}{short[1:]}, {date}"


def caption(words: Words, message: HoldsCurve) -> str:
    """What the picture shows, in words: of the newest session all, of those before it the ratings."""
    curve, room = message.curve, _room(message)
    if curve is None:
        return ""
    *before, newest = curve.sessions
    several = bool(before)
    lines = [_in_short(words, one, curve.zone, room) for one in before]
    told = " ".join(_sentences(words, newest, room))
    lines.append(f"{_title(words, newest, curve.zone)}: {told}" if several else told)
    return "\n".join(lines)


def _in_short(words: Words, one: CurveSession, zone: str, room: str) -> str:
    values = ", ".join(str(rated.value) for rated in one.ratings[-MOST_SAID:])
    return f"{_title(words, one, zone)}: {values or words.text(f'{room}.none')}"


def _sentences(words: Words, one: CurveSession, room: str) -> Iterator[str]:
    """The ratings with their hours, check-ins without an answer, and what was raised."""
    rated = [
        words.text(
            f"{room}.{'rating' if place else 'first'}", {"value": given.value, "hours": hours(given.after)}
        )
        for place, given in enumerate(one.ratings[-MOST_SAID:])
    ]
    yield words.text(f"{room}.rated", {"ratings": ", ".join(rated)}) if rated else words.text(f"{room}.none")
    for name, said in SAID.items():
        if found := getattr(one, name):
            yield words.text(f"{room}.{said}", {"hours": _each(words, found)})


def _each(words: Words, found: Sequence[int]) -> str:
    *others, last = [str(one) for one in dict.fromkeys(hours(since) for since in found)]
    return words.text("body.several", {"regions": ", ".join(others), "region": last}) if others else last


def hours(seconds: int) -> int:
    """Whole hours, as people say them."""
    return round(seconds / HOUR)
