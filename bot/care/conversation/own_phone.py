"""The contact that somebody sends, and a no to the question for it."""

from bot.care.conversation.exchange import Exchange
from bot.care.ground.desk import asked_last, say_once
from bot.care.ground.says.conversation import OnlyText
from bot.care.ground.says.phone import PhoneAsk
from bot.care.patient import phone
from bot.store import outbox


def was_asked(at: Exchange) -> bool:
    """Whether that was said last."""
    return at.was_told(PhoneAsk)


def take(at: Exchange) -> None:
    """Nothing is kept of who has not consented, nor of anybody else whose card it is."""
    if at.patient is None:
        say_once(at.desk, at.heard.caller, OnlyText())
        return
    _close(at)
    phone.take(at.desk, at.patient, at.heard.number)


def refuse(at: Exchange) -> None:
    if at.patient:
        _close(at)
        phone.rather_not(at.desk, at.patient)


def _close(at: Exchange) -> None:
    if asked := asked_last(at.desk, at.heard.caller.chat_id, PhoneAsk):
        outbox.answered(at.desk.tx, asked.id, "answered", now=at.desk.now)
