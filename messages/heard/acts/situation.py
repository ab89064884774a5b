"""How things stand when a text comes in, as far as its reading depends on it."""

from dataclasses import dataclass
from enum import StrEnum


class Asks(StrEnum):
    """What an open question accepts."""

    CONSENT = "consent"
    TIME = "time"
    RIGHT_TIME = "right time"
    PLACE = "place"
    RIGHT_ZONE = "right zone"
    SESSION = "session"  # which one; only buttons say
    RATING = "rating"
    SIGNS = "signs"
    ERASE = "erase"
    GO_ON = "go on"
    MISTAKE = "mistake"
    STOP = "stop"


YES_OR_NO = frozenset(
    {Asks.CONSENT, Asks.RIGHT_TIME, Asks.RIGHT_ZONE, Asks.ERASE, Asks.GO_ON, Asks.MISTAKE, Asks.STOP}
)


class CaseState(StrEnum):
    """Whether an alarm stands, and whether a person has seen it."""

    NONE = "none"
    WAITING = "waiting"
    SEEN = "seen"


@dataclass(frozen=True)
class Situation:
    """A conversation at the moment of a text.

    `asks` is all that stands open. `earlier` are the texts of the last 90 seconds, the oldest first. `told`
    are the rules and signs that the standing alarm is about; `signs` are those on the screen, in their order.
    `names` are those of the clinic's people, in small letters.
    """

    asks: frozenset[Asks] = frozenset()
    case: CaseState = CaseState.NONE
    told: frozenset[str] = frozenset()
    despair: bool = False  # within the hour something was said of ending one's life
    last_rating: int | None = None
    rated: bool = False  # the check-in has an answer already, which only a number corrects
    earlier: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()  # the entries that were offered last, in their order
    names: frozenset[str] = frozenset()
