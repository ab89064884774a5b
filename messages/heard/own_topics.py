"""A clinic's own topics, put beside what a reader knows, and what of that they would take."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable
from zlib import crc32

from messages.heard.finds import Finds
from messages.heard.reader import Reader
from messages.said.faq import Entries, Entry


@runtime_checkable
class Learns(Finds, Protocol):
    """Finds entries, and may be given others of a clinic's own."""

    def with_entries(self, entries: Entries) -> Finds: ...
    def caught(self, entry: Entry) -> set[int]: ...


def knowing(reader: Reader, own: Entries) -> Reader:
    """The same reader, with these entries beside those of its files."""
    if not own:
        return reader
    entries, engine = {**reader.entries, **own}, reader.engine
    return replace(
        reader,
        entries=entries,
        engine=engine.with_entries(entries) if isinstance(engine, Learns) else engine,
    )


def caught(reader: Reader, entry: Entry) -> Sequence[tuple[str, str]]:
    """Packaged phrasings, each with its entry, that one of a clinic's own would take from that."""
    if not isinstance(reader.engine, Learns):
        return ()
    prints = reader.engine.caught(entry)
    packaged = (one for one in reader.entries.values() if not one.own)
    each = ((one.id, text) for one in packaged for text in (one.title, *one.asks))
    return [(name, text) for name, text in each if print_of(text) in prints]


def print_of(text: str) -> int:
    """By which a phrasing is known without its words."""
    return crc32(text.encode())
