"""What the camera of another phone reads in a picture: the code of a link, known by making it once more."""

import io
from collections.abc import Iterable

import segno
from PIL import Image, UnidentifiedImageError

_LEVELS = "mlqh"  # of error correction; the same words make another code at each
_DARK = 128  # of 255


def link_in(picture: bytes, links: Iterable[str]) -> str | None:
    """Which of these links is on it; None where none is, or where it is no picture."""
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            dark = opened.convert("L").point(lambda shade: 255 * (shade < _DARK))
    except (UnidentifiedImageError, OSError):
        return None
    box = dark.getbbox()
    code = dark.crop(box) if box else dark
    return next((link for link in links if any(_is(code, link, level) for level in _LEVELS)), None)


def _is(code: Image.Image, link: str, level: str) -> bool:
    made = segno.make(link, error=level, boost_error=False, micro=False).matrix
    seen = code.resize((len(made), len(made)), Image.Resampling.NEAREST)
    return seen.tobytes() == bytes(255 * (square & 1) for row in made for square in row)
