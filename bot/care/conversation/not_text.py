"""A picture, a voice message or the like: its sender hears that nobody has it, and a case that it came."""

from bot.care.alerts import further_words, thread
from bot.care.conversation.exchange import Exchange
from bot.care.ground.desk import say
from bot.care.ground.heard import Form, Sent
from bot.care.ground.says.conversation import CaptionRead, OnlyText, OnlyVoice
from bot.store import spoken


def answer(at: Exchange) -> None:
    _say(at, OnlyVoice() if at.heard.sent is Sent.VOICE else OnlyText())


def answer_beside_words(at: Exchange) -> None:
    """Only the words under it are read."""
    _say(at, CaptionRead())


def with_its_words(at: Exchange) -> str:
    """What a case keeps of a text: also that it stood under a picture or the like."""
    return f"[{at.heard.sent}]\n{at.heard.text}" if at.heard.form is Form.OTHER else at.heard.text


def _say(at: Exchange, message: OnlyText | OnlyVoice | CaptionRead) -> None:
    """Once for what is sent in a moment, each kind by itself; while an alarm stands the clinic hears it."""
    chat, now = at.heard.caller.chat_id, at.desk.now
    if spoken.said_lately(at.desk.tx, chat, message.key, now=now, within=message.same_breath):
        return
    say(at.desk, at.heard.caller, message)
    if at.patient and (alert := thread.of(at.desk, at.patient)):
        further_words.bring(at.desk, alert, f"[{at.heard.sent}]")
