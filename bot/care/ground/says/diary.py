"""A diary that was sent as a document: what was read in it, or why it cannot be."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Rows, data, staff
from bot.care.ground.says.message import Around, ToStaff
from messages.heard.diary.appointment import LeftOut


@dataclass(frozen=True)
class AppointmentRead:
    """A label, when the session is over (whole seconds), and for which colleague it is, if that is known."""

    label: str
    at: int
    follower: str = ""


@dataclass(frozen=True)
class LeftCount:
    """So many appointments were left out, for that reason."""

    why: LeftOut
    count: int


class DiaryRead(ToStaff, key="diary_read"):
    """Of the day of `at`; nothing is made of it before a yes. `beyond` are more than can be taken at once."""

    at: int
    zone: str
    appointments: tuple[AppointmentRead, ...]
    left: tuple[LeftCount, ...] = ()
    beyond: int = 0

    def buttons(self, around: Around) -> Rows:
        del around
        return ((staff("diary_use", data("diary", "yes")), staff("diary_not", data("diary", "no"))),)


class DiaryEmpty(ToStaff, key="diary_empty"):
    """There is nothing of that day in it to make links for."""

    at: int
    zone: str
    left: tuple[LeftCount, ...] = ()


class DiaryProblem(ToStaff, key="diary_problem"):
    """Why a document cannot be read (a key of `diary_problems`), and the headings it has."""

    problem: str
    headings: tuple[str, ...] = ()
