"""A button, and the data that comes back when it is tapped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from schedules.clinical import CLINICAL

MOST_BYTES = 64  # of callback data, by the Bot API


@dataclass(frozen=True)
class Moment:
    """An instant in whole seconds, and the zone on whose clock it is said."""

    at: int
    zone: str


@dataclass(frozen=True)
class About:
    """What tells a session from others: when it ended, on whose clock, and what was treated."""

    at: int
    zone: str
    region: str | None = None


@dataclass(frozen=True)
class Button:
    """A label (the key of one, or the words themselves) and what a tap sends back.

    `room` is the file of words that the key is in; `moment` and `about` are what a label may name besides.
    """

    label: str
    data: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    moment: Moment | None = None
    about: About | None = None
    literal: bool = False
    room: str = "bot"


Rows = Sequence[Sequence[Button]]


def data(verb: str, *parts: object) -> str:
    """Callback data; ValueError where Telegram would refuse it."""
    text = ":".join((verb, *(str(part) for part in parts)))
    if len(text.encode()) > MOST_BYTES:
        raise ValueError(f"callback data of {verb} is over {MOST_BYTES} bytes")
    return text


def split(text: str) -> tuple[str, ...]:
    """The verb and its parts, as `data` joined them."""
    return tuple(text.split(":"))


def own(label: str, tap: str, **facts: str | int) -> Button:
    """A button for a patient, or for anybody who is not of the clinic."""
    return Button(f"buttons.{label}", tap, facts)


def staff(label: str, tap: str, **facts: str | int) -> Button:
    """A button for somebody of the clinic."""
    return Button(f"buttons.{label}", tap, facts, room="staff")


def titled(title: str, tap: str) -> Button:
    """A button whose label is no text of ours: a name, a number, a title."""
    return Button(title, tap, literal=True)


def worried(message_id: int) -> Button:
    return own("worried", data("worried", message_id))


def signs(message_id: int) -> Button:
    """The way to all warning signs, to read."""
    return own("signs", data("signs", message_id))


def scale(message_id: int) -> Rows:
    """Nought to ten, for the soreness that a message asks about."""
    return scale_of(lambda n: data("sore", message_id, n))


def scale_shown(tap: str) -> Rows:
    """The same, where each tap does the same."""
    return scale_of(lambda _: tap)


def scale_of(tap: Callable[[int], str]) -> Rows:
    """Nought to ten, in two rows that fit a phone, and what a tap on each sends."""
    numbers = [titled(str(n), tap(n)) for n in range(CLINICAL.most_sore + 1)]
    return (numbers[:6], numbers[6:])


def one_each(buttons: Sequence[Button]) -> Rows:
    return [(button,) for button in buttons]


def in_rows(buttons: Sequence[Button], width: int) -> list[Sequence[Button]]:
    return [buttons[first : first + width] for first in range(0, len(buttons), width)]
