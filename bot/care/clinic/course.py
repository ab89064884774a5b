"""A person's sessions as one course: what a card tells of it."""

from typing import TypedDict

from bot.care.ground import phone
from bot.care.ground.desk import Desk
from bot.care.ground.says.patients import SessionOfCourse
from bot.model import Clinician, Patient, Status
from bot.store import cases, courses
from bot.store.cases import Case
from bot.store.courses import CourseSession
from bot.store.tx import stamp


class CourseFacts(TypedDict):
    """What a card tells of the person, beside the session that it is about."""

    status: str
    course: tuple[SessionOfCourse, ...]
    before: str | None
    followed: bool
    offered: int | None
    call_on: str


def of_person(desk: Desk, actor: Clinician, case: Case) -> CourseFacts:
    """As far as the actor may see it; that they were shown a phone number is noted."""
    treatment, found = case.treatment, courses.sessions(desk.tx, actor, case.treatment.id)
    place = [one.treatment.id for one in found].index(treatment.id)
    followed, waiting = place < len(found) - 1, courses.offered(desk.tx, treatment)
    ended = "followed" if followed else "discharged"
    return {
        "status": ended if treatment.ended else _standing(desk, case.patient),
        "course": tuple(_session(one) for one in found) if len(found) > 1 else (),
        "before": found[place - 1].treatment.code if place else None,
        "followed": followed,
        "offered": stamp(waiting[0].treated_at or waiting[0].created) if waiting else None,
        "call_on": phone.shown_to(desk, actor, case.patient),
    }


def _standing(desk: Desk, patient: Patient) -> str:
    alarms = cases.alarms_of(desk.tx, patient.id)
    return resting(patient, waits=alarms["unseen"] or alarms["standing"], alarmed=alarms["alarmed"])


def resting(patient: Patient, *, waits: bool, alarmed: bool) -> str:
    """How they stand; where reminders rest, by whose doing, as far as that is known.

    `waits` is whether an alert is not over, `alarmed` whether there ever was one.
    """
    if patient.standing != Status.PAUSED:
        return patient.standing
    if waits:
        return "rests_since"
    return patient.standing if alarmed else "rests_wished"


def _session(one: CourseSession) -> SessionOfCourse:
    return SessionOfCourse(stamp(one.treatment.treated_at), one.treatment.region, one.ratings)
