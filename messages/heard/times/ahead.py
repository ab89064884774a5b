"""What a person types as a time still to come: the instants that may be meant, of which none is guessed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from messages.heard.alternatives import any_of
from messages.heard.times.facts import Clock, Date, DaysAgo, Elapsed, Fact, Sense, Weekday
from messages.heard.times.found_facts import facts_of
from messages.heard.times.when import Instants
from messages.heard.times.words import Part, TimeWords

_BESIDE = frozenset({Sense.FILLER, Sense.FUTURE})  # what may stand beside a day and a time
_AFTERNOON = range(1, 7)  # nobody comes back to work at these hours of the night
_BEGINS = {Part.AFTERNOON: time(12), Part.EVENING: time(18), Part.NIGHT: time(18)}
_WEEK = 7
_LONGEST_WAIT = 62  # days until a day of the month comes, which one month may lack


@dataclass(frozen=True)
class Ahead:
    """The instants (UTC, in order) that may be meant: one where the words are clear, none where they are not.

    `whole_day` is whether a day was named without a time: then it is the day's beginning at the clinic.
    """

    times: tuple[datetime, ...] = ()
    whole_day: bool = False


def absence(text: str, words: TimeWords) -> str | None:
    """What stands behind words that say that somebody is away; None where none do."""
    said = plainly(text)
    found = re.match(rf"(?:{any_of(words.away)})(?![\w])", said)
    if found:
        return said[found.end() :].strip()
    found = re.match(rf"(?:{any_of(words.off)}) (?=\w)", said)
    return said[found.end() :] if found and tells_a_time(said[found.end() :], words) else None


def tells_a_time(said: str, words: TimeWords) -> bool:
    """Whether words tell a day, a time or a length, and nothing else: "off the record" does not."""
    facts = facts_of(
        re.sub(rf"(?<![\w])(?:{any_of(words.begins | words.until)}) ", "", said), words, ago=True
    )
    told = any(isinstance(fact, Clock | Date | DaysAgo | Elapsed | Weekday | Part) for fact in facts)
    return said in words.next_week or (told and Sense.UNKNOWN not in facts)


def is_back(text: str, words: TimeWords) -> bool:
    """Whether a whole text says that somebody is back."""
    return plainly(text) in words.back


def plainly(text: str) -> str:
    return " ".join(re.sub(r"['\u2019`]", "", text.casefold()).split()).strip(".! ")


@dataclass(frozen=True)
class AheadReader:
    """Reads until when something lasts, in the words of one language, at most `longest` ahead."""

    words: TimeWords
    instants: Instants
    longest: timedelta

    def read(self, text: str, now: datetime, zone: ZoneInfo, begins: time) -> Ahead:
        """Read it as a person in this zone tells it at `now`, where a day of work begins at `begins`."""
        now = now.astimezone(UTC)
        facts = facts_of(text, self.words, ago=True)
        looks_back = any(
            isinstance(fact, DaysAgo) and fact.days > 0 for fact in facts_of(text, self.words, ago=False)
        )
        if looks_back or any(isinstance(fact, Sense) and fact not in _BESIDE for fact in facts):
            return Ahead()
        clocks = [fact for fact in facts if isinstance(fact, Clock)]
        parts = [fact for fact in facts if isinstance(fact, Part)]
        if len(clocks) > 1 or len(parts) > 1:
            return Ahead()
        if lengths := [fact.length for fact in facts if isinstance(fact, Elapsed)]:
            alone = not clocks and not parts and not _names_a_day(facts)
            return self._of([now + sum(lengths, timedelta())] if alone else [], now)
        walls = self._walls(facts, clocks, parts, now.astimezone(zone).replace(tzinfo=None), begins)
        found = [self._instant(wall, zone) for wall in walls]
        return self._of(found, now, whole_day=not clocks and not parts)

    def _of(self, found: Sequence[datetime], now: datetime, *, whole_day: bool = False) -> Ahead:
        times = tuple(sorted({at for at in found if now < at <= now + self.longest}))
        return Ahead(times, whole_day and bool(times))

    def _walls(
        self, facts: Sequence[Fact], clocks: list[Clock], parts: list[Part], now: datetime, begins: time
    ) -> Iterator[datetime]:
        """What clocks there may show then, the past included."""
        part = parts[0] if parts else None
        if _names_a_day(facts):
            at = _time(clocks[0], part) if clocks else _BEGINS.get(part or Part.MORNING, begins)
            yield from (datetime.combine(day, at) for day in _days(facts, now.date()))
        elif clocks:
            for at in _either(clocks[0], part):
                soonest = datetime.combine(now.date(), at)
                yield soonest if soonest > now else soonest + timedelta(days=1)

    def _instant(self, wall: datetime, zone: ZoneInfo) -> datetime:
        """The later of two instants at which clocks show it; where they skip it, what they show instead."""
        found = self.instants(wall, zone)
        return found[-1] if found else wall.replace(tzinfo=zone).astimezone(UTC)


def _names_a_day(facts: Sequence[Fact]) -> bool:
    return any(isinstance(fact, Date | DaysAgo | Weekday) for fact in facts)


def _days(facts: Sequence[Fact], today: date) -> list[date]:
    """The days that may be meant; none where what was said contradicts itself."""
    # A length of time counts from today, as "tomorrow" does.
    said = {today + timedelta(days=abs(fact.days)) for fact in facts if isinstance(fact, DaysAgo)}
    for fact in facts:
        if isinstance(fact, Date):
            said |= {day for day in _dates(fact, today) if day >= today}
    weekdays = {fact.number for fact in facts if isinstance(fact, Weekday)}
    if len(weekdays) > 1:
        return []
    if said or not weekdays:
        return sorted(day for day in said if not weekdays or day.weekday() in weekdays)[:2]
    ahead = (weekdays.pop() - today.weekday()) % _WEEK or _WEEK
    first = today + timedelta(days=ahead)
    # "Next Friday" is this one to some, and the one after it to others.
    return [first, first + timedelta(days=_WEEK)] if Sense.FUTURE in facts and ahead < _WEEK else [first]


def _dates(said: Date, today: date) -> Iterator[date]:
    if said.month is None:  # "the 4th" is the next one there is
        soon = (today + timedelta(days=days) for days in range(_LONGEST_WAIT))
        yield from [day for day in soon if day.day == said.day][:1]
        return
    for year in [said.year] if said.year else [today.year, today.year + 1]:
        try:
            yield date(year, said.month, said.day)
        except ValueError:  # such as 29 February, in most years
            continue


def _time(clock: Clock, part: Part | None) -> time:
    """The time of a day that is named with it."""
    return next(iter(_either(clock, part, on_a_day=True)))


def _either(clock: Clock, part: Part | None, *, on_a_day: bool = False) -> list[time]:
    """The times of day that may be meant: twelve hours apart, unless that is plain."""
    hours = [clock.hour] if clock.certain else [clock.hour, (clock.hour + 12) % 24]
    if part and (fitting := [hour for hour in hours if hour in part.value]):
        hours = fitting
    elif len(hours) > 1 and clock.hour in _AFTERNOON:
        hours = hours[1:]
    elif on_a_day:
        hours = hours[:1]
    return [time(hour, clock.minute) for hour in hours]
