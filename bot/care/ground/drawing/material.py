"""What a drawing is made from: one session with all that is kept of it, and the rules it was planned by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.care.ground.drawing.marks import StepName
from bot.care.ground.plan import step_of
from bot.model import Alert, Outgoing, Status, Treatment
from bot.store.answers import Given, Stated
from bot.store.drawing import Despatch
from schedules.hours import WorkingHours
from schedules.placing import Because, Placing
from schedules.plan import Reminder, build_plan
from schedules.protocol import Protocol
from schedules.quiet import QuietHours

OPENING, CLOSING = "opening", "closing"


@dataclass(frozen=True)
class Material:
    """`registered` is when the session came to be known, and with it the plan; instants are UTC."""

    treatment: Treatment
    protocol: Protocol
    registered: datetime
    status: Status
    zone: ZoneInfo
    clinic_zone: ZoneInfo
    quiet: QuietHours | None
    hours: WorkingHours | None
    now: datetime
    despatches: tuple[Despatch, ...] = ()
    ratings: tuple[Given, ...] = ()
    stated: Mapping[int, tuple[Stated, ...]] = field(default_factory=dict)  # what each rating was, by its id
    alerts: tuple[Alert, ...] = ()
    ends_early: bool = False  # the patient wants no more tips
    names: Mapping[int, str] = field(default_factory=dict)  # of colleagues, by chat
    members: Mapping[int, str] = field(default_factory=dict)  # and by their number

    @cached_property
    def plans(self) -> tuple[tuple[Reminder, ...], ...]:
        """What the planner says: for when the session was known, and for its end, which leaves out none."""
        treated = self.treatment.treated_at
        return tuple(
            build_plan(self.protocol, treated, self.zone, self.quiet, now)
            for now in (self.registered, treated)
        )

    @cached_property
    def names_of_steps(self) -> Mapping[str, StepName]:
        """The steps by what a person would call them, counted in the protocol's order."""
        what = {step.name: self._what(step.name) for step in self.protocol.steps}
        alike = list(what.values())
        counted: dict[str, StepName] = {}
        for step, name in what.items():
            number = 1 + sum(one.what == name for one in counted.values())
            counted[step] = StepName(name, number, alike.count(name))
        return counted

    def name_of(self, message: Outgoing) -> StepName:
        """Of a row that is a step; also of one that the protocol has no more."""
        known = self.names_of_steps.get(message.step or "")
        return known or StepName(step_of(message).kind.value)

    def _what(self, step: str) -> str:
        known = self.protocol.step(step)
        if known.kind != "information":
            return known.kind.value
        if any(one.because is Because.AT_ONCE for one in self.placings(step)):
            return OPENING
        return CLOSING if known.after >= self.protocol.window else known.kind.value

    def placings(self, step: str, due: datetime | None = None) -> list[Placing]:
        """Why the planner puts a step where it does; if need be only where its message is due just then."""
        return [
            placed
            for plan in self.plans
            for reminder in plan
            if due is None or reminder.due == due
            for placed in reminder.why
            if placed.step == step
        ]
