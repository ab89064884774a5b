"""Where the steps of a protocol stand: each by its own row or in another's, and every later round."""

from collections.abc import Mapping
from datetime import datetime

from bot.care.ground.drawing import causes
from bot.care.ground.drawing.marks import FATES, Cause, Fate, StepMark, StepName
from bot.care.ground.drawing.material import Material
from bot.care.ground.plan import step_of
from bot.model import Outgoing, State
from bot.store.drawing import Despatch
from schedules.placing import Because, Placing
from schedules.protocol import TIPS, StepKind

TAKEN_BACK = frozenset({State.CANCELLED, State.MERGED})
SAID = frozenset({State.DUE, State.SENDING, State.SENT, State.UNKNOWN})
OVER = TAKEN_BACK | {State.EXPIRED}


def step_marks(material: Material) -> tuple[StepMark, ...]:
    """Every row that is a step, and every step of the protocol, in order of where they stand."""
    rows = [one for one in material.despatches if one.message.step is not None]
    first = {one.message.step: one for one in rows if not one.message.round}
    holders = _holders(rows)
    marks = [_of_row(material, one, holders, rows) for one in rows]
    marks += [
        _without_row(material, step.name, holders)
        for step in material.protocol.steps
        if step.name not in first
    ]
    return tuple(sorted(marks, key=lambda one: (one.at, one.id)))


def _holders(rows: list[Despatch]) -> Mapping[str, Despatch]:
    """In which message a step is said that does not lead one; of several, in the one that is still to be."""
    found: dict[str, Despatch] = {}
    for one in sorted(rows, key=lambda row: row.message.state not in OVER):
        found |= dict.fromkeys(step_of(one.message).carries, one)
    return found


def _of_row(
    material: Material, one: Despatch, holders: Mapping[str, Despatch], rows: list[Despatch]
) -> StepMark:
    message, step = one.message, one.message.step or ""
    holder = holders.get(step) if message.state in TAKEN_BACK and not message.round else None
    if holder and holder.message.state not in OVER:
        return _joined(material, step, step_of(message).kind, holder, row=message.id)
    return StepMark(
        step=step,
        name=material.name_of(message),
        kind=step_of(message).kind,
        at=causes.stands(material, one),
        fate=_fate(message),
        row=message.id,
        wished=None if message.round else _wished(material.placings(step)),
        again=message.round > 0,
        causes=(
            *causes.of_place(material, one, rows),
            *causes.of_tip(message, step),
            *causes.of_fate(material, one),
        ),
    )


def _fate(message: Outgoing) -> Fate:
    conditional = message.state is State.DUE and step_of(message).only_if
    return Fate.CONDITIONAL if conditional else FATES[message.state]


def _without_row(material: Material, step: str, holders: Mapping[str, Despatch]) -> StepMark:
    kind = material.protocol.step(step).kind
    if holder := holders.get(step):
        return _joined(material, step, kind, holder, row=None)
    whole = material.placings(step)[-1]  # of the plan that leaves out none
    early = material.ends_early and kind in TIPS
    passed = Cause("left_early" if early else "passed" if whole.due < material.now else "left_out", whole.due)
    why = (*causes.of_placing(whole, material), passed)
    return StepMark(
        step, material.names_of_steps[step], kind, whole.due, Fate.PASSED, None, _wished([whole]), causes=why
    )


def _joined(material: Material, step: str, kind: StepKind, holder: Despatch, *, row: int | None) -> StepMark:
    """Said in another's message, with which it stands and falls."""
    lead = holder.message
    planned = material.placings(step, lead.due)  # so by the planner; or else what was due at once in the end
    placings = planned or material.placings(step)[-1:]
    key = "joined" if planned and planned[0].due != lead.due else "gathered"
    joined = Cause(key, lead.due, material.protocol.gap, steps=(material.name_of(lead),))
    return StepMark(
        step=step,
        name=material.names_of_steps.get(step) or StepName(kind.value),
        kind=kind,
        at=causes.stands(material, holder),
        fate=Fate.JOINED if lead.state in SAID else FATES[lead.state],
        row=row,
        wished=_wished(placings),
        within=lead.id,
        causes=(
            *(causes.of_placing(placings[0], material)[: None if planned else 1] if placings else ()),
            joined,
            *causes.of_tip(lead, step),
            *causes.of_fate(material, holder),
        ),
    )


def _wished(placings: list[Placing]) -> datetime | None:
    """Where the protocol's hours alone would have it; of what is said at once there is no such hour."""
    hours = [one.wished for one in placings if one.because is not Because.AT_ONCE]
    return hours[0] if hours else None
