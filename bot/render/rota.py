"""What is said of who is on duty, who is away, and for whom somebody covers."""

from collections.abc import Sequence

from bot.care.ground.says.alerts import AlertTold, CoverShown
from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.rota import (
    AbsenceShown,
    AwayBegun,
    AwayNoted,
    AwayOver,
    AwayPlanned,
    BackNoted,
    CoverBegins,
    Duty,
    DutyShown,
)
from bot.render.filling import Fillings
from bot.render.identity import IDENTITY
from bot.render.words import Filling, Words
from schedules.clinical import CLINICAL

ROTA = Fillings(IDENTITY)
SECONDS = 60  # of a minute


@ROTA.of(AlertTold)
def cover(words: Words, message: AlertTold) -> Filling:
    return {"cover": _cover(words, message.cover)}


def _cover(words: Words, cover: CoverShown | None) -> str:
    """Why it comes to somebody who does not follow the patient, and who else is on duty, in their order."""
    if cover is None:
        return ""
    followed = [words.staff("flags.followed", name=cover.follower)]
    if cover.away:
        until = cover.until and words.staff("flags.is_away_until", since=words.at_clinic(cover.until))
        followed.append(until or words.staff("flags.is_away"))
    names = ", ".join(cover.on_duty) or words.staff("flags.nobody")
    shown = [words.staff("flags.cover", followed=" ".join(followed), names=names)]
    if cover.alone:
        shown.append(words.staff("flags.cover_alone"))
    return "\n\n" + "\n".join(shown)


@ROTA.of(AwayNoted)
def away(words: Words, message: AwayNoted) -> Filling:
    return {**_until(words, message), **_covered(words, message.on_duty), **_before(words, message)}


@ROTA.of(AwayPlanned)
def planned(words: Words, message: AwayPlanned) -> Filling:
    since = words.when(Moment(message.begins, message.zone))
    return {"since": since, **_until(words, message), **_before(words, message)}


@ROTA.of(AwayBegun)
def begun(words: Words, message: AwayBegun) -> Filling:
    return {**_until(words, message), **_covered(words, message.on_duty)}


@ROTA.of(CoverBegins)
def cover_begins(words: Words, message: CoverBegins) -> Filling:
    return {**_until(words, message), "names": ", ".join(message.on_duty)}


def _until(words: Words, message: AwayNoted | AwayPlanned | AwayBegun | CoverBegins) -> Filling:
    until = words.staff("duty_flags.until_back")
    if message.until:
        until = words.staff("duty_flags.until", since=words.when(Moment(message.until, message.zone)))
    return {"until": f" {until}"}


def _covered(words: Words, on_duty: Sequence[str]) -> Filling:
    names = ", ".join(on_duty)
    return {
        "cover": words.staff("duty_flags.covered", names=names)
        if names
        else words.staff("duty_flags.uncovered")
    }


def _before(words: Words, message: AwayNoted | AwayPlanned) -> Filling:
    """What it takes the place of."""
    if message.before is None:
        return {"before": ""}
    return {"before": " " + words.staff("duty_flags.replaced", span=_span(words, message.before))}


def _span(words: Words, one: AbsenceShown) -> str:
    until = words.staff("duty_flags.until_back")
    if one.until:
        until = words.staff("duty_flags.until", since=words.at_clinic(one.until))
    begins = words.staff("duty_flags.from", since=words.at_clinic(one.begins)) if one.begins else ""
    return f"{begins} {until}".strip()


@ROTA.of(BackNoted)
def back(words: Words, message: BackNoted) -> Filling:
    return _waiting(words, message.waiting)


@ROTA.of(AwayOver)
def over(words: Words, message: AwayOver) -> Filling:
    return _waiting(words, message.waiting)


def _waiting(words: Words, count: int) -> Filling:
    said = words.staff("duty_flags.waiting", count=count) if count else words.staff("duty_flags.none")
    return {"waiting": said}


@ROTA.of(Duty)
def duty(words: Words, message: Duty) -> Filling:
    ladder = CLINICAL.ladders["emergency"]
    lines = (f"{place}. {_on_duty(words, one)}" for place, one in enumerate(message.order, start=1))
    return {
        "order": "\n".join(lines),
        "on_duty": int(ladder.on_duty.total_seconds()) // SECONDS,
        "everybody": int(ladder.everybody.total_seconds()) // SECONDS,
    }


def _on_duty(words: Words, one: DutyShown) -> str:
    how = []
    if not one.covers:
        how.append(words.staff("duty_flags.off"))
    if one.until:
        how.append(words.staff("duty_flags.away_until", since=words.at_clinic(one.until)))
    elif one.away:
        how.append(words.staff("duty_flags.away"))
    if one.ahead:
        how.append(words.staff("duty_flags.away_ahead", span=_span(words, one.ahead)))
    return ", ".join([one.name, *how])
