"""Which days may be meant by a date, a day of the week or a day counted back."""

from collections.abc import Sequence
from datetime import date, timedelta

from messages.heard.times.facts import Date, DaysAgo, Fact, Sense, Weekday

_TO_THE_NEXT_LEAP_DAY = 8
_HALF_A_YEAR = timedelta(days=183)
_TWELVE_MONTHS = 366  # days, at most


def names_a_day(facts: Sequence[Fact]) -> bool:
    return any(isinstance(fact, Date | DaysAgo | Weekday) or fact is Sense.LAST_NIGHT for fact in facts)


def days_meant(facts: Sequence[Fact], today: date, longest: timedelta) -> list[date]:
    """Give the days that may be meant, the likeliest first; none if what was said contradicts itself.

    `longest` is how long ago a day may be; of two orders of day and month it is the one within that.
    """
    said = {_date(fact, today, longest) for fact in facts if isinstance(fact, Date)}
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


def _latest_weekdays(weekday: int, today: date, *, before_today: bool) -> list[date]:
    days = (today.weekday() - weekday) % 7
    latest = today - timedelta(days=days or (7 if before_today else 0))
    return [latest, latest - timedelta(days=7)]


def _date(said: Date, today: date, longest: timedelta) -> date | None:
    """The day that is meant; where day and month may stand the other way round, by which of them fits."""
    last = today + _HALF_A_YEAR  # the nearest is meant: in November, Christmas is still to come
    if said.month is None:
        return _latest_of_any_month(said.day, today)
    day = _latest(said, last)
    if not said.either or (day and today - longest <= day <= today):
        return day
    turned = _latest(Date(said.month, said.day, said.year), last)
    return turned if turned and today - longest <= turned <= today else day


def _latest(said: Date, last: date) -> date | None:
    """Give the latest such day up to the `last` that may be meant; in a year that was said, whatever day."""
    years = [said.year] if said.year else range(last.year, last.year - _TO_THE_NEXT_LEAP_DAY - 1, -1)
    for year in years:
        try:
            day = date(year, said.month or 1, said.day)
        except ValueError:  # such as 29 February, in most years
            continue
        if said.year or day <= last:
            return day
    return None


def _latest_of_any_month(number: int, today: date) -> date | None:
    """The latest day of that number, today at the latest: the 24th."""
    days = (today - timedelta(days=back) for back in range(_TWELVE_MONTHS))
    return next((day for day in days if day.day == number), None)
