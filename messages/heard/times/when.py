"""What a person types as a date and a time → an instant, or what to ask them back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from messages.heard.times.candidates import (
    ALL_WEEK,
    Candidate,
    UsualHours,
    Why,
    candidate,
    ranked,
    times_meant,
)
from messages.heard.times.days import days_meant, names_a_day
from messages.heard.times.facts import Clock, DaysAgo, Elapsed, Fact, Sense
from messages.heard.times.found_facts import HeardFacts, facts_and_lengths, is_word
from messages.heard.times.time_answer import Reason, TimeAnswer, Unclear, Understood, names_time
from messages.heard.times.words import Part, TimeWords

__all__ = ["Reason", "TimeAnswer", "TimeReader", "Unclear", "Understood", "names_time"]

_SMALL_HOURS = range(5)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

Instants = Callable[[datetime, ZoneInfo], Sequence[datetime]]

_UNREADABLE = Unclear(Reason.UNREADABLE)


@dataclass(frozen=True)
class TimeReader:
    """Reads when something was, in the words of one language.

    `instants` gives the instants (UTC, in order) at which clocks in a zone show a naive date and time: mostly
    one; two or none where the clocks are put back or forward over it. `longest` is how long ago it may be,
    `usual` when the clinic works, which tells the likelier of two times.
    """

    words: TimeWords
    instants: Instants
    longest: timedelta
    usual: UsualHours = ALL_WEEK
    known: dict[str, HeardFacts] | None = field(default=None, compare=False, repr=False)

    def remembering(self) -> "TimeReader":
        """The same, to be used for one message only: what it heard of a text, it does not work out again."""
        return replace(self, known={})

    def read(self, text: str, now: datetime, zone: ZoneInfo) -> TimeAnswer:
        """Read when something was, as a person in this zone tells it at `now`.

        Any text gets an answer. What could be two times is one only where the clinic works at no more than
        one of them; else, and where words stand beside a time that we do not know, it is to be asked. Days
        are given before months in 23/11, unless only the other order is not long ago.
        """
        now = now.astimezone(UTC)  # in a zone's own clock, subtracting hours would not be elapsed time
        heard = self._heard(text)
        facts = heard.facts
        answer = self._told(facts, now, zone)
        if isinstance(answer, Understood) or answer.reason in (Reason.UNREADABLE, Reason.FUTURE):
            answer = self._or_a_length(text, heard, answer, now, zone)
        if answer == _UNREADABLE:
            answer = Unclear(Reason.UNREADABLE, None, self._nearly(facts, now, zone))
        hour = answer.at.astimezone(zone).hour if isinstance(answer, Understood) else None
        return replace(answer, twelve=any(isinstance(one, Clock) and one.is_of_twelve(hour) for one in facts))

    def is_foreign(self, word: str) -> bool:
        """Whether no time is told in any words that this one is among, however it was meant to be spelt."""
        plainly = len(word) > 1 and word.isalpha() and not is_word(word, self.words)
        return plainly and self._heard(word).facts == (Sense.UNKNOWN,)

    def _heard(self, text: str) -> HeardFacts:
        if self.known is None:
            return facts_and_lengths(text, self.words)
        if text not in self.known:
            self.known[text] = facts_and_lengths(text, self.words)
        return self.known[text]

    def _told(self, facts: Sequence[Fact], now: datetime, zone: ZoneInfo) -> TimeAnswer:
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

    def _nearly(self, facts: Sequence[Fact], now: datetime, zone: ZoneInfo) -> tuple[Candidate, ...]:
        """What would be understood without the words that nobody knows, or of one of two times."""
        known = [fact for fact in facts if fact is not Sense.UNKNOWN]
        clocks = [fact for fact in known if isinstance(fact, Clock)]
        told = [
            self._told([it for it in known if it is one or it not in clocks], now, zone) for one in clocks
        ]
        understood = [candidate(one.at, zone, self.usual) for one in told if isinstance(one, Understood)]
        return ranked(
            [*understood, *(it for one in told if isinstance(one, Unclear) for it in one.candidates)]
        )

    def _or_a_length(
        self, text: str, heard: HeardFacts, answer: TimeAnswer, now: datetime, zone: ZoneInfo
    ) -> TimeAnswer:
        """A length without an "ago" may be how long ago it was: "15 min"; "3 h" is a time of day as well."""
        facts = heard.lengths
        lengths = [fact.length for fact in facts if isinstance(fact, Elapsed)]
        if not lengths or len(lengths) < len(facts) or facts == heard.facts or Sense.FUTURE in heard.facts:
            return answer
        back = self._if_not_too_old(now - sum(lengths, timedelta()), now)
        hours, rest = divmod(lengths[0], _HOUR)
        if len(lengths) == 1 and not rest and 0 < hours < _DAY // _HOUR and any(map(str.isdigit, text)):
            answer = self._on_a_day((Clock(hours, 0, certain=hours > 12),), now, zone)  # noqa: PLR2004
        if not isinstance(back, Understood):
            return answer
        length = candidate(back.at, zone, self.usual, Why.LENGTH)
        if not isinstance(answer, Understood):
            return Unclear(Reason.SEVERAL, None, ranked([length, *answer.candidates]))
        said = candidate(answer.at, zone, self.usual)
        only = said.is_usual and not length.is_usual
        return answer if only else Unclear(Reason.SEVERAL, None, ranked([length, said]))

    def _some_time_ago(self, facts: Sequence[Fact], now: datetime, zone: ZoneInfo) -> TimeAnswer:
        """Add up "an hour and 20 minutes ago"; a day beside it must be the day that gives."""
        at = now - sum((fact.length for fact in facts if isinstance(fact, Elapsed)), timedelta())
        elsewhere = any(isinstance(fact, Clock | Part) for fact in facts) or Sense.LAST_NIGHT in facts
        days = days_meant(facts, _today(now, zone), self.longest)
        if elsewhere or (names_a_day(facts) and _today(at, zone) not in days):
            return _UNREADABLE
        answer = self._if_not_too_old(at, now)
        return replace(answer, elapsed=True) if isinstance(answer, Understood) else answer

    def _on_a_day(self, facts: Sequence[Fact], now: datetime, zone: ZoneInfo) -> TimeAnswer:
        clocks = [fact for fact in facts if isinstance(fact, Clock)]
        parts = {fact for fact in facts if isinstance(fact, Part)}
        days = days_meant(facts, _today(now, zone), self.longest)
        if not days or len(clocks) > 1 or len(parts) > 1:
            return _UNREADABLE
        if not clocks:
            return self._without_time(days[0], now, zone) if parts or names_a_day(facts) else _UNREADABLE
        times = list(times_meant(clocks[0], next(iter(parts), None)))
        if Sense.LAST_NIGHT in facts:
            times = list(times_meant(clocks[0], Part.NIGHT))
            days = [days[0] + _DAY] if times and times[0].hour in _SMALL_HOURS else days
        if not times:
            return _UNREADABLE
        return self._likeliest(times, days, now, zone, named=names_a_day(facts))

    def _likeliest(
        self, times: Sequence[time], days: Sequence[date], now: datetime, zone: ZoneInfo, *, named: bool
    ) -> TimeAnswer:
        """Of the times that a clock may tell, the one at which the clinic works; else what is to be asked.

        Where the day was named, no other one is meant, and of two times the one that is over is; it is asked
        about where it is an unlikely one, and the other is not.
        """
        for day in days:
            answers = [self._at(datetime.combine(day, at), now, zone) for at in times]
            over = [candidate(one.at, zone, self.usual) for one in answers if isinstance(one, Understood)]
            usual = [one for one in over if one.is_usual] if len(times) > 1 else over
            if len(usual) == 1:
                return Understood(usual[0].at)
            if named and len(over) == 1:  # the other is still to come, and likelier where it is usual
                return self._usual_ahead(times, day, now, zone, over) or Understood(over[0].at)
            if over:
                return Unclear(Reason.SEVERAL, None, self._meant(times, day, now, zone, over))
            if not all(map(_is_future, answers)):
                return next(one for one in answers if not _is_future(one))
        walls = [datetime.combine(days[0], at) for at in times]
        first = self._at(min(walls, key=lambda wall: Why.UNUSUAL in self.usual.reasons(wall)), now, zone)
        return Unclear(Reason.FUTURE, first.at, () if named else self._meant(times, days[0], now, zone, ()))

    def _usual_ahead(
        self, times: Sequence[time], day: date, now: datetime, zone: ZoneInfo, over: Sequence[Candidate]
    ) -> Unclear | None:
        """The time of a day that is still to come, where the clinic works then; `over` is the other one."""
        usual = (wall for at in times if Why.USUAL in self.usual.reasons(wall := datetime.combine(day, at)))
        answers = (self._at(wall, now, zone) for wall in usual)
        ahead = next((one for one in answers if isinstance(one, Unclear) and _is_future(one)), None)
        return Unclear(Reason.FUTURE, ahead.at, ranked(over)) if ahead else None

    def _meant(
        self, times: Sequence[time], day: date, now: datetime, zone: ZoneInfo, over: Sequence[Candidate]
    ) -> tuple[Candidate, ...]:
        """What may be meant of a time that is still to come today, or past at an odd hour: the day before."""
        if len(over) == len(times):
            return ranked(over)
        days = {day - _DAY, self.usual.open_before(day)}
        before = [self._on(one, at, zone) for one in days for at in times]
        ago = [candidate(at, zone, self.usual, Why.DAY_BEFORE) for at in before if at <= now]
        in_time = [one for one in ago if now - one.at <= self.longest]
        return ranked([*over, *([one for one in in_time if one.is_usual] or in_time)])

    def _on(self, day: date, at: time, zone: ZoneInfo) -> datetime:
        """The instant of a time on a day; where the clocks skipped it, what they showed instead."""
        wall = datetime.combine(day, at)
        found = self.instants(wall, zone)
        return found[-1] if found else wall.replace(tzinfo=zone).astimezone(UTC)

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


def _is_future(answer: TimeAnswer) -> bool:
    return isinstance(answer, Unclear) and answer.reason is Reason.FUTURE


def _today(now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date()
