"""The plan of reminders that follows from a protocol and a treatment, and how a standing plan changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from schedules.clinical import CLINICAL
from schedules.merging import Bundle, merged
from schedules.protocol import Protocol, Step, StepKind
from schedules.quiet import QuietHours, is_quiet, quiet_end, quiet_start

_AT_ONCE = timedelta(0)
_TimedSteps = Sequence[tuple[datetime, Step]]


@dataclass(frozen=True)
class Reminder:
    """One message to come: its leading step, and the steps it `carries`, in the protocol's order.

    `due` and `expires` are UTC instants; at `expires` the message is stale and must no longer be sent.
    """

    step: str
    kind: StepKind
    due: datetime
    expires: datetime
    ask: str | None = None
    only_if: str | None = None
    carries: tuple[str, ...] = ()


def build_plan(
    protocol: Protocol, treated_at: datetime, zone: ZoneInfo, quiet_hours: QuietHours | None, now: datetime
) -> tuple[Reminder, ...]:
    """Work out the messages that are still to come at `now`, in order of their due times (UTC).

    Hours count as elapsed time from `treated_at`, whatever the clocks do; the zone decides only what is
    quiet. Steps whose time has passed are left out, but for the information given at once (due now) and the
    latest check-in, if it is within its grace (due now, or when the quiet hours end). Steps with a condition
    are a plan of their own: they merge with nothing that has none. Source of the rules: docs/clinical.md,
    "Lateness".
    """
    now = now.astimezone(UTC)
    timed = tuple(_timed(protocol, treated_at.astimezone(UTC), zone, quiet_hours))
    order = {step.name: place for place, step in enumerate(protocol.steps)}
    plan = [_reminder(step, now) for step in protocol.steps if _is_welcome(step)]
    for condition in dict.fromkeys(step.only_if for _, step in timed):
        same = [(due, step) for due, step in timed if step.only_if == condition]
        ahead = [*_missed_check_in(same, now, zone, quiet_hours), *(one for one in same if one[0] >= now)]
        ahead.sort(key=lambda one: (one[0], order[one[1].name]))
        plan += [_whole_reminder(message, order) for message in merged(ahead, protocol.gap)]
    return tuple(sorted(plan, key=lambda reminder: (reminder.due, order[reminder.step])))


def _is_welcome(step: Step) -> bool:
    """Tell the information given at once: no night, no lateness and no gap may hold it back."""
    return step.kind is StepKind.INFORMATION and step.after == _AT_ONCE


def _timed(
    protocol: Protocol, treated_at: datetime, zone: ZoneInfo, quiet: QuietHours | None
) -> Iterator[tuple[datetime, Step]]:
    """Give each step its due time outside quiet hours; steps with the same `after` stay together."""
    first_check = next((step for step in protocol.steps if step.kind is StepKind.CHECK_IN), None)
    for after, together in groupby(protocol.steps, key=lambda step: step.after):
        steps = [step for step in together if not _is_welcome(step)]
        due = treated_at + after
        evening = _evening_before(due, treated_at, zone, quiet) if first_check in steps else None
        moved = evening or quiet_end(due, zone, quiet)
        yield from ((moved, step) for step in steps)


def _evening_before(
    due: datetime, treated_at: datetime, zone: ZoneInfo, quiet: QuietHours | None
) -> datetime | None:
    """Find the moment before quiet hours for a check-in due in them; None where there is no fit one."""
    if not is_quiet(due, zone, quiet):
        return None
    evening = quiet_start(due, zone, quiet) - CLINICAL.before_quiet
    fits = evening >= treated_at + CLINICAL.soonest_check_in and not is_quiet(evening, zone, quiet)
    return evening if fits else None


def _missed_check_in(
    timed: _TimedSteps, now: datetime, zone: ZoneInfo, quiet: QuietHours | None
) -> _TimedSteps:
    """Offer the latest check-in that has only just passed: one question catches up, not several."""
    oldest = now - CLINICAL.check_in_grace
    passed = [step for due, step in timed if step.kind is StepKind.CHECK_IN and oldest < due < now]
    return [(quiet_end(now, zone, quiet), step) for step in passed[-1:]]


def _whole_reminder(message: Bundle, order: Mapping[str, int]) -> Reminder:
    carried = sorted((step.name for step in message.others), key=order.__getitem__)
    return replace(_reminder(message.lead, message.due), carries=tuple(carried))


def _reminder(step: Step, due: datetime) -> Reminder:
    return Reminder(step.name, step.kind, due, due + step.expires, step.ask, step.only_if)


@dataclass(frozen=True)
class Standing:
    """A reminder of the plan as it stands; `settled` where it may never be sent again.

    Settled is what was sent, is being sent, may have been sent, or has expired.
    """

    reminder: Reminder
    settled: bool


@dataclass(frozen=True)
class Changes:
    """What turns the standing plan into the new one; `drop` names leading steps."""

    add: tuple[Reminder, ...]
    move: tuple[Reminder, ...]
    drop: tuple[str, ...]


def changes(old: Sequence[Standing], new: Sequence[Reminder], *, protocol: Protocol) -> Changes:
    """Compare the standing plan with a newly built one: what was sent stays sent, the rest follows.

    `protocol` is the one `new` was built from. A step that is settled, as lead or carried, comes in no
    reminder again; where it would lead, the first unsettled step it carries leads in its place. KeyError if
    `new` carries a step the protocol does not have.
    """
    settled = {name for one in old if one.settled for name in (one.reminder.step, *one.reminder.carries)}
    waiting = {one.reminder.step: one.reminder for one in old if not one.settled}
    wanted = {one.step: one for one in (_unsettled(one, settled, protocol) for one in new) if one}
    return Changes(
        add=tuple(one for name, one in wanted.items() if name not in waiting),
        move=tuple(one for name, one in wanted.items() if name in waiting and waiting[name] != one),
        drop=tuple(name for name in waiting if name not in wanted),
    )


def _unsettled(reminder: Reminder, settled: set[str], protocol: Protocol) -> Reminder | None:
    """Take the settled steps out of a reminder; None if nothing is left of it."""
    left = [name for name in (reminder.step, *reminder.carries) if name not in settled]
    if not left:
        return None
    if left[0] == reminder.step:
        return replace(reminder, carries=tuple(left[1:]))
    return replace(_reminder(protocol.step(left[0]), reminder.due), carries=tuple(left[1:]))


def later(
    now: datetime, expires: datetime, zone: ZoneInfo, quiet_hours: QuietHours | None
) -> datetime | None:
    """Say when to remind again (UTC) after "Later": in an hour, or when the quiet hours then end.

    None if the reminder would be stale by then.
    """
    again = quiet_end(now.astimezone(UTC) + timedelta(hours=1), zone, quiet_hours)
    return again if again < expires else None
