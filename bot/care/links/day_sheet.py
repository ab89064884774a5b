"""A day's list becomes links: every line is on one sheet, and what is in doubt is asked in one go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.care.ground.desk import Desk, brief
from bot.care.ground.says.day_sheet import Became, DayDoubts, DaySheet, Doubt, SheetRow
from bot.care.links import card, for_colleague, new_link, next_session, typed_lines
from bot.care.links.for_colleague import Facts
from bot.care.links.typed_lines import LineFor, TypedLines
from bot.model import Clinician, Invitation
from bot.store import open_links
from messages.heard.body import Body
from messages.heard.labels import LONGEST_LABEL, is_plainly_label, is_whole_name
from messages.heard.times.when import Reason

MOST_LINES = 40
ROWS, DOUBTS = 12, 20  # in one message, which has to hold them at their longest
MOST_TOLD = 60  # characters of a line that is said back
PLACE, TEXT, OTHER_DAY, TO_COME = "place", "text", "other_day", "to_come"
SheetEntry = tuple[str, Facts]  # a label, and what is known besides


def enrol_list(desk: Desk, actor: Clinician, typed: TypedLines, body: Body, *, said: datetime) -> None:
    """Read the lines of a message as a day's list, and answer with its sheet."""
    found = typed_lines.of_the_day(desk, actor, typed.lines[:MOST_LINES], body, said=said)
    entries = [_entry(desk, place, one) for place, one in enumerate(found, start=1)]
    beyond = max(0, len(typed.lines) - MOST_LINES)
    enrol_all(desk, actor, entries, headings=typed.headings, beyond=beyond)


def _entry(desk: Desk, place: int, one: LineFor) -> SheetEntry:
    facts = {**typed_lines.facts_of(one), PLACE: place, TEXT: one.text[:MOST_TOLD]}
    if one.line.unclear and one.line.unclear.reason is Reason.FUTURE:
        facts[TO_COME] = True
    elif _is_other_day(desk, one):
        facts[OTHER_DAY] = True
    return one.line.label, facts


def _is_other_day(desk: Desk, one: LineFor) -> bool:
    """Whether the session is on neither today nor yesterday, on the clinic's clock."""
    end = typed_lines.end_of_day(desk)
    if unclear := one.line.unclear:
        return unclear.reason is Reason.TOO_OLD
    return one.line.at is not None and not end - 2 * typed_lines.A_DAY < one.line.at <= end


def enrol_all(
    desk: Desk,
    actor: Clinician,
    entries: Sequence[SheetEntry],
    *,
    headings: tuple[str, ...] = (),
    beyond: int = 0,
    before: Sequence[SheetEntry] = (),
) -> None:
    """A row for each entry, and one question for all of whom it is not known for whom they are.

    `before` are lines for which that was asked already, besides those for which it still is.
    """
    asked = [_placed(*one) for one in (*before, *for_colleague.waiting(desk, actor))]
    waiting = [one for one in entries if _waits(desk, actor, one)]
    known = [one for one in entries if one not in waiting]
    rows = [_row(desk, actor, *one) for one in known]
    births, phones = (sum(bool(facts.get(one)) for _, facts in known) for one in ("birth", "phone"))
    ahead = tuple(
        row.place for (_, facts), row in zip(known, rows, strict=True) if _tells_of_more(facts, row)
    )
    if rows or headings:
        _show(desk, actor, rows, headings=headings, births=births, phones=phones, ahead=ahead, beyond=beyond)
    if doubts := [it for one, row in zip(known, rows, strict=True) for it in _doubts(one, row)]:
        for first in range(0, len(doubts), DOUBTS):
            part = tuple(doubts[first : first + DOUBTS])
            brief(desk, actor, DayDoubts(doubts=part, zone=desk.house.clinic.zone.key))
    if waiting or before:
        _ask_for_whom(desk, actor, [*waiting, *asked])


def _placed(label: str, facts: Facts) -> SheetEntry:
    """A line that was typed alone, among those of a list."""
    return label, {PLACE: 0, TEXT: label, **facts}


def _waits(desk: Desk, actor: Clinician, entry: SheetEntry) -> bool:
    label, facts = entry
    if _left_out(label, facts):
        return False
    return for_colleague.is_unclear(desk, actor, facts)


def _ask_for_whom(desk: Desk, actor: Clinician, waiting: Sequence[SheetEntry]) -> None:
    (label, facts), *more = waiting
    for_colleague.follower(desk, actor, label, {**facts, "more": more} if more else facts)


def _left_out(label: str, facts: Facts) -> Became | None:
    """Why nobody is enrolled by a line, as far as the line itself tells."""
    if facts.get("else"):
        return Became.ELSE
    if not is_plainly_label(label) or len(label) > LONGEST_LABEL:
        return Became.WHO
    if facts.get(TO_COME):
        return Became.TO_COME
    return Became.OTHER_DAY if facts.get(OTHER_DAY) else None


def _row(desk: Desk, actor: Clinician, label: str, facts: Facts) -> SheetRow:
    """What becomes of one line."""
    place, text = int(facts[PLACE]), str(facts[TEXT])
    if why := _left_out(label, facts):
        return SheetRow(place, why, text)
    follower = for_colleague.known(desk, actor, facts)
    if noted := next_session.by_line(desk, actor, follower, label, facts, told=False):
        return _shown(desk, place, Became.NEXT, noted)
    if before := open_links.of_label(desk.tx, follower.id, label, since=_midnight(desk)):
        return _shown(desk, place, Became.THERE if before.treatment_id else Became.AGAIN, before)
    if new_link.limit_of(desk, follower):
        return SheetRow(place, Became.FULL, text, follower=follower.name or follower.code)
    link = new_link.make(desk, actor, label, facts, follower)
    return _shown(desk, place, Became.ASKED if _is_in_doubt(facts) else Became.LINK, link)


def _tells_of_more(facts: Facts, row: SheetRow) -> bool:
    """Whether sessions to come are left out of a line; one that is left out itself is said back as it is."""
    return bool(facts.get("ahead")) and bool(row.code)


def _midnight(desk: Desk) -> datetime:
    return typed_lines.end_of_day(desk) - typed_lines.A_DAY


def _is_in_doubt(facts: Facts) -> bool:
    return bool(facts.get("problem") or facts.get("doubt"))


def _shown(desk: Desk, place: int, became: Became, link: Invitation) -> SheetRow:
    facts = card.facts(desk, link)
    nonce = link.nonce if became is Became.LINK else ""
    return SheetRow(
        place, became, link.label, facts["at"], facts["region"], facts["follower"], link.code, nonce
    )


def _doubts(entry: SheetEntry, row: SheetRow) -> list[Doubt]:
    """What is asked of a line: its time, the part of the body, or both."""
    _, facts = entry
    if row.became is not Became.ASKED:
        return []
    meant = tuple(facts.get("meant", ()))
    asked = Doubt(row.place, row.label, row.code, str(facts[TEXT]), of_body=False, meant=meant)
    part = replace(asked, of_body=True)
    return [*([asked] if facts.get("problem") else []), *([part] if facts.get("doubt") else [])]


def _show(
    desk: Desk,
    actor: Clinician,
    rows: Sequence[SheetRow],
    *,
    headings: tuple[str, ...],
    births: int,
    phones: int,
    ahead: tuple[int, ...],
    beyond: int,
) -> None:
    """The sheet, in as many messages as it takes."""
    parts = [rows[first : first + ROWS] for first in range(0, len(rows), ROWS)] or [()]
    zone = desk.house.clinic.zone.key
    for number, part in enumerate(parts[:-1], start=1):
        brief(desk, actor, DaySheet(rows=tuple(part), zone=zone, page=number, pages=len(parts)))
    whole = DaySheet(
        rows=tuple(parts[-1]),
        zone=zone,
        page=len(parts),
        pages=len(parts),
        made=sum(one.became is Became.LINK for one in rows),
        headings=tuple(one[:MOST_TOLD] for one in headings),
        names=tuple(one.label for one in rows if one.code and is_whole_name(one.label))[:ROWS],
        births=births,
        phones=phones,
        ahead=ahead,
        beyond=beyond,
        codes=tuple(one.code for one in rows if one.became is Became.LINK),
        asked=tuple(one.code for one in rows if one.became is Became.ASKED),
    )
    brief(desk, actor, whole)
