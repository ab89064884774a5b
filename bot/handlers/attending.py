"""The buttons of a patient's card."""

from collections.abc import Callable

from bot.care import attending, erasing, linking, writing
from bot.care.desk import OLD, Desk, Toast
from bot.handlers.hearing import Command, at_a_time, button, for_staff, of_parts
from bot.handlers.reception import Heard
from bot.model import Clinician

Sure = Callable[..., Toast]


def case(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    match heard.parts:
        case (action, code):
            return attending.begin(desk, clinician, code, action, linking.recent(desk))
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
    button("caseat", for_staff(at_a_time(attending.set_time))),
    button("caseplan", for_staff(of_parts(2, attending.set_protocol))),
    button("casehand", for_staff(of_parts(2, attending.hand_over))),
    button("caseend", for_staff(sure(attending.end))),
    button("caseline", for_staff(sure(writing.send))),
    button("caseerase", for_staff(sure(erasing.erase))),
]
