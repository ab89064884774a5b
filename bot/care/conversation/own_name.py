"""The name that the clinic knows somebody by, typed right after it was asked for; never in the way."""

from bot.care.conversation.exchange import Exchange
from bot.care.ground.desk import OLD, Desk, Toast, asked_last, say
from bot.care.ground.says.own_name import AskName, NameLeft, NameNoted
from bot.model import Patient
from bot.store import outbox, patients
from messages.heard.acts.act import Kind
from messages.heard.labels import is_plainly_name, plain_name
from messages.heard.reader import ReadingKind


def was_asked(at: Exchange) -> bool:
    """Whether that was said last."""
    return at.was_told(AskName)


def is_answer(at: Exchange) -> bool:
    """Whether a text is plainly a name, and nothing that anybody else would hear; or a plain no."""
    if at.does(Kind.NO):
        return True
    named = is_plainly_name(at.heard.text) and not at.acts
    return named and at.heard.question.kind is ReadingKind.ABSTAIN


def take(at: Exchange) -> None:
    """Keep the name; or that they would rather not say it."""
    desk, patient = at.desk, at.patient
    if patient is None:
        return
    if asked := asked_last(desk, patient.chat_id, AskName):
        outbox.answered(desk.tx, asked.id, "typed", now=desk.now)
    name = "" if at.does(Kind.NO) else plain_name(at.heard.text)
    patients.set_known_as(desk.tx, patient.id, name)
    say(desk, patient, NameNoted(name=name) if name else NameLeft())


def not_now(desk: Desk, patient: Patient, message_id: int) -> Toast:
    message = outbox.get(desk.tx, message_id, chat_id=patient.chat_id)
    if message is None or message.key != AskName.key or message.answered:
        return OLD
    outbox.answered(desk.tx, message.id, "not now", now=desk.now)
    return Toast("toasts.left")
