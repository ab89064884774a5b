"""Who holds a phone says that a link, or a session, is their own, or is not."""

from bot.care.conversation import next_session
from bot.care.conversation.exchange import Exchange
from bot.care.ground.desk import asked_last
from bot.care.ground.says.people import WhoseCare, WhoseLink
from bot.care.patient import another, offered_session
from bot.care.patient import next_session as patient_next_session


def is_said(at: Exchange) -> bool:
    """Whether it is for whoever holds the phone."""
    book = at.heard.hearing.book
    return book.fits("for_me", book.said(at.heard.text))


def for_me(at: Exchange) -> None:
    if asked := asked_last(at.desk, at.heard.caller.chat_id, WhoseLink, WhoseCare):
        another.for_me(at.desk, at.heard.caller, asked)


def noted(at: Exchange) -> None:
    if at.patient:
        another.is_mine(at.desk, at.patient)


def is_asked(at: Exchange) -> bool:
    """Whether the clinic has noted a session, and it was asked last whether it is theirs."""
    if at.was_told(*next_session.ASKED):
        return True
    return at.patient is not None and offered_session.is_asked(at.desk, at.patient)


def is_denied(at: Exchange) -> bool:
    book = at.heard.hearing.book
    return book.fits("not_mine", book.said(at.heard.text))


def deny(at: Exchange) -> None:
    """What was said last is meant, where several are asked about."""
    if at.patient and at.was_told(*next_session.ASKED):
        next_session.answer(at, patient_next_session.NOT_MINE)
    elif at.patient:
        offered_session.not_mine(at.desk, at.patient)
