"""The buttons of a patient's card."""

from collections.abc import Callable

from bot.care import attending, erasing, linking, writing
from bot.care.desk import OLD, Desk, Toast
from bot.handlers.hearing import Command, button, for_staff, number
from bot.handlers.reception import Heard
from bot.model import Clinician

Sure = Callable[..., Toast]


def case(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    match heard.parts:
        case (action, code):
            return attending.begin(desk, clinician, code, action, linking.recent(desk))
    return OLD


def time(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    seconds = number(heard.parts, 1)
    if seconds is None or len(heard.parts) != 2:  # noqa: PLR2004  (a code and an instant)
        return OLD
    return attending.set_time(desk, clinician, heard.parts[0], seconds)


def protocol(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    match heard.parts:
        case (code, name):
            return attending.set_protocol(desk, clinician, code, name)
    return OLD


def hand(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    match heard.parts:
        case (code, member):
            return attending.hand_over(desk, clinician, code, member)
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
    button("caseat", for_staff(time)),
    button("caseplan", for_staff(protocol)),
    button("casehand", for_staff(hand)),
    button("caseend", for_staff(sure(attending.end))),
    button("caseline", for_staff(sure(writing.send))),
    button("caseerase", for_staff(sure(erasing.erase))),
]
