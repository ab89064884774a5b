"""Whether a text says what somebody is called, and which of the questions for a name it answers."""

from bot.care.conversation.exchange import Exchange
from bot.care.ground.desk import Desk, still_asks
from bot.care.ground.says.message import ToPatient
from bot.care.ground.says.own_name import AskName
from bot.care.ground.says.people import AskCalled
from bot.model import Outgoing
from bot.store import spoken
from messages.heard.acts.act import Kind
from messages.heard.labels import plain_name
from messages.heard.naming import is_in, is_short_name, is_written_large, name_in
from messages.heard.reader import ReadingKind
from schedules.clinical import CLINICAL

ASKING = (AskCalled, AskName)
_MAY_BE_NAMES = frozenset({Kind.TIME, Kind.PLACE})  # May, June, Paris: where a name was asked for last


def standing(desk: Desk, chat_id: int, *kinds: type[ToPatient]) -> Outgoing | None:
    """The newest of these questions for a name, as long as it waits for an answer."""
    since = desk.now - CLINICAL.question_open
    newest = spoken.unanswered(desk.tx, chat_id, *(kind.key for kind in kinds), since=since)
    return newest if still_asks(newest, *kinds, since=since) else None


def is_asked(at: Exchange, kind: type[ToPatient]) -> bool:
    """Whether that is the question for a name that a text would answer."""
    newest = standing(at.desk, at.heard.caller.chat_id, *ASKING)
    return newest is not None and newest.key == kind.key


def is_answer(at: Exchange) -> bool:
    """Whether a text is a name, whatever short name it is, or a plain no to that question."""
    if at.was_told(*ASKING) and at.does(Kind.NO):
        return True
    return is_name(at)


def is_name(at: Exchange) -> bool:
    """Right after it was asked any short name is one; later, what is written large and nothing else."""
    if name_in(at.heard.text, at.heard.hearing.book.naming):
        return not at.does(Kind.SIGN, Kind.MAYBE_SIGN)
    last = at.was_told(*ASKING)
    others = {act.kind for act in at.acts} - (_MAY_BE_NAMES if last else set())
    shaped = is_short_name if last else is_written_large
    return not others and shaped(at.heard.text) and not _says_more(at) and not _is_question(at)


def _says_more(at: Exchange) -> bool:
    """Whether a text is a number, or words of a sentence that are written small: "the second one"."""
    book, text = at.heard.hearing.book, at.heard.text
    words = book.said(text).split()
    if book.names_number(text):
        return True
    if len(words) == 1 or is_written_large(text):
        return False
    joints = book.unfinished | book.referring | book.whom.own | book.whom.she | book.whom.he | book.whom.they
    return not joints.isdisjoint(words)


def _is_question(at: Exchange) -> bool:
    """Whether it is plainly one: its words are those that people ask with."""
    if at.heard.text.rstrip().endswith("?"):
        return True
    if len(at.heard.text.split()) > 1 and at.heard.hearing.book.asks(at.heard.text):
        return True
    found = at.heard.question
    entry = at.heard.hearing.entries.get(found.entry or "")
    if found.kind is not ReadingKind.ANSWER or entry is None:
        return False
    return not is_written_large(at.heard.text) or is_in(at.heard.text, (entry.title, *entry.asks))


def said_in(at: Exchange) -> str:
    """The name that a text gives; empty where they would rather not say it."""
    if at.does(Kind.NO) and not name_in(at.heard.text, at.heard.hearing.book.naming):
        return ""
    return name_in(at.heard.text, at.heard.hearing.book.naming) or plain_name(at.heard.text.rstrip(".!, "))
