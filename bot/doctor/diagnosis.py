"""One thing that was looked at: good, to mend, or nobody can tell from here."""

from dataclasses import dataclass
from enum import Enum


class Grade(Enum):
    """How a thing is."""

    GOOD = "good"
    MEND = "to mend"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True)
class Diagnosis:
    """A line of the report; what is to mend or unknown says what to do."""

    grade: Grade
    about: str
    what: str

    def __str__(self) -> str:
        return f"{self.grade.value:<13}{self.about}: {self.what}"


def good(about: str, what: str) -> Diagnosis:
    return Diagnosis(Grade.GOOD, about, what)


def mend(about: str, what: str) -> Diagnosis:
    return Diagnosis(Grade.MEND, about, what)


def unknown(about: str, what: str) -> Diagnosis:
    return Diagnosis(Grade.UNKNOWN, about, what)
