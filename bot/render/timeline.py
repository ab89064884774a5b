"""What a card tells of a session, day by day: what happened, what is to come, and why."""

from collections.abc import Iterable

from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.patients import CaseCard, Event
from bot.model import Sort
from bot.render import adverse_events
from bot.render.verbatim import verbatim
from bot.render.words import Words, local
from bot.store.answers import Way

AN_HOUR = 60  # minutes
LONGEST_WORDS = 100  # characters of somebody's in a timeline; /alerts tells an open one whole


def shown(words: Words, message: CaseCard) -> str:
    """A timeline: what happened, and what is to come."""
    told = [words.staff("events.earlier", count=message.earlier)] if message.earlier else []
    told += _days(words, message.events, message.zone) or [words.staff("events.none")]
    if message.ahead:
        told += ["", words.staff("events.ahead"), *_days(words, message.ahead, message.zone)]
    return "\n".join(told)


def _days(words: Words, events: Iterable[Event], zone: str) -> list[str]:
    """Day by day, on the clock of the clinic."""
    shown, day = [], None
    for event in events:
        at = local(Moment(event.at, zone))
        if at.date() != day:
            day = at.date()
            shown.append(words.date(at))
        shown.append(_event(words, event, f"{at:%H:%M}"))
    return shown


def _event(words: Words, event: Event, clock: str) -> str:
    if event.what == "answer":
        return words.staff(f"events.{event.key}", clock=clock, value=event.value, how=_how(words, event))
    if event.what == "alert":
        return _red_flag(words, event, clock)
    if event.what == "helped":
        return words.staff("events.helped", clock=clock, words=_short(event.words))
    if event.what == "adverse":
        told = adverse_events.told(words, event.key, event.state, _short(event.words))
        return words.staff("events.adverse", clock=clock, event=told)
    if event.what == "worry":
        return words.staff("events.worry", clock=clock)
    how = {"sending": "sent", "blocked": "failed"}.get(event.state, event.state)
    return words.staff(f"events.{how}", clock=clock, kind=_kind(words, event), why=_why(words, event))


def _kind(words: Words, event: Event) -> str:
    """What a message was: of the plan all that it says, of others their sort."""
    if event.kind in ("line", "plan", "summary", "other"):  # the last one as earlier releases have stored it
        return words.staff(f"events.{event.kind}")
    if event.kind in [*Sort]:
        return words.staff(f"drawing.sorts.{event.kind}")
    return ", ".join(words.small(f"kinds.{kind}") for kind in dict.fromkeys(event.kinds or (event.kind,)))


def _how(words: Words, event: Event) -> str:
    """In which way an answer was given, as far as that is known, and what it corrects."""
    if event.way in ("", Way.UNKNOWN):
        return ""
    way = words.staff(f"ways.{event.way}")
    key = "given" if event.instead is None else "instead"
    return f" {words.staff(f'ways.{key}', way=way, before=event.instead)}"


def _why(words: Words, event: Event) -> str:
    reasons = [
        words.staff(f"because.{one.key}", hours=f"{(one.minutes or 0) / AN_HOUR:g}") for one in event.why
    ]
    return f" {words.staff('events.why', why='; '.join(reasons))}" if reasons else ""


def _red_flag(words: Words, event: Event, clock: str) -> str:
    """How urgent, in what words, and whether somebody has read them."""
    short = _short(verbatim(words, event.words))
    flag = words.staff("events.flag", clock=clock, urgency=words.staff(f"tiers.{event.key}"), words=short)
    if event.seen is None:
        return f"{flag} {words.staff('events.unread')}"
    read = "false" if event.false_alarm else "read"
    return f"{flag} {words.staff(f'events.{read}', name=event.name, since=words.at_clinic(event.seen))}"


def _short(text: str) -> str:
    """Somebody's words in one line, the first of them."""
    whole = " / ".join(text.split("\n"))
    return whole if len(whole) <= LONGEST_WORDS else f"{whole[: LONGEST_WORDS - 1].rstrip()}…"
