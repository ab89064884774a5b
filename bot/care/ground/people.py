"""The people whom a phone serves: whom a message is about, and what they are called there."""

import re
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.care.ground import record
from bot.care.ground.desk import Desk
from bot.care.ground.heard import Caller
from bot.care.ground.says.buttons import Whom
from bot.care.ground.says.people import PersonShown
from bot.model import Outgoing, Patient
from bot.store import invitations, patients, treatments
from bot.store.codes import new_code
from bot.store.patients import By
from messages.heard.labels import plain_name

SECOND = "other"  # somebody who consented on another's phone, and has no name there
SEVERAL = 2


def of_message(desk: Desk, caller: Caller, message: Outgoing | None) -> Patient | None:
    """Whom a message is about, where that is one of the caller's people; else whom the caller means."""
    everybody = caller.people(desk)
    about = message.patient_id if message else None
    return next((one for one in everybody if one.id == about), None) or caller.patient(desk)


def by_code(desk: Desk, caller: Caller, code: str) -> Patient | None:
    """One of the caller's people."""
    return next((one for one in caller.people(desk) if one.code == code), None)


def around(desk: Desk, patient: Patient) -> list[Patient]:
    """Everybody whom the phone of a patient serves, the patient among them."""
    return patients.of_chat(desk.tx, patient.chat_id)


def maybe_meant(desk: Desk, patient: Patient, sure: Patient | None) -> list[Patient]:
    """Whom urgent words may be about: one where that is known, else all whom the phone serves."""
    return [sure] if sure else [patient, *(one for one in around(desk, patient) if one.id != patient.id)]


def are_several(desk: Desk, patient: Patient) -> bool:
    return len(around(desk, patient)) >= SEVERAL


def shown(desk: Desk, everybody: Sequence[Patient]) -> tuple[PersonShown, ...]:
    """To choose from, on buttons."""
    return tuple(PersonShown(one.code, whom(desk, one)) for one in everybody)


def named_in(everybody: Sequence[Patient], words: str) -> Patient | None:
    """The one of several whom a text names, if it names one and no other."""
    found = _named_in(everybody, words)
    return found[0] if len(found) == 1 else None


def any_is_named(everybody: Sequence[Patient], words: str) -> bool:
    return bool(_named_in(everybody, words))


def _named_in(everybody: Sequence[Patient], words: str) -> list[Patient]:
    said = words.casefold()
    return [
        one for one in everybody if one.called and re.search(rf"\b{re.escape(one.called.casefold())}\b", said)
    ]


def whom(desk: Desk, patient: Patient) -> Whom:
    """What a phone calls one of its people, so that no two are called the same."""
    own = plainly(desk, patient)
    said = own.name.casefold() or own.by
    others = [(one, plainly(desk, one)) for one in around(desk, patient)]
    alike = [one for one, known in others if (known.name.casefold() or known.by) == said]
    if len(alike) < SEVERAL:
        return own
    treated = [_newest_region(desk, one) for one in alike]
    place = [one.id for one in alike].index(patient.id)
    if treated[place] and treated.count(treated[place]) == 1:
        return replace(own, region=treated[place])
    return replace(own, place=place + 1)


def plainly(desk: Desk, patient: Patient) -> Whom:
    """By name, or else by who has consented for them; two may be called the same."""
    if patient.called:
        return Whom(name=patient.called, by=_by(desk, patient))
    return Whom(by=_by(desk, patient))


def _by(desk: Desk, patient: Patient) -> str:
    by = patients.consented_by(desk.tx, patient.id)
    return SECOND if by is By.SELF and not patients.holds_phone(desk.tx, patient.id) else by.value


def holder(desk: Desk, everybody: Sequence[Patient]) -> Patient | None:
    """Who holds the phone, where they are one of those whom it serves."""
    return next((one for one in everybody if patients.holds_phone(desk.tx, one.id)), None)


def _newest_region(desk: Desk, patient: Patient) -> str:
    """What was treated last, as the clinic has said; empty where it has not."""
    sessions = [(one.treated_at, one.region) for one in treatments.all_of(desk.tx, patient.id)]
    links = [
        (one.treated_at or one.created, one.region) for one in invitations.unregistered(desk.tx, patient.id)
    ]
    newest = max((*sessions, *links), key=lambda one: one[0], default=None)
    return (newest[1] or "") if newest else ""


def enrol(
    desk: Desk,
    caller: Caller,
    wording: str,
    *,
    how: str = "consented",
    by: By = By.SELF,
    zone: ZoneInfo | None = None,
) -> Patient:
    """A new patient on the caller's phone, who has agreed to these words; `how` is for the record."""
    patient = patients.add(
        desk.tx,
        code=new_code(),
        chat_id=caller.chat_id,
        language=caller.language,
        first_name=plain_name(caller.name),
        wording=f"{wording}/{caller.language}",
        now=desk.now,
        by=by,
        zone=zone,
    )
    record.note(desk, patient, how, patient.code)
    return patient
