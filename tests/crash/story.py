"""Forty-eight hours of one patient, as beats: what they do, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.crash.network import World
from tests.crash.people import say, tap

START = datetime(2026, 11, 23, 14, 42, tzinfo=UTC)  # a Monday; London keeps UTC in winter
END = START + timedelta(hours=120)


@dataclass(frozen=True)
class Beat:
    """A moment of the story; `does` is what the patient does then."""

    name: str
    at: datetime
    does: Callable[[World], object]


def _on(day: int, clock: str) -> datetime:
    hour, _, minute = clock.partition(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=UTC)


STORY = (
    Beat("start", START, lambda w: say(w, "/start")),
    Beat("consent", START, lambda w: tap(w, "I agree")),
    Beat("when", START, lambda w: say(w, "today 14:30")),
    Beat("right", START, lambda w: tap(w, "Yes")),
    Beat("zone", START, lambda w: tap(w, "Yes")),
    Beat("later", _on(23, "16:31"), lambda w: tap(w, "Later")),
    Beat("done", _on(23, "17:40"), lambda w: tap(w, "Done")),
    Beat("sore", _on(23, "20:40"), lambda w: tap(w, "4")),
    Beat("worried", _on(24, "10:40"), lambda w: tap(w, "I'm worried")),
    Beat("pause", _on(24, "12:00"), lambda w: say(w, "/pause")),
    Beat("resume", _on(24, "15:00"), lambda w: say(w, "/resume")),
    Beat("walk", _on(24, "20:40"), lambda w: tap(w, "Done")),
    Beat("words", _on(25, "09:00"), lambda w: say(w, "who won the match")),
    Beat("still sore", _on(25, "14:40"), lambda w: tap(w, "5")),
    Beat("follow-up", _on(26, "14:40"), lambda w: tap(w, "2")),
)

# The same patient, who changes everything that can be changed.
CHANGES = (
    *STORY[:5],
    Beat("drink", _on(23, "16:40"), lambda w: tap(w, "Done")),
    Beat("change", _on(23, "16:45"), lambda w: say(w, "/treated")),
    Beat("correct", _on(23, "16:45"), lambda w: tap(w, "Correct the time")),
    Beat("corrected", _on(23, "16:45"), lambda w: say(w, "today 14:00")),
    Beat("confirmed", _on(23, "16:45"), lambda w: tap(w, "Yes")),
    Beat("again", _on(24, "11:00"), lambda w: say(w, "/treated")),
    Beat("new", _on(24, "11:00"), lambda w: tap(w, "A new session")),
    Beat("new time", _on(24, "11:00"), lambda w: say(w, "today 10:00")),
    Beat("registered", _on(24, "11:00"), lambda w: tap(w, "Yes")),
    Beat("zone?", _on(24, "13:00"), lambda w: say(w, "/timezone")),
    Beat("elsewhere", _on(24, "13:00"), lambda w: tap(w, "No, another time")),
    Beat("city", _on(24, "13:00"), lambda w: say(w, "Tokyo")),
    Beat("moved", _on(24, "13:00"), lambda w: tap(w, "Yes")),
)
