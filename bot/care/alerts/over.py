"""An alarm is over: the patient hears so, and what had waited for it goes on."""

from collections.abc import Iterable

from bot.care.ground import plan, red_flag
from bot.care.ground.desk import Desk, current_question, say
from bot.care.ground.says.thread import AlertOver, RemindersAfter
from bot.care.patient import session_time
from bot.model import Clinician, Patient, Status
from bot.store import alert_people, patients, treatments


def tell(desk: Desk, actor: Clinician, patient: Patient, reminders: RemindersAfter) -> None:
    """From here on nobody reads along: the patient hears so, unless something newer waits to be seen."""
    if red_flag.waiting(desk, patient) is None:
        say(desk, patient, AlertOver(name=actor.name, reminders=reminders))
        ask_again(desk, patient)


def ask_again(desk: Desk, patient: Patient) -> None:
    """Put again what was asked about a session before the alarm."""
    active = patients.by_id(desk.tx, patient.id) or patient
    if current_question(desk, active) or not treatments.all_of(desk.tx, patient.id):
        session_time.repeat_question(desk, active)


def free(desk: Desk, resting: Iterable[int]) -> list[Patient]:
    """It was none: of whom rests by it, by their ids, those whom nothing else holds.

    Whoever another alarm holds rests by that one from here on.
    """
    found = [one for number in resting if (one := patients.by_id(desk.tx, number))]
    freed = []
    for one in found:
        if one.status is not Status.PAUSED:
            continue
        if other := red_flag.holding(desk, one):
            alert_people.set_rests(desk.tx, other.id, one.id, rests=True)
        else:
            freed.append(one)
    return freed


def wake(desk: Desk, freed: Iterable[Patient]) -> None:
    """The reminders of these go on; who has none to come hears nothing of it."""
    for one in freed:
        if plan.running(desk, one):
            let_go_on(desk, one)
        else:
            patients.set_status(desk.tx, one.id, Status.ACTIVE)


def let_go_on(desk: Desk, patient: Patient) -> None:
    """Reminders go on; whoever has no session yet is in the middle of registering one, and goes on there."""
    if treatments.all_of(desk.tx, patient.id):
        red_flag.go_on(desk, patient)
    else:
        patients.set_status(desk.tx, patient.id, Status.ACTIVE)


def reminders_after(desk: Desk, everybody: Iterable[Patient], freed: Iterable[Patient]) -> RemindersAfter:
    """How the reminders of those who are meant stand once it is over; nothing of who has none to come."""
    awake = {one.id for one in freed}
    having = [one for one in everybody if plan.running(desk, one)]
    if any(one.status is Status.PAUSED and one.id not in awake for one in having):
        return RemindersAfter.REST
    return RemindersAfter.ON if any(one.id in awake for one in having) else RemindersAfter.UNSAID
