"""A typed yes or no to whether the next session is theirs, right after that was asked."""

from bot.care.conversation.exchange import Exchange
from bot.care.ground.desk import asked_last
from bot.care.ground.says.message import read
from bot.care.ground.says.next_session import ConfirmNext, ConfirmNextAgain
from bot.care.patient import next_session
from messages.heard.acts.act import Kind

ASKED = (ConfirmNext, ConfirmNextAgain)


def was_asked(at: Exchange) -> bool:
    """Whether that was said last."""
    return at.was_told(*ASKED)


def take(at: Exchange) -> None:
    asked = asked_last(at.desk, at.heard.caller.chat_id, *ASKED)
    if asked and at.patient:
        said = next_session.YES if at.does(Kind.YES) else next_session.NO
        next_session.answer(at.desk, at.patient, read(ConfirmNext, asked.facts).link, said)
