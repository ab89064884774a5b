"""Whatever a person writes that is no command: an answer to the open question, or honest words."""

from collections.abc import Callable

from bot.care.alerts import warning_signs
from bot.care.conversation import dictation
from bot.care.ground import red_flag
from bot.care.ground.desk import OLD, Desk, Toast, current_question, greet
from bot.care.ground.heard import Caller, Form, Heard
from bot.care.ground.says.consent import Stranger, Welcome
from bot.care.patient import check_ins, erasure, pauses, questions, session_time, time_zone
from bot.model import Dialogue, Patient
from messages.heard.reader import ReadingKind
from messages.heard.times.when import Understood

LONGEST_ANSWER = 200  # a longer text is no answer to a question about a time or a place


def dictates(desk: Desk, caller: Caller) -> bool:
    """Whether one of the clinic was asked for something to be typed."""
    clinician = caller.clinician(desk)
    return clinician is not None and dictation.open_for(desk, clinician) is not None


def is_answer(desk: Desk, heard: Heard) -> bool:
    """Whether a question about a time or a place is open, and a text is a time or a place."""
    patient = heard.caller.patient(desk)
    if patient is None or current_question(desk, patient) is None:
        return False
    when = heard.when(desk.house.times_of(patient.language), desk.now, desk.zone_of(patient))
    return isinstance(when, Understood) or bool(heard.zones)


def hear(desk: Desk, heard: Heard) -> None:
    """A text without a red flag in it."""
    caller, said, phrases = heard.caller, heard.said, heard.hearing.phrases
    patient = caller.patient(desk)
    if warning_signs.hear(desk, caller, said, phrases):
        return
    if patient is None:
        greet(desk, caller, Stranger())
    elif said in phrases["opt_out"]:
        pauses.stop(desk, patient)
    elif _is_about_the_flag(desk, patient, heard):
        pass
    elif (dialogue := _open(desk, patient, said)) and len(heard.text) <= LONGEST_ANSWER:
        _reply(desk, patient, dialogue, heard)
    elif not (
        erasure.hear_forget(desk, caller, said, phrases)
        or pauses.hear_go_on(desk, patient, said, yes=phrases["yes"], no=phrases["no"])
        or check_ins.hear_number(desk, patient, said, edited=heard.form is Form.CHANGED)
    ):
        questions.answer(desk, patient, heard.text, heard.question)


def _is_about_the_flag(desk: Desk, patient: Patient, heard: Heard) -> bool:
    """Whether a red flag is open, and a text answers nothing else: then it goes where the flag goes."""
    if check_ins.is_rating(desk, heard.caller, heard.said) or is_answer(desk, heard):
        return False
    return red_flag.join(desk, patient, heard.text) or warning_signs.goes_on(desk, heard.caller, heard.text)


def _open(desk: Desk, patient: Patient, said: str) -> Dialogue | None:
    """The question that a text answers; a check-in that came after it has the first claim on a number."""
    dialogue = current_question(desk, patient)
    asked = check_ins.question_of_today(desk, patient)
    newer = dialogue and asked and asked.due > dialogue.asked
    return None if newer and desk.house.ratings_of(patient.language).is_bare(said) else dialogue


def _reply(desk: Desk, patient: Patient, dialogue: Dialogue, heard: Heard) -> None:
    """Read a typed answer in the light of what was asked; a question in its place is answered first."""
    said, phrases = heard.said, heard.hearing.phrases
    if heard.text.rstrip().endswith("?") and heard.question.kind is ReadingKind.ANSWER:
        questions.answer(desk, patient, heard.text, heard.question)
        session_time.repeat_question(desk, patient)
    elif dialogue.step == "treated":
        session_time.hear_when(desk, patient, dialogue, heard)
    elif dialogue.step == "confirm" and said in (phrases["yes"] | phrases["no"]):
        session_time.confirm(desk, heard.caller, patient, right=said in phrases["yes"])
    elif dialogue.step == "confirm":
        session_time.hear_when(desk, patient, dialogue, heard)
    elif dialogue.step == "zone" and said in phrases["yes"]:
        accept_zone(desk, patient)
    elif dialogue.step == "zone" and said in phrases["no"]:
        time_zone.refuse(desk, patient)
    elif dialogue.step in time_zone.STEPS:
        time_zone.hear_city(desk, patient, dialogue, heard)
    else:
        questions.answer(desk, patient, heard.text, heard.question)
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
