"""What a phone calls one of several people whom it serves, as somebody says when asked, or at any time."""

from bot.care.conversation import names
from bot.care.conversation.exchange import Exchange
from bot.care.ground import people
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.own_name import NameLeft
from bot.care.ground.says.people import AskCalled, CalledNoted
from bot.care.patient import asked_name, next_question
from bot.model import Patient, State
from bot.store import outbox, patients
from messages.heard.naming import name_in


def was_asked(at: Exchange) -> bool:
    """Whether that is the newest question for a name, and still waits."""
    return names.is_asked(at, AskCalled)


def take(at: Exchange) -> None:
    """Keep the name for whom it was asked; or that they would rather not say it."""
    desk, caller = at.desk, at.heard.caller
    asked = names.standing(desk, caller.chat_id, AskCalled)
    patient = people.of_message(desk, caller, asked)
    if asked is None or patient is None:
        return
    outbox.answered(desk.tx, asked.id, "typed", now=desk.now)
    if asked.state is State.DUE:  # who answers fast is not asked after that
        outbox.drop(desk.tx, asked.id, State.CANCELLED, now=desk.now)
    _keep(desk, patient, names.said_in(at))
    next_question.go_on_after_name(desk, patient)


def is_said(at: Exchange) -> bool:
    """Whether a text says what somebody is called, without being asked."""
    return bool(name_in(at.heard.text, at.heard.hearing.book.naming)) and bool(_meant(at))


def take_said(at: Exchange) -> None:
    """Keep it for the one who may be meant; of several, it is asked whom it is about."""
    meant = _meant(at)
    if len(meant) == 1:
        _keep(at.desk, meant[0], names.said_in(at))
    elif meant:
        asked_name.ask_whose(at.desk, meant)


def _meant(at: Exchange) -> list[Patient]:
    """Whom somebody else on the phone may name: who has no name here yet, or else any of them."""
    found = [one for one in at.heard.caller.people(at.desk) if not patients.holds_phone(at.desk.tx, one.id)]
    return [one for one in found if not one.called] or found


def _keep(desk: Desk, patient: Patient, name: str) -> None:
    patients.set_called(desk.tx, patient.id, name)
    say(desk, patient, CalledNoted(name=name) if name else NameLeft())


def not_now(desk: Desk, caller: Caller, message_id: int) -> Toast:
    message = outbox.get(desk.tx, message_id, chat_id=caller.chat_id)
    if message is None or message.key != AskCalled.key or message.answered:
        return OLD
    outbox.answered(desk.tx, message.id, "not now", now=desk.now)
    if patient := people.of_message(desk, caller, message):
        next_question.go_on_after_name(desk, patient)
    return Toast("toasts.left")
