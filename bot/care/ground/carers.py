"""Whose phone hears along: what it hears of a patient, and which of its words reach the clinic."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.care.ground.desk import Desk, owe, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.carers import (
    CarerAlarm,
    CarerAlarmOther,
    CarerAlarmOtherToday,
    CarerAlarmToday,
    CarerPassed,
    CarerSilent,
    CarerWrote,
)
from bot.care.ground.says.message import ToPatient
from bot.care.ground.says.red_flag import Told
from bot.care.ground.says.warning_signs import SignsSilentCarer
from bot.model import Patient, Sort
from bot.store import carers, patients, silences, withdrawals
from bot.store.carers import Carer
from messages.heard.labels import is_named
from messages.heard.red_flags.finding import Tier

ALARMS: Mapping[Tier, type[CarerAlarm]] = {
    Tier.EMERGENCY: CarerAlarm,
    Tier.SAME_DAY: CarerAlarmToday,
}
OTHERS: Mapping[Tier, type[CarerAlarm]] = {
    Tier.EMERGENCY: CarerAlarmOther,
    Tier.SAME_DAY: CarerAlarmOtherToday,
}
MARK = "carer"  # beside the words of an alert, in brackets: they are not the patient's own


def name_of(patient: Patient) -> str:
    """A patient, as a carer's phone is told of them: never by the clinic's label."""
    return patient.called or patient.first_name or patient.code


def alarm(desk: Desk, everybody: Sequence[Patient], tier: Tier, by: Caller | None = None) -> None:
    """They were told to get help: whoever hears along may be the one who can.

    Where it was said `by` one who hears along, the others hear of that.
    """
    kind = (OTHERS if by else ALARMS).get(tier)
    if kind is None:
        return
    for patient in everybody:
        for carer in carers.of_patient(desk.tx, patient.id):
            if not (by and carer.chat_id == by.chat_id):
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
    everybody = heard_for(desk, caller)
    named = [one for one in everybody if is_named(name_of(one), words)]
    if not everybody or named or caller.patient(desk) or caller.clinician(desk):
        return named
    return everybody


def heard_for(desk: Desk, caller: Caller) -> list[Patient]:
    """All for whom a phone hears along."""
    found = [patients.by_id(desk.tx, one.patient_id) for one in carers.of_chat(desk.tx, caller.chat_id)]
    return [one for one in found if one]


def whose(desk: Desk, caller: Caller, patient: Patient) -> list[Carer]:
    """A phone as it hears along for that patient."""
    return [one for one in carers.of_chat(desk.tx, caller.chat_id) if one.patient_id == patient.id]


def passed(desk: Desk, caller: Caller, patient: Patient, told: Told) -> None:
    """Each of the two hears that words of the carer's stand at the clinic as about the patient."""
    for one in whose(desk, caller, patient):
        tell(desk, one, patient, CarerPassed(name=name_of(patient), carer=one.code), sort=Sort.URGENT)
        wrote(desk, one, patient, told)


def wrote(desk: Desk, carer: Carer, patient: Patient, told: Told, due: datetime | None = None) -> None:
    """The patient hears, now or then, that a carer's words about them are told."""
    say(desk, patient, CarerWrote(name=carer.name or carer.code, told=told), sort=Sort.URGENT, due=due)


def unasked(desk: Desk, patient: Patient) -> None:
    """They have answered whether it is a warning sign: nobody is told any more that they have not."""
    silences.settle(desk.tx, [patient.id], SignsSilentCarer.key, silences.ALARMED, now=desk.now)
    withdrawals.withdraw(
        desk.tx, patient.chat_id, CarerWrote.key, now=desk.now, due_after=desk.now, patient_id=patient.id
    )


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
