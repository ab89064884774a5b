"""What a person types as a date and a time → an instant, or what to ask them back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from messages.heard.times.facts import Clock, Date, DaysAgo, Elapsed, Fact, Sense, Weekday
from messages.heard.times.found_facts import hear
from messages.heard.times.words import Part, TimeWords

_AFTERNOON = range(1, 7)  # clinics are closed at these hours of the night
_SMALL_HOURS = range(5)
_TO_THE_NEXT_LEAP_DAY = 8


class Reason(StrEnum):
    """Why an answer is no instant yet."""

    UNREADABLE = "unreadable"
    FUTURE = "future"
    TOO_OLD = "too_old"
    NO_TIME = "no_time"
    NONEXISTENT = "nonexistent"


@dataclass(frozen=True)
class Understood:
    """The instant (UTC) that was meant; never in the future, never longer ago than it may be."""

    at: datetime
    elapsed: bool = False  # told as "just now" or "an hour ago", which no zone changes


@dataclass(frozen=True)
class Unclear:
    """Why to ask again; `at` (UTC) where the words name an instant that may not be, to say it back.

    For FUTURE that is the instant still to come, for NONEXISTENT the time the clocks showed instead.
    """

    reason: Reason
    at: datetime | None = None


TimeAnswer = Understood | Unclear


def names_time(answer: TimeAnswer) -> bool:
    """Whether the words speak of a time and of nothing else, if not yet of an instant: "this morning"."""
    return isinstance(answer, Understood) or answer.reason is not Reason.UNREADABLE


Instants = Callable[[datetime, ZoneInfo], Sequence[datetime]]

_UNREADABLE = Unclear(Reason.UNREADABLE)


@dataclass(frozen=True)
class TimeReader:
    """Reads when something was, in the words of one language.

    `instants` gives the instants (UTC, in order) at which clocks in a zone show a naive date and time: mostly
    one; two or none where the clocks are put back or forward over it. `longest` is how long ago it may be.
    """

    words: TimeWords
    instants: Instants
    longest: timedelta

    def read(self, text: str, now: datetime, zone: ZoneInfo) -> TimeAnswer:
        """Read when something was, as a person in this zone tells it at `now`.

        Any text gets an answer. Of two readings the cautious one is taken: what could be two times, or has
        words beside a time that we do not know, is unreadable. Days are given before months in 23/11.
        """
        now = now.astimezone(UTC)  # in a zone's own clock, subtracting hours would not be elapsed time
        facts = hear(text, self.words)
        if Sense.DOUBT in facts or Sense.UNKNOWN in facts:
            return _UNREADABLE
        if Sense.FUTURE in facts:
            return Unclear(Reason.FUTURE)
        if any(isinstance(fact, Elapsed) for fact in facts):
            return self._some_time_ago(facts, now, zone)
        if Sense.AGO in facts and not any(isinstance(fact, DaysAgo) for fact in facts):
            return _UNREADABLE
        if Sense.NOW in facts and set(facts) <= {Sense.NOW, Sense.FILLER}:
            return Understood(now, elapsed=True)
        return self._on_a_day(facts, now, zone)

    def day_before(self, at: datetime, zone: ZoneInfo) -> datetime:
        """Give the instant (UTC) at which clocks in the zone showed the same time a day earlier.

        To offer "yesterday?" for a time that is still to come today; where the clocks skipped it, what they
        showed instead.
        """
        wall = at.astimezone(zone).replace(tzinfo=None) - timedelta(days=1)
        found = self.instants(wall, zone)
        return found[-1] if found else wall.replace(tzinfo=zone).astimezone(UTC)

    def _some_time_ago(self, facts: Sequence[Fact], now: datetime, zone: ZoneInfo) -> TimeAnswer:
        """Add up "an hour and 20 minutes ago"; a day beside it must be the day that gives."""
        at = now - sum((fact.length for fact in facts if isinstance(fact, Elapsed)), timedelta())
        elsewhere = any(isinstance(fact, Clock | Part) for fact in facts) or Sense.LAST_NIGHT in facts
        days = self._days(facts, _today(now, zone))
        if elsewhere or (_names_a_day(facts) and _today(at, zone) not in days):
            return _UNREADABLE
        answer = self._if_not_too_old(at, now)
        return replace(answer, elapsed=True) if isinstance(answer, Understood) else answer

    def _on_a_day(self, facts: Sequence[Fact], now: datetime, zone: ZoneInfo) -> TimeAnswer:
        clocks = [fact for fact in facts if isinstance(fact, Clock)]
        parts = {fact for fact in facts if isinstance(fact, Part)}
        days = self._days(facts, _today(now, zone))
        if not days or len(clocks) > 1 or len(parts) > 1:
            return _UNREADABLE
        if not clocks:
            return self._without_time(days[0], now, zone) if parts or _names_a_day(facts) else _UNREADABLE
        times = list(_times(clocks[0], next(iter(parts), None)))
        if Sense.LAST_NIGHT in facts:
            times = list(_times(clocks[0], Part.NIGHT))
            days = [days[0] + timedelta(days=1)] if times and times[0].hour in _SMALL_HOURS else days
        answers = [self._at(datetime.combine(day, at), now, zone) for at in times for day in days]
        over = (answer for answer in answers if not _is_future(answer))
        return next(over, answers[0] if answers else _UNREADABLE)

    def _days(self, facts: Sequence[Fact], today: date) -> list[date]:
        """Give the days that may be meant, the likeliest first; none if what was said contradicts itself."""
        last = today + self.longest  # a date within as long from now is a slip, and not last year's
        said = {_date(fact, last) for fact in facts if isinstance(fact, Date)}
        said |= {today - timedelta(fact.days) for fact in facts if isinstance(fact, DaysAgo)}
        if Sense.LAST_NIGHT in facts:
            said.add(today - timedelta(days=1))
        weekdays = {fact.number for fact in facts if isinstance(fact, Weekday)}
        if len(said) > 1 or len(weekdays) > 1:
            return []
        if not said and weekdays:
            return _latest_weekdays(weekdays.pop(), today, before_today=Sense.LAST in facts)
        days = [day for day in said if day] if said else [today]
        return [day for day in days if not weekdays or day.weekday() in weekdays]

    def _at(self, wall: datetime, now: datetime, zone: ZoneInfo) -> TimeAnswer:
        """Find the instant at which clocks in the zone showed this; of two, the later that is over."""
        found = self.instants(wall, zone)
        over = [at for at in found if at <= now]
        if over:
            return self._if_not_too_old(over[-1], now)
        if found:
            return Unclear(Reason.FUTURE, found[0])
        shown_instead = wall.replace(tzinfo=zone).astimezone(UTC)
        if shown_instead > now:
            return Unclear(Reason.FUTURE, shown_instead)
        in_time = isinstance(self._if_not_too_old(shown_instead, now), Understood)
        return Unclear(Reason.NONEXISTENT if in_time else Reason.TOO_OLD, shown_instead)

    def _without_time(self, day: date, now: datetime, zone: ZoneInfo) -> Unclear:
        """Ask for the time of a day, unless no time of that day would do."""
        if day > _today(now, zone):
            return Unclear(Reason.FUTURE)
        return Unclear(Reason.TOO_OLD if day < _today(now - self.longest, zone) else Reason.NO_TIME)

    def _if_not_too_old(self, at: datetime, now: datetime) -> TimeAnswer:
        return Understood(at) if now - at <= self.longest else Unclear(Reason.TOO_OLD, at)


def _names_a_day(facts: Sequence[Fact]) -> bool:
    return any(isinstance(fact, Date | DaysAgo | Weekday) or fact is Sense.LAST_NIGHT for fact in facts)


def _is_future(answer: TimeAnswer) -> bool:
    return isinstance(answer, Unclear) and answer.reason is Reason.FUTURE


def _latest_weekdays(weekday: int, today: date, *, before_today: bool) -> list[date]:
    days = (today.weekday() - weekday) % 7
    latest = today - timedelta(days=days or (7 if before_today else 0))
    return [latest, latest - timedelta(days=7)]


def _date(said: Date, last: date) -> date | None:
    """Give the latest such day up to the `last` that may be meant; in a year that was said, whatever day."""
    years = [said.year] if said.year else range(last.year, last.year - _TO_THE_NEXT_LEAP_DAY - 1, -1)
    for year in years:
        try:
            day = date(year, said.month, said.day)
        except ValueError:  # such as 29 February, in most years
            continue
        if said.year or day <= last:
            return day
    return None


def _times(clock: Clock, part: Part | None) -> Iterator[time]:
    """Give the times of day that may be meant, the likeliest first."""
    hours = [clock.hour] if clock.certain else [clock.hour, (clock.hour + 12) % 24]
    if part:
        hours = [hour for hour in hours if hour in part.value]
    elif clock.hour in _AFTERNOON:
        hours.reverse()
    else:
        hours = [clock.hour]
    return (time(hour, clock.minute) for hour in hours)


def _today(now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date()
