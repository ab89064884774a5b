"""The clinic deals with what patients asked: `/unanswered`."""

from bot.care.clinic import line as clinic_line
from bot.care.ground import record
from bot.care.ground.desk import OLD, Desk, Done, NewEntry, Toast, ask_staff, brief, end_staff, say
from bot.care.ground.heard import Heard
from bot.care.ground.identity import identify
from bot.care.ground.says.case import LineCheck
from bot.care.ground.says.questions import Reply
from bot.care.ground.says.unanswered import (
    EntryAnswer,
    EntryCheck,
    EntryTooLong,
    QuestionAnswered,
    QuestionEntry,
    QuestionGone,
    QuestionReply,
    QuestionShown,
    QuestionsNone,
)
from bot.care.patient.questions import WORD
from bot.model import Clinician, Dialogue, Patient, Question
from bot.store import patients, questions
from bot.store.tx import stamp
from messages.heard.labels import plain
from messages.said.faq import TITLE

REPLY, ENTRY, READY = STEPS = ("question_reply", "question_entry", "question_ready")
MOST_OPEN = 8
LONGEST_REPLY = 1500  # characters


def show_open(desk: Desk, actor: Clinician) -> None:
    """Each open question with its buttons: first what patients passed on."""
    found = questions.open_ones(desk.tx, actor, most=MOST_OPEN)
    if not found:
        brief(desk, actor, QuestionsNone())
    for question in found:
        patient = patients.by_id(desk.tx, question.patient_id)
        if patient is None:
            continue
        shown = QuestionShown(
            question=question.code,
            words=question.words,
            passed=question.passed,
            **identify(desk, patient).named,
            at=stamp(question.asked),
            zone=desk.house.clinic.zone.key,
        )
        brief(desk, actor, shown, about=question.patient_id)


def begin(desk: Desk, actor: Clinician, what: str, code: str) -> Toast:
    """Answer the patient, make an entry of it, or leave it."""
    question = questions.by_code(desk.tx, actor, code)
    if question is None:
        return OLD
    if what == "leave":
        questions.close(desk.tx, question.id, now=desk.now)
        return Toast("toasts.left")
    if what not in ("reply", "entry"):
        return OLD
    ask_staff(desk, actor, REPLY if what == "reply" else ENTRY, {"question": code})
    asked = QuestionReply(most=LONGEST_REPLY) if what == "reply" else QuestionEntry(most=TITLE)
    brief(desk, actor, asked, about=question.patient_id)
    return Toast(close=False)


def take_title_or_answer(desk: Desk, actor: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    """A typed answer, or what an entry is to be called: asked in the clinic's words, never in a patient's."""
    question = questions.by_code(desk.tx, actor, str(dialogue.facts["question"]))
    patient = patients.by_id(desk.tx, question.patient_id) if question else None
    if question is None or patient is None:
        end_staff(desk, actor)
        brief(desk, actor, QuestionGone())
    elif dialogue.step == ENTRY:
        _take_title(desk, actor, question, plain(heard.text))
    else:
        _take_answer(desk, actor, dialogue, patient, heard.text.strip())


def _take_title(desk: Desk, actor: Clinician, question: Question, title: str) -> None:
    """The question as all patients will see it."""
    if not WORD.search(title):
        brief(desk, actor, QuestionEntry(most=TITLE), about=question.patient_id)
    elif len(title) > TITLE:
        brief(desk, actor, EntryTooLong(most=TITLE), about=question.patient_id)
    else:
        ask_staff(desk, actor, REPLY, {"question": question.code, "title": title})
        asked = EntryAnswer(title=title, most=LONGEST_REPLY)
        brief(desk, actor, asked, about=question.patient_id)


def _take_answer(desk: Desk, actor: Clinician, dialogue: Dialogue, patient: Patient, line: str) -> None:
    keep = {name: str(dialogue.facts[name]) for name in ("question", "title") if name in dialogue.facts}
    if not clinic_line.fits(desk, actor, line, most=LONGEST_REPLY):
        return
    label, question = identify(desk, patient).named["label"], keep["question"]
    shown: LineCheck | EntryCheck = LineCheck(line=line, question=question, label=label, code=patient.code)
    if title := keep.get("title"):
        shown = EntryCheck(line=line, question=question, label=label, code=patient.code, title=title)
    clinic_line.check(desk, actor, READY, shown, {**keep, "line": line}, about=patient.id)


def send(desk: Desk, actor: Clinician, code: str, sure: bool) -> Toast | Done:
    """Pass the answer on, once; what is for everybody is given back to be written where entries are."""
    dialogue = clinic_line.checked(desk, actor, READY, question=code)
    question = questions.by_code(desk.tx, actor, code)
    patient = patients.by_id(desk.tx, question.patient_id) if question else None
    if dialogue is None or question is None or patient is None:
        return OLD
    end_staff(desk, actor)
    if not sure:
        return Toast("toasts.kept")
    line, title = str(dialogue.facts["line"]), dialogue.facts.get("title")
    questions.close(desk.tx, question.id, now=desk.now)
    _reply(desk, actor, patient, question, line)
    if not title:
        return Toast()
    record.note(desk, actor, "made an entry", question.code)
    entry = NewEntry(f"own-{question.code.lower()}", str(title), line, actor)
    return Done(after=(entry,))


def _reply(desk: Desk, actor: Clinician, patient: Patient, question: Question, line: str) -> None:
    if clinic_line.can_be_reached(desk, actor, patient):
        say(desk, patient, Reply(words=question.words, line=line, name=actor.name))
        record.note(desk, actor, "answered a question", patient.code)
        brief(desk, actor, QuestionAnswered(code=patient.code), about=patient.id)
