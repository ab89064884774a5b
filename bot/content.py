"""Words and protocols: the packaged ones and the clinic's own, and every gap between them."""

from dataclasses import dataclass
from pathlib import Path

from messages import catalog
from messages.catalog import Catalog
from schedules import protocol
from schedules.protocol import Protocol


class ContentError(Exception):
    """Words or protocols with gaps; one line each, in the terms of whoever edits them."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Content:
    """What is said, and when."""

    catalog: Catalog
    protocols: dict[str, Protocol]


def load(own: Path | None) -> Content:
    """Read the packaged content and what `own` (CONTENT_DIR) replaces or adds. Raises ContentError."""
    said = [catalog.packaged(), *_part(own, "messages")]
    timed = [protocol.packaged(), *_part(own, "schedules", "protocols")]
    words, gaps = catalog.load(*said)
    protocols, problems = protocol.load(*timed)
    steps = {name: tuple(step.name for step in found.steps) for name, found in protocols.items()}
    lines = [str(line) for line in (*problems, *gaps, *catalog.check(words, steps))]
    if lines:
        raise ContentError(lines)
    return Content(words, protocols)


def _part(own: Path | None, *names: str) -> list[Path]:
    folder = own.joinpath(*names) if own else None
    return [folder] if folder and folder.is_dir() else []
