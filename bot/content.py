"""Words and protocols: the packaged ones and the clinic's own, and every gap between them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path

from messages.heard import reader, vocabulary
from messages.heard.reader import Reader
from messages.heard.vocabulary import Vocabulary
from messages.languages import REFERENCE, packaged
from messages.said import catalog
from messages.said.catalog import Catalog
from messages.said.gaps import Gap
from messages.sheets import sheet
from messages.sheets.sheet import Sheet
from schedules import protocol_file
from schedules.protocol import Protocol


class ContentError(Exception):
    """Words or protocols with gaps; one line each, in the terms of whoever edits them."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Content:
    """What is said, and when; and how what patients write is read, by language, still without the engine."""

    catalog: Catalog
    protocols: dict[str, Protocol]
    readers: dict[str, Reader]
    vocabularies: dict[str, Vocabulary]
    sheets: Mapping[str, Sheet]


def load(own: Path | None, *, trusting: bool = False) -> Content:
    """Read the packaged content and what `own` (CONTENT_DIR) replaces or adds. Raises ContentError.

    `trusting` is for a start: what takes long to look for in the packaged files, the tests have looked for.
    """
    said = folders(own, "messages")
    timed = [protocol_file.packaged(), *_part(own, "schedules", "protocols")]
    words, gaps = catalog.load(*said)
    protocols, mistakes = protocol_file.load(*timed)
    steps = {name: tuple(step.name for step in found.steps) for name, found in protocols.items()}
    readers, unread = reader.load(*said, trusting=trusting)
    vocabularies, unheard = vocabulary.load(*said, trusting=trusting)
    mistimed = (Gap(*mistake) for mistake in mistakes)
    checked = () if trusting and own is None else catalog.check(words, steps)
    lines = [str(gap) for gap in (*mistimed, *gaps, *unread, *unheard, *checked)]
    if lines:
        raise ContentError(lines)
    others = readers[REFERENCE].others  # whose gaps the readers have told
    sheets = others.sheets if others else {}
    return Content(replace(words, sheets=sheet.texts(sheets)), protocols, readers, vocabularies, sheets)


def said_and_planned(own: Path | None) -> tuple[Catalog, dict[str, Protocol]]:
    """What is said, and when, without how anything is heard: soon read. `load` tells what is wrong in it."""
    protocols, _ = protocol_file.load(protocol_file.packaged(), *_part(own, "schedules", "protocols"))
    return catalog.load(*folders(own, "messages"))[0], protocols


def folders(own: Path | None, name: str) -> list[Traversable]:
    """The packaged folder of words, and the clinic's own, where there is one."""
    return [packaged(), *_part(own, name)]


def _part(own: Path | None, *names: str) -> list[Path]:
    folder = own.joinpath(*names) if own else None
    return [folder] if folder and folder.is_dir() else []
