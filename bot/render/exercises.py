"""Which movement and which stretch is meant, and its drawing: by the region that was treated, or for any."""

from collections.abc import Collection

from bot.care.ground.says.preview import StepShown
from bot.render.sketches import SHADES, Pictured
from bot.render.words import Filling, Words
from messages.heard.body import parts_in, regions_in
from messages.said.exercises import DRAWN
from messages.said.sketch import SIDES

CAREFUL = (
    "chest",
    "neck",
)  # docs/clinical.md, "Movement": what loads these is left out whatever else was treated
MOST_TIPS = 2  # of which one screen holds all that there is to say
STRETCH = "stretch"
TABLES = {"move": "exercises.moves", STRETCH: "exercises.stretches"}  # placeholder → its words by region


def part_of(region: str | None) -> str | None:
    """The part of the body that exercises go by: of several the one that wants most care, or else none."""
    parts = dict.fromkeys(parts_in(region))
    if len(parts) == 1:
        return next(iter(parts))
    return next((one for one in CAREFUL if one in parts), None)


def exercises(words: Words, region: str | None) -> Filling:
    """What the placeholders of a step stand for; where the language has no words for the region, none."""
    part = part_of(region)
    treated = [one for one in regions_in(region) if one.rpartition(".")[2] == part]
    return {
        name: words.text(f"{table}.{part}", {"part": words.region(treated[0])})
        for name, table in TABLES.items()
        if part and words.has(f"{table}.{part}")
    }


def of_step(words: Words, shown: StepShown, left_out: Collection[str] = ()) -> Pictured | None:
    """The drawing of the stretch that a reminder says, where it has room: under no question."""
    protocol, _, lead = shown.key.partition(".")
    said = [step for step in (lead, *shown.carries) if step not in left_out]
    bids = any(words.holds(f"{protocol}.{step}", STRETCH) for step in said)
    return pictured(words, shown.region) if bids and not shown.ask and len(said) <= MOST_TIPS else None


def pictured(words: Words, region: str | None) -> Pictured | None:
    """The drawing of the stretch that a region asks for, where there are words of it too."""
    part, shade = part_of(region), words.text(DRAWN)
    sketch = words.catalog.sketches.get(part or "")
    if sketch is None or shade not in SHADES or not words.has(f"{TABLES[STRETCH]}.{part}"):
        return None
    treated = {one.partition(".")[0] for one in regions_in(region) if one.rpartition(".")[2] == part}
    return Pictured(sketch, shade, bool(sketch.side) and treated == {*SIDES} - {sketch.side})
