"""Whose phone hears along: what it hears of a patient, and which of its words reach the clinic."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.care.ground.desk import Desk, owe, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.carers import CarerAlarm, CarerAlarmToday, CarerPassed, CarerSilent, CarerWrote
from bot.care.ground.says.message import ToPatient
from bot.care.ground.says.red_flag import Told
from bot.model import Patient, Sort
from bot.store import carers, patients
from bot.store.carers import Carer
from messages.heard.labels import is_named
from messages.heard.red_flags.finding import Tier

ALARMS: Mapping[Tier, type[CarerAlarm]] = {
    Tier.EMERGENCY: CarerAlarm,
    Tier.SAME_DAY: CarerAlarmToday,
}
MARK = "carer"  # beside the words of an alert, in brackets: they are not the patient's own


def name_of(patient: Patient) -> str:
    """A patient, as a carer's phone is told of them: never by the clinic's label."""
    return patient.called or patient.first_name or patient.code


def alarm(desk: Desk, everybody: Sequence[Patient], tier: Tier) -> None:
    """They were told to get help: whoever hears along may be the one who can."""
    kind = ALARMS.get(tier)
    for patient in everybody if kind else ():
        for carer in carers.of_patient(desk.tx, patient.id):
            if kind:
                tell(desk, carer, patient, kind(name=name_of(patient), carer=carer.code), sort=Sort.URGENT)


def silent(desk: Desk, patient: Patient) -> None:
    """A check-in has no answer, and was repeated; it is told by day."""
    for carer in carers.of_patient(desk.tx, patient.id):
        told = CarerSilent(name=name_of(patient), carer=carer.code)
        tell(desk, carer, patient, told, due=desk.morning_of(patient))


def maybe_meant(desk: Desk, caller: Caller, words: str) -> list[Patient]:
    """Whom words from a phone that hears along may be about: all for whom it does, or of those who are named.

    A phone that is a patient's own, or a colleague's, has to name them: else its words are about others.
    """
    found = [patients.by_id(desk.tx, one.patient_id) for one in carers.of_chat(desk.tx, caller.chat_id)]
    everybody = [one for one in found if one]
    named = [one for one in everybody if is_named(name_of(one), words)]
    if not everybody or named or caller.patient(desk) or caller.clinician(desk):
        return named
    return everybody


def passed(desk: Desk, caller: Caller, patient: Patient, told: Told) -> None:
    """Each of the two hears that words of the carer's stand at the clinic as about the patient."""
    for one in carers.of_chat(desk.tx, caller.chat_id):
        if one.patient_id == patient.id:
            tell(desk, one, patient, CarerPassed(name=name_of(patient), carer=one.code), sort=Sort.URGENT)
            say(desk, patient, CarerWrote(name=one.name or one.code, told=told), sort=Sort.URGENT)


def marked(words: str) -> str:
    return f"{words}\n[{MARK}]"


def is_marked(words: str) -> bool:
    return words.endswith(f"[{MARK}]")


def tell(
    desk: Desk,
    carer: Carer,
    patient: Patient,
    message: ToPatient,
    *,
    sort: Sort = Sort.REPLY,
    due: datetime | None = None,
) -> None:
    """Owe a carer's phone a message about a patient, with whom it is erased."""
    if carer.chat_id is None:
        return
    owe(
        desk,
        message,
        chat_id=carer.chat_id,
        sort=sort,
        language=carer.language or patient.language,
        due=due,
        about_id=patient.id,
    )
