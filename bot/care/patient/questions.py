"""A patient's question: answered from the article or the clinic's words, or kept for the clinic."""

import re

from bot.care.ground import notices, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.model import Patient
from bot.store import outbox, questions
from messages.heard.reader import Reading
from messages.said.faq import Entries, EntryKind

WORD = re.compile(r"[^\W\d_]{3}")
PAGE = 8  # questions in one message of /faq
LONGEST_KEPT = 1000  # characters of a question that is kept


def answer(desk: Desk, patient: Patient, text: str, reading: Reading | None) -> None:
    """Say what answers a text, or plainly that nothing here does. None where no text can be read at all."""
    kind, entry = (reading.kind, reading.entry) if reading else ("abstain", None)
    if kind == "answer" and entry:
        say(desk, patient, "answer", entry=entry, text=text[:LONGEST_KEPT])
    elif kind == "smalltalk" and entry:
        say(desk, patient, "smalltalk", entry=entry)
    else:
        key = "beyond" if entry else "free_text"
        say(desk, patient, key, entry=entry, question=keep(desk, patient, text, entry))


def keep(desk: Desk, patient: Patient, text: str, entry: str | None) -> str | None:
    """Keep what has no answer, for the clinic; its code, or None where there is nothing to read in it."""
    if not WORD.search(text):
        return None
    words = text[:LONGEST_KEPT]
    return questions.add(desk.tx, patient_id=patient.id, words=words, entry=entry, now=desk.now).code


def show(desk: Desk, patient: Patient, entries: Entries, entry: str) -> Toast:
    """An entry that was tapped."""
    if entry not in entries or entries[entry].kind is EntryKind.SMALLTALK:
        return OLD
    key = "answer" if entries[entry].kind is EntryKind.ANSWER else "topic"
    say(desk, patient, key, entry=entry, text="")
    return Toast(close=False)


def browse(desk: Desk, patient: Patient, entries: Entries, number: int = 0) -> None:
    """`/faq`: what can be asked, the clinic's own first, a page at a time."""
    found = [one for one in entries.values() if one.kind is not EntryKind.SMALLTALK]
    found.sort(key=lambda one: (not one.own, one.kind is not EntryKind.ANSWER, one.title))
    pages = max(1, -(-len(found) // PAGE))
    first = number % pages * PAGE
    shown = [one.id for one in found[first : first + PAGE]]
    say(desk, patient, "faq", entries=shown, next=number + 1 if number + 1 < pages else None)


def not_that(desk: Desk, patient: Patient, message_id: int) -> Toast:
    """The answer was not what was asked: the question is kept, and can be passed on."""
    message = outbox.get(desk.tx, message_id, chat_id=patient.chat_id)
    if message is None or message.key != "bot.answer":
        return OLD
    if message.answered:
        return Toast("toasts.already")
    outbox.answered(desk.tx, message.id, "not that", now=desk.now)
    text, entry = str(message.facts.get("text", "")), str(message.facts["entry"])
    if text:
        say(desk, patient, "not_that", question=keep(desk, patient, text, entry))
    else:
        say(desk, patient, "ask_again")
    return Toast()


def pass_on(desk: Desk, patient: Patient, code: str) -> Toast:
    """The clinic gets a question, when it is open."""
    question = questions.of_patient(desk.tx, patient.id, code)
    if question is None:
        return OLD
    if questions.pass_on(desk.tx, question.id, now=desk.now):
        notices.raise_about(desk, patient, "question", red_flag.newest(desk, patient))
        say(desk, patient, "passed_on")
    return Toast("toasts.passed")
