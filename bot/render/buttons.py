"""The buttons under a message: which there are, and the data that comes back when one is tapped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.model import Message
from schedules.protocol import Kind
from schedules.zones import label

MOST_BYTES = 64  # of callback data, by the Bot API


@dataclass(frozen=True)
class Button:
    """A label (the key of one, or the words themselves) and what a tap sends back."""

    label: str
    data: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    literal: bool = False


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


def rows(message: Message) -> Rows:
    """The buttons of a message."""
    if message.step is not None:
        return _under_step(message)
    build = KEYBOARDS.get(message.key.removeprefix("bot."))
    return build({**message.facts, "message": message.id}) if build else ()


def _under_step(message: Message) -> Rows:
    always = (worried(message.id),)
    if message.facts["ask"]:
        return (*scale(message.id), always)
    if message.facts["kind"] == Kind.INFORMATION:
        return (always,)
    done = Button("buttons.done", data("done", message.id))
    later = Button("buttons.later", data("later", message.id))
    return ((done, later), always)


def worried(message_id: int) -> Button:
    return Button("buttons.worried", data("worried", message_id))


def scale(message_id: int) -> Rows:
    """Nought to ten, in two rows that fit a phone."""
    numbers = [Button(str(n), data("sore", message_id, n), literal=True) for n in range(11)]
    return (numbers[:6], numbers[6:])


def _pair(first: Button, second: Button) -> Rows:
    return ((first, second),)


def _consent(_: Mapping[str, Any]) -> Rows:
    return _pair(
        Button("buttons.agree", data("consent", "yes")), Button("buttons.not_now", data("consent", "no"))
    )


def _which(facts: Mapping[str, Any]) -> Rows:
    turn = facts["turn"]
    return (
        (Button("buttons.correct_time", data("which", "correct", turn)),),
        (Button("buttons.new_session", data("which", "new", turn)),),
    )


def _days(facts: Mapping[str, Any]) -> Rows:
    turn = facts["turn"]
    named = [Button(f"buttons.{DAYS[day]}", data("day", day, turn)) for day in facts["days"]]
    return _in_rows(named, 2)


DAYS = {"now": "just_now", "morning": "this_morning", "afternoon": "this_afternoon", "yesterday": "yesterday"}


def _hours(facts: Mapping[str, Any]) -> Rows:
    """Hours as tappable clock times; one alone also names its day."""
    hours = facts.get("hours") or []
    key = "calendar.moment" if len(hours) == 1 else "clock"
    named = [
        Button(key, data("hour", seconds, facts["turn"]), {"at": seconds, "zone": facts["zone"]})
        for seconds in hours
    ]
    return _in_rows(named, 1 if len(hours) == 1 else 4)


def _hours_and_days(facts: Mapping[str, Any]) -> Rows:
    return (*_hours(facts), *_days(facts))


def _confirm(facts: Mapping[str, Any]) -> Rows:
    turn = facts["turn"]
    return _pair(
        Button("buttons.yes", data("right", "yes", turn)),
        Button("buttons.no_change", data("right", "no", turn)),
    )


def _zone(facts: Mapping[str, Any]) -> Rows:
    turn = facts["turn"]
    return _pair(
        Button("buttons.yes", data("zone", "yes", turn)),
        Button("buttons.no_other_time", data("zone", "no", turn)),
    )


def _places(facts: Mapping[str, Any]) -> Rows:
    """Cities to choose from, parts of the world, and the way to more of them."""
    turn = facts["turn"]
    cities = [Button(label(zone), data("place", zone, turn), literal=True) for zone in facts.get("zones", ())]
    regions = [Button(f"regions.{name}", data("region", name, 0, turn)) for name in facts["regions"]]
    rows = [*_in_rows(cities, 2), *_in_rows(regions, 2)]
    if more := facts.get("more"):
        rows.append((Button("buttons.more", data("region", *more, turn)),))
    return rows


def _go_on(_: Mapping[str, Any]) -> Rows:
    return _pair(
        Button("buttons.keep_going", data("go_on", "yes")),
        Button("buttons.stop_reminders", data("go_on", "no")),
    )


def _change(facts: Mapping[str, Any]) -> Rows:
    change = (Button("buttons.change_answer", data("again", facts["of"])),)
    return (change, (worried(facts["of"]),))


def _again(facts: Mapping[str, Any]) -> Rows:
    return scale(facts["of"])


def _forget(facts: Mapping[str, Any]) -> Rows:
    erase = Button("buttons.erase", data("forget", "yes", facts["message"]))
    keep = Button("buttons.keep", data("forget", "no", facts["message"]))
    return ((erase,), (keep,))


def _helpful(facts: Mapping[str, Any]) -> Rows:
    answers = (("helpful_yes", 2), ("helpful_partly", 1), ("helpful_no", 0))
    return ([Button(f"buttons.{name}", data("helpful", facts["of"], value)) for name, value in answers],)


def _in_rows(buttons: Sequence[Button], width: int) -> list[Sequence[Button]]:
    return [buttons[first : first + width] for first in range(0, len(buttons), width)]


KEYBOARDS: Mapping[str, Callable[[Mapping[str, Any]], Rows]] = {
    "welcome": _consent,
    "treated_which": _which,
    "ask_treated": _days,
    "ask_hour": _hours,
    **dict.fromkeys(
        ("when_unreadable", "when_future", "when_too_old", "when_no_time", "when_nonexistent"),
        _hours_and_days,
    ),
    "confirm_treated": _confirm,
    "ask_zone": _zone,
    **dict.fromkeys(("ask_region", "ask_city", "choose_zone", "zone_unknown"), _places),
    **dict.fromkeys(("resting", "still_wanted"), _go_on),
    **dict.fromkeys(("sore_noted", "sore_rising", "sore_severe", "sore_already"), _change),
    "sore_again": _again,
    "forget_ask": _forget,
    "helpful": _helpful,
}
