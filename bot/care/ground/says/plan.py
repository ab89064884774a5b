"""The plan as the patient sees it, and its reminders and questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.care.ground.says.buttons import Button, Moment, Rows, data, done_with, own, scale, signs, worried
from bot.care.ground.says.message import Around, OfSession, ToPatient, Treated
from bot.model import State, Status
from schedules.adapting import UNSAID, Omission, Praise
from schedules.protocol import TIPS, StepKind


@dataclass(frozen=True)
class PlanRow:
    """One message of the plan: when (whole seconds), of which kinds, what became of it, and if it is sure."""

    at: int
    kinds: tuple[StepKind, ...]
    state: State
    maybe: bool


class PlanTold(ToPatient, Treated, OfSession, key="plan"):
    rows: tuple[PlanRow, ...]
    status: Status

    def buttons(self, around: Around) -> Rows:
        if not any(row.state is State.DUE for row in self.rows):
            return ()
        return ((own("calendar", data("calendar", around.message)),),)


class SignsAgain(ToPatient, key="signs_again"):
    """After a later session of the same person: what they were told before is one line, and a button."""

    def buttons(self, around: Around) -> Rows:
        return ((signs(around.message), worried(around.message)),)


class PlanAgain(PlanTold, key="plan_again"):
    pass


class PlanResumed(PlanTold, key="resumed"):
    pass


class NoPlan(ToPatient, key="plan_none"):
    personal = True


class RegisteredLate(ToPatient, Treated, key="registered_late"):
    personal = True


@dataclass(frozen=True)
class Tip:
    """A tip of a message: whether it is left out, and why; when it was done, in whole seconds."""

    step: str
    kind: StepKind
    left_out: Omission | None = None
    done: int | None = None

    @property
    def is_open(self) -> bool:
        return self.left_out is None and self.done is None


class StepMessage(ToPatient, OfSession):
    """A step of a protocol; its key is the step's own, `PROTOCOL.step`. It `carries` the tips of others.

    Its `tips` are the tips in it, as they stood when it went out, and what was done of them since. What is
    `held` waits until the last question is answered, or can be answered no more; the closing words say when
    all is `erased`. Its `praise` is what was true of the tips before, when it went out.
    """

    kind: StepKind
    ask: str | None = None
    only_if: str | None = None
    carries: tuple[str, ...] = ()
    repeat: bool = False
    held: bool = False
    erased: Moment | None = None
    tips: tuple[Tip, ...] = ()
    region: str | None = None  # that was treated
    praise: Praise | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left of it to say."""
        unsaid = [tip for tip in self.tips if tip.left_out in UNSAID]
        return len(unsaid) == 1 + len(self.carries)

    def buttons(self, around: Around) -> Rows:
        return self.open(around.message)

    def open(self, message: int, *, answered: bool = False) -> Rows:
        """What there is to tap under it: all, or where it is `answered` what is still to be done."""
        always, done = (worried(message),), self._done(message)
        tips = [done] if done else []
        if self.ask:
            return (*(() if answered else scale(message)), *tips, always)
        if self.kind is StepKind.INFORMATION:
            return (*tips, (signs(message), *always))
        if answered or not done:
            return (always,)
        later = own("later", data("later", message))
        return ((*done, later), always) if len(done) == 1 else (done, (later,), always)

    def _done(self, message: int) -> Sequence[Button]:
        """A button for each kind of tip that is still to be done; where it says but one, it needs no name."""
        kinds = {tip.kind for tip in self.tips if tip.left_out is None}
        todo = [tip.kind for tip in self.tips if tip.is_open]
        if self.kind in TIPS and (not self.tips or (len(kinds) == 1 and todo)):
            return [own("done", data("done", message))]
        return done_with(todo, lambda kind: data("done", message, kind.value))
