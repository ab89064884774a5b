"""What a card tells of a session: what happened, what is to come, and why each message stands there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.care.ground.desk import Desk
from bot.care.ground.drawing.drawn_plan import draw, material_of
from bot.care.ground.drawing.marks import Cause, Fate, StepMark
from bot.care.ground.says.check_ins import (
    SoreLow,
    SoreNoted,
    SoreNotImproving,
    SoreNow,
    SoreRising,
    SoreSevere,
)
from bot.care.ground.says.from_clinic import ClinicLine
from bot.care.ground.says.patients import Event, PlacedBy
from bot.care.ground.says.plan import PlanAgain, PlanResumed, PlanTold
from bot.care.ground.says.summary import Summary
from bot.model import Clinician, State
from bot.store import timeline
from bot.store.cases import Case
from bot.store.tx import Row, stamp

MOST_EVENTS = 30  # the newest, as many as one message holds beside what is to come
MOST_AHEAD = 10
RED_FLAG = 4  # events that one red flag takes the place of, with its words and who has read them
MOST_WORDS = 1000  # characters of a red flag that are handed on; a timeline shows the first of them
MINUTE = timedelta(minutes=1)
# What is said of a step; one that is taken back or was never owed is left out.
TOLD = {
    Fate.PLANNED: State.DUE,
    Fate.CONDITIONAL: State.DUE,
    Fate.LEAVING: State.SENDING,
    Fate.SENT: State.SENT,
    Fate.UNKNOWN: State.UNKNOWN,
    Fate.EXPIRED: State.EXPIRED,
    Fate.BLOCKED: State.BLOCKED,
    Fate.FAILED: State.FAILED,
}
PLACING = frozenset(
    {
        *("at_once", "hour", "quiet", "before_quiet", "late", "repeat", "put_off", "released", "held"),
        *("tried", "quiet_again", "moved", "as_it_stood", "condition"),
    }
)

NAMED = {
    ClinicLine.key: "line",
    SoreNow.key: "check_in",
    Summary.key: "summary",
    **dict.fromkeys((PlanTold.key, PlanAgain.key, PlanResumed.key), "plan"),
}
# What is said to a rating, which stands there itself.
SAID_TO_RATING = frozenset(one.key for one in (SoreNoted, SoreLow, SoreSevere, SoreRising, SoreNotImproving))


@dataclass(frozen=True)
class Timeline:
    """What happened, `earlier` being how many older events are left out, and what is ahead."""

    events: tuple[Event, ...]
    earlier: int
    ahead: tuple[Event, ...]


def of_case(desk: Desk, actor: Clinician, case: Case) -> Timeline:
    """Of a session that the actor may see, as far as they may."""
    code, steps = case.treatment.code, draw(material_of(desk, case.patient, case.treatment)).steps
    plan = [_step(one, steps) for one in steps if one.within is None and one.fate in TOLD]
    found = [one for one in timeline.timeline(desk.tx, actor, code) if one["key"] not in SAID_TO_RATING]
    found += timeline.red_flags(desk.tx, actor, code)
    known = [*map(_event, found), *(one for one in plan if one.state != State.DUE)]
    past = sorted(known, key=lambda event: (event.at, event.what != "sent"))
    shown = _newest(past)
    ahead = [one for one in plan if one.state == State.DUE][:MOST_AHEAD]
    return Timeline(tuple(shown), len(past) - len(shown), tuple(ahead))


def _step(lead: StepMark, steps: Iterable[StepMark]) -> Event:
    """A message of the plan: with its own step all those that are said in it."""
    within = [one for one in steps if one.within is not None and one.within == lead.row]
    kinds = tuple(one.name.what for one in (lead, *within))
    why = tuple(_reason(cause) for cause in lead.causes if cause.key in PLACING)
    state = TOLD[lead.fate].value
    return Event(stamp(lead.at), "sent", lead.step, lead.kind.value, state, kinds=kinds, why=why)


def _reason(cause: Cause) -> PlacedBy:
    return PlacedBy(cause.key, cause.length // MINUTE if cause.length is not None else None)


def _newest(events: list[Event]) -> list[Event]:
    """As many of the newest as one message holds."""
    room = MOST_EVENTS
    for place in range(len(events) - 1, -1, -1):
        room -= RED_FLAG if events[place].what == "alert" else 1
        if room < 0:
            return events[place + 1 :]
    return events


def _event(event: Row) -> Event:
    at, what, key = event["at"], event["what"], event["key"]
    if what == "alert":
        return Event(
            at,
            what,
            key,
            words=(event["words"] or "")[:MOST_WORDS],
            seen=event["seen"],
            name=event["name"],
            false_alarm=bool(event["false_alarm"]),
        )
    if what == "helped":
        return Event(at, what, key, words=event["words"])
    if what == "adverse":
        return Event(at, what, key, what, event["state"], words=event["words"])
    kind = str(NAMED.get(key, event["sort"])) if what == "sent" else what
    way, instead = event["way"] or "", event["instead"]
    return Event(at, what, key, kind, event["state"], event["value"], way=way, instead=instead)
