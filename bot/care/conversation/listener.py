"""One who listens to what people write: when, for what, and what is done with it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.care.conversation.exchange import Exchange
from bot.care.ground.desk import Desk
from bot.care.ground.heard import Form, Heard
from bot.model import Patient
from messages.heard.acts.act import Kind

Predicate = Callable[[Exchange], bool]
Doing = Callable[[Exchange], object]

WRITTEN = (Form.TYPED, Form.CHANGED)
ANY_WORDS = tuple(form for form in Form if form is not Form.TAPPED)


def always(_: Exchange) -> bool:
    return True


@dataclass(frozen=True)
class Listener:
    """`when` and `takes` say in words what `listens` (how things stand) and `fits` (the text) decide."""

    name: str
    when: str
    listens: Predicate
    takes: str
    fits: Predicate
    act: Doing
    forms: tuple[Form, ...] = WRITTEN

    def __str__(self) -> str:
        """In words: who, of which forms, when and for what."""
        forms = "all that has words" if self.forms == ANY_WORDS else ", ".join(self.forms)
        return f"{self.name}\n    of:    {forms}\n    when:  {self.when}\n    takes: {self.takes}"

    def hears(self, at: Exchange) -> bool:
        """Whether this one takes the text; nothing changes by asking."""
        return at.heard.form in self.forms and self.listens(at) and self.fits(at)


def does(*kinds: Kind) -> Predicate:
    """Whether the text is one of these acts."""
    return lambda at: at.does(*kinds)


def asked(*steps: str) -> Predicate:
    """Whether a patient's open question stands at one of these steps."""
    return lambda at: at.asked in steps


def with_patient(use_case: Callable[[Desk, Patient, Heard], object]) -> Doing:
    """Do it with the patient who wrote."""
    return lambda at: use_case(at.desk, at.patient, at.heard) if at.patient else None


def with_caller(use_case: Callable[[Desk, Heard], object]) -> Doing:
    """Do it for whoever wrote."""
    return lambda at: use_case(at.desk, at.heard)
