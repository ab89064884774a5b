"""What a person types as the time for which they are away: all stretches that may be meant, none guessed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from messages.heard.alternatives import any_of
from messages.heard.times.ahead import Ahead, AheadReader, plainly
from messages.heard.times.facts import Clock, Date, DaysAgo, Fact, Sense, Weekday
from messages.heard.times.found_facts import facts_of
from messages.heard.times.words import Part, TimeWords

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_TODAY = (DaysAgo(0), Sense.NOW)
_DASH = " ?- ?"


@dataclass(frozen=True)
class AwayTime:
    """From an instant (UTC) or from now on, until another or until they say that they are back.

    `whole_day` is whether the end was named as a day: then it is that day's beginning at the clinic.
    """

    begins: datetime | None = None
    ends: datetime | None = None
    whole_day: bool = False


@dataclass(frozen=True)
class AwayTimes:
    """The stretches that may be meant: one where the words are clear, none where they are not.

    `later` is whether the words speak of when it begins, and not only of its end.
    """

    stretches: tuple[AwayTime, ...] = ()
    later: bool = False


@dataclass(frozen=True)
class SpanReader:
    """Reads for when somebody is away, at one moment and place, where a day of work begins at `opens`."""

    ahead: AheadReader
    now: datetime
    zone: ZoneInfo
    opens: time

    def read(self, text: str, *, ends: bool = False) -> AwayTimes:
        """Read it; with `ends`, a day or a time alone is the end of what begins now."""
        said = re.sub("[\u2012-\u2015]", "-", plainly(text)).lstrip(" ,:;-")
        if begins := self._after_from(said):
            return AwayTimes(_once(begins[0]), later=True)
        if not self._has_until(said) and (whole := self._week(said)):
            return AwayTimes(whole, later=True)
        if found := _once(self._between(said)):
            return AwayTimes(found, later=True)
        named = self._names_a_day(said)
        if self._is_until(said) or not named or (ends and not self._has_until(said)):
            return AwayTimes(
                _once(AwayTime(None, at, end.whole_day) for end in [self._ahead(said)] for at in end.times)
            )
        return AwayTimes(() if self._has_until(said) else _once(self._on_a_day(said)), later=True)

    def _after_from(self, said: str) -> tuple[list[AwayTime]] | None:
        """The stretches behind a word that says from when; None where there is no such word."""
        found = re.search(rf"(?<![\w])(?:{any_of(self._words.begins)}) ", said)
        if not found:
            return None
        before, rest = said[: found.start()].strip(), said[found.end() :]
        if before:  # such as "for 2 weeks"
            return (list(self._lasting(rest, before)),)
        if between := list(self._between(rest)):
            return (between,)
        if self._has_until(rest):
            return ([],)
        start, _, length = rest.partition(" for ")
        return (list(self._lasting(start, length)),)

    def _lasting(self, start: str, length: str) -> Iterator[AwayTime]:
        """From then on, for so long, or until they say so."""
        onwards = re.sub(rf" (?:{any_of(self._words.onwards)})$", "", start)
        for begins in self._starts(onwards):
            if not length:
                yield AwayTime(begins)
            elif not self._names_a_day(length):
                yield from (AwayTime(begins, at) for at in self._ahead(length, begins).times)

    def _between(self, said: str) -> Iterator[AwayTime]:
        """From the one until the other, wherever a word or a dash between them parts two times."""
        for start, end in self._parted(said, rf" (?:{any_of(self._words.until)}) "):
            yield from self._spanning(*self._same_month(start, end))
        for parted in self._parted(said, _DASH):
            start, end = self._same_month(*parted)
            if self._names_a_day(start) and self._names_a_day(end):  # and no date with dashes in it
                yield from self._spanning(start, end)

    def _parted(self, said: str, between: str) -> Iterator[tuple[str, str]]:
        for found in re.finditer(between, said):
            start, end = said[: found.start()], said[found.end() :]
            if re.search(r"\d\.$", start) and re.search(r"\.\d+$", end):
                end += "."  # which ended the text
            if start and end and not self._has_until(start):
                yield start, end

    def _spanning(self, start: str, end: str) -> Iterator[AwayTime]:
        for begins in self._starts(start):
            found = self._end(end, begins)
            yield from (AwayTime(begins, at, found.whole_day) for at in found.times)

    def _same_month(self, start: str, end: str) -> tuple[str, str]:
        """Both as dates where only one of them names the month: "3 to 7 December"."""
        number = rf"\d{{1,2}}(?: ?(?:{any_of(self._words.ordinals)}))?"
        if (
            re.fullmatch(rf"(?:\w+ )?{number}\.?", start)
            and self._has_month(end)
            and not self._has_month(start)
        ):
            return re.sub(rf"(?<!\d){number}", _number(start), end, count=1), end
        if (
            re.fullmatch(rf"(?:\w+ )?{number}\.?", end)
            and self._has_month(start)
            and not self._has_month(end)
        ):
            return start, re.sub(rf"(?<!\d){number}", _number(end), start, count=1)
        return start, end

    def _starts(self, said: str) -> Sequence[datetime | None]:
        """The instants at which it may begin; None is now."""
        told = [fact for fact in self._facts(said) if fact is not Sense.FILLER]
        if told and all(fact in _TODAY for fact in told):
            return [None]
        return self._ahead(said).times

    def _end(self, said: str, begins: datetime | None) -> Ahead:
        """When it may end that begins then: what counts from today does so, else it is the next there is."""
        if not self._names_a_time(said):  # but a length, or nothing
            return Ahead()
        bases = [begins - _DAY, begins] if begins and not self._counts_from_today(said) else [None]
        for base in bases:  # from the day before, so that both may be on one day
            found = self._ahead(said, base)
            times = tuple(at for at in found.times if at > (begins or self.now))
            if times:
                return Ahead(times, found.whole_day)
        return Ahead()

    def _week(self, said: str) -> tuple[AwayTime, ...]:
        """The week after this one, from its first day of work until the next one's."""
        if said not in self._words.next_week:
            return ()
        monday = self._local() + timedelta(days=7 - self._local().weekday())
        return (AwayTime(self._opening(monday), self._opening(monday + _WEEK)),)

    def _on_a_day(self, said: str) -> Iterator[AwayTime]:
        """A day alone is all of it; a time on a day may be the beginning as well as the end."""
        if all(fact in (*_TODAY, Sense.FILLER) for fact in self._facts(said)):
            yield AwayTime(None, self._opening(self._local() + _DAY))
            return
        found = self._ahead(said)
        for at in found.times:
            if found.whole_day:
                yield AwayTime(at, self._opening(at.astimezone(self.zone) + _DAY))
            else:
                yield from (AwayTime(None, at), AwayTime(at))

    def _ahead(self, said: str, base: datetime | None = None) -> Ahead:
        if week := self._week(re.sub(rf"^(?:{any_of(self._words.until)}) ", "", said)):
            return Ahead(tuple(one.begins for one in week if one.begins))
        return self.ahead.read(said, base or self.now, self.zone, self.opens)

    def _local(self) -> datetime:
        return self.now.astimezone(self.zone)

    def _opening(self, day: datetime) -> datetime:
        return datetime.combine(day.date(), self.opens, self.zone).astimezone(UTC)

    @property
    def _words(self) -> TimeWords:
        return self.ahead.words

    def _facts(self, said: str) -> tuple[Fact, ...]:
        return facts_of(said, self._words, ago=False)

    def _is_until(self, said: str) -> bool:
        """Whether all of it is until when, but for words that say nothing."""
        found = self._until(said)
        return found is not None and all(fact is Sense.FILLER for fact in self._facts(said[: found.start()]))

    def _until(self, said: str) -> re.Match[str] | None:
        return re.search(rf"(?:^| )(?:{any_of(self._words.until)}) ", f"{said} ")

    def _has_until(self, said: str) -> bool:
        return bool(self._until(said))

    def _has_month(self, said: str) -> bool:
        return any(isinstance(fact, Date) and fact.month for fact in self._facts(said))

    def _names_a_day(self, said: str) -> bool:
        return any(isinstance(fact, Date | DaysAgo | Weekday) for fact in self._facts(said))

    def _names_a_time(self, said: str) -> bool:
        clocks = any(isinstance(fact, Clock | Part) for fact in self._facts(said))
        return clocks or self._names_a_day(said) or bool(self._week(said))

    def _counts_from_today(self, said: str) -> bool:
        return any(isinstance(fact, DaysAgo) for fact in self._facts(said))


def _number(said: str) -> str:
    return "".join(re.findall(r"\d+", said)[:1])


def _once(found: Iterable[AwayTime]) -> tuple[AwayTime, ...]:
    return tuple(dict.fromkeys(found))
