"""A patient's question: answered from the article or the clinic's words, or kept for the clinic."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.care.ground import notices, people, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, said_last, say
from bot.care.ground.heard import Caller
from bot.care.ground.interruptible import IN_PASSING
from bot.care.ground.says.advice import Advised, WhichTopic
from bot.care.ground.says.check_ins import SoreStill
from bot.care.ground.says.message import ToPatient, read
from bot.care.ground.says.people import WhichPerson
from bot.care.ground.says.questions import (
    Above,
    Answer,
    AskAgain,
    Beyond,
    ForPerson,
    FreeText,
    FreeTextMore,
    Listening,
    MoreOn,
    NotThat,
    NoWords,
    PassedOn,
    SmallTalk,
    Topic,
)
from bot.care.ground.says.warning_signs import ScreenCall, ScreenLine, ScreenWhy
from bot.care.patient import advice
from bot.care.patient.asked_text import AskedText
from bot.model import Outgoing, Patient
from bot.store import outbox, questions, withdrawals
from messages.heard.reader import ReadingKind

WORD = re.compile(r"[^\W\d_]{3}")
FEW = 3  # words
MOST_AT_ONCE = 2  # questions of one text that are answered
HELD = timedelta(seconds=8)  # for how long the answer to what seems to go on waits for the rest
OFFERING = (
    Answer.key,
    Topic.key,
    Beyond.key,
    ForPerson.key,
    MoreOn.key,
)  # what somebody may want to know next
FOLLOWED = (*OFFERING, Advised.key)  # what "and after that?" may go on from
HELD_BACK = (
    *IN_PASSING,
    Answer.key,
    Advised.key,
    WhichTopic.key,
    Beyond.key,
    ForPerson.key,
)  # until it is clear that nothing follows
OF_QUESTION = "question."  # before the code of a question, where it is asked whom it is about
LONGEST_KEPT = 1000  # characters of a question that is kept
BESIDE = (ScreenLine.key, ScreenCall.key, ScreenWhy.key, SoreStill.key)  # lines beside an answer


def shown_last(desk: Desk, chat_id: int) -> Outgoing | None:
    """What was said last that a question may go on from."""
    return said_last(desk, chat_id, but=BESIDE)


def answer(desk: Desk, patient: Patient, asked: AskedText, *, due: datetime | None = None) -> None:
    """Say what answers a text, or plainly that nothing here does; not twice the same after each other."""
    kind, entry = asked.reading.kind, asked.reading.entry
    found = advice.on(desk, patient, asked.words, asked.reading, asked.heard.hearing)
    if found.advised:
        _advise(desk, patient, asked.kept, found.advised, due=due)
        return
    last = shown_last(desk, patient.chat_id)
    if found.perhaps and not (_is_remark(asked) or (last and last.key == WhichTopic.key)):
        question = keep(desk, patient, asked.kept, entry)
        say(desk, patient, advice.which(asked.reading, found.perhaps, question), due=due)
        return
    before = (last.key, last.facts.get("entry")) if last else (None, None)
    said = _reply(desk, patient, asked.kept, kind, entry, before)
    if found.personal and isinstance(said, Beyond | Above) and not _is_worrying(asked):
        said = advice.for_person(desk, patient, asked.words, entry or "", said.question)
    if isinstance(said, Answer | Beyond | ForPerson):
        said = replace(said, signs=asked.reading.signs)
    say(desk, patient, said, due=due)


def _is_remark(asked: AskedText) -> bool:
    """Whether it is small talk that asks nothing: "my daughter was also needled today"."""
    asks = asked.heard.hearing.book.asks(asked.words)
    return asked.reading.kind is ReadingKind.SMALLTALK and not asks


def _is_worrying(asked: AskedText) -> bool:
    found = asked.heard.hearing.entries.get(asked.reading.entry or "")
    return found is not None and found.worrying


def _reply(
    desk: Desk,
    patient: Patient,
    words: str,
    kind: ReadingKind,
    entry: str | None,
    before: tuple[str | None, object],
) -> ToPatient:
    if kind is ReadingKind.SMALLTALK and entry:
        return Listening() if before == (SmallTalk.key, entry) else SmallTalk(entry=entry)
    if kind is ReadingKind.ANSWER and entry and before != (Answer.key, entry):
        return Answer(entry=entry, text=words[:LONGEST_KEPT])
    question = keep(desk, patient, words, entry)
    if question is None:
        return NoWords()
    if entry and (kind is ReadingKind.ANSWER or before == (Beyond.key, entry)):
        return Above(question=question)
    if entry:
        return Beyond(entry=entry, question=question)
    return (FreeTextMore if before[0] == FreeText.key else FreeText)(question=question)


def _advise(
    desk: Desk, patient: Patient, words: str, advised: Sequence[Advised], *, due: datetime | None
) -> None:
    """What the clinic says; not twice the same after each other."""
    last = shown_last(desk, patient.chat_id)
    if last and last.key == Advised.key and last.facts["advice"] in {one.advice for one in advised}:
        say(desk, patient, Above(question=keep(desk, patient, words, advised[0].entry)), due=due)
        return
    for one in advised:
        say(desk, patient, replace(one, text=words[:LONGEST_KEPT]), due=due)


def answer_each(
    desk: Desk, patient: Patient, asked: AskedText, parts: Sequence[str], *, due: datetime | None = None
) -> None:
    """Two questions in one text get two answers, if they are two of which anything is known."""
    each = [AskedText(part, asked.heard, asked.words) for part in parts[:MOST_AT_ONCE]]
    known = [one for one in each if one.reading.entry and one.reading.kind is not ReadingKind.SMALLTALK]
    entries = {one.reading.entry for one in known}
    if len(entries) < len(each):
        answer(desk, patient, asked, due=due)
        return
    for one in known:
        answer(desk, patient, one, due=due)


def follow_up(desk: Desk, patient: Patient, asked: AskedText) -> bool:
    """What goes on from the entry that was shown last; False where none was."""
    last = shown_last(desk, patient.chat_id)
    if last is None or last.key not in FOLLOWED:
        return False
    entry = str(last.facts.get("entry", ""))
    found = asked.heard.hearing.entries.get(entry)
    before = str(last.facts.get("text") or (found.title if found else ""))
    together = AskedText(f"{before} {asked.words}".strip(), asked.heard)
    few = len(asked.words.split()) <= FEW  # which mean nothing by themselves: "for how long?"
    if title := advice.another_thing(asked.heard.hearing, asked.words, entry, last.facts.get("topic")):
        answer(desk, patient, AskedText(f"{asked.words} {title}", asked.heard, asked.words))
        return True
    if asked.reading.kind is ReadingKind.ANSWER and asked.reading.entry != entry:
        answer(desk, patient, together if few and together.reading.kind is ReadingKind.ANSWER else asked)
        return True
    if together.reading.kind is ReadingKind.ANSWER and together.reading.entry != entry:
        answer(desk, patient, together)
        return True
    question = keep(desk, patient, together.words, entry)
    again = last.key == MoreOn.key
    say(desk, patient, FreeTextMore(question=question) if again else MoreOn(entry=entry, question=question))
    return True


def withdraw_held(desk: Desk, chat_id: int) -> None:
    """What would have answered a text that went on in this one is not said any more."""
    withdrawals.withdraw(desk.tx, chat_id, *HELD_BACK, now=desk.now, due_after=desk.now)


def keep(desk: Desk, patient: Patient, text: str, entry: str | None) -> str | None:
    """Keep what has no answer, for the clinic; its code, or None where there is nothing to read in it."""
    if not WORD.search(text):
        return None
    words, unsure = text[:LONGEST_KEPT], people.are_several(desk, patient)
    kept = questions.add(
        desk.tx, patient_id=patient.id, words=words, entry=entry, now=desk.now, unsure=unsure
    )
    return kept.code


def not_that(desk: Desk, patient: Patient, message_id: int) -> Toast:
    """The answer was not what was asked: the question is kept, and can be passed on."""
    message = outbox.get(desk.tx, message_id, chat_id=patient.chat_id)
    if message is None or message.key not in (Answer.key, Advised.key):
        return OLD
    if message.answered:
        return Toast("toasts.already")
    outbox.answered(desk.tx, message.id, "not that", now=desk.now)
    given = read(Answer, message.facts) if message.key == Answer.key else read(Advised, message.facts)
    if given.text:
        say(desk, patient, NotThat(question=keep(desk, patient, given.text, given.entry)))
    else:
        say(desk, patient, AskAgain())
    return Toast()


def pass_on_about(desk: Desk, caller: Caller, person: Patient, code: str) -> Toast:
    """The answer to whom a question is about: only whoever follows that one gets it."""
    found = (questions.of_patient(desk.tx, one.id, code) for one in caller.people(desk))
    question = next(filter(None, found), None)
    if question is None or not question.unsure:
        return OLD
    questions.settle(desk.tx, question.id, person.id)
    return pass_on(desk, person, code)


def pass_on(desk: Desk, patient: Patient, code: str) -> Toast:
    """The clinic gets a question, when it is open; about whom it is, is asked where that may be several."""
    question = questions.of_patient(desk.tx, patient.id, code)
    if question is None:
        return OLD
    if question.unsure:
        everybody = people.shown(desk, people.around(desk, patient))
        say(desk, patient, WhichPerson(what=f"{OF_QUESTION}{code}", people=everybody))
        return Toast()
    if questions.pass_on(desk.tx, question.id, now=desk.now):
        notices.raise_about(desk, patient, "question", red_flag.newest(desk, patient))
        say(desk, patient, PassedOn())
    return Toast("toasts.passed")
