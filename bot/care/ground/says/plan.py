"""The plan as the patient sees it, and its reminders and questions."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Moment, Rows, data, own, scale, signs, worried
from bot.care.ground.says.message import Around, OfSession, ToPatient, Treated
from bot.model import State, Status
from schedules.protocol import StepKind


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


class StepMessage(ToPatient, OfSession):
    """A step of a protocol; its key is the step's own, `PROTOCOL.step`. It `carries` the tips of others.

    What is `held` waits until the last question is answered, or can be answered no more; the closing words
    say when all is `erased`.
    """

    kind: StepKind
    ask: str | None = None
    only_if: str | None = None
    carries: tuple[str, ...] = ()
    repeat: bool = False
    held: bool = False
    erased: Moment | None = None

    def buttons(self, around: Around) -> Rows:
        always = (worried(around.message),)
        if self.ask:
            return (*scale(around.message), always)
        if self.kind is StepKind.INFORMATION:
            return ((signs(around.message), *always),)
        done, later = (own(verb, data(verb, around.message)) for verb in ("done", "later"))
        return ((done, later), always)
