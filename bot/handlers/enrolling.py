"""/enroll, and the buttons of a link."""

from bot.care import amending, enrolling, erasing, linking
from bot.care.desk import OLD, Desk, Toast
from bot.handlers.hearing import Command, at_a_time, button, command, for_staff, of_parts
from bot.handlers.reception import Heard
from bot.model import Clinician, Role


def enroll(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    enrolling.enrol(desk, clinician, heard.rest, heard.body)


def link(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    """What to do with a link: show it, end it, or change a part of what it says."""
    match heard.parts:
        case ("show", code):
            return amending.show_again(desk, clinician, code)
        case ("revoke", code):
            return amending.revoke(desk, clinician, code)
        case (("label" | "time" | "region" | "protocol") as what, code):
            found = amending.mine(desk, clinician, code)
            if found is None:
                return Toast("toasts.link_over")
            linking.ask_next(desk, clinician, found, what)
            return Toast(close=False)
    return OLD


def waiting(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    del heard
    amending.show_waiting(desk, clinician)
    return Toast(close=False)


def wrong(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    match heard.parts:
        case (code, "ask"):
            return erasing.wrong_person(desk, clinician, code, sure=None)
        case (code, ("yes" | "no") as answer):
            return erasing.wrong_person(desk, clinician, code, sure=answer == "yes")
    return OLD


COMMANDS = [Command("enroll", Role.CLINICIAN, also=("enrol",))]
HANDLERS = [
    command("enroll", for_staff(enroll), *COMMANDS[0].also),
    button("link", for_staff(link)),
    button("linkat", for_staff(at_a_time(amending.choose_time))),
    button("linkpart", for_staff(of_parts(2, amending.choose_part))),
    button("linkside", for_staff(of_parts(3, amending.choose_side))),
    button("linkplan", for_staff(of_parts(2, amending.choose_protocol))),
    button("links", for_staff(waiting)),
    button("wrong", for_staff(wrong)),
]
