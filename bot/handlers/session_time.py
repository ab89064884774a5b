"""/treated and /timezone, and the buttons of their questions."""

from collections.abc import Callable

from bot.care.ground.desk import OLD, Desk, Toast
from bot.care.ground.heard import Heard
from bot.care.patient import offered_session, session_time, time_zone, whereabouts
from bot.handlers.dispatch import Command, button, command, for_patient, number
from bot.model import Patient

AnswerAt = Callable[[Desk, Patient, tuple[str, ...], int], Toast]


def asked(count: int, answer: AnswerAt) -> Callable[[Desk, Heard], Toast]:
    """A button of a question: `count` parts, then the turn of the question it belongs to."""

    def use_case(desk: Desk, heard: Heard) -> Toast:
        patient, turn = heard.caller.patient(desk), number(heard.parts, count)
        if patient is None or turn is None or len(heard.parts) != count + 1:
            return OLD
        return answer(desk, patient, heard.parts[:count], turn)

    return use_case


def which(desk: Desk, patient: Patient, parts: tuple[str, ...], turn: int) -> Toast:
    return session_time.choose_mode(desk, patient, parts[0], turn)


def day(desk: Desk, patient: Patient, parts: tuple[str, ...], turn: int) -> Toast:
    return session_time.choose_day(desk, patient, parts[0], turn)


def hour(desk: Desk, patient: Patient, parts: tuple[str, ...], turn: int) -> Toast:
    seconds = number(parts, 0)
    return OLD if seconds is None else session_time.choose_hour(desk, patient, seconds, turn)


def right(desk: Desk, heard: Heard) -> Toast:
    """Whether a time is right, or the session not theirs at all."""
    patient, turn = heard.caller.patient(desk), number(heard.parts, 1)
    if patient is None or turn is None or len(heard.parts) != 2:  # noqa: PLR2004  (an answer and a turn)
        return OLD
    if heard.parts[0] == "not_mine":
        return offered_session.not_mine(desk, patient, turn)
    return session_time.confirm(desk, heard.caller, patient, right=heard.parts[0] == "yes", turn=turn)


def zone(desk: Desk, patient: Patient, parts: tuple[str, ...], turn: int) -> Toast:
    if parts == ("yes",):
        return whereabouts.confirm(desk, patient, right=True, turn=turn)
    return time_zone.refuse(desk, patient, turn)


def region(desk: Desk, patient: Patient, parts: tuple[str, ...], turn: int) -> Toast:
    page = number(parts, 1)
    return OLD if page is None else time_zone.choose_region(desk, patient, parts[0], page, turn)


def place(desk: Desk, patient: Patient, parts: tuple[str, ...], turn: int) -> Toast:
    return time_zone.choose_zone(desk, patient, parts[0], turn)


COMMANDS = [Command("treated"), Command("timezone")]
HANDLERS = [
    command("treated", for_patient(session_time.begin)),
    command("timezone", for_patient(whereabouts.change)),
    button("right", right),
    *(
        button(verb, asked(count, answer))
        for verb, count, answer in (
            ("which", 1, which),
            ("day", 1, day),
            ("hour", 1, hour),
            ("zone", 1, zone),
            ("region", 2, region),
            ("place", 1, place),
        )
    ),
]
