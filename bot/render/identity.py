"""How a patient is named to the clinic, and the sessions that may be meant."""

from typing import Protocol

from bot.care.ground.says.identity import Identified, SessionKnown, WithNumber, WithSessions
from bot.care.ground.says.patients import CaseCard
from bot.render.filling import Fillings
from bot.render.patient import SHARED
from bot.render.words import Filling, Words

IDENTITY = Fillings(SHARED)  # of the texts of the clinic
PARTED = " · "


class NamesPatient(Protocol):
    """Whatever says who somebody is."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def first_name(self) -> str: ...
    @property
    def known_as(self) -> str: ...


def who(words: Words, one: NamesPatient) -> str:
    """All that the clinic can know a patient by, in one line."""
    known = words.staff("flags.known_as", name=one.known_as) if one.known_as else ""
    return PARTED.join(part for part in (one.label, one.first_name, known, one.code) if part)


def sessions_of(words: Words, known: tuple[SessionKnown, ...]) -> str:
    """The sessions that may be meant, one a line, on the clock of the clinic."""
    labelled = len({one.label for one in known}) > 1
    return "\n".join(_session(words, one, labelled=labelled) for one in known)


def _session(words: Words, one: SessionKnown, *, labelled: bool) -> str:
    parts = (
        one.label if labelled else "",
        words.region(one.region),
        words.at_clinic(one.at),
        one.protocol,
        words.staff(f"stages.{one.stage}") if one.stage != "under_way" else "",
    )
    return PARTED.join(part for part in parts if part)


def standing(words: Words, card: CaseCard) -> str:
    """Whether reminders come, who has consented, and whether anybody hears along."""
    by = "" if card.by == "self" else words.staff(f"consent_by.{card.by}")
    carers = words.staff("flags.carers", count=card.carers) if card.carers else ""
    return PARTED.join(filter(None, (words.staff(f"standing.{card.status}"), by, carers)))


@IDENTITY.of(Identified)
def named(words: Words, message: Identified) -> Filling:
    return {"who": who(words, message)}


@IDENTITY.of(WithNumber)
def number(words: Words, message: WithNumber) -> Filling:
    """A line with the number, where there is one."""
    return {
        "number_line": f"\n{words.staff('flags.phone', number=message.call_on)}" if message.call_on else ""
    }


@IDENTITY.of(WithSessions)
def sessions(words: Words, message: WithSessions) -> Filling:
    return {"sessions": sessions_of(words, message.sessions)}
