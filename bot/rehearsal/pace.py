"""How fast a story is played."""

from dataclasses import dataclass

HURRIED = 0.05  # of the time that is taken for reading, where one goes step by step
BRISK = 0.12  # where many do the same


@dataclass(frozen=True)
class Pace:
    """How long things take: reading, as a share of what it needs, and a stretch in which nothing comes."""

    reading: float
    longest: float | None  # seconds; None is as long as in life


PACES = {1: Pace(1.0, None), 60: Pace(1.0, 4.0), 600: Pace(0.3, 1.0)}
