"""The name that the clinic knows somebody by, typed while it is asked for; never in the way."""

from bot.care.conversation import names
from bot.care.conversation.exchange import Exchange
from bot.care.ground import people
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.says.own_name import AskName, NameLeft, NameNoted
from bot.care.patient import next_question, phone
from bot.model import Patient
from bot.store import outbox, patients


def was_asked(at: Exchange) -> bool:
    """Whether that is the newest question for a name, and still waits."""
    return names.is_asked(at, AskName)


def take(at: Exchange) -> None:
    """Keep the name; or that they would rather not say it."""
    desk, caller = at.desk, at.heard.caller
    asked = names.standing(desk, caller.chat_id, AskName)
    patient = people.of_message(desk, caller, asked)
    if asked is None or patient is None:
        return
    outbox.answered(desk.tx, asked.id, "typed", now=desk.now)
    name = names.said_in(at)
    patients.set_known_as(desk.tx, patient.id, name)
    say(desk, patient, NameNoted(name=name) if name else NameLeft())
    _go_on(desk, patient)


def _go_on(desk: Desk, patient: Patient) -> None:
    if not next_question.go_on_after_name(desk, patient):
        phone.offer_once(desk, patient)


def not_now(desk: Desk, patient: Patient, message_id: int) -> Toast:
    message = outbox.get(desk.tx, message_id, chat_id=patient.chat_id)
    if message is None or message.key != AskName.key or message.answered:
        return OLD
    outbox.answered(desk.tx, message.id, "not now", now=desk.now)
    _go_on(desk, patient)
    return Toast("toasts.left")
