"""The name that the clinic knows somebody by, typed right after it was asked for; never in the way."""

from bot.care.conversation.situation import Situation
from bot.care.ground.desk import OLD, Desk, Toast, asked_last, say
from bot.care.ground.heard import Heard
from bot.care.ground.says.own_name import AskName, NameLeft, NameNoted
from bot.model import Patient
from bot.store import outbox, patients
from messages.heard.labels import is_plainly_name, plain_name
from messages.heard.reader import ReadingKind


def was_asked(at: Situation) -> bool:
    """Whether that was said last."""
    return at.was_told(AskName)


def is_answer(at: Situation) -> bool:
    """Whether a text is plainly a name, and nothing that anybody else would hear; or a plain no."""
    heard = at.heard
    if heard.means("no"):
        return True
    is_said = heard.means("yes", "opt_out", "a_sign", "no_sign")
    named = is_plainly_name(heard.text) and not is_said and heard.flag is None
    return named and heard.question.kind is ReadingKind.ABSTAIN


def take(desk: Desk, patient: Patient, heard: Heard) -> None:
    """Keep the name; or that they would rather not say it."""
    if asked := asked_last(desk, patient.chat_id, AskName):
        outbox.answered(desk.tx, asked.id, "typed", now=desk.now)
    name = "" if heard.means("no") else plain_name(heard.text)
    patients.set_known_as(desk.tx, patient.id, name)
    say(desk, patient, NameNoted(name=name) if name else NameLeft())


def not_now(desk: Desk, patient: Patient, message_id: int) -> Toast:
    message = outbox.get(desk.tx, message_id, chat_id=patient.chat_id)
    if message is None or message.key != AskName.key or message.answered:
        return OLD
    outbox.answered(desk.tx, message.id, "not now", now=desk.now)
    return Toast("toasts.left")
