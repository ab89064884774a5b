"""Gathers the rows of the outbox that a release stores: `python -m tests.bot.render.stored.gather FILE`."""

# mypy: ignore-errors
# It runs with the code of its release, from which later code may differ.

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from bot import content
from tests.bot.render.stored import keep, stories
from tests.bot.render.stored.ward import Ward

MOST = 8  # rows of one key and one shape; mostly one to four are enough
TESTS = ("tests/bot", "--ignore=tests/bot/rehearsal", "-q", "-n2", "-p", keep.__name__)
# What the code knows by name: each of these values is a case of its own.
NAMES = frozenset(
    {
        "told",
        "status",
        "tier",
        "role",
        "state",
        "kind",
        "kinds",
        "what",
        "ask",
        "only_if",
        "days",
        "carries",
        "consider",
    }
)
FIELDS = ("key", "facts", "sort", "step", "language")

Row = dict[str, Any]


def tell() -> None:
    """Live through the stories, each in a clinic of its own."""
    keep.watch()
    logging.disable()
    for story in stories.STORIES:
        keep.keeper.by = f"story {story.__name__}"
        with tempfile.TemporaryDirectory() as folder:
            ward = Ward(Path(folder))
            story(ward)
            ward.store.close()


def kept(folder: Path) -> Iterator[Row]:
    """What was owed of the packaged words and protocols; made-up ones have texts that nobody else has."""
    found = content.load(None)
    keys = found.catalog.languages["en"].keys() | {"staff.notices"}
    titles = {protocol.title for protocol in found.protocols.values()}
    for file in folder.iterdir():
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            facts = row["facts"]
            room, _, step = row["key"].partition(".")
            named = {row["key"], *(f"{room}.{step}" for step in facts.get("carries", ()))}
            named |= {facts["shows"]["key"]} if "shows" in facts else set()
            own = row["step"] not in (None, step) or facts.get("protocol", min(titles)) not in titles
            if named <= keys and not own:
                yield {**row, "facts": _moved(facts)}


def _moved(facts: Row) -> Row:
    """The same, with the clinic's own words where a clinic might keep them."""
    folder, found, file = str(facts.get("file", "")).rpartition("/messages/")
    return {**facts, "file": f"/srv/aftercare/content{found}{file}"} if folder and found else facts


def shape(value: object) -> object:
    """What a value is, whatever it says: facts of one shape take the same way through the code."""
    match value:
        case Mapping():
            return tuple((name, shape(value[name])) for name in sorted(value))
        case list():
            return "list" if value else "empty list"
        case str():
            return "text" if value else "no text"
        case bool():
            return "yes or no"
    return "nothing" if value is None else "number"


def cases(value: object, name: str = "") -> set[str]:
    """What is a case of its own: a name that the code knows, a side, nothing, one, or several."""
    leaf = name.rpartition(".")[2]
    match value:
        case Mapping():
            return {case for key, one in value.items() for case in cases(one, f"{name}.{key}")}
        case list():
            looks = {f"{name} of {shape(one)}" for one in value}
            return {
                f"{name} {min(len(value), 2)}",
                *looks,
                *(case for one in value for case in cases(one, name)),
            }
        case str() if leaf in NAMES or (leaf == "key" and "." not in value):
            return {f"{name} {value}"}
        case str() if leaf == "region":
            return {f"{name} {'.' in value}"}
        case int():
            return {f"{name} {min(value, 2)}"}
    return {f"{name} {shape(value)}"}


def _whole(facts: Row) -> str:
    """What the code knows by name and what is so or not, all at once: `told` with `rests`, and without."""
    return str(
        {name: one for name, one in facts.items() if name in NAMES - {"days"} or isinstance(one, bool)}
    )


def chosen(rows: list[Row]) -> Iterator[Row]:
    """Of the rows of one key those that hold every shape and case: as few and as plain as can be."""
    rows.sort(
        key=lambda row: ("odd" in row["by"], not row["by"].startswith("story"), len(str(row)), str(row))
    )
    marked = [(row, repr(shape(row["facts"]))) for row in rows]
    news = [(row, look, {look, _whole(row["facts"]), *cases(row["facts"])}) for row, look in marked]
    seen: set[str] = set()
    taken: Counter[str] = Counter()
    while news:
        row, look, new = max(news, key=lambda one: len(one[2] - seen))
        if not new - seen:
            return
        yield row
        seen |= new
        taken[look] += 1
        news = [one for one in news if one[0] is not row and taken[one[1]] < MOST]


def alike(row: Row) -> tuple[str, ...]:
    return (row["key"], str(row["step"]), row["sort"], row["language"])


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ[keep.FOLDER] = folder
        # A test that is too slow on a busy machine has owed its rows all the same.
        subprocess.run([sys.executable, "-m", "pytest", *TESTS], check=False)  # noqa: S603  (our own tests)
        tell()
        rows = sorted(kept(Path(folder)), key=alike)
    lines = [
        json.dumps({name: row[name] for name in FIELDS}, ensure_ascii=False, separators=(",", ":"))
        for _, same in groupby(rows, key=alike)
        for row in chosen(list(same))
    ]
    met = {row["key"] for row in rows}
    unmet = sorted(
        key for key in content.load(None).catalog.languages["en"].keys() - met if key.count(".") == 1
    )
    sys.stderr.write(f"{len(met)} keys; texts that are part of others, or were not met: {', '.join(unmet)}\n")
    target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
