"""Names that are asked for once: by what the clinic knows somebody, and what their phone calls them."""

from collections.abc import Sequence

from bot.care.ground import people
from bot.care.ground.desk import Desk, say
from bot.care.ground.identity import identify
from bot.care.ground.says.own_name import AskName
from bot.care.ground.says.people import AskCalled, WhichPerson
from bot.model import Patient
from bot.store import patients


def ask_next(desk: Desk, patient: Patient) -> bool:
    """One after the other, so that each has its own answer; whether one is asked now."""
    return ask_what_to_call(desk, patient) or ask_once(desk, patient)


def ask_again(desk: Desk, patient: Patient) -> None:
    """`/name`: by what the clinic knows who holds the phone, and what to call anybody else on it."""
    alone = not people.are_several(desk, patient)
    say(desk, patient, AskName() if alone and patients.holds_phone(desk.tx, patient.id) else AskCalled())


def ask_whose(desk: Desk, everybody: Sequence[Patient]) -> None:
    """Whom of several a name is for."""
    shown = people.shown(desk, everybody)
    say(desk, everybody[0], WhichPerson(what="name", people=shown))


def ask_once(desk: Desk, patient: Patient) -> bool:
    """Where the clinic has no label for them: without it, nobody could look up whom to call.

    Whether they are asked now.
    """
    if patient.known_as is not None or identify(desk, patient).labels:
        return False
    patients.set_known_as(desk.tx, patient.id, "")
    say(desk, patient, AskName())
    return True


def ask_what_to_call(desk: Desk, patient: Patient) -> bool:
    """Where somebody else holds the phone, or others share it: the messages have to say whom they mean.

    Whether they are asked now.
    """
    if patient.called is not None or patients.holds_phone(desk.tx, patient.id):
        return False
    patients.set_called(desk.tx, patient.id, "")
    say(desk, patient, AskCalled())
    return True
