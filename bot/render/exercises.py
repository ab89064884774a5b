"""Which movement and which stretch is meant: by the region that was treated, or for any."""

from bot.render.words import Filling, Words
from messages.heard.body import parts_in, regions_in

CAREFUL = (
    "chest",
    "neck",
)  # docs/clinical.md, "Movement": what loads these is left out whatever else was treated
TABLES = {"move": "bot.moves", "stretch": "bot.stretches"}  # placeholder → its words by region


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
