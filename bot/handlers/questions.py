"""/faq, the buttons of an answer, and the warning signs as buttons."""

from bot.care.alerts import warning_signs
from bot.care.ground.desk import OLD, Desk, Toast
from bot.care.ground.heard import Heard
from bot.care.patient import questions
from bot.handlers.dispatch import Command, button, command, for_patient, number


def browse(desk: Desk, heard: Heard) -> None:
    for_patient(lambda desk, patient: questions.browse(desk, patient, heard.hearing.entries))(desk, heard)


def page(desk: Desk, heard: Heard) -> Toast:
    patient, place = heard.caller.patient(desk), number(heard.parts, 0)
    if patient is None or place is None:
        return OLD
    questions.browse(desk, patient, heard.hearing.entries, place)
    return Toast()


def entry(desk: Desk, heard: Heard) -> Toast:
    patient = heard.caller.patient(desk)
    if patient is None or len(heard.parts) != 1:
        return OLD
    return questions.show(desk, patient, heard.hearing.entries, heard.parts[0])


def not_that(desk: Desk, heard: Heard) -> Toast:
    patient, message_id = heard.caller.patient(desk), number(heard.parts, 0)
    if patient is None or message_id is None:
        return OLD
    return questions.not_that(desk, patient, message_id)


def pass_on(desk: Desk, heard: Heard) -> Toast:
    patient = heard.caller.patient(desk)
    if patient is None or len(heard.parts) != 1:
        return OLD
    return questions.pass_on(desk, patient, heard.parts[0])


def sign(desk: Desk, heard: Heard) -> Toast:
    """Whoever taps a warning sign is told what to do, also who is no patient."""
    name = heard.parts[0] if heard.parts else ""
    return warning_signs.tapped(desk, heard.caller, name, number(heard.parts, 1) or 0)


COMMANDS = [Command("faq")]
HANDLERS = [
    command("faq", browse),
    button("faqs", page),
    button("faq", entry),
    button("notthat", not_that),
    button("pass", pass_on),
    button("sign", sign),
]
