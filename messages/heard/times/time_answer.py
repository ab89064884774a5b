"""What came of reading when something was: an instant, or why it has to be asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from messages.heard.times.candidates import Candidate


class Reason(StrEnum):
    """Why an answer is no instant yet."""

    UNREADABLE = "unreadable"
    FUTURE = "future"
    TOO_OLD = "too_old"
    NO_TIME = "no_time"
    NONEXISTENT = "nonexistent"
    SEVERAL = "several"


@dataclass(frozen=True)
class Understood:
    """The instant (UTC) that was meant; never in the future, never longer ago than it may be."""

    at: datetime
    elapsed: bool = False  # told as "just now" or "an hour ago", which no zone changes
    twelve: bool = False  # told on a clock of twelve hours


@dataclass(frozen=True)
class Unclear:
    """Why to ask again; `at` (UTC) where the words name an instant that may not be, to say it back.

    For FUTURE that is the instant still to come, for NONEXISTENT the time the clocks showed instead.
    `candidates` are what may be meant instead, the likeliest first.
    """

    reason: Reason
    at: datetime | None = None
    candidates: tuple[Candidate, ...] = ()
    twelve: bool = False

    @property
    def asks(self) -> Reason:
        """How to ask again: what was nearly read is offered, and nobody is told that it could not be read."""
        guessed = self.reason is Reason.UNREADABLE and self.candidates
        return Reason.SEVERAL if guessed else self.reason


TimeAnswer = Understood | Unclear


def names_time(answer: TimeAnswer) -> bool:
    """Whether the words speak of a time and of nothing else, if not yet of an instant: "this morning"."""
    return isinstance(answer, Understood) or answer.reason is not Reason.UNREADABLE
