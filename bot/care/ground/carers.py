"""Whose phone hears along hears two things: somebody was told to get help, or does not answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.care.ground.desk import Desk, owe
from bot.care.ground.says.carers import CarerAlarm, CarerAlarmToday, CarerSilent
from bot.care.ground.says.message import ToPatient
from bot.model import Patient, Sort
from bot.store import carers
from bot.store.carers import Carer
from messages.heard.red_flags.finding import Tier

ALARMS: Mapping[Tier, type[CarerAlarm]] = {
    Tier.EMERGENCY: CarerAlarm,
    Tier.SAME_DAY: CarerAlarmToday,
}


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
