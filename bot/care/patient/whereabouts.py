"""Where a patient is, is known or changes: what waited for it goes on, and the plan moves there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.care.ground import people, plan
from bot.care.ground.desk import OLD, Desk, Toast, current_question, say
from bot.care.ground.heard import Form, Heard
from bot.care.ground.says.time_zone import ZoneSet
from bot.care.patient import offered_session, session_hours, session_time, time_zone
from bot.model import Dialogue, Patient, Status
from bot.store import dialogues
from bot.store.tx import instant
from messages.heard.times.when import Reason
from schedules.clock import instants


def change(desk: Desk, patient: Patient, heard: Heard) -> None:
    """`/timezone`, or `/timezone New York`: ask where the patient is, or whether it is what they typed.

    A time that waits for the zone goes on waiting.
    """
    dialogue = current_question(desk, patient)
    waiting = dict(dialogue.facts) if dialogue and "at" in dialogue.facts else {}
    if dialogue and dialogue.step == "confirm":
        waiting["unconfirmed"] = True
    time_zone.ask_zone(desk, patient, desk.zone_of(patient), keep=waiting, owed=not heard.rest)
    if heard.rest:
        time_zone.take_place(desk, patient, replace(heard, form=Form.TYPED, text=heard.rest))


def confirm(desk: Desk, patient: Patient, right: bool, turn: int | None = None) -> Toast:
    """The answer to that."""
    if not right:
        return time_zone.refuse(desk, patient, turn)
    if accepted := time_zone.accept(desk, patient, turn):
        _go_on(desk, *accepted)
        return Toast()
    return OLD


def _go_on(desk: Desk, patient: Patient, dialogue: Dialogue) -> None:
    """Register what waited for the zone; whatever is planned on the phone moves there in any case."""
    if "at" not in dialogue.facts:
        _move(desk, patient)
        return
    _rebuild(desk, people.around(desk, patient))
    if not offered_session.is_told(dialogue) and offered_session.ask_again(desk, patient, dialogue):
        return
    at = _at_own_clock(patient, dialogue)
    problem = Reason.NONEXISTENT if at is None else session_hours.out_of_range(desk, at)
    if at is None or problem:
        session_time.ask_when(desk, patient, **session_time.kept(dialogue), why=problem)
    elif dialogue.facts.get("unconfirmed"):
        session_time.echo(desk, patient, dialogue, at, twelve=bool(dialogue.facts.get("twelve")))
    else:
        session_time.register(desk, patient, at, dialogue)


def _at_own_clock(patient: Patient, dialogue: Dialogue) -> datetime | None:
    """The time that waited for the zone, as an instant; None where the patient's clock skipped it."""
    wall = dialogue.facts["wall"]
    if not wall or patient.zone is None:
        return instant(dialogue.facts["at"])
    found = instants(datetime.fromisoformat(wall), patient.zone)
    return found[-1] if found else None


def _move(desk: Desk, patient: Patient) -> None:
    """Only the zone has changed: the plans of all whom the phone serves move with it."""
    dialogues.end(desk.tx, patient.chat_id)
    say(desk, patient, ZoneSet(zone=desk.zone_of(patient).key))
    everybody = people.around(desk, patient)
    followed = [one for one in everybody if plan.running(desk, one)]
    if not followed:
        session_time.begin(desk, patient)
    _rebuild(desk, followed)
    for one in followed:
        plan.tell(desk, one)


def _rebuild(desk: Desk, everybody: Sequence[Patient]) -> None:
    for one in everybody:
        if one.status is Status.ACTIVE:
            plan.rebuild(desk, one)
