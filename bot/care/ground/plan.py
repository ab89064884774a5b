"""A treatment's plan as rows of the outbox, built once and rebuilt where something changed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.care.ground.desk import Desk, owe, say
from bot.care.ground.says.buttons import About
from bot.care.ground.says.message import read, stored
from bot.care.ground.says.plan import NoPlan, PlanRow, PlanTold, StepMessage
from bot.model import Outgoing, Patient, Sort, State, Status, Treatment
from bot.store import outbox, patients, plans, treatments
from bot.store.tx import stamp
from schedules.plan import Changes, Reminder, Standing, build_plan, changes, without_tips
from schedules.protocol import Protocol, StepKind

REVIVABLE = frozenset({State.CANCELLED})
NIGHT = timedelta(hours=24)  # more than any quiet hours can hold a step back
UNSENT = frozenset({State.DUE, State.CANCELLED})
SHOWN = frozenset({State.DUE, State.SENDING, State.SENT, State.UNKNOWN})


def digest(protocol: Protocol) -> str:
    """Tells one version of a protocol from another, in every release alike.

    Treatments keep it, so it goes by what things were called when it was first written.
    """
    told = repr(protocol).replace(f"<{StepKind.__name__}.", "<Kind.")
    return hashlib.sha256(told.encode()).hexdigest()


def running(desk: Desk, patient: Patient) -> list[Treatment]:
    """The treatments that the patient is in the hours after, the newest first; mostly one or none."""
    return [one for one in treatments.of_patient(desk.tx, patient.id) if is_running(desk, one)]


def is_running(desk: Desk, treatment: Treatment) -> bool:
    protocol = desk.house.protocols.get(treatment.protocol)
    return (
        not treatment.ended and protocol is not None and desk.now < treatment.treated_at + _length(protocol)
    )


def longest(desk: Desk) -> timedelta:
    """How long a treatment can be the one at hand, by any protocol."""
    return max(_length(protocol) for protocol in desk.house.protocols.values())


def _length(protocol: Protocol) -> timedelta:
    """How long a treatment is the one at hand: its last step, a night's delay, the time to answer."""
    return max(step.after + step.expires for step in protocol.steps) + NIGHT


def adopt(desk: Desk, patient: Patient, treatment: Treatment, *, backlog: bool = True) -> None:
    """Make the outbox hold the plan of a treatment as it is now; what was sent stays sent.

    `backlog=False` leaves out what would be offered at once because its time is past; a question that was put
    off, as until the morning, and that is still to come then, stays.
    """
    protocol, zone, quiet = desk.house.protocols[treatment.protocol], desk.zone_of(patient), desk.house.quiet
    rows = plans.of_treatment(desk.tx, treatment.id)
    first = {row.step: row for row in rows if row.round == 0 and row.step}
    waits = {step for step, row in first.items() if row.state in UNSENT and row.due > desk.now}
    new = build_plan(protocol, treatment.treated_at, zone, quiet, treatment.treated_at)
    put_off = waits & {one.step for one in new if one.ask and one.due <= desk.now}
    if backlog or put_off:
        new = build_plan(protocol, treatment.treated_at, zone, quiet, desk.now, put_off=put_off)
    if plans.ends_early(desk.tx, treatment.id):
        new = without_tips(new, protocol)
    if not backlog:
        new = tuple(one for one in new if one.due > desk.now or one.step in put_off)
    standing = [_standing(row, desk.now) for row in first.values() if row.state not in REVIVABLE]
    _apply(desk, patient, treatment, first, changes(standing, new, protocol=protocol))


def _standing(row: Outgoing, now: datetime) -> Standing:
    """A row as `changes` sees it; one that is due now, or on its way again, is left to go."""
    said = step_of(row)
    reminder = Reminder(
        step=row.step or "",
        kind=said.kind,
        due=row.due,
        expires=row.expires or row.due,
        ask=said.ask,
        only_if=said.only_if,
        carries=said.carries,
    )
    leaving = row.state is not State.DUE or row.due <= now or row.tries > 0 or said.held
    return Standing(reminder, settled=leaving)


def _apply(
    desk: Desk, patient: Patient, treatment: Treatment, rows: Mapping[str, Outgoing], change: Changes
) -> None:
    for step in change.drop:
        if rows[step].sort is Sort.REPLY:
            continue  # what is told on registration is told, also where it is still to go
        outbox.drop(desk.tx, rows[step].id, State.CANCELLED, now=desk.now)
    for reminder in (*change.add, *change.move):
        if row := rows.get(reminder.step):
            plans.rewrite(
                desk.tx,
                row,
                key=_key(treatment, reminder),
                sort=_sort(desk, reminder),
                due=reminder.due,
                expires=reminder.expires,
                facts=stored(_said(reminder)),
            )
        else:
            _owe(desk, patient, treatment, reminder)


def _owe(desk: Desk, patient: Patient, treatment: Treatment, reminder: Reminder) -> None:
    owe(
        desk,
        _said(reminder),
        chat_id=patient.chat_id,
        sort=_sort(desk, reminder),
        key=_key(treatment, reminder),
        language=patient.language,
        due=reminder.due,
        expires=reminder.expires,
        patient_id=patient.id,
        treatment_id=treatment.id,
        step=reminder.step,
    )


def _key(treatment: Treatment, reminder: Reminder) -> str:
    return f"{treatment.protocol}.{reminder.step}"


def _sort(desk: Desk, reminder: Reminder) -> Sort:
    """What is said on registration answers the patient, so no quiet hour holds it back."""
    if reminder.kind is StepKind.INFORMATION and reminder.due <= desk.now:
        return Sort.REPLY
    return Sort.QUESTION if reminder.ask else Sort.REMINDER


def _said(reminder: Reminder) -> StepMessage:
    return StepMessage(
        kind=reminder.kind, ask=reminder.ask, only_if=reminder.only_if, carries=reminder.carries
    )


def leave_out_information(desk: Desk, treatment: Treatment) -> None:
    """Who has been told at an earlier session what to expect is told the signs with the plan, in a line."""
    for row in plans.of_treatment(desk.tx, treatment.id):
        if row.state is State.DUE and row.sort is Sort.REPLY and step_of(row).kind is StepKind.INFORMATION:
            outbox.drop(desk.tx, row.id, State.MERGED, now=desk.now)


def step_of(row: Outgoing) -> StepMessage:
    """What a row says that is a step of a treatment."""
    return read(StepMessage, row.facts)


def after_answer(protocol: Protocol, carries: Sequence[str]) -> tuple[str, ...]:
    """Of what a question would carry, what is said after its answer: closing words are no tip."""
    kinds = {step.name: step.kind for step in protocol.steps}
    return tuple(step for step in carries if kinds.get(step) is StepKind.INFORMATION)


def tell(
    desk: Desk,
    patient: Patient,
    kind: type[PlanTold] = PlanTold,
    *,
    only: Treatment | None = None,
    due: datetime | None = None,
) -> None:
    """Owe the patient the whole plan, day by day, in their own time: of `only` one session, or of each."""
    everything = running(desk, patient)
    if not everything:
        say(desk, patient, NoPlan())
    for treatment in everything:
        if only is None or only.id == treatment.id:
            told = kind(
                zone=desk.zone_of(patient).key,
                treated_at=stamp(treatment.treated_at),
                rows=rows_to_show(desk, treatment),
                status=patient.status,
                about=about(desk, patient, treatment, among=len(everything)),
            )
            say(desk, patient, told, due=due, treatment_id=treatment.id)


def about(desk: Desk, patient: Patient, treatment: Treatment, *, among: int) -> About | None:
    """What tells a session from the others that are followed at the time; None where it is the only one."""
    if among < 2:  # noqa: PLR2004  (two are several)
        return None
    return About(stamp(treatment.treated_at), desk.zone_of(patient).key, treatment.region)


def rebuild(desk: Desk, patient: Patient) -> None:
    """What is unsent of every plan moves to where it belongs now; what has passed is not sent."""
    for treatment in running(desk, patient):
        adopt(desk, patient, treatment, backlog=False)


def rows_to_show(desk: Desk, treatment: Treatment) -> tuple[PlanRow, ...]:
    """The plan to show: when, which kinds, whether it was sent, whether it is conditional."""
    protocol = desk.house.protocols[treatment.protocol]
    kinds = {step.name: step.kind for step in protocol.steps}
    shown = (
        (row, step_of(row))
        for row in plans.of_treatment(desk.tx, treatment.id)
        if row.state in SHOWN and row.sort is not Sort.REPLY
    )
    return tuple(
        PlanRow(
            at=stamp(row.due),
            kinds=(said.kind, *(kinds[step] for step in said.carries if step in kinds)),
            state=row.state,
            maybe=said.only_if is not None,
        )
        for row, said in shown
    )


def follow_protocol_files(desk: Desk) -> int:
    """Rebuild the plans whose protocol file was edited since; how many."""
    count = 0
    for protocol in desk.house.protocols.values():
        since = desk.now - _length(protocol)
        stamp_of_file = digest(protocol)
        for treatment in treatments.changed_protocols(desk.tx, protocol.name, stamp_of_file, since):
            treatments.set_digest(desk.tx, treatment.id, stamp_of_file)
            patient = patients.by_id(desk.tx, treatment.patient_id)
            if patient and patient.status is Status.ACTIVE:
                adopt(desk, patient, replace(treatment, digest=stamp_of_file), backlog=False)
                count += 1
    return count
