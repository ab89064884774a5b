"""The letters that a text is written in: the encoder knows words in those of Latin alone."""

import re

_LATIN = re.compile(r"[a-zà-ÿœßāăćčďęěğıłńňőřśşšťůűźżž]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_MOSTLY = 0.8


def in_latin(text: str) -> bool:
    """Whether a text is mostly in letters of which the encoder can say something."""
    letters = len(_LETTER.findall(text))
    return letters > 0 and len(_LATIN.findall(text)) >= _MOSTLY * letters
