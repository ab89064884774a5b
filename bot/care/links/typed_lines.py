"""What a message of lines says: a patient a line, with what stands above it in a list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.care.ground.desk import Desk
from bot.care.links import card, for_colleague
from bot.model import Clinician
from bot.store.tx import stamp
from messages.heard.body import Body
from messages.heard.day_list import Heading, Listed, day_list, is_day, is_title, unmarked, without_span
from messages.heard.enrolment_line import EnrolmentLine
from messages.heard.labels import begins_with_initials
from messages.heard.times.when import Reason, TimeReader, Understood

A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)
_MARKS = (";", "|", " / ", ",")  # that may stand between patients in one line


@dataclass(frozen=True)
class LineFor:
    """A line, for which colleague it was written, and where it stands: `text` is what was typed."""

    line: EnrolmentLine
    colleague: for_colleague.Facts
    text: str = ""
    listed: Listed | None = None


@dataclass(frozen=True)
class TypedLines:
    """The lines of a message, and what in it was read as headings."""

    lines: list[LineFor]
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class _LineReader:
    """Reads lines for whoever typed them; each text once for each moment."""

    desk: Desk
    actor: Clinician
    body: Body
    said: datetime
    times: TimeReader
    known: dict[tuple[str, datetime], EnrolmentLine] = field(default_factory=dict)

    def words(self, text: str, at: datetime) -> EnrolmentLine:
        if (text, at) not in self.known:
            self.known[text, at] = card.recognised(
                self.desk, self.actor, text, self.body, said=at, times=self.times
            )
        return self.known[text, at]

    def heading(self, line: str) -> tuple[Heading, str] | None:
        if for_colleague.named_alone(self.desk, line, self.body):
            return Heading.WHOM, line
        read = self.words(line, self.said)
        if is_day(read, self.body.titles):
            return Heading.DAY, read.time
        return (Heading.TITLE, line) if is_title(line, self.body.titles) else None

    def apart(self, line: str) -> list[str]:
        """The lines that one is, where each part of it begins with initials, and says who and when."""
        joints = [rf"\s{re.escape(word)}\s" for word in self.body.between]
        for mark in (*map(re.escape, _MARKS), *joints):
            parts = [part.strip() for part in re.split(mark, line, flags=re.IGNORECASE) if part.strip()]
            read = [self.words(part, self.said) for part in parts if begins_with_initials(part)]
            if len(parts) > 1 and len(parts) == len([one for one in read if one.label and one.time]):
                return parts
        return [line]

    def goes_on(self, line: str, before: Listed) -> bool:
        """Whether a line names nobody and goes on with the one before it, or that one named nobody.

        What begins with letters that may be somebody's, and says what the one before it has said, does not,
        nor is gone on with by another such line: a QL may be a muscle, and may be Queenie Lane.
        """
        read, other = self.line(Listed(line)).line, self.line(before).line
        if read.label and other.label:
            return False
        again = (read.time and other.time) or (read.parts and other.parts and begins_with_initials(line))
        each = read.label and begins_with_initials(line) and begins_with_initials(before.text)
        return not again and not each

    def line(self, one: Listed, at: datetime | None = None) -> LineFor:
        """What a line says, with what stands above it."""
        moment = at or self.said
        rest, colleague = for_colleague.take_name(self.desk, self.actor, one.text, self.body)
        if one.whom and not colleague.get("for") and not colleague.get("unknown"):
            colleague = for_colleague.of_heading(self.desk, self.actor, one.whom, self.body)
        line = self.words(rest, moment)
        dated = self.words(f"{one.day} {rest}", moment) if one.day else line
        # A line may name its own day, or say "just now", which the one above it would contradict.
        elapsed = isinstance(line.when, Understood) and line.when.elapsed
        unread = dated.unclear is not None and dated.unclear.reason is Reason.UNREADABLE
        return LineFor(line if elapsed or unread else dated, colleague, one.text, one)

    def of_the_day(self, one: LineFor) -> LineFor:
        listed = one.listed or Listed(one.text)
        diary = replace(listed, text=without_span(listed.text))
        midnight = end_of_day(self.desk)
        late = self.line(diary, midnight)
        # "Just now" and "an hour ago" move with the moment of reading; a time of the clock does not.
        moves = late.line.at is not None and late.line.at != self.line(diary, midnight - A_MINUTE).line.at
        return replace(self.line(diary) if moves else late, text=one.text, listed=listed)


def lines(desk: Desk, clinician: Clinician, text: str, body: Body, *, said: datetime) -> TypedLines:
    """What a message says, a patient a line; a line that names nobody goes on with the one before it.

    `said` is when it was typed, which is what "just now" is.
    """
    reading = _reader(desk, clinician, body, said)
    found = day_list([part for line in unmarked(text) for part in reading.apart(line)], reading.heading)
    whole: list[Listed] = []
    for one in found.lines:
        before = whole[-1] if whole else None
        if before and reading.goes_on(one.text, before):
            whole[-1] = replace(before, text=f"{before.text} {one.text}")
        else:
            whole.append(one)
    return TypedLines([reading.line(one) for one in whole or [Listed(text)]], found.headings)


def of_the_day(
    desk: Desk, clinician: Clinician, found: Sequence[LineFor], body: Body, *, said: datetime
) -> list[LineFor]:
    """The same lines read as a diary: a time of today may be to come, and a session is over at its end."""
    reading = _reader(desk, clinician, body, said)
    return [reading.of_the_day(one) for one in found]


def _reader(desk: Desk, clinician: Clinician, body: Body, said: datetime) -> _LineReader:
    return _LineReader(desk, clinician, body, said, desk.house.times_of(clinician.language).remembering())


def end_of_day(desk: Desk) -> datetime:
    """The last second of today at the clinic (UTC)."""
    zone = desk.house.clinic.zone
    today = desk.now.astimezone(zone)
    midnight = today.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None) + A_DAY
    return midnight.replace(tzinfo=zone).astimezone(desk.now.tzinfo) - timedelta(seconds=1)


def facts_of(one: LineFor) -> for_colleague.Facts:
    """What is known of a line besides its label, as it is kept while something of it is asked."""
    line = one.line
    facts = {
        **one.colleague,
        "at": stamp(line.at) if line.at else None,
        "region": line.region,
        "protocol": line.protocol,
        "problem": line.unclear.reason.value if line.unclear else None,
        "meant": [stamp(one.at) for one in line.unclear.candidates] if line.unclear else [],
        "doubt": line.doubt,
        "birth": bool(line.birth),
        "phone": bool(line.phone),
        "ahead": line.ahead,
    }
    return {name: fact for name, fact in facts.items() if fact}
