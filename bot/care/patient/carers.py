"""A patient lets somebody's phone hear along, and either of the two can end it at once."""

from dataclasses import replace

from bot.care.ground import carers as ground_carers
from bot.care.ground import people, record, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.carers import (
    CarerAsk,
    CarerEnded,
    CarerGone,
    CarerHere,
    CarerJoined,
    CarerLink,
    CarerOffer,
    CarerShown,
    CarerWelcome,
)
from bot.care.ground.says.message import read
from bot.care.ground.says.red_flag import AlertJoined
from bot.care.links import secret
from bot.model import Outgoing, Patient, Sort
from bot.store import carers, patients
from bot.store.carers import Carer
from messages.heard.labels import plain_name

WORDING = "2026-11b"  # changes with the text that asks for it
MOST = 3  # phones that hear along for one patient


def offer(desk: Desk, patient: Patient) -> None:
    """`/carer`: what a carer hears, who does, and a link for another."""
    there = carers.of_patient(desk.tx, patient.id)
    shown = tuple(CarerShown(one.code, one.name) for one in there)
    say(desk, patient, CarerOffer(patient=patient.code, carers=shown))


def act(desk: Desk, caller: Caller, what: str, code: str) -> Toast:
    """A button of a patient's, or of a carer's; each is looked up anew."""
    if what == "new":
        person = people.by_code(desk, caller, code)
        return _new(desk, person) if person else OLD
    carer = carers.by_code(desk.tx, code)
    patient = patients.by_id(desk.tx, carer.patient_id) if carer else None
    if carer is None or patient is None:
        return OLD
    if what in ("yes", "no") and carer.chat_id == caller.chat_id and not carer.agreed:
        return _answer(desk, caller, carer, patient, agreed=what == "yes")
    if what == "end" and carer.agreed and caller.chat_id in (carer.chat_id, patient.chat_id):
        _end(desk, carer, patient)
        return Toast()
    return OLD


def _new(desk: Desk, patient: Patient) -> Toast:
    """A link that works once, for one phone; those who hear along are few."""
    if len(carers.of_patient(desk.tx, patient.id)) >= MOST:
        return Toast("toasts.carers_enough", close=False, alert=True)
    nonce = secret.new_nonce()
    held = secret.fingerprint(secret.held_by(desk.house.link_key, nonce))
    expires = desk.now + desk.house.invite_ttl
    carers.add(desk.tx, patient_id=patient.id, hash=held, nonce=nonce, expires=expires)
    record.note(desk, patient, "made a link for a carer", patient.code)
    say(desk, patient, CarerLink(nonce=nonce))
    return Toast()


def opened(desk: Desk, caller: Caller, fingerprint: str) -> bool:
    """Whether a link is one for a carer, who is asked then; nothing is kept before a yes."""
    carer = carers.open_one(desk.tx, fingerprint, caller.chat_id, now=desk.now)
    patient = patients.by_id(desk.tx, carer.patient_id) if carer else None
    if carer and patient:
        asked = CarerAsk(name=ground_carers.name_of(patient), carer=carer.code)
        ground_carers.tell(desk, replace(carer, language=caller.language), patient, asked)
    return carer is not None


def ask_again(desk: Desk, caller: Caller, asked: Outgoing) -> None:
    """Who was asked whether their phone may hear along gave no clear answer: the same once more."""
    carer = carers.by_code(desk.tx, str(asked.facts.get("carer", "")))
    patient = patients.by_id(desk.tx, carer.patient_id) if carer else None
    if carer and patient:
        there = replace(carer, language=caller.language)
        ground_carers.tell(desk, there, patient, read(CarerAsk, asked.facts))


def _answer(desk: Desk, caller: Caller, carer: Carer, patient: Patient, *, agreed: bool) -> Toast:
    name, known = plain_name(caller.name), ground_carers.name_of(patient)
    there = replace(carer, language=caller.language)
    if not agreed:
        ground_carers.tell(desk, there, patient, CarerEnded(name=known))
        carers.end(desk.tx, carer.id)
        return Toast()
    wording = f"carer_ask/{WORDING}/{caller.language}"
    carers.agree(desk.tx, carer.id, name=name, language=caller.language, wording=wording, now=desk.now)
    record.note(desk, patient, "a carer hears along", patient.code)
    ground_carers.tell(desk, there, patient, CarerWelcome(name=known, carer=carer.code))
    say(desk, patient, CarerJoined(name=name or carer.code, carer=carer.code))
    return Toast()


def _end(desk: Desk, carer: Carer, patient: Patient) -> None:
    """At once, and told to both."""
    ground_carers.tell(desk, carer, patient, CarerEnded(name=ground_carers.name_of(patient)))
    carers.end(desk.tx, carer.id)
    record.note(desk, patient, "a carer hears nothing more", patient.code)
    say(desk, patient, CarerGone(name=carer.name or carer.code))


def meet(desk: Desk, caller: Caller, words: str = "", *, ends: bool = False) -> bool:
    """Whether who writes is a carer and no patient: what they write reaches nobody, and they hear so.

    Unless they want to hear no more (`ends`), of anybody: that is done. While a red flag of a patient's
    waits to be seen, it joins that.
    """
    there = carers.of_chat(desk.tx, caller.chat_id)
    for one in there if ends else ():
        if about := patients.by_id(desk.tx, one.patient_id):
            _end(desk, one, about)
    if there and ends:
        return True
    if join(desk, caller, words):
        return True
    patient = patients.by_id(desk.tx, there[0].patient_id) if there else None
    if patient:
        ground_carers.tell(
            desk,
            there[0],
            patient,
            CarerHere(name=ground_carers.name_of(patient), carer=there[0].code),
        )
    return patient is not None


def join(desk: Desk, caller: Caller, words: str) -> bool:
    """Whether a red flag of whom a carer's words may be about waits to be seen; they join it then."""
    if not words or caller.patient(desk):
        return False
    meant = ground_carers.maybe_meant(desk, caller, words)
    joined = [red_flag.more(desk, one, ground_carers.marked(words)) for one in meant]
    if any(joined):
        say(desk, caller, AlertJoined(), sort=Sort.URGENT)
    return any(joined)
