"""One line typed between two patients: who, when, which parts of the body, which protocol, in any order."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from messages.heard import coming
from messages.heard.births import is_birth
from messages.heard.body import Body
from messages.heard.labels import plain
from messages.heard.phone_numbers import phone_places
from messages.heard.spoken_time import in_doubt, take_time
from messages.heard.times.found_facts import nearly_names_day
from messages.heard.times.when import TimeAnswer, TimeReader, Unclear, Understood

MOST_WORDS = 30  # a longer text is no line of this kind, and is not searched for its parts
_INITIALS = re.compile(r"[A-Z]{1,3}\.?")
_APART = re.compile(r"\s+|(?<=[+&;|])|(?=[+&;|])|,(?!\d)|(?<!\d)(?<!\b[A-Za-z])/|/(?!\d)(?![A-Za-z]\b)")
_AROUND = (
    '()[]{}<>"\u201c\u201d\u2018\u2019*,;:|@\u2013\u2014-'  # what may stand around a word, and says nothing
)
_TELLING = 3  # letters of a word that may be another one misspelt
_LONGEST = 4  # words of a protocol's name


@dataclass(frozen=True)
class EnrolmentLine:
    """What was recognised. Every word of the line is in exactly one of the texts, which are words in order.

    `label` is what was left over; `time`, `parts` and `plan` were read as such; `noise` says nothing; `doubt`
    may be of the body, `birth` is a date of birth and `phone` a number, which are not kept, and `ahead`
    tells of sessions to come.
    """

    label: str
    when: TimeAnswer | None = None
    region: str | None = None
    protocol: str | None = None
    time: str = ""
    parts: str = ""
    plan: str = ""
    noise: str = ""
    doubt: str = ""
    birth: str = ""
    ahead: str = ""
    phone: str = ""

    @property
    def at(self) -> datetime | None:
        return self.when.at if isinstance(self.when, Understood) else None

    @property
    def unclear(self) -> Unclear | None:
        return self.when if isinstance(self.when, Unclear) else None

    @property
    def is_plain(self) -> bool:
        """Whether it says what a line says without any doubt: who, and when or where."""
        return bool(self.label and (self.at or self.region) and not self.doubt)


def words_of(text: str) -> list[str]:
    """The words of a line, without what stands around and between them."""
    apart = (one.strip(_AROUND) or (one if one in "+&" else "") for one in _APART.split(plain(text)) if one)
    return [one for one in apart if one]


def recognise(
    text: str, *, now: datetime, zone: ZoneInfo, times: TimeReader, body: Body, protocols: Mapping[str, str]
) -> EnrolmentLine:
    """Read such a line on the clock of `zone`. `protocols` maps their names to their titles."""
    words = words_of(text)
    if len(words) > MOST_WORDS:
        return EnrolmentLine(" ".join(words))
    left = dict(enumerate(words))
    birth = _taken(left, (place for place, word in left.items() if is_birth(words, place, now)))
    phone = _taken(left, phone_places(left))
    found = body.find(list(left.values()))
    places = list(left)
    parts = _taken(left, (places[place] for place in found.places))
    named, plan = _protocol(left, protocols)
    # AM may be somebody's initials; where they come first, they are.
    first = next(iter(left), None)
    initials = first if first == 0 and _INITIALS.fullmatch(words[0]) else None
    ahead = _coming(text, left, now, zone, times, body)
    spoken = take_time(left, now, zone, times, initials=initials, but=body.vague)
    time = _taken(left, spoken.places)
    doubt = _taken(left, (one for place in found.doubt if (one := places[place]) in left))
    noise = _noise(left, frozenset(body.noise) | _fillers(times), initials)
    slips = _slips(left, body, times)
    return EnrolmentLine(
        label=" ".join(left.values()),
        when=in_doubt(spoken.answer, zone, times) if slips.day else spoken.answer,
        region=found.region,
        protocol=named,
        time=" ".join(filter(None, (slips.day, time))),
        parts=parts,
        plan=plan,
        noise=noise,
        doubt=" ".join(filter(None, (doubt, slips.part))),
        birth=birth,
        phone=phone,
        ahead=ahead,
    )


def _coming(
    text: str, left: dict[int, str], now: datetime, zone: ZoneInfo, times: TimeReader, body: Body
) -> str:
    """Take out what is said of sessions to come: how many, how often, and when, beside one that is over."""

    def read(part: Mapping[int, str]) -> tuple[TimeAnswer | None, tuple[int, ...]]:
        spoken = take_time(part, now, zone, times, but=body.vague)
        return spoken.answer, spoken.places

    counted = {place: left[place] for place in coming.counts(left, body.course, times.words)}
    rest = {place: word for place, word in left.items() if place not in counted}
    parts = coming.parts_of(plain(text), rest, body.between, words_of)
    days = coming.days(parts, read) if len(parts) > 1 else []
    return _taken(left, [*counted, *days])


@dataclass(frozen=True)
class _Slips:
    """What is taken for a day, or a part of the body, with one letter wrong."""

    day: str = ""
    part: str = ""


def _slips(left: dict[int, str], body: Body, times: TimeReader) -> _Slips:
    """Take words out of a label that are one letter off something else: they are asked, and name nobody.

    Not where nothing would be left of the label: then they are all that says who it is.
    """
    small = {place: word for place, word in left.items() if word.isalpha() and word == word.lower()}
    small = {place: word for place, word in small.items() if len(word) >= _TELLING}
    days = [place for place, word in small.items() if nearly_names_day(word, times.words)]
    parts = [place for place, word in small.items() if place not in days and body.is_nearly_named(word)]
    if len(days) + len(parts) == len(left):
        return _Slips()
    return _Slips(_taken(left, days), _taken(left, parts))


def _taken(left: dict[int, str], places: Iterable[int]) -> str:
    """Take words out of what is left of a line, and give them in order."""
    return " ".join(left.pop(place) for place in sorted(set(places)))


def _noise(left: dict[int, str], noise: frozenset[str], initials: int | None) -> str:
    """Words that say nothing, in small letters; and what joins others that are gone."""
    said = (place for place, word in left.items() if word in noise or word in "+&")
    return _taken(left, [place for place in said if place != initials])


def _fillers(times: TimeReader) -> frozenset[str]:
    return frozenset(word for phrase in times.words.filler for word in phrase.split())


def _protocol(left: dict[int, str], protocols: Mapping[str, str]) -> tuple[str | None, str]:
    """Take the name of a protocol out of the words: the longest that stands there."""
    known = ((said, name) for name, title in protocols.items() for said in (title, name))
    titles = {" ".join(words_of(said)).casefold(): name for said, name in known}
    places = list(left)
    for length in range(min(len(places), _LONGEST), 0, -1):
        for first in range(len(places) - length + 1):
            run = places[first : first + length]
            if name := titles.get(" ".join(left[place] for place in run).casefold()):
                return name, _taken(left, run)
    return None, ""
