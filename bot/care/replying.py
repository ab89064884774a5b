"""The clinic deals with what patients asked: `/unanswered`."""

from bot.care import alarming, auditing
from bot.care.desk import OLD, Desk, NewEntry, Toast, ask_staff, brief, end_staff, say
from bot.model import Clinician, Dialogue, Patient, Question, Status
from bot.store import patients, questions
from bot.store.tx import stamp

REPLY, ENTRY = STEPS = ("question_reply", "question_entry")
MOST_OPEN = 8
LONGEST_REPLY = 1500  # characters


def show_open(desk: Desk, actor: Clinician) -> None:
    """Each open question with its buttons: first what patients passed on."""
    found = questions.open_ones(desk.tx, actor, most=MOST_OPEN)
    if not found:
        brief(desk, actor, "questions_none")
    for question in found:
        patient = patients.by_id(desk.tx, question.patient_id)
        treatment = alarming.newest(desk, patient) if patient else None
        brief(
            desk,
            actor,
            "question",
            about=question.patient_id,
            question=question.code,
            words=question.words,
            passed=question.passed,
            label=treatment.label if treatment else "",
            code=patient.code if patient else "",
            at=stamp(question.asked),
            zone=desk.house.clinic.zone.key,
        )


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
    step = REPLY if what == "reply" else ENTRY
    ask_staff(desk, actor, step, {"question": code})
    brief(
        desk, actor, f"question_{what}", about=question.patient_id, words=question.words, most=LONGEST_REPLY
    )
    return Toast(close=False)


def hear(desk: Desk, actor: Clinician, dialogue: Dialogue, text: str) -> NewEntry | None:
    """A typed answer: to the one patient; or for all, which is given back to be written where entries are."""
    question = questions.by_code(desk.tx, actor, str(dialogue.facts["question"]))
    patient = patients.by_id(desk.tx, question.patient_id) if question else None
    said = text.strip()
    if question is None or patient is None:
        end_staff(desk, actor)
        brief(desk, actor, "question_gone")
        return None
    if len(said) > LONGEST_REPLY:
        brief(desk, actor, "line_too_long", most=LONGEST_REPLY)
        return None
    end_staff(desk, actor)
    questions.close(desk.tx, question.id, now=desk.now)
    _reply(desk, actor, patient, question, said)
    if dialogue.step != ENTRY:
        return None
    auditing.note(desk, actor, "made an entry", question.code)
    return NewEntry(f"own-{question.code.lower()}", question.words, said, actor)


def _reply(desk: Desk, actor: Clinician, patient: Patient, question: Question, said: str) -> None:
    if patient.status is Status.UNREACHABLE:
        brief(desk, actor, "line_unreachable", about=patient.id, code=patient.code)
        return
    say(desk, patient, "reply", words=question.words, line=said, name=actor.name)
    auditing.note(desk, actor, "answered a question", patient.code)
    brief(desk, actor, "question_answered", about=patient.id, code=patient.code)
