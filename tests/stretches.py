"""Draws the two sheets of stretches that docs/exercises.md shows, light and dark: `make stretches`."""

import io
from pathlib import Path

from PIL import Image

from bot.render.sketches import SHADES, Pictured
from messages.languages import packaged
from messages.said.sketch import load

DOCS = Path(__file__).parents[1] / "docs"
ACROSS, GAP = 3, 12
SIZE = (270, 180)


def target(shade: str) -> Path:
    return DOCS / f"stretches-{shade}.png"


def sheet(shade: str) -> Image.Image:
    """All drawings, by the name of their file, from left to right and down."""
    drawn = [Pictured(sketch, shade) for _, sketch in sorted(load(packaged())[0].items())]
    down = -(-len(drawn) // ACROSS)
    size = ACROSS * (SIZE[0] + GAP) - GAP, down * (SIZE[1] + GAP) - GAP
    whole = Image.new("RGB", size, SHADES[shade].thing)
    for place, one in enumerate(drawn):
        broad = Image.open(io.BytesIO(one.png())).convert("RGB")
        beside = (broad.width - broad.height * SIZE[0] // SIZE[1]) // 2  # which is empty
        middle = (beside, 0, broad.width - beside, broad.height)
        small = broad.resize(SIZE, Image.Resampling.LANCZOS, box=middle)
        whole.paste(small, (place % ACROSS * (SIZE[0] + GAP), place // ACROSS * (SIZE[1] + GAP)))
    return whole


if __name__ == "__main__":
    for name in SHADES:
        sheet(name).quantize(64, dither=Image.Dither.NONE).save(target(name), optimize=True)
