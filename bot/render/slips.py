"""The words of the slips of a day, and of the leaflet for who has no Telegram."""

from collections.abc import Sequence
from dataclasses import replace

from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.day_sheet import DaySlips, LeafletStep, Slip
from bot.render.exercises import STRETCH, exercises, pictured
from bot.render.paper import LeafletLine, LeafletWords, Paper, SlipWords
from bot.render.words import Words, local
from schedules.clinical import CLINICAL
from schedules.protocol import StepKind

ON_PAPER = "light"
NAME = "aftercare-{day:%Y-%m-%d}.pdf"


def paper(words: Words, message: DaySlips) -> Paper:
    """Everything that is to be drawn; the drawing itself comes later, and elsewhere."""
    day = local(Moment(words.now, message.zone))
    slips = [_slip(words, one, message.zone) for one in message.slips]
    return Paper(NAME.format(day=day), slips, leaflets(words, message))


def leaflets(words: Words, message: DaySlips) -> list[LeafletWords]:
    """One for each region that has movements and stretches of its own, and one for all others."""
    regions = dict.fromkeys(one.region if exercises(words, one.region) else None for one in message.slips)
    return [_leaflet(words, message, region) for region in regions or (None,)]


def _slip(words: Words, one: Slip, zone: str) -> SlipWords:
    clock = words.clock(Moment(one.at, zone))
    return SlipWords(
        label=one.label,
        when=" · ".join(filter(None, (clock, one.follower))),
        title=words.small("slip.title"),
        how=words.small("slip.how"),
        numbers=(words.small("slip.reach"), words.small("slip.emergency")),
        link=words.link(one.nonce),
    )


def _leaflet(words: Words, message: DaySlips, region: str | None) -> LeafletWords:
    signs_title, _, signs = words.small("leaflet.signs").partition("\n")
    return LeafletWords(
        title=words.small("leaflet.title"),
        intro=words.small("leaflet.intro"),
        steps=_steps(words, message.steps, region),
        signs_title=signs_title,
        signs=signs.strip(),
        numbers=words.small("leaflet.numbers"),
    )


def _steps(words: Words, steps: Sequence[LeafletStep], region: str | None) -> list[LeafletLine]:
    """When, and what then: a tip as it would be sent, and what somebody can ask themselves.

    The stretch is drawn where it is told first, and on paper always dark on white.
    """
    filling, drawn = exercises(words, region), pictured(words, region)
    drawings = iter((replace(drawn, shade=ON_PAPER),) if drawn else ())
    asks = iter((words.text("bot.leaflet.check_in", {"severe": CLINICAL.severe}),))
    shown = []
    for one in steps:
        told = [tip.key for tip in one.tips if tip.kind is not StepKind.CHECK_IN]
        tips = [words.text(key, filling) for key in told]
        asked = [next(asks, words.small("leaflet.check_again"))] if len(tips) < len(one.tips) else []
        when = words.text("bot.leaflet.after", {"hours": one.after})
        drawing = next(drawings, None) if any(words.holds(key, STRETCH) for key in told) else None
        shown.append(LeafletLine(when, " ".join(" ".join((*tips, *asked)).split()), drawing))
    return shown
