"""The rota, in the clinic's own words: `/away`, and `/duty`, which shows who covers for others."""

from datetime import datetime, time, timedelta

from bot.care.clinic import absence
from bot.care.ground import record
from bot.care.ground.desk import OLD, Desk, Toast, ask_staff, brief, end_staff
from bot.care.ground.heard import Heard
from bot.care.ground.says.rota import AwayAsk, AwayWhen, Duty, DutyShown, SecondOwner
from bot.model import Clinician, Dialogue
from bot.store import rota, staff
from bot.store.rota import Absence
from bot.store.tx import instant, stamp
from messages.heard.times.ahead import AheadReader, is_back, tells_a_time
from messages.heard.times.ahead import absence as told_absence
from messages.heard.times.span import AwayTime, AwayTimes, SpanReader
from schedules.clock import instants

STEP, STEP_WHEN = "away_until", "away_when"
LONGEST = timedelta(days=180)
BEGINS = time(8)  # where the clinic is never closed
MONDAY = 0
MOST = 4  # absences to choose from


def away(desk: Desk, member: Clinician, text: str) -> None:
    """`/away`, with a time or without: until they say that they are back. What is unclear is asked back."""
    if text.strip():
        _take(desk, member, _read(desk, member, text))
    else:
        absence.note(desk, member, Absence(desk.now, None))


def _take(desk: Desk, member: Clinician, found: AwayTimes) -> None:
    end_staff(desk, member)
    if len(found.stretches) == 1:
        _note(desk, member, found.stretches[0])
    elif found.later:
        _ask_when(desk, member, found)
    else:
        _ask_until(desk, member, [one.ends for one in found.stretches if one.ends])


def _read(desk: Desk, member: Clinician, text: str, *, ends: bool = False) -> AwayTimes:
    words = desk.house.times_of(member.language).words
    reader = AheadReader(words, instants, LONGEST)
    return SpanReader(reader, desk.now, desk.house.clinic.zone, _begins(desk)).read(text, ends=ends)


def _begins(desk: Desk) -> time:
    return desk.house.hours.start if desk.house.hours else BEGINS


def _note(desk: Desk, member: Clinician, found: AwayTime) -> None:
    zone = desk.house.clinic.zone
    later = _morning(desk, found.ends.astimezone(zone), 1) if found.ends and found.whole_day else None
    absence.note(desk, member, Absence(found.begins or desk.now, found.ends), later=later)


def _ask_when(desk: Desk, member: Clinician, found: AwayTimes) -> None:
    """From when on, and until when? With what may be meant to tap."""
    ask_staff(desk, member, STEP_WHEN, {})
    choices = tuple(
        absence.shown(desk, Absence(one.begins or desk.now, one.ends)) for one in found.stretches[:MOST]
    )
    brief(desk, member, AwayWhen(zone=desk.house.clinic.zone.key, choices=choices))


def _ask_until(desk: Desk, member: Clinician, found: list[datetime]) -> None:
    """Until when? With what may be meant to tap, or tomorrow and Monday where nothing was understood."""
    ask_staff(desk, member, STEP, {})
    local = desk.now.astimezone(desk.house.clinic.zone)
    monday = (MONDAY - local.weekday()) % 7 or 7
    choices = found or [_morning(desk, local, days) for days in sorted({1, monday})]
    zone = desk.house.clinic.zone.key
    brief(desk, member, AwayAsk(zone=zone, choices=tuple(stamp(at) for at in choices)))


def _morning(desk: Desk, local: datetime, days: int) -> datetime:
    wall = datetime.combine(local.date() + timedelta(days=days), _begins(desk))
    return wall.replace(tzinfo=desk.house.clinic.zone)


def take_until(desk: Desk, member: Clinician, _: Dialogue, heard: Heard) -> None:
    """A typed answer to "until when?"; they may also say that they are here after all."""
    if not said(desk, member, heard.text):
        _take(desk, member, _read(desk, member, heard.text, ends=True))


def take_when(desk: Desk, member: Clinician, _: Dialogue, heard: Heard) -> None:
    """A typed answer to "when?"."""
    if not said(desk, member, heard.text):
        away(desk, member, heard.text)


def is_said(desk: Desk, member: Clinician, text: str) -> bool:
    """Whether words say that a member is away, or back."""
    words = desk.house.times_of(member.language).words
    return member.follows and (is_back(text, words) or told_absence(text, words) is not None)


def is_read(desk: Desk, member: Clinician, text: str) -> bool:
    """Whether words say when a member is away, and nothing else."""
    words = desk.house.times_of(member.language).words
    rest = told_absence(text, words) if member.follows else None
    return bool(rest and tells_a_time(rest, words))


def said(desk: Desk, member: Clinician, text: str) -> bool:
    """Do what words of a member say of their being away; False where they say nothing of it."""
    words = desk.house.times_of(member.language).words
    if is_back(text, words):
        absence.back(desk, member)
        return True
    if (rest := told_absence(text, words)) is not None:
        away(desk, member, rest)
        return True
    return False


def choose(desk: Desk, member: Clinician, seconds: int) -> Toast:
    """A time that was tapped; nought is until they say that they are back."""
    return choose_span(desk, member, 0, seconds)


def choose_span(desk: Desk, member: Clinician, begins: int, until: int) -> Toast:
    """An absence that was tapped, from now on where it begins at nought."""
    start, end = instant(begins) if begins else desk.now, instant(until) if until else None
    if (begins and start <= desk.now) or start > desk.now + LONGEST:
        return OLD
    if end and not start < end <= start + LONGEST:
        return OLD
    found = absence.standing(desk, member)
    if found and found.until == end and (found.begins == start or max(found.begins, start) <= desk.now):
        return Toast("toasts.already")
    absence.note(desk, member, Absence(start, end), anew=False)
    return Toast()


def show(desk: Desk, member: Clinician) -> None:
    """`/duty`: who covers, in their order, and who is away; owners may change it."""
    shown = tuple(
        DutyShown(
            one.member.name or one.member.code,
            one.member.code,
            one.covers,
            one.away,
            stamp(one.until) if one.until else None,
            absence.shown(desk, one.ahead) if one.ahead else None,
        )
        for one in rota.order(desk.tx, now=desk.now)
    )
    brief(desk, member, Duty(order=shown, may_change=member.is_owner))
    suggest_second_owner(desk, member)


def change(desk: Desk, owner: Clinician, what: str, code: str) -> Toast:
    """A button of `/duty`: one place further up, or no longer, or again, among those who cover."""
    member = staff.by_code(desk.tx, code)
    if member is None or not member.follows:
        return OLD
    if what == "up":
        changed = rota.move_up(desk.tx, member.id, now=desk.now)
    else:
        changed = rota.set_covers(desk.tx, member.id, wanted=what == "on")
    if not changed:
        return Toast("toasts.already")
    record.note(desk, owner, f"changed the rota: {what}", member.code)
    show(desk, owner)
    return Toast()


def suggest_second_owner(desk: Desk, member: Clinician) -> None:
    """Where there is one owner alone, they hear once that two are better."""
    alone = member.is_owner and len(staff.owners(desk.tx)) == 1
    if alone and not staff.was_advised(desk.tx, member.id):
        brief(desk, member, SecondOwner())
