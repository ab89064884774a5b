"""A button, and the data that comes back when it is tapped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schedules.clinical import CLINICAL

MOST_BYTES = 64  # of callback data, by the Bot API


@dataclass(frozen=True)
class Button:
    """A label (the key of one, or the words themselves) and what a tap sends back.

    `room` is the file of words that the key is in.
    """

    label: str
    data: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    literal: bool = False
    room: str = "bot"


Rows = Sequence[Sequence[Button]]
Keyboards = Mapping[str, Callable[[Mapping[str, Any]], Rows]]


def data(verb: str, *parts: object) -> str:
    """Callback data; ValueError where Telegram would refuse it."""
    text = ":".join((verb, *(str(part) for part in parts)))
    if len(text.encode()) > MOST_BYTES:
        raise ValueError(f"callback data of {verb} is over {MOST_BYTES} bytes")
    return text


def split(text: str) -> tuple[str, ...]:
    """The verb and its parts, as `data` joined them."""
    return tuple(text.split(":"))


def worried(message_id: int) -> Button:
    return Button("buttons.worried", data("worried", message_id))


def scale(message_id: int) -> Rows:
    """Nought to ten, in two rows that fit a phone."""
    numbers = [
        Button(str(n), data("sore", message_id, n), literal=True) for n in range(CLINICAL.most_sore + 1)
    ]
    return (numbers[:6], numbers[6:])


def pair(first: Button, second: Button) -> Rows:
    return ((first, second),)


def in_rows(buttons: Sequence[Button], width: int) -> list[Sequence[Button]]:
    return [buttons[first : first + width] for first in range(0, len(buttons), width)]
