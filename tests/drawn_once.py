"""Stands in for the program that draws, and gives a picture that was asked for before as it was drawn then.

Each is drawn by the real program, in a process, when it is first asked for; stories that go alike to their
end ask for the same hundreds of times. It is started as that one is: by its path, and knows nothing of the
house.
"""

import hashlib
import os
import runpy
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

PROGRAM = Path(__file__).parents[1] / "bot" / "render" / "plot.py"


def once(told: str, folder: Path) -> bytes:
    """The picture of what is told; what cannot be drawn is never kept."""
    kept = folder / f"{hashlib.sha256(told.encode()).hexdigest()}.png"
    if not kept.exists():
        begun = kept.with_suffix(f".{os.getpid()}")
        begun.write_bytes(_drawn(told))
        begun.replace(kept)
    return kept.read_bytes()


def _drawn(told: str) -> bytes:
    before, out = (sys.stdin, sys.stdout), BytesIO()
    sys.stdin, sys.stdout = StringIO(told), TextIOWrapper(out)
    runpy.run_path(str(PROGRAM), run_name="__main__")
    sys.stdout.flush()
    picture = out.getvalue()
    sys.stdin, sys.stdout = before
    return picture


if __name__ == "__main__":
    sys.stdout.buffer.write(once(sys.stdin.read(), Path(os.environ["MPLCONFIGDIR"])))
