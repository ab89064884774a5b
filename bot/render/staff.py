"""Lists and cards for the people of the clinic, made of facts."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.store.tx import instant
from messages.heard.red_flags.signs import SIGNS

if TYPE_CHECKING:
    from bot.render.words import Words

Facts = Mapping[str, Any]
MINUTE, HOUR = 60, 3_600  # seconds
LONGEST_WORDS = 100  # characters of a red flag in a timeline; /alerts tells an open one whole


def lines(words: "Words", facts: Facts) -> str:
    """The patients of one page."""
    return "\n".join(
        f"{place}. {_patient(words, one)}" for place, one in enumerate(facts["patients"], start=1)
    )


def _patient(words: "Words", one: Facts) -> str:
    flags = [
        words.staff("flags.hours", hours=one["hours"]) if one["active"] else "",
        words.staff("flags.soreness", value=one["soreness"]) if one["soreness"] is not None else "",
        words.staff("flags.alert") if one["alert"] else "",
        words.staff("flags.worried") if one["worried"] else "",
        words.staff("flags.unanswered", count=one["unanswered"]) if one["unanswered"] > 1 else "",
        "" if one["status"] == "active" else words.staff(f"standing.{one['status']}"),
    ]
    region = words.region(one["region"]) if one["region"] else ""
    when = "" if one["active"] else words.date(instant(one["at"]).astimezone(words.zone()))
    parts = (one["label"], one["code"], region, when, *flags)
    return " · ".join(part for part in parts if part)


def title(words: "Words", facts: Facts) -> str:
    """What the page is of, and which one it is."""
    query = facts["query"]
    said = words.staff("patients_title_search", query=query) if query else words.staff("patients_title")
    if facts["pages"] <= 1:
        return said
    return f"{said}, {words.staff('patients_page', number=facts['number'] + 1, pages=facts['pages'])}"


def events(words: "Words", facts: Facts) -> str:
    """A timeline, day by day, on the clock of the clinic."""
    if not facts["events"]:
        return words.staff("events.none")
    shown = [words.staff("events.earlier", count=facts["earlier"])] if facts["earlier"] else []
    day = None
    for event in facts["events"]:
        local = instant(event["at"]).astimezone(words.zone())
        if local.date() != day:
            day = local.date()
            shown.append(words.date(local))
        shown.append(_event(words, event, f"{local:%H:%M}"))
    return "\n".join(shown)


def _event(words: "Words", event: Facts, clock: str) -> str:
    if event["what"] == "answer":
        return words.staff(f"events.{event['key']}", clock=clock, value=event["value"])
    if event["what"] == "alert":
        return _red_flag(words, event, clock)
    if event["what"] == "worry":
        return words.staff("events.worry", clock=clock)
    kind = event["kind"]
    named = words.staff(f"events.{kind}") if kind in ("line", "other") else words.small(f"kinds.{kind}")
    how = {"sending": "sent", "blocked": "failed"}.get(event["state"], event["state"])
    return words.staff(f"events.{how}", clock=clock, kind=named)


def _red_flag(words: "Words", event: Facts, clock: str) -> str:
    """How urgent, in what words, and whether somebody has read them."""
    whole = " / ".join(said(words, event).split("\n"))
    short = whole if len(whole) <= LONGEST_WORDS else f"{whole[: LONGEST_WORDS - 1].rstrip()}…"
    flag = words.staff("events.flag", clock=clock, urgency=words.staff(f"tiers.{event['key']}"), words=short)
    if event["seen"] is None:
        return f"{flag} {words.staff('events.unread')}"
    read = "false" if event["false_alarm"] else "read"
    return f"{flag} {words.staff(f'events.{read}', name=event['name'], since=words.since(event['seen']))}"


def waiting(words: "Words", facts: Facts) -> str:
    return "\n".join(
        f"• {one['label']} · "
        + words.staff(f"flags.{one['state']}", hours=max(0, facts["now"] - one["since"]) // 3600)
        for one in facts["waiting"]
    )


def notices(words: "Words", facts: Facts) -> str:
    return "\n".join(
        words.staff(
            f"notice_{one['key']}",
            who=" ".join(filter(None, (one["label"], one["code"]))),
            since=words.since(one["since"]),
        )
        for one in facts["notices"]
    )


def causes(words: "Words", facts: Facts) -> str:
    """What was set aside, by kind and reason, in the words of the programs that meet there."""
    return "\n".join(
        words.staff("flags.cause", number=one["count"], kind=one["kind"], name=one["reason"])
        for one in facts["causes"]
    )


def life(words: "Words", facts: Facts) -> str:
    """How long a link can be opened: whole hours, or minutes where that would round much away."""
    hours, rest = divmod(facts["life"], HOUR)
    if rest == 0 and hours > 1:
        return words.staff("flags.life_hours", count=hours)
    return words.staff("flags.life_minutes", count=facts["life"] // MINUTE)


def members(words: "Words", facts: Facts) -> str:
    """Who there is, and who is invited and has not come yet."""
    there = [
        f"• {one['name'] or one['code']}, {words.staff('roles.' + one['role'])}" for one in facts["members"]
    ]
    return "\n".join(
        [*there, *(f"◦ {one['name']}, {words.staff('flags.invited')}" for one in facts["invited"])]
    )


def week(words: "Words", facts: Facts) -> str:
    """The counts of a week; what did not occur is left out."""
    found = facts["week"]
    shown = [words.staff("week.check_ins", answered=found["answered"], asked=found["asked"])]
    shown += [
        words.staff(f"week.{name}", count=found[name])
        for name in ("severe", "worried", "gone", "unopened")
        if found[name]
    ]
    return "\n".join(shown)


TAPPED = re.compile(r"^\[(\w+)\]$", re.MULTILINE)  # a sign that was tapped, among a patient's words


def said(words: "Words", facts: Facts) -> str:
    """A patient's words, verbatim; of a sign that was tapped, its label."""
    return TAPPED.sub(
        lambda found: (
            words.staff("flags.tapped", sign=words.small(f"signs.{found[1]}"))
            if found[1] in SIGNS
            else found[0]
        ),
        str(facts["words"]),
    )


Fill = Callable[["Words", Facts], dict[str, object]]

FILLED: Mapping[str, Fill] = {
    "patients": lambda words, facts: {"patients": lines(words, facts), "title": title(words, facts)},
    "events": lambda words, facts: {"events": events(words, facts)},
    "waiting": lambda words, facts: {"waiting": waiting(words, facts)},
    "notices": lambda words, facts: {"notices": notices(words, facts)},
    "causes": lambda words, facts: {"causes": causes(words, facts)},
    "members": lambda words, facts: {"members": members(words, facts)},
    "week": lambda words, facts: {"week": week(words, facts), "sessions": facts["week"]["sessions"]},
    "status": lambda words, facts: {"standing": words.staff(f"standing.{facts['status']}")},
    "tier": lambda words, facts: {"urgency": words.staff(f"urgency.{facts['tier']}")},
    "passed": lambda words, facts: {"passing": words.staff("flags.passed") if facts["passed"] else ""},
    "life": lambda words, facts: {"life": life(words, facts)},
    "words": lambda words, facts: {"words": said(words, facts)},
    "role": lambda words, facts: {"role": words.staff(f"roles.{facts['role']}")},
    "region": lambda words, facts: {"treated": words.region(facts["region"])},
    "part": lambda words, facts: {"part": words.named(f"body.parts.{facts['part']}")},
}
AS_IT_IS = ("label", "name", "opener", "protocol", "most", "count", "line", "query", "file", "title")
