"""A patient's question: answered from the article or the clinic's words, or kept for the clinic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.care.ground import notices, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, said_last, say
from bot.care.ground.heard import Heard
from bot.care.ground.says.check_ins import SoreStill
from bot.care.ground.says.message import ToPatient, read
from bot.care.ground.says.questions import (
    Above,
    Answer,
    AskAgain,
    Beyond,
    Faq,
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
from bot.model import Outgoing, Patient
from bot.store import outbox, questions, spoken
from messages.heard.reader import Reading, ReadingKind
from messages.said.faq import Entries, EntryKind

WORD = re.compile(r"[^\W\d_]{3}")
PAGE = 8  # questions in one message of /faq
FEW = 3  # words
MOST_AT_ONCE = 2  # questions of one text that are answered
HELD = timedelta(seconds=8)  # for how long the answer to what seems to go on waits for the rest
FOLLOWED = (Answer.key, Topic.key, Beyond.key, MoreOn.key)  # what "and after that?" may go on from
HELD_BACK = tuple(
    kind.key
    for kind in (
        *(Answer, Beyond, FreeText, FreeTextMore, SmallTalk, Above, Listening, NoWords),
        *(ScreenLine, ScreenCall),
    )
)
LONGEST_KEPT = 1000  # characters of a question that is kept
BESIDE = (ScreenLine.key, ScreenCall.key, ScreenWhy.key, SoreStill.key)  # lines beside an answer


def shown_last(desk: Desk, chat_id: int) -> Outgoing | None:
    """What was said last that a question may go on from."""
    return said_last(desk, chat_id, but=BESIDE)


@dataclass(frozen=True)
class AskedText:
    """What is asked: the words, which may be more or less than what came in, and what reads them."""

    words: str
    heard: Heard

    @property
    def reading(self) -> Reading:
        """What the words ask."""
        return self.heard.question_in(self.words)


def answer(desk: Desk, patient: Patient, asked: AskedText, *, due: datetime | None = None) -> None:
    """Say what answers a text, or plainly that nothing here does; not twice the same after each other."""
    kind, entry = asked.reading.kind, asked.reading.entry
    last = shown_last(desk, patient.chat_id)
    before = (last.key, last.facts.get("entry")) if last else (None, None)
    say(desk, patient, _reply(desk, patient, asked.words, kind, entry, before), due=due)


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


def answer_each(
    desk: Desk, patient: Patient, asked: AskedText, parts: Sequence[str], *, due: datetime | None = None
) -> None:
    """Two questions in one text get two answers, if they are two of which anything is known."""
    each = [AskedText(part, asked.heard) for part in parts[:MOST_AT_ONCE]]
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


def offered(last: Outgoing | None, entries: Entries) -> tuple[str, ...]:
    """The entries that stand on the buttons of what was said last, in their order."""
    if last is None:
        return ()
    if last.key == Faq.key:
        return read(Faq, last.facts).entries
    found = entries.get(str(last.facts.get("entry", ""))) if last.key in FOLLOWED else None
    return found.neighbours if found else ()


def withdraw_held(desk: Desk, chat_id: int) -> None:
    """What would have answered a text that went on in this one is not said any more."""
    spoken.withdraw(desk.tx, chat_id, *HELD_BACK, now=desk.now, due_after=desk.now)


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
