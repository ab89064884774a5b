"""Whatever a person writes that is no command: an answer to the open question, or honest words."""

import re
import unicodedata
from collections.abc import Callable

from bot.care import alarming, answering, checking, dictating, keeping, locating, pausing, screening, treating
from bot.care.desk import OLD, Caller, Desk, Phrases, Toast, current_question, greet
from bot.model import Dialogue, Patient
from messages.reading import Reading
from schedules.when import Understood, read_when
from schedules.zones import find_zones

LONGEST_ANSWER = 200  # a longer text is no answer to a question about a time or a place


def dictates(desk: Desk, caller: Caller) -> bool:
    """Whether one of the clinic was asked for something to be typed."""
    clinician = caller.clinician(desk)
    return clinician is not None and dictating.open_for(desk, clinician) is not None


def is_answer(desk: Desk, caller: Caller, text: str) -> bool:
    """Whether a question about a time or a place is open, and a text is a time or a place."""
    patient = caller.patient(desk)
    if patient is None or current_question(desk, patient) is None:
        return False
    when = read_when(text, desk.now, desk.zone_of(patient))
    return isinstance(when, Understood) or bool(find_zones(text))


def hear(
    desk: Desk,
    caller: Caller,
    text: str,
    phrases: Phrases,
    reading: Reading | None,
    *,
    edited: bool = False,
) -> None:
    """A text without a red flag in it, and what it was read as.

    `phrases` holds whole messages that mean yes, no or stop, among others.
    """
    patient = caller.patient(desk)
    said = plainly(text)
    if screening.hear(desk, caller, said, phrases):
        return
    if patient is None:
        greet(desk, caller, "stranger")
    elif said in phrases["opt_out"]:
        pausing.stop(desk, patient)
    elif _is_about_the_flag(desk, caller, patient, text, said):
        pass
    elif (dialogue := _open(desk, patient, said)) and len(text) <= LONGEST_ANSWER:
        _reply(desk, caller, patient, dialogue, text, said, phrases, reading)
    elif not (
        keeping.hear_forget(desk, caller, said, phrases)
        or pausing.hear_go_on(desk, patient, said, yes=phrases["yes"], no=phrases["no"])
        or checking.hear_number(desk, patient, said, edited=edited)
    ):
        answering.answer(desk, patient, text, reading)


def _is_about_the_flag(desk: Desk, caller: Caller, patient: Patient, text: str, said: str) -> bool:
    """Whether a red flag is open, and a text answers nothing else: then it goes where the flag goes."""
    if checking.is_rating(desk, caller, said) or is_answer(desk, caller, text):
        return False
    return alarming.join(desk, patient, text) or screening.goes_on(desk, caller, text)


def plainly(text: str) -> str:
    """What was said, however it is dressed: plain letters and digits, no marks around it."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)
    bare = re.sub(r"[^\w\s'/]|_", " ", digits)
    return " ".join(bare.split()).strip("'/ ")


def _open(desk: Desk, patient: Patient, said: str) -> Dialogue | None:
    """The question that a text answers; a check-in that came after it has the first claim on a number."""
    dialogue = current_question(desk, patient)
    asked = checking.question_of_today(desk, patient)
    if dialogue and asked and asked.due > dialogue.asked and checking.TYPED.fullmatch(said):
        return None
    return dialogue


def _reply(
    desk: Desk,
    caller: Caller,
    patient: Patient,
    dialogue: Dialogue,
    text: str,
    said: str,
    phrases: Phrases,
    reading: Reading | None,
) -> None:
    """Read a typed answer in the light of what was asked; a question in its place is answered first."""
    if reading and reading.kind == "answer" and text.rstrip().endswith("?"):
        answering.answer(desk, patient, text, reading)
        treating.repeat_question(desk, patient)
    elif dialogue.step == "treated":
        treating.hear_when(desk, patient, dialogue, text)
    elif dialogue.step == "confirm" and said in (phrases["yes"] | phrases["no"]):
        treating.confirm(desk, caller, patient, right=said in phrases["yes"])
    elif dialogue.step == "confirm":
        treating.hear_when(desk, patient, dialogue, text)
    elif dialogue.step == "zone" and said in phrases["yes"]:
        accept_zone(desk, patient)
    elif dialogue.step == "zone" and said in phrases["no"]:
        locating.refuse(desk, patient)
    elif dialogue.step in locating.STEPS:
        locating.hear_city(desk, patient, dialogue, text)
    else:
        answering.answer(desk, patient, text, reading)
        treating.repeat_question(desk, patient)


def accept_zone(desk: Desk, patient: Patient, turn: int | None = None) -> Toast:
    if accepted := locating.accept(desk, patient, turn):
        treating.located(desk, *accepted)
        return Toast()
    return OLD


def with_patient(desk: Desk, caller: Caller, use_case: Callable[[Desk, Patient], None]) -> None:
    """Run a use case that is for patients; anybody else is told how to become one."""
    if patient := caller.patient(desk):
        use_case(desk, patient)
    else:
        greet(desk, caller)
