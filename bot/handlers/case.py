"""The buttons of a patient's card."""

from collections.abc import Callable

from bot.care.clinic import case as clinic_case
from bot.care.clinic import erasure, line
from bot.care.ground.desk import OLD, Desk, Toast
from bot.care.ground.heard import Heard
from bot.handlers.dispatch import Command, at_a_time, button, for_staff, of_parts
from bot.model import Clinician

Sure = Callable[..., Toast]


def case(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    match heard.parts:
        case (action, code):
            return clinic_case.begin(desk, clinician, code, action)
    return OLD


def sure(use_case: Sure) -> Callable[[Desk, Heard, Clinician], Toast]:
    """A button that says yes or no to what cannot be taken back."""

    def answered(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
        match heard.parts:
            case (code, ("yes" | "no") as answer):
                return use_case(desk, clinician, code, sure=answer == "yes")
        return OLD

    return answered


COMMANDS: list[Command] = []
HANDLERS = [
    button("case", for_staff(case)),
    button("caseat", for_staff(at_a_time(clinic_case.set_time))),
    button("caseplan", for_staff(of_parts(2, clinic_case.set_protocol))),
    button("casehand", for_staff(of_parts(2, clinic_case.hand_over))),
    button("caseend", for_staff(sure(clinic_case.end))),
    button("caseline", for_staff(sure(line.send))),
    button("caseerase", for_staff(sure(erasure.erase))),
]
