"""Whatever a person writes that is no command: an answer to the open question, or honest words."""

import re
import unicodedata
from collections.abc import Callable

from bot.care.alerts import warning_signs
from bot.care.conversation import dictation
from bot.care.ground import red_flag
from bot.care.ground.desk import OLD, Caller, Desk, Toast, current_question, greet
from bot.care.ground.house import Phrases
from bot.care.ground.says.consent import Stranger, Welcome
from bot.care.patient import check_ins, erasure, pauses, questions, session_time, time_zone
from bot.model import Dialogue, Patient
from messages.heard.places import find_zones
from messages.heard.reader import Reading
from messages.heard.times.when import Understood

LONGEST_ANSWER = 200  # a longer text is no answer to a question about a time or a place


def dictates(desk: Desk, caller: Caller) -> bool:
    """Whether one of the clinic was asked for something to be typed."""
    clinician = caller.clinician(desk)
    return clinician is not None and dictation.open_for(desk, clinician) is not None


def is_answer(desk: Desk, caller: Caller, text: str) -> bool:
    """Whether a question about a time or a place is open, and a text is a time or a place."""
    patient = caller.patient(desk)
    if patient is None or current_question(desk, patient) is None:
        return False
    when = desk.house.times_of(patient.language).read(text, desk.now, desk.zone_of(patient))
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
    if warning_signs.hear(desk, caller, said, phrases):
        return
    if patient is None:
        greet(desk, caller, Stranger())
    elif said in phrases["opt_out"]:
        pauses.stop(desk, patient)
    elif _is_about_the_flag(desk, caller, patient, text, said):
        pass
    elif (dialogue := _open(desk, patient, said)) and len(text) <= LONGEST_ANSWER:
        _reply(desk, caller, patient, dialogue, text, said, phrases, reading)
    elif not (
        erasure.hear_forget(desk, caller, said, phrases)
        or pauses.hear_go_on(desk, patient, said, yes=phrases["yes"], no=phrases["no"])
        or check_ins.hear_number(desk, patient, said, edited=edited)
    ):
        questions.answer(desk, patient, text, reading)


def _is_about_the_flag(desk: Desk, caller: Caller, patient: Patient, text: str, said: str) -> bool:
    """Whether a red flag is open, and a text answers nothing else: then it goes where the flag goes."""
    if check_ins.is_rating(desk, caller, said) or is_answer(desk, caller, text):
        return False
    return red_flag.join(desk, patient, text) or warning_signs.goes_on(desk, caller, text)


def plainly(text: str) -> str:
    """What was said, however it is dressed: plain letters and digits, no marks around it."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)
    bare = re.sub(r"[^\w\s'/]|_", " ", digits)
    return " ".join(bare.split()).strip("'/ ")


def _open(desk: Desk, patient: Patient, said: str) -> Dialogue | None:
    """The question that a text answers; a check-in that came after it has the first claim on a number."""
    dialogue = current_question(desk, patient)
    asked = check_ins.question_of_today(desk, patient)
    newer = dialogue and asked and asked.due > dialogue.asked
    return None if newer and desk.house.ratings_of(patient.language).is_bare(said) else dialogue


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
        questions.answer(desk, patient, text, reading)
        session_time.repeat_question(desk, patient)
    elif dialogue.step == "treated":
        session_time.hear_when(desk, patient, dialogue, text)
    elif dialogue.step == "confirm" and said in (phrases["yes"] | phrases["no"]):
        session_time.confirm(desk, caller, patient, right=said in phrases["yes"])
    elif dialogue.step == "confirm":
        session_time.hear_when(desk, patient, dialogue, text)
    elif dialogue.step == "zone" and said in phrases["yes"]:
        accept_zone(desk, patient)
    elif dialogue.step == "zone" and said in phrases["no"]:
        time_zone.refuse(desk, patient)
    elif dialogue.step in time_zone.STEPS:
        time_zone.hear_city(desk, patient, dialogue, text)
    else:
        questions.answer(desk, patient, text, reading)
        session_time.repeat_question(desk, patient)


def accept_zone(desk: Desk, patient: Patient, turn: int | None = None) -> Toast:
    if accepted := time_zone.accept(desk, patient, turn):
        session_time.located(desk, *accepted)
        return Toast()
    return OLD


def with_patient(desk: Desk, caller: Caller, use_case: Callable[[Desk, Patient], None]) -> None:
    """Run a use case that is for patients; anybody else is told how to become one."""
    if patient := caller.patient(desk):
        use_case(desk, patient)
    else:
        greet(desk, caller, Welcome())
