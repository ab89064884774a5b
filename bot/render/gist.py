"""What mattered of a session, in a few lines: the alarms with their words, soreness, and what went out."""

from collections.abc import Mapping, Sequence

from bot.care.ground.drawing.marks import AlertMark, Drawing, Fate, StepMark
from bot.render.drawing import DrawnWords, Shown, ms
from bot.render.words import Words

TOLD_FIRST = (Fate.SENT, Fate.JOINED)  # then all else that became of a step


def gist(words: Words, drawing: Drawing, said: Mapping[str, Sequence[str]]) -> Shown:
    """As JSON, with no word left to be made; `said` is what the patient wrote or tapped, by alert."""
    drawn = DrawnWords(words, drawing)
    return {
        "alarms": [_alarm(drawn, mark, said.get(mark.code, ())) for mark in drawing.alerts],
        "facts": [_soreness(drawn), *_fates(drawn)],
    }


def _alarm(drawn: DrawnWords, mark: AlertMark, said: Sequence[str]) -> Shown:
    seen = "unseen" if mark.seen is None else "seen_by"
    told = [drawn.small("why.raised", at=drawn.at(mark.at))]
    calls = sum(not rung.ahead for rung in mark.rungs)
    if calls > 1:
        told.append(drawn.small("gist_calls", number=calls))
    told.append(drawn.small(f"why.{seen}", who=mark.by, at=drawn.at(mark.seen) if mark.seen else ""))
    return {
        "words": list(said),
        "title": drawn.small("alarm", tier=words_of_tier(drawn, mark)),
        "about": " ".join(told),
        "seen": ms(mark.seen) if mark.seen else None,
    }


def words_of_tier(drawn: DrawnWords, mark: AlertMark) -> str:
    return drawn.words.staff(f"tiers.{mark.tier}")


def _soreness(drawn: DrawnWords) -> Shown:
    given = [drawn.small("gist_rated", value=one.value, at=drawn.at(one.at)) for one in drawn.drawing.ratings]
    return _fact(drawn.small("lanes.soreness"), given or [drawn.small("gist_unrated")])


def _fates(drawn: DrawnWords) -> list[Shown]:
    """Each fate that a step of the plan has had or will have, with whose it is."""
    found: dict[Fate, list[StepMark]] = {}
    for mark in drawn.drawing.steps:
        found.setdefault(mark.fate, []).append(mark)
    order = [*TOLD_FIRST, *(fate for fate in Fate if fate not in TOLD_FIRST)]
    return [
        _fact(drawn.small(f"fates.{fate}"), [drawn.title(mark) for mark in found[fate]])
        for fate in order
        if fate in found
    ]


def _fact(name: str, told: Sequence[str]) -> Shown:
    return {"name": name[:1].upper() + name[1:], "words": " · ".join(told)}
