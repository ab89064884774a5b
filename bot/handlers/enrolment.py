"""/enroll, and the buttons of a link."""

from bot.care.clinic import erasure
from bot.care.ground.desk import OLD, Desk, Toast
from bot.care.ground.heard import Heard
from bot.care.links import card, changes, enrolment
from bot.handlers.dispatch import Command, at_a_time, button, command, for_staff, of_parts
from bot.model import Clinician, Role


def enroll(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    enrolment.enrol(desk, clinician, heard.rest, heard.hearing.body)


def link(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    """What to do with a link: show it, end it, or change a part of what it says."""
    match heard.parts:
        case ("show", code):
            return changes.show_again(desk, clinician, code)
        case ("revoke", code):
            return changes.revoke(desk, clinician, code)
        case (("label" | "time" | "region" | "protocol") as what, code):
            found = changes.mine(desk, clinician, code)
            if found is None:
                return Toast("toasts.link_over")
            card.ask_next(desk, clinician, found, what)
            return Toast(close=False)
    return OLD


def waiting(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    del heard
    changes.show_waiting(desk, clinician)
    return Toast(close=False)


def wrong(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    match heard.parts:
        case (code, "ask"):
            return erasure.wrong_person(desk, clinician, code, sure=None)
        case (code, ("yes" | "no") as answer):
            return erasure.wrong_person(desk, clinician, code, sure=answer == "yes")
    return OLD


COMMANDS = [Command("enroll", Role.CLINICIAN, also=("enrol",))]
HANDLERS = [
    command("enroll", for_staff(enroll), *COMMANDS[0].also),
    button("link", for_staff(link)),
    button("linkat", for_staff(at_a_time(changes.choose_time))),
    button("linkpart", for_staff(of_parts(2, changes.choose_part))),
    button("linkside", for_staff(of_parts(3, changes.choose_side))),
    button("linkplan", for_staff(of_parts(2, changes.choose_protocol))),
    button("links", for_staff(waiting)),
    button("wrong", for_staff(wrong)),
]
