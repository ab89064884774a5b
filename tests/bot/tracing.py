"""Which functions of the house are entered while something is done."""

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parents[2]

Entered = Counter[tuple[str, str]]  # file and function → how often


def entered(work: Callable[[], object]) -> Entered:
    """Do it on this thread; what was entered by it, tests and what Python makes up left out."""
    found: Entered = Counter()

    def seen(frame: FrameType, event: str, _: object) -> None:
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(ROOT) and not path.is_relative_to(ROOT / "tests"):
            found[path.relative_to(ROOT).as_posix(), frame.f_code.co_name] += 1

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return found


def files(found: Entered) -> set[str]:
    return {file for file, _ in found}
