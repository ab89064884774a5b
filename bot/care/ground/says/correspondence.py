"""A line from the clinic opens a thread: what the patient answers, and what is said of who reads it."""

from bot.care.ground.says.buttons import Rows, data, in_rows, staff
from bot.care.ground.says.identity import Identified
from bot.care.ground.says.message import Around, HoldsWords, Message, Timed, ToPatient, ToStaff


class PatientAnswers(ToStaff, Identified, Timed, HoldsWords, key="patient_answers"):
    """What a patient answers to a line; `line` is the number of that message."""

    line: int

    def buttons(self, around: Around) -> Rows:
        taps = [staff(what, data("answers", what, self.line)) for what in ("reply", "close")]
        del around
        return in_rows(taps, 2)


class Passed(Message):
    """`name` gets it; `open` is whether the clinic is."""

    personal = True

    name: str
    open: bool


class AnswerPassed(ToPatient, Passed, key="answer_passed"):
    pass


class AnswerAdded(ToPatient, Passed, key="answer_added"):
    """The same, after that."""


class ThreadClosed(ToStaff, Identified, key="thread_closed"):
    pass
