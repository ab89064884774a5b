"""Side by side with what people use instead: `python -m tests.beside`; what was run is noted as it ends."""

import argparse
import asyncio
import sys
from dataclasses import replace
from pathlib import Path

from tests.beside.contenders import OURS, WHO
from tests.beside.course import herd, killed, waiting
from tests.beside.page import LOG, note, noted, page

KINDS = {"waiting": waiting, "herd": herd, "killed": killed}
COMMAND = "make bench-herds"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--waiting", type=int, nargs="*", default=[], help="so many that only wait")
    parser.add_argument("--herd", type=int, nargs="*", default=[], help="so many due at one instant")
    parser.add_argument("--killed", type=int, nargs="*", default=[], help="the same, and a kill -9")
    parser.add_argument("--most", type=int, default=100_000, help="what others are tried with")
    parser.add_argument("--who", nargs="+", default=[*WHO], choices=[*WHO])
    parser.add_argument("--runs", type=int, default=3, help="of each with this code, those noted among them")
    parser.add_argument("--log", type=Path, default=LOG)
    parser.add_argument("--write", action="store_true", help="the page and the picture in docs/bench")
    given = parser.parse_args()
    for run in range(given.runs):
        for kind in KINDS:
            for count in getattr(given, kind):
                for who in given.who if count <= given.most else [OURS]:
                    _once_more(kind, who, count, run, given.log)
    if given.write:
        page(noted(given.log), COMMAND)


def _once_more(kind: str, who: str, count: int, run: int, log: Path) -> None:
    """Unless so many runs of that are noted already."""
    known = [one for one in noted(log) if (one.kind, one.who, one.count) == (kind, who, count)]
    if len(known) > run:
        return
    found = asyncio.run(KINDS[kind](who, count))
    note(found, log)
    sys.stdout.write(f"{replace(found, curve=[], waited=[])}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
