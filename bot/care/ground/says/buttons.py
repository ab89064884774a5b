"""A button, and the data that comes back when it is tapped."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from schedules.clinical import CLINICAL
from schedules.protocol import StepKind

MOST_BYTES = 64  # of callback data, by the Bot API
DONE = {  # what the button is called that says so, and the line that thanks for it
    StepKind.HYDRATION: "done_hydration",
    StepKind.MOVEMENT: "done_movement",
    StepKind.STRETCHING: "done_stretching",
}


class Keyboard(Enum):
    """Where buttons stand, and what they do."""

    UNDER = "under"  # the message; each sends what it holds
    CONTACT = "contact"  # in the place of the keyboard: the first sends one's own contact, others their words
    LOCATION = "location"  # there as well: the first sends where one is on the map
    AWAY = "away"  # such a keyboard goes


@dataclass(frozen=True)
class Moment:
    """An instant in whole seconds, and the zone on whose clock it is said, which may have twelve hours."""

    at: int
    zone: str
    twelve: bool = False


@dataclass(frozen=True)
class About:
    """What tells a session from others: when it ended, on whose clock, and what was treated."""

    at: int
    zone: str
    region: str | None = None


@dataclass(frozen=True)
class Whom:
    """One of several people whom a phone serves: by name, or else by who has consented for them.

    Where two would be called the same, `region` is what was treated of this one, as a treatment keeps it;
    where that is the same too, `place` is theirs among them, from 1.
    """

    name: str = ""
    by: str = "self"
    region: str = ""
    place: int = 0


@dataclass(frozen=True)
class Button:
    """A label (the key of one, or the words themselves) and what a tap sends back.

    `room` is the file of words that the key is in; `moment`, `about` and `whom` are what a label may name
    besides.
    """

    label: str
    data: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    moment: Moment | None = None
    about: About | None = None
    whom: Whom | None = None
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


def turned(to: Callable[[int], str], number: int, pages: int) -> Rows:
    """The way to the page before page `number` (from 0) of so many, and to the next."""
    back = [staff("previous", to(number - 1))] if number else []
    on = [staff("next", to(number + 1))] if number + 1 < pages else []
    return ([*back, *on],) if back or on else ()


def worried(message_id: int) -> Button:
    return own("worried", data("worried", message_id))


def signs(message_id: int) -> Button:
    """The way to all warning signs, to read."""
    return own("signs", data("signs", message_id))


def done_with(kinds: Iterable[StepKind], tap: Callable[[StepKind], str]) -> Sequence[Button]:
    """A button for each kind of thing that a message bids to do, named where there are several in it."""
    return [own(DONE[kind], tap(kind)) for kind in dict.fromkeys(kinds)]


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


def meant(instants: Sequence[int], zone: str, tap: Callable[[int], str], *, twelve: bool) -> Rows:
    """Instants that somebody may mean, to choose from: each with its day."""
    return one_each([Button("lately", tap(at), moment=Moment(at, zone, twelve)) for at in instants])


def in_rows(buttons: Sequence[Button], width: int) -> list[Sequence[Button]]:
    return [buttons[first : first + width] for first in range(0, len(buttons), width)]
