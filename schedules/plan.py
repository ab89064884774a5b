"""The plan of reminders that follows from a protocol and a treatment, and how a standing plan changes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from schedules.clinical import CLINICAL
from schedules.merging import Bundle, merged
from schedules.placing import Because, Placing
from schedules.protocol import TIPS, Protocol, Step, StepKind
from schedules.quiet import QuietHours, is_quiet, quiet_end, quiet_start

_AT_ONCE = timedelta(0)


@dataclass(frozen=True)
class Reminder:
    """One message to come: its leading step, and the steps it `carries`, in the protocol's order.

    `due` and `expires` are UTC instants; at `expires` the message is stale and must no longer be sent. `why`
    has a reason for each step that it says, in that order; no plan is another for its reasons.
    """

    step: str
    kind: StepKind
    due: datetime
    expires: datetime
    ask: str | None = None
    only_if: str | None = None
    carries: tuple[str, ...] = ()
    why: tuple[Placing, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class _Placed:
    """A step at the time that it would have by itself, and why that."""

    step: Step
    why: Placing


def build_plan(
    protocol: Protocol,
    treated_at: datetime,
    zone: ZoneInfo,
    quiet_hours: QuietHours | None,
    now: datetime,
    *,
    put_off: Collection[str] = (),
) -> tuple[Reminder, ...]:
    """Work out the messages that are still to come at `now`, in order of their due times (UTC).

    Hours count as elapsed time from `treated_at`, whatever the clocks do; the zone decides only what is
    quiet. Steps whose time has passed are left out, but for the information given at once (due now) and the
    latest check-in, if it is within its grace or one of those `put_off` until a time that is still to come
    (due now, or when the quiet hours end). Steps with a condition
    are a plan of their own: they merge with nothing that has none. Source of the rules: docs/clinical.md,
    "Lateness".
    """
    now = now.astimezone(UTC)
    timed = tuple(_timed(protocol, treated_at.astimezone(UTC), zone, quiet_hours))
    order = {step.name: place for place, step in enumerate(protocol.steps)}
    plan = [_welcome(step, treated_at, now) for step in protocol.steps if _is_welcome(step)]
    for condition in dict.fromkeys(one.step.only_if for one in timed):
        same = [one for one in timed if one.step.only_if == condition]
        late = _missed_check_in(same, now, zone, quiet_hours, put_off)
        ahead = [*late, *(one for one in same if one.why.due >= now)]
        ahead.sort(key=lambda one: (one.why.due, order[one.step.name]))
        reasons = {one.step.name: one.why for one in ahead}
        messages = merged(((one.why.due, one.step) for one in ahead), protocol.gap)
        plan += [_whole_reminder(message, order, reasons) for message in messages]
    return tuple(sorted(plan, key=lambda reminder: (reminder.due, order[reminder.step])))


def _is_welcome(step: Step) -> bool:
    """Tell the information given at once: no night, no lateness and no gap may hold it back."""
    return step.kind is StepKind.INFORMATION and step.after == _AT_ONCE


def _welcome(step: Step, treated_at: datetime, now: datetime) -> Reminder:
    why = Placing(step.name, treated_at.astimezone(UTC), now, Because.AT_ONCE)
    return replace(_reminder(step, now), why=(why,))


def _timed(
    protocol: Protocol, treated_at: datetime, zone: ZoneInfo, quiet: QuietHours | None
) -> Iterator[_Placed]:
    """Give each step its due time outside quiet hours; steps with the same `after` stay together."""
    first_check = next((step for step in protocol.steps if step.kind is StepKind.CHECK_IN), None)
    for after, together in groupby(protocol.steps, key=lambda step: step.after):
        steps = [step for step in together if not _is_welcome(step)]
        due = treated_at + after
        evening = _evening_before(due, treated_at, zone, quiet) if first_check in steps else None
        moved = evening or quiet_end(due, zone, quiet)
        because = Because.BEFORE_QUIET if evening else Because.QUIET if moved != due else Because.HOUR
        yield from (_Placed(step, Placing(step.name, due, moved, because)) for step in steps)


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
    timed: Sequence[_Placed],
    now: datetime,
    zone: ZoneInfo,
    quiet: QuietHours | None,
    put_off: Collection[str],
) -> list[_Placed]:
    """Offer the latest check-in that has only just passed: one question catches up, not several."""
    oldest = now - CLINICAL.check_in_grace
    asked = (one for one in timed if one.step.kind is StepKind.CHECK_IN)
    passed = [
        one for one in asked if one.why.due < now and (oldest < one.why.due or one.step.name in put_off)
    ]
    due = quiet_end(now, zone, quiet)
    return [replace(one, why=_caught_up(one.why, due)) for one in passed[-1:]]


def _caught_up(why: Placing, due: datetime) -> Placing:
    """Late; but what was to come before a quiet hour, and still does, has the reason that it had."""
    return replace(why, due=due, because=Because.LATE if due > why.wished else why.because)


def _whole_reminder(message: Bundle, order: Mapping[str, int], reasons: Mapping[str, Placing]) -> Reminder:
    carried = sorted((step.name for step in message.others), key=order.__getitem__)
    why = tuple(reasons[name] for name in (message.lead.name, *carried))
    return replace(_reminder(message.lead, message.due), carries=tuple(carried), why=why)


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


def without_tips(plan: Sequence[Reminder], protocol: Protocol) -> tuple[Reminder, ...]:
    """A plan as it is without its tips: questions and information, at the times that they have."""
    tips = {step.name for step in protocol.steps if step.kind in TIPS}
    return tuple(one for one in (_unsettled(one, tips, protocol) for one in plan) if one)


def _unsettled(reminder: Reminder, settled: set[str], protocol: Protocol) -> Reminder | None:
    """Take the settled steps out of a reminder; None if nothing is left of it."""
    left = [name for name in (reminder.step, *reminder.carries) if name not in settled]
    if not left:
        return None
    why = tuple(reason for reason in reminder.why if reason.step in left)
    led = reminder if left[0] == reminder.step else _reminder(protocol.step(left[0]), reminder.due)
    return replace(led, carries=tuple(left[1:]), why=why)


def later(
    now: datetime, expires: datetime, zone: ZoneInfo, quiet_hours: QuietHours | None
) -> datetime | None:
    """Say when to remind again (UTC) after "Later": in an hour, or when the quiet hours then end.

    None if the reminder would be stale by then.
    """
    again = quiet_end(now.astimezone(UTC) + timedelta(hours=1), zone, quiet_hours)
    return again if again < expires else None
