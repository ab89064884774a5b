"""A patient's question: answered from the article or the clinic's words, or kept for the clinic."""

import re

from bot.care.ground import notices, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.heard import Heard
from bot.care.ground.says.message import read
from bot.care.ground.says.questions import (
    Answer,
    AskAgain,
    Beyond,
    Faq,
    FreeText,
    NotThat,
    PassedOn,
    SmallTalk,
    Topic,
)
from bot.model import Patient
from bot.store import outbox, questions
from messages.said.faq import Entries, EntryKind

WORD = re.compile(r"[^\W\d_]{3}")
PAGE = 8  # questions in one message of /faq
LONGEST_KEPT = 1000  # characters of a question that is kept


def answer(desk: Desk, patient: Patient, heard: Heard) -> None:
    """Say what answers a text, or plainly that nothing here does."""
    kind, entry, text = heard.question.kind, heard.question.entry, heard.text
    if kind == "answer" and entry:
        say(desk, patient, Answer(entry=entry, text=text[:LONGEST_KEPT]))
    elif kind == "smalltalk" and entry:
        say(desk, patient, SmallTalk(entry=entry))
    else:
        question = keep(desk, patient, text, entry)
        beyond = Beyond(entry=entry, question=question) if entry else FreeText(question=question)
        say(desk, patient, beyond)


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
    answers = entries[entry].kind is EntryKind.ANSWER
    say(desk, patient, Answer(entry=entry) if answers else Topic(entry=entry))
    return Toast(close=False)


def browse(desk: Desk, patient: Patient, entries: Entries, number: int = 0) -> None:
    """`/faq`: what can be asked, the clinic's own first, a page at a time."""
    found = [one for one in entries.values() if one.kind is not EntryKind.SMALLTALK]
    found.sort(key=lambda one: (not one.own, one.kind is not EntryKind.ANSWER, one.title))
    pages = max(1, -(-len(found) // PAGE))
    first = number % pages * PAGE
    shown = tuple(one.id for one in found[first : first + PAGE])
    say(desk, patient, Faq(entries=shown, next=number + 1 if number + 1 < pages else None))


def not_that(desk: Desk, patient: Patient, message_id: int) -> Toast:
    """The answer was not what was asked: the question is kept, and can be passed on."""
    message = outbox.get(desk.tx, message_id, chat_id=patient.chat_id)
    if message is None or message.key != Answer.key:
        return OLD
    if message.answered:
        return Toast("toasts.already")
    outbox.answered(desk.tx, message.id, "not that", now=desk.now)
    answer = read(Answer, message.facts)
    if answer.text:
        say(desk, patient, NotThat(question=keep(desk, patient, answer.text, answer.entry)))
    else:
        say(desk, patient, AskAgain())
    return Toast()


def pass_on(desk: Desk, patient: Patient, code: str) -> Toast:
    """The clinic gets a question, when it is open."""
    question = questions.of_patient(desk.tx, patient.id, code)
    if question is None:
        return OLD
    if questions.pass_on(desk.tx, question.id, now=desk.now):
        notices.raise_about(desk, patient, "question", red_flag.newest(desk, patient))
        say(desk, patient, PassedOn())
    return Toast("toasts.passed")
