"""The words people use for days and times, a table a language."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum


class Part(Enum):
    """A part of the day, as the hours it may mean."""

    MORNING = frozenset(range(12))
    AFTERNOON = frozenset(range(12, 19))
    EVENING = frozenset(range(16, 24))
    NIGHT = frozenset({*range(17, 24), *range(5)})


@dataclass(frozen=True, eq=False)  # each table is itself only, so that what is derived from it can be kept
class Words:
    """What a language calls things; all in lower case, phrases with single spaces, without apostrophes.

    Numbers are replaced by digits before anything else is looked up.
    """

    numbers: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]  # Monday is 0
    days_ago: Mapping[str, int]
    parts: Mapping[str, Part]
    parts_of_today: Mapping[str, Part]
    last_night: AbstractSet[str]
    noon: AbstractSet[str]
    minutes_of: Mapping[str, int]  # before an hour: the minutes after it, negative for those before it
    past: AbstractSet[str]  # between minutes and an hour
    am: AbstractSet[str]
    pm: AbstractSet[str]
    oclock: AbstractSet[str]  # after a time of day
    ordinals: AbstractSet[str]  # after the day of a month
    of: AbstractSet[str]  # between the day and the month
    now: AbstractSet[str]
    ago: AbstractSet[str]
    amounts: Mapping[str, float]  # before a unit
    and_a_half: AbstractSet[str]
    units: Mapping[str, int]  # in seconds; those of a day and more name a day, not a moment
    last: AbstractSet[str]
    future: AbstractSet[str]
    doubt: AbstractSet[str]  # with one of these, what was typed is no single moment
    filler: AbstractSet[
        str
    ]  # says nothing about the time; beside other words a time needs a day to be believed


_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400

ENGLISH = Words(
    numbers={
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty five": 25,
        "twenty": 20, "thirty": 30, "forty five": 45, "forty": 40, "fifty": 50,
    },
    months={
        "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
        "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
        "oct": 10, "nov": 11, "dec": 12,
    },
    weekdays={
        "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
        "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5,
        "sun": 6,
    },
    days_ago={
        "today": 0, "yesterday": 1, "day before yesterday": 2,
    },
    parts={
        "morning": Part.MORNING, "afternoon": Part.AFTERNOON, "evening": Part.EVENING, "night": Part.NIGHT,
    },
    parts_of_today={
        "this morning": Part.MORNING, "this afternoon": Part.AFTERNOON, "this evening": Part.EVENING,
        "tonight": Part.EVENING,
    },
    last_night={"last night", "yesterday night"},
    noon={"noon", "midday", "12 noon", "12 midday", "mid day"},
    minutes_of={
        "half past": 30, "quarter past": 15, "a quarter past": 15, "quarter to": -15, "a quarter to": -15,
    },
    past={"past", "minutes past", "min past", "mins past"},
    am={"am"},
    pm={"pm"},
    oclock={"oclock", "h", "hrs", "hours"},
    ordinals={"st", "nd", "rd", "th"},
    of={"of"},
    now={"now", "just now", "right now", "just finished", "just ended", "just done", "this minute"},
    ago={"ago"},
    amounts={
        "a": 1.0, "an": 1.0, "half a": 0.5, "half an": 0.5, "half": 0.5, "a half": 0.5, "a couple of": 2.0,
        "couple of": 2.0, "a couple": 2.0, "quarter of an": 0.25, "a quarter of an": 0.25,
        "3 quarters of an": 0.75,
    },
    and_a_half={"and a half", "and half"},
    units={
        "h": _HOUR, "hr": _HOUR, "hrs": _HOUR, "hour": _HOUR, "hours": _HOUR,
        "m": _MINUTE, "min": _MINUTE, "mins": _MINUTE, "minute": _MINUTE, "minutes": _MINUTE,
        "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
        "d": _DAY, "day": _DAY, "days": _DAY, "week": 7 * _DAY, "weeks": 7 * _DAY,
    },
    last={"last", "past"},
    future={"tomorrow", "tmrw", "tomorow", "next", "coming", "upcoming", "will"},
    doubt={
        "before", "after", "from", "not", "never", "dont", "didnt", "wasnt", "isnt", "except", "instead",
        "without", "unknown", "unsure", "week", "weeks", "month", "months", "year", "years", "z", "utc",
        "gmt", "cet", "cest", "est", "edt", "pst", "pdt", "bst", "half", "quarter", "start", "started",
        "starts", "began", "begin", "begins",
    },
    filler={
        "a", "about", "actually", "all", "am", "an", "and", "appointment", "approx", "approximately",
        "around", "at", "be", "been", "believe", "bit", "by", "ca", "came", "cheers", "circa", "clinic",
        "complete", "completed", "day", "did", "do", "doctor", "done", "dr", "dry", "end", "ended", "ending",
        "exactly", "finish", "finished", "finishing", "for", "good afternoon", "good evening",
        "good morning", "got", "guess", "had", "has", "have", "hello", "hey", "hi", "hm", "hmm", "home",
        "i", "im", "in", "is", "ish", "it", "its", "just", "left", "lets", "like", "maybe", "me", "must",
        "my", "near", "nearly", "needled", "needles", "needling", "no", "of", "off", "ok", "okay", "on",
        "or", "out", "over", "perhaps", "physio", "physiotherapy", "please", "pretty", "probably",
        "reckon", "right", "roughly", "same", "say", "session", "sharp", "should", "since", "so",
        "sometime", "sorry", "t", "thank", "thanks", "that", "the", "then", "there", "therapy", "think",
        "this", "thx", "till", "time", "to", "treated", "treatment", "ty", "um", "until", "up", "was",
        "we", "well", "went", "wrapped", "were", "when", "with", "yeah", "yep", "yes", "you",
    },
)  # fmt: skip
