"""What somebody does with a text: the few things that a reply can be to."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an act is."""

    SIGN = "sign"  # a red flag; the value is its reading
    SAME_SIGN = "the same sign"  # one that the standing alarm is about already
    DESPAIR = "despair"  # anything at all, within the hour after a word of ending one's life
    MAYBE_SIGN = "maybe a sign"  # something may be one; the value is its reading
    RATING = "rating"
    RATING_UNCLEAR = "rating, unclear"  # the value is the nearest number
    TIME = "time"
    PLACE = "place"
    YES = "yes"
    NO = "no"
    NONE = "none of them"
    THAT_ONE = "that one"  # the value is what was meant of what was shown
    ONE_OF_THEM = "one of them"
    OPT_OUT = "opt-out"
    PAUSE = "pause"
    OPT_IN = "opt-in"
    ERASE = "erase"
    PERSON = "wish for a person"
    HELP_IS_THERE = "help is there"
    REFUSES_HELP = "refuses help"
    WHAT_NOW = "asks what to do"
    THANKS = "thanks"
    TAKES_BACK = "takes it back"
    BETTER = "better"
    WORSE = "worse"
    UNKNOWN = "does not know"
    ABOUT_REST = "asks when reminders go on"
    FOLLOW_UP = "follow-up"
    NEW_SESSION = "a new session"
    CORRECTION = "a correction"
    WHY = "why"
    GREETING = "greeting"
    GOODBYE = "goodbye"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Act:
    """One act, its value where it has one, and why it was taken for that: for whoever looks into it."""

    kind: Kind
    value: object = None
    why: str = ""

    def __str__(self) -> str:
        value = f" {self.value}" if isinstance(self.value, str | int) else ""
        return f"{self.kind}{value} ({self.why})" if self.why else f"{self.kind}{value}"
