"""The buttons under reminders and questions."""

from bot.care.ground.desk import OLD, Desk, Toast
from bot.care.ground.heard import Heard
from bot.care.patient import check_ins
from bot.care.patient.check_ins import Tap
from bot.handlers.dispatch import Command, button, number
from bot.model import Outgoing, Patient


def _on(desk: Desk, heard: Heard, tap: Tap) -> Toast:
    message_id = number(heard.parts, 0)
    return OLD if message_id is None else check_ins.tapped(desk, heard.caller, message_id, tap)


def done(desk: Desk, heard: Heard) -> Toast:
    return _on(desk, heard, check_ins.done)


def later(desk: Desk, heard: Heard) -> Toast:
    return _on(desk, heard, check_ins.put_off)


def worried(desk: Desk, heard: Heard) -> Toast:
    return check_ins.worried(desk, heard.caller, number(heard.parts, 0) or 0)


def again(desk: Desk, heard: Heard) -> Toast:
    return _on(desk, heard, check_ins.ask_again)


def sore(desk: Desk, heard: Heard) -> Toast:
    return _valued(desk, heard, check_ins.rate)


def helpful(desk: Desk, heard: Heard) -> Toast:
    return _valued(desk, heard, check_ins.helpful)


def _valued(desk: Desk, heard: Heard, rate: check_ins.Rate) -> Toast:
    """A tap with a number on it."""
    value = number(heard.parts, 1)

    def tap(desk: Desk, patient: Patient, message: Outgoing) -> Toast:
        return OLD if value is None else rate(desk, patient, message, value)

    return _on(desk, heard, tap)


COMMANDS: list[Command] = []
HANDLERS = [
    button("done", done),
    button("later", later),
    button("worried", worried),
    button("again", again),
    button("sore", sore),
    button("helpful", helpful),
]
