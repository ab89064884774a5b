"""A patient leaves a phone number, or takes it back: optional, for nothing but to be called by the clinic."""

import re

from bot.care.ground import record
from bot.care.ground.desk import OLD, Desk, Done, Scrub, Toast, say
from bot.care.ground.identity import EARLIER, identify
from bot.care.ground.says.phone import (
    PhoneAsk,
    PhoneErased,
    PhoneLeft,
    PhoneNoNeed,
    PhoneNoted,
    PhoneNotTheirs,
    PhoneOffer,
)
from bot.model import Patient
from bot.store import patients, phones
from schedules.clinical import CLINICAL

LEAVE, NO, ERASE = ACTIONS = ("leave", "no", "erase")
DIGITS = range(7, 16)  # of a number with its country, by E.164
WORDING = "phone/2026-11"  # changes with the words under which a number is left


def offer_once(desk: Desk, patient: Patient) -> None:
    """Once in all, however many sessions there are; `/privacy` offers it at any time."""
    if phones.offered(desk.tx, patient.id, now=desk.now):
        say(desk, patient, PhoneOffer())


def act(desk: Desk, patient: Patient, what: str) -> Toast | Done:
    """A button under the offer, or under `/privacy`."""
    match what:
        case "leave":
            say(desk, patient, PhoneAsk() if is_of_use(desk, patient) else PhoneNoNeed())
            return Toast()
        case "erase" if phones.erase(desk.tx, patient.id):
            record.note(desk, patient, "erased their phone number", patient.code)
            say(desk, patient, PhoneErased())
            return Done(after=(Scrub(),))
        case "no":
            return Toast("toasts.left")
        case _:
            return OLD


def offers(desk: Desk, patient: Patient | None) -> str:
    """What `/privacy` offers: to leave a number, to erase it, or nothing."""
    if patient and phones.number(desk.tx, patient.id):
        return ERASE
    return LEAVE if patient and is_of_use(desk, patient) else ""


def is_of_use(desk: Desk, patient: Patient) -> bool:
    """Whether a session is watched, or noted: for nothing else a number is kept."""
    return any(one.stage != EARLIER for one in identify(desk, patient).traces)


def take(desk: Desk, patient: Patient, shared: str) -> None:
    """A contact that they sent: `shared` is its number where it is their own, else empty."""
    digits = re.sub(r"\D", "", shared)
    if len(digits) not in DIGITS:
        say(desk, patient, PhoneNotTheirs())
    elif not is_of_use(desk, patient):
        say(desk, patient, PhoneNoNeed())
    else:
        phones.leave(desk.tx, patient.id, f"+{digits}", now=desk.now)
        patients.consent(desk.tx, patient.id, f"{WORDING}/{patient.language}", desk.now)
        record.note(desk, patient, "left a phone number", patient.code)
        say(desk, patient, PhoneNoted())


def rather_not(desk: Desk, patient: Patient) -> None:
    say(desk, patient, PhoneLeft())


def tidy(desk: Desk) -> int:
    """Erase the numbers of whoever is watched no more; how many."""
    old = phones.past_watch(desk.tx, desk.now - CLINICAL.oldest_session)
    for patient_id in old:
        if patient := patients.by_id(desk.tx, patient_id):
            phones.erase(desk.tx, patient_id)
            record.note(desk, None, "erased a phone number after its time", patient.code)
    return len(old)
