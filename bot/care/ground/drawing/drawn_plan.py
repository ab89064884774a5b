"""The plan, drawn: from what is kept of a session, every message, rating and alert to its place."""

from datetime import datetime, timedelta

from bot.care.ground.desk import Desk
from bot.care.ground.drawing import causes
from bot.care.ground.drawing.alarms import alert_marks
from bot.care.ground.drawing.marks import FATES, Cause, Drawing, RatingMark, SaidMark
from bot.care.ground.drawing.material import Material
from bot.care.ground.drawing.steps import step_marks
from bot.model import Patient, Treatment
from bot.store import answers, drawing, plans
from schedules.protocol import Protocol
from schedules.quiet import quiet_spans

NIGHT = timedelta(hours=24)  # that may lie between the last step and its end
MARGIN = timedelta(minutes=90)  # so that nothing stands on the edge
SORENESS = "soreness"


def draw(material: Material) -> Drawing:
    """Put everything in its place, each row of the outbox and each step of the protocol exactly once."""
    treated = material.treatment.treated_at
    steps, said, alerts = step_marks(material), _said(material), alert_marks(material)
    given = tuple(_rating(material, number) for number in range(len(material.ratings)))
    places = [one.wished or one.at for one in steps] + [one.at for one in steps] + [one.at for one in said]
    places += [one.at for one in given] + [one.at for one in alerts]
    start = min([treated, *places])
    end = max([treated + _length(material.protocol), *places]) + MARGIN
    return Drawing(
        start=start,
        end=end,
        treated=treated,
        now=material.now,
        zone=material.zone,
        clinic_zone=material.clinic_zone,
        quiet=tuple(quiet_spans(start, end, material.zone, material.quiet)),
        steps=steps,
        said=said,
        ratings=given,
        alerts=alerts,
    )


def _said(material: Material) -> tuple[SaidMark, ...]:
    """What is no step: what was said in the conversation, and to the clinic about the patient."""
    return tuple(
        SaidMark(
            row=one.message.id,
            sort=one.message.sort,
            audience=one.message.audience,
            at=causes.stands(material, one),
            fate=FATES[one.message.state],
            to=material.names.get(one.message.chat_id, ""),
            alert=one.message.alert_id is not None,
            causes=(Cause(one.message.sort.value), *causes.of_fate(material, one)),
        )
        for one in material.despatches
        if one.message.step is None
    )


def _rating(material: Material, number: int) -> RatingMark:
    given = material.ratings[number]
    asked = material.names_of_steps.get(given.step or "")
    return RatingMark(number, given.at, given.value, asked, material.stated.get(given.id, ()))


def material_of(desk: Desk, patient: Patient, treatment: Treatment) -> Material:
    """What is kept of a session of that patient."""
    house, everybody = desk.house, drawing.members(desk.tx)
    protocol = house.protocols.get(treatment.protocol)
    known = protocol or Protocol(treatment.protocol, treatment.protocol, NIGHT, timedelta(0), ())
    until = treatment.treated_at + _length(known) + NIGHT
    ratings = _ratings(desk, treatment, until)
    return Material(
        treatment=treatment,
        protocol=known,
        registered=drawing.registered(desk.tx, treatment.id),
        status=patient.status,
        zone=desk.zone_of(patient),
        clinic_zone=house.clinic.zone,
        quiet=house.quiet,
        hours=house.hours,
        now=desk.now,
        despatches=drawing.despatches(desk.tx, treatment, until),
        ratings=ratings,
        stated={one.id: tuple(answers.history(desk.tx, one.id)) for one in ratings},
        alerts=drawing.alerts(desk.tx, treatment, until),
        ends_early=plans.ends_early(desk.tx, treatment.id),
        names={chat: name for _, chat, name in everybody},
        members={member: name for member, _, name in everybody},
    )


def _length(protocol: Protocol) -> timedelta:
    """Until the last thing that the protocol says."""
    return max([protocol.window, *(step.after for step in protocol.steps)])


def _ratings(desk: Desk, treatment: Treatment, until: datetime) -> tuple[answers.Given, ...]:
    return tuple(one for one in answers.series(desk.tx, treatment.id, SORENESS) if one.at <= until)
