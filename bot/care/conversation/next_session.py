"""A typed yes or no to whether the next session is theirs, right after that was asked."""

from bot.care.conversation.exchange import Exchange
from bot.care.ground.desk import asked_last
from bot.care.ground.says.message import read
from bot.care.ground.says.next_session import AskTookPlace, ConfirmNext, ConfirmNextAgain
from bot.care.patient import next_session
from messages.heard.acts.act import Kind

ASKED = (ConfirmNext, ConfirmNextAgain, AskTookPlace)


def was_asked(at: Exchange) -> bool:
    """Whether that was said last."""
    return at.was_told(*ASKED)


def is_answer(at: Exchange) -> bool:
    """Yes or no; or a time, where that cannot be a rating."""
    if at.patient is None or not at.does(Kind.TIME):
        return at.does(Kind.YES, Kind.NO)
    return not at.desk.house.ratings_of(at.patient.language).is_bare(at.heard.text)


def take(at: Exchange) -> None:
    """A time is an answer, too: it ended then."""
    if at.does(Kind.YES):
        answer(at, next_session.YES)
    elif at.does(Kind.NO):
        answer(at, next_session.NOT_HELD if at.was_told(AskTookPlace) else next_session.NO)
    elif at.patient:
        next_session.take_time(at.desk, at.patient, at.heard)


def answer(at: Exchange, said: str) -> None:
    """As a tap on one of the buttons under it."""
    asked = asked_last(at.desk, at.heard.caller.chat_id, *ASKED)
    if asked and at.patient:
        next_session.answer(at.desk, at.patient, read(ConfirmNext, asked.facts).link, said)
