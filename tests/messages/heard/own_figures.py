"""How well a clinic's own entries are found: `python -m tests.messages.heard.own_figures ENTRIES OTHERS`.

ENTRIES is a file of made-up entries, each with other ways to ask for it; OTHERS one of other texts.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot import ask
from messages.heard import own_topics
from messages.heard.reader import Reader, ReadingKind
from messages.said.faq import Entry, EntryKind

OWN = "own-"
ANSWERED, OFFERED, OTHER, NONE = "answered", "offered", "another's", "not heard"
Asked = tuple[str, str]  # the entry that a text is about, or none, and the text


def of(file: Path) -> tuple[dict[str, Entry], list[Asked]]:
    """The entries of a file, and other ways to ask for each, which nothing knows."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    entries = {
        f"{OWN}{name}": Entry(
            f"{OWN}{name}", one["title"], "x", EntryKind.BEYOND, asks=tuple(one["asks"]), own=True
        )
        for name, one in told.items()
    }
    return entries, [(f"{OWN}{name}", text) for name, one in told.items() for text in one["unseen"]]


def heard(reader: Reader, asked: Iterable[Asked]) -> Iterator[tuple[str, str]]:
    """What became of each text, and the text; of one about nothing own, whether an own entry took it."""
    for name, text in asked:
        found = ask.advised(reader, text)
        entry = found.entry or ""
        if found.kind is ReadingKind.ANSWER and entry.startswith(OWN):
            yield (ANSWERED if entry == name else OTHER), text
        elif any(one == name or (not name and one.startswith(OWN)) for one in found.offered):
            yield OFFERED, text
        else:
            yield NONE, text


def main(entries: Path, others: Path) -> None:
    own, asked = of(entries)
    reader = own_topics.knowing(ask.reader(None), own)
    lines = [("", line) for line in others.read_text(encoding="utf-8").splitlines() if line.strip()]
    for what, texts in (("asked for", asked), ("of others", lines)):
        found = [*heard(reader, texts)]
        for outcome, times in sorted(Counter(how for how, _ in found).items()):
            print(f"{what}: {outcome:12}{times:4} of {len(texts)}, {times / len(texts):.1%}")  # noqa: T201
        for how, text in found:
            if how in (OTHER, OFFERED) and what == "of others":
                print(f"    {how}: {text}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
