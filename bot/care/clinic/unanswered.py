"""The clinic deals with what patients asked: `/unanswered`."""

from collections.abc import Sequence

from bot.care.clinic import line as clinic_line
from bot.care.clinic import own_advice
from bot.care.ground import drafts, record
from bot.care.ground.desk import OLD, Desk, Toast, ask_staff, brief, end_staff, say
from bot.care.ground.heard import Heard
from bot.care.ground.identity import identify, unlabelled
from bot.care.ground.says.case import LineCheck
from bot.care.ground.says.questions import Reply
from bot.care.ground.says.unanswered import (
    QuestionAnswered,
    QuestionGone,
    QuestionReply,
    QuestionShown,
    QuestionsMore,
    QuestionsNone,
)
from bot.model import Clinician, Dialogue, Patient
from bot.store import patients, questions
from bot.store.questions import Question
from bot.store.tx import stamp
from messages.heard.times.when import names_time

REPLY, READY = STEPS = ("question_reply", "question_ready")
AT_ONCE, MOST_OPEN = 3, 100
MOST_SAID_BACK = 80  # characters
LONGEST_REPLY = 1500  # characters


def show_open(desk: Desk, actor: Clinician) -> None:
    """The first few open questions with their buttons: first what may be grave, then what was passed on."""
    _show(desk, actor, _open(desk, actor))


def _open(desk: Desk, actor: Clinician) -> list[tuple[Question, Patient]]:
    """What is open, without what asks nothing."""
    found = questions.open_ones(desk.tx, actor, most=MOST_OPEN)
    asked = [(one, patients.by_id(desk.tx, one.patient_id)) for one in found]
    return [(one, patient) for one, patient in asked if patient and not _is_only_time(desk, one, patient)]


def count(desk: Desk, actor: Clinician) -> int:
    """How many wait for an answer."""
    return len(_open(desk, actor))


def count_of(desk: Desk, actor: Clinician, patient: Patient) -> int:
    """How many of those a patient has asked."""
    return sum(one.id == patient.id for _, one in _open(desk, actor))


def _is_only_time(desk: Desk, question: Question, patient: Patient) -> bool:
    """Whether nothing but a time was typed, which nobody has passed on."""
    if question.passed or question.signs:
        return False
    times = desk.house.times_of(patient.language)
    return names_time(times.read(question.words, question.asked, desk.zone_of(patient)))


def _show(desk: Desk, actor: Clinician, found: Sequence[tuple[Question, Patient]]) -> None:
    if not found:
        brief(desk, actor, QuestionsNone())
    for question, patient in found[:AT_ONCE]:
        shown = QuestionShown(
            question=question.code,
            words=question.words,
            passed=question.passed,
            signs=question.signs,
            **identify(desk, patient).named,
            at=stamp(question.asked),
            zone=desk.house.clinic.zone.key,
        )
        brief(desk, actor, shown, about=question.patient_id)
    if len(found) > AT_ONCE:
        last, _ = found[AT_ONCE - 1]
        brief(desk, actor, QuestionsMore(count=len(found) - AT_ONCE, after=last.code))


def _show_more(desk: Desk, actor: Clinician, code: str) -> Toast:
    """What comes after that question; where it is dealt with by now, the gravest that are left."""
    if not questions.is_theirs(desk.tx, actor, code):
        return OLD
    found = _open(desk, actor)
    places = [place for place, (one, _) in enumerate(found) if one.code == code]
    _show(desk, actor, found[places[0] + 1 :] if places else found)
    return Toast()


def begin(desk: Desk, actor: Clinician, what: str, code: str) -> Toast:
    """Answer the patient, or leave it; or see what else there is."""
    if what == "more":
        return _show_more(desk, actor, code)
    question = questions.by_code(desk.tx, actor, code)
    if question is None:
        return OLD
    if what == "leave":
        questions.close(desk.tx, question.id, now=desk.now)
        return Toast("toasts.left")
    if what not in ("reply", "entry"):  # earlier releases made an entry of it at once
        return OLD
    drafts.drop(desk, actor)
    ask_staff(desk, actor, REPLY, {"question": code})
    patient = patients.by_id(desk.tx, question.patient_id)
    known = identify(desk, patient).named if patient else {"label": "", "code": ""}
    said = QuestionReply(
        most=LONGEST_REPLY, to=known["label"] or known["code"], words=question.words[:MOST_SAID_BACK]
    )
    brief(desk, actor, said, about=question.patient_id)
    return Toast(close=False)


def take_answer(desk: Desk, actor: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    """A typed answer, shown once more."""
    code = str(dialogue.facts["question"])
    question = questions.by_code(desk.tx, actor, code)
    patient = patients.by_id(desk.tx, question.patient_id) if question else None
    line = heard.text.strip()
    if question is None or patient is None:
        end_staff(desk, actor)
        brief(desk, actor, QuestionGone())
    elif clinic_line.fits(desk, actor, line, most=LONGEST_REPLY):
        label = identify(desk, patient).named["label"]
        shown = LineCheck(line=line, question=code, label=label, code=patient.code)
        clinic_line.check(desk, actor, READY, shown, {"question": code, "line": line}, about=patient.id)


def send(desk: Desk, actor: Clinician, code: str, sure: bool) -> Toast:
    """Pass the answer on, once; what may be of use to everybody can be made advice then."""
    dialogue = clinic_line.checked(desk, actor, READY, question=code)
    question = questions.by_code(desk.tx, actor, code)
    patient = patients.by_id(desk.tx, question.patient_id) if question else None
    if dialogue is None or question is None or patient is None:
        return OLD
    end_staff(desk, actor)
    if not sure:
        return Toast("toasts.kept")
    questions.close(desk.tx, question.id, now=desk.now)
    _reply(desk, actor, patient, question, str(dialogue.facts["line"]))
    return Toast()


def _reply(desk: Desk, actor: Clinician, patient: Patient, question: Question, line: str) -> None:
    if clinic_line.can_be_reached(desk, actor, patient):
        say(desk, patient, Reply(words=question.words, line=line, name=actor.name))
        record.note(desk, actor, "answered a question", patient.code)
        offered = own_advice.offer(desk, actor, question.code, line)
        sent = QuestionAnswered(**unlabelled(patient), offered=question.code if offered else "")
        brief(desk, actor, sent, about=patient.id)
