"""Which buttons stand under a message to a patient."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.model import Message
from bot.render import staff_keyboards
from bot.render.buttons import Button, Keyboards, Rows, data, in_rows, pair, scale, worried
from messages.heard.places import label
from schedules.clinical import CLINICAL
from schedules.protocol import StepKind


def rows(message: Message, more: Mapping[str, Any]) -> Rows:
    """The buttons of a message; `more` is what the words know besides its facts."""
    if message.step is not None:
        return _under_step(message)
    room, _, key = message.key.partition(".")
    build = (staff_keyboards.KEYBOARDS if room == "staff" else KEYBOARDS).get(key)
    return build({**message.facts, **more, "message": message.id, "key": key}) if build else ()


def _under_step(message: Message) -> Rows:
    always = (worried(message.id),)
    if message.facts["ask"]:
        return (*scale(message.id), always)
    if message.facts["kind"] == StepKind.INFORMATION:
        return (always,)
    done = Button("buttons.done", data("done", message.id))
    later = Button("buttons.later", data("later", message.id))
    return ((done, later), always)


def _consent(facts: Mapping[str, Any]) -> Rows:
    """Yes or no, to the link that somebody came by, if they did."""
    link = [facts["link"]] if "link" in facts else []
    return pair(
        Button("buttons.agree", data("consent", "yes", *link)),
        Button("buttons.not_now", data("consent", "no", *link)),
    )


def _which(facts: Mapping[str, Any]) -> Rows:
    """Correct the time of the one session, or of one of several, or a new one."""
    turn, sessions = facts["turn"], facts["sessions"]
    one = len(sessions) == 1
    correct = [
        Button(
            "buttons.correct_time" if one else "buttons.correct_session",
            data("which", session["code"], turn),
            {"session": {**session, "zone": facts["zone"]}},
        )
        for session in sessions
    ]
    return (*((button,) for button in correct), (Button("buttons.new_session", data("which", "new", turn)),))


def _days(facts: Mapping[str, Any]) -> Rows:
    turn = facts["turn"]
    named = [Button(f"buttons.{DAYS[day]}", data("day", day, turn)) for day in facts["days"]]
    return in_rows(named, 2)


DAYS = {"now": "just_now", "morning": "this_morning", "afternoon": "this_afternoon", "yesterday": "yesterday"}


def _hours(facts: Mapping[str, Any]) -> Rows:
    """Hours as tappable clock times; one alone also names its day."""
    hours = facts.get("hours") or []
    key = "calendar.moment" if len(hours) == 1 else "clock"
    named = [
        Button(key, data("hour", seconds, facts["turn"]), {"at": seconds, "zone": facts["zone"]})
        for seconds in hours
    ]
    return in_rows(named, 1 if len(hours) == 1 else 4)


def _hours_and_days(facts: Mapping[str, Any]) -> Rows:
    return (*_hours(facts), *_days(facts))


def _confirm(facts: Mapping[str, Any]) -> Rows:
    turn = facts["turn"]
    return pair(
        Button("buttons.yes", data("right", "yes", turn)),
        Button("buttons.no_change", data("right", "no", turn)),
    )


def _confirm_invited(facts: Mapping[str, Any]) -> Rows:
    return (*_confirm(facts), (Button("buttons.not_mine", data("right", "not_mine", facts["turn"])),))


def _zone(facts: Mapping[str, Any]) -> Rows:
    turn = facts["turn"]
    return pair(
        Button("buttons.yes", data("zone", "yes", turn)),
        Button("buttons.no_other_time", data("zone", "no", turn)),
    )


def _places(facts: Mapping[str, Any]) -> Rows:
    """Cities to choose from, parts of the world, and the way to more of them."""
    turn = facts["turn"]
    cities = [Button(label(zone), data("place", zone, turn), literal=True) for zone in facts.get("zones", ())]
    regions = [Button(f"regions.{name}", data("region", name, 0, turn)) for name in facts["regions"]]
    rows = [*in_rows(cities, 2), *in_rows(regions, 2)]
    if more := facts.get("more"):
        rows.append((Button("buttons.more", data("region", *more, turn)),))
    return rows


def _go_on(_: Mapping[str, Any]) -> Rows:
    return pair(
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


def _signs(facts: Mapping[str, Any]) -> Rows:
    """The warning signs, and that there are none."""
    named = [Button(f"signs.{sign}", data("sign", sign, facts["message"])) for sign in CLINICAL.signs]
    none = Button("signs.none", data("sign", "none", facts["message"]))
    return (*((button,) for button in named), (none,))


def _signs_there(facts: Mapping[str, Any]) -> Rows:
    """The same where the signs stand in the text already, and none of them needs saying."""
    return _signs(facts)[:-1]


def _answer(facts: Mapping[str, Any]) -> Rows:
    """What somebody may want to know next, and that it was something else."""
    neighbours = [Button(title, data("faq", entry), literal=True) for entry, title in facts["neighbours"]]
    rows: list[Sequence[Button]] = [(button,) for button in neighbours]
    if facts["key"] == "answer":
        rows.append((Button("buttons.not_that", data("notthat", facts["message"])),))
    return rows


def _pass(facts: Mapping[str, Any]) -> Rows:
    question = facts["question"]
    return ((Button("buttons.pass", data("pass", question)),),) if question else ()


def _beyond(facts: Mapping[str, Any]) -> Rows:
    return (*_pass(facts), *_answer(facts))


def _faq(facts: Mapping[str, Any]) -> Rows:
    rows = [(Button(title, data("faq", entry), literal=True),) for entry, title in facts["titles"]]
    if facts["next"] is not None:
        rows.append((Button("buttons.more_questions", data("faqs", facts["next"])),))
    return rows


KEYBOARDS: Keyboards = {
    **dict.fromkeys(("welcome", "welcome_invited"), _consent),
    **dict.fromkeys(("treated_which", "treated_which_of"), _which),
    "ask_treated": _days,
    "ask_hour": _hours,
    **dict.fromkeys(
        ("when_unreadable", "when_future", "when_too_old", "when_no_time", "when_nonexistent"),
        _hours_and_days,
    ),
    "confirm_treated": _confirm,
    **dict.fromkeys(("confirm_invited", "confirm_join"), _confirm_invited),
    "ask_zone": _zone,
    **dict.fromkeys(("ask_region", "ask_city", "choose_zone", "zone_unknown"), _places),
    **dict.fromkeys(("resting", "still_wanted"), _go_on),
    **dict.fromkeys(("sore_noted", "sore_rising", "sore_severe", "sore_already"), _change),
    "sore_again": _again,
    "forget_ask": _forget,
    "helpful": _helpful,
    **dict.fromkeys(("screen", "screen_after"), _signs),
    "worried": _signs_there,
    **dict.fromkeys(("answer", "topic"), _answer),
    "beyond": _beyond,
    **dict.fromkeys(("free_text", "not_that", "screen_pass"), _pass),
    "faq": _faq,
}
