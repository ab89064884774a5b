"""Who holds a phone says that a link, or a session, is their own."""

from bot.care.conversation.exchange import Exchange
from bot.care.ground.desk import asked_last
from bot.care.ground.says.people import WhoseCare, WhoseLink
from bot.care.patient import another


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
