"""A patient as the clinic knows them: labels, names, and the sessions that may be meant."""

from dataclasses import dataclass

from bot.care.ground.says.message import Message


@dataclass(frozen=True)
class SessionKnown:
    """A session that may be meant: its end in whole seconds, and what the clinic ever said of it.

    `stage` is `under_way`, `offered` (by a link that they opened and have not confirmed), or `earlier`;
    `protocol` is a title.
    """

    at: int
    stage: str
    label: str = ""
    region: str | None = None
    protocol: str = ""


class Identified(Message):
    """Who it is: the labels that may be meant, their first name, and what they say the clinic calls them."""

    code: str
    label: str = ""
    first_name: str = ""
    known_as: str = ""


class WithNumber(Message):
    """The phone number that the patient has left, if they did; it is erased before the rest."""

    call_on: str = ""


class WithSessions(Message):
    """The sessions that may be meant, the likeliest first."""

    sessions: tuple[SessionKnown, ...] = ()
