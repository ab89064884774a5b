"""What several numbers or days of one text come to: "was 3, now 6", "done Thursday, now Tuesday"."""

from collections.abc import Container, Mapping, Sequence

from messages.heard.red_flags.sentences import END, Sentences, Span, Spans

RISE = "pain_rise"  # the group of two ratings, the later one by as much higher as anybody feels
WEEKDAYS = "weekdays"  # the group of their names
MANY_DAYS = "many_days"  # the group of phrases for three days and more
_RISE = 2  # Salaffi 2004
_MOST = 10  # of a rating
_LATE = 3  # days; docs/clinical.md, red flag 11
_WEEK = 7
_BEFORE = 2  # words at most between a number and what dates it, when that comes first
_BEHIND = 4  # and when it follows
_FAR = 99
_FEW = 40  # numbers of one text that are looked at
_DATES = ("rated_before", "rated_now")
_MAY_FOLLOW = (*_DATES, "out_of_ten", "after_rating")
_DAY_NAMED = 3  # words at most between what was done and its day


def rises_told(told: Sequence[tuple[int, str]], heard: Sentences, found: Spans) -> list[Span]:
    """Give each rating of now that is higher by two and more than one of before; `told` are the numbers."""
    of_ten = {place for span in found.get("out_of_ten", ()) for place in range(*span)}
    numbers = [(place, float(number)) for place, number in told[:_FEW] if place not in of_ten]
    rated = [(place, value) for place, value in numbers if _is_rating(place, heard, found)]
    if len(rated) < 2:  # noqa: PLR2004 - a rise takes two
        return []
    dated = [(place, value, _when(place, heard, found)) for place, value in rated if value <= _MOST]
    now = [(place, value) for place, value, when in dated if when == "rated_now"]
    if not any(when for *_, when in dated):
        return _logged(dated, {start for start, _ in found.get("out_of_ten", ())})
    return [(place, place + 1) for place, value in now if _lowest(dated, place) + _RISE <= value]


def _logged(told: Sequence[tuple[int, float, str | None]], of_ten: Container[int]) -> list[Span]:
    """Give the last of ratings out of ten in a row, if it is higher than the first: "9am 2/10, 9pm 6/10"."""
    log = [(place, value) for place, value, _ in told if place + 1 in of_ten]
    risen = len(log) > 1 and log[0][1] + _RISE <= log[-1][1]
    return [(log[-1][0], log[-1][0] + 1)] if risen else []


def _lowest(dated: Sequence[tuple[int, float, str | None]], now: int) -> float:
    """The lowest rating of before, or of no time where it was told first."""
    return min(
        (value for place, value, when in dated if when == "rated_before" or (when is None and place < now)),
        default=_MOST,
    )


def days_since(heard: Sentences, found: Spans, weekdays: Mapping[str, int]) -> list[Span]:
    """Give the day of now where a weekday of the session is told, three days and more before it."""
    named = found.get(WEEKDAYS, ())[:_FEW]
    days = [(start, weekdays.get(heard.words[start][0], 0)) for start, _ in named]
    done = [day for place, day in days if _nearest(place, found, "done_on") <= _DAY_NAMED]
    today = [(place, day) for place, day in days if _nearest(place, found, "rated_now") <= 1]
    return [(place, place + 1) for place, day in today for was in done if (day - was) % _WEEK >= _LATE]


def _is_rating(place: int, heard: Sentences, found: Spans) -> bool:
    """Whether a number counts nothing that is named after it, but "out of ten"."""
    after = place + 1
    if any(end == place for _, end in found.get("not_rated", ())):
        return False
    if heard.words[after] == (END,) or heard.sentence[after] != heard.sentence[place] or heard.pause[after]:
        return True
    return any(start == after for group in _MAY_FOLLOW for start, _ in found.get(group, ()))


def _when(place: int, heard: Sentences, found: Spans) -> str | None:
    """Whether a number is told of before or of now, by the nearest word that says so."""
    marks = [(_nearest(place, found, group), group) for group in _DATES]
    marks = [(far, group) for far, group in marks if not any(heard.pause[max(place - far, 0) : place + 1])]
    if marks and (nearest := min(marks))[0] <= _BEFORE:
        return nearest[1]
    behind = [
        (start - place, group)
        for group in _DATES
        for start, _ in found.get(group, ())
        if 0 < start - place <= _BEHIND and heard.sentence[start] == heard.sentence[place]
        if not any(heard.pause[place + 1 : start + 1])
    ]
    return min(behind)[1] if behind else None


def _nearest(place: int, found: Spans, group: str) -> int:
    """How many words lie between a place and the nearest phrase of a group before it."""
    return min((place - end for _, end in found.get(group, ()) if end <= place), default=_FAR)
