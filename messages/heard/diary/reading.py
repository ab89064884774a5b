"""A document becomes a diary: the appointments of a day, and how many were left out, and why."""

import csv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from messages.heard.diary.appointment import Booking, LeftOut
from messages.heard.diary.calendar_file import NoCalendarError, read_calendar
from messages.heard.diary.document import DocumentKind, kind_of, text_of
from messages.heard.diary.table import NoColumnsError, is_for_needling, is_nobody, read_table


@dataclass(frozen=True)
class DiaryFile:
    """What a document holds; or why it cannot be used (`problem`), and which headings it has."""

    appointments: tuple[Booking, ...] = ()
    problem: str = ""
    seen: tuple[str, ...] = ()


def read_document(
    name: str, content: bytes, zone: ZoneInfo, today: date, own: Mapping[str, str] | None = None
) -> DiaryFile:
    """All appointments in it, on the clock of `zone`. `own` names the columns of a clinic."""
    kind, text = kind_of(name, content), text_of(content)
    if kind not in (DocumentKind.CSV, DocumentKind.ICS) or text is None:
        return DiaryFile(problem=kind.value)
    try:
        found = read_calendar(text, zone, today) if kind is DocumentKind.ICS else read_table(text, zone, own)
    except NoColumnsError as error:
        return DiaryFile(problem=error.problem, seen=error.seen)
    except csv.Error:
        return DiaryFile(problem=DocumentKind.OTHER.value)
    except NoCalendarError:
        return DiaryFile(problem="broken")
    return DiaryFile(tuple(found)) if found else DiaryFile(problem=DocumentKind.EMPTY.value)


@dataclass(frozen=True)
class DiaryDay:
    """The appointments of one day to make links for, in their order, and how many others there are."""

    appointments: tuple[Booking, ...]
    left: Mapping[LeftOut, int] = field(default_factory=dict)


def of_day(found: Sequence[Booking], today: date, is_theirs: Callable[[Booking], bool]) -> DiaryDay:
    """What takes place that day. Where a diary says what is for needling, nothing else is meant."""
    on_day = [one for one in found if one.start and one.start.date() == today]
    tells = any(is_for_needling(one.type) for one in on_day)
    kept: dict[tuple[str, str], Booking] = {}
    left: Counter[LeftOut] = Counter()
    for one in sorted(found, key=lambda one: str(one.over)):
        why = _why_not(one, today, is_theirs, only_needling=tells)
        who = (one.name.casefold(), one.number)
        if why or who in kept:
            left[why or LeftOut.TWICE] += 1
        else:
            kept[who] = one
    return DiaryDay(tuple(kept.values()), left)


def _why_not(
    one: Booking, today: date, is_theirs: Callable[[Booking], bool], *, only_needling: bool
) -> LeftOut | None:
    if one.start and one.start.date() != today:
        return LeftOut.OTHER_DAY
    if is_nobody(one):
        return LeftOut.NOBODY
    if one.off or one.start is None:
        return one.off or LeftOut.NO_TIME
    if not is_theirs(one):
        return LeftOut.ELSE
    return LeftOut.OTHER_TYPE if only_needling and not is_for_needling(one.type) else None
