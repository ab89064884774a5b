"""Asking the engine by hand: one question at a time, a file of them, or a measured sample."""

import json
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import click
from pydantic import TypeAdapter, ValidationError

from bot.content import ContentError, folders
from messages.heard import reader as heard_reader
from messages.heard import topics_told, vocabulary
from messages.heard.acts import reading as acts_reading
from messages.heard.acts.reading import HowToRead
from messages.heard.acts.situation import Situation
from messages.heard.place_search import find_zones
from messages.heard.questions import costs as questions_costs
from messages.heard.questions import evaluate as questions_evaluate
from messages.heard.questions.evaluate import LabelledText
from messages.heard.ratings import RatingReader
from messages.heard.reader import EngineError, Reader, Reading, ReadingKind
from messages.heard.times.when import TimeReader, names_time
from messages.languages import REFERENCE
from schedules.clinical import CLINICAL
from schedules.clock import instants

AN_EVENING = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)  # any time will do to see whether one is named
AN_EVENING_ZONE = ZoneInfo("UTC")


def reader(own: Path | None) -> Reader:
    """Give the reader that the bot uses, `own` being its CONTENT_DIR. Raises ContentError."""
    readers, gaps = heard_reader.load(*folders(own, "messages"))
    if gaps:
        raise ContentError([str(gap) for gap in gaps])
    try:
        return readers[REFERENCE].with_engine()
    except EngineError as error:
        click.echo(f"{error}; only red flags are heard.", err=True)
        return readers[REFERENCE]


def ask(read: Reader, own: Path | None, file: Path | None) -> None:
    """Answer at a prompt until nothing more is asked: the acts of each text, and why; then what it asks.

    What was written before is read with it, as in a burst; `file` says how things stand. Raises ContentError.
    """
    at, ways = situation(file) if file else Situation(), how_to_read(read, own)
    while text := click.prompt("Ask", default="", show_default=False):
        for act in acts_reading.read(text, at, ways):
            click.echo(f"act: {act}")
        found = read.read(text)
        entry = read.entries.get(found.entry or "")
        click.echo(f"{found.kind}: {found.entry or found.rule or '-'}")
        click.echo(f"\n{entry.answer}\n" if entry else "")
        at = replace(at, earlier=(*at.earlier, text))


def situation(file: Path) -> Situation:
    """How things stand, from a TOML file that names what is not as usual. Raises ContentError."""
    try:
        return TypeAdapter(Situation).validate_python(_told(file))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentError([f"{file} cannot be read: {error}"]) from error
    except ValidationError as error:
        lines = [f"{file}: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        raise ContentError(lines) from error


def _told(file: Path) -> dict[str, object]:
    """What a file says. Raises ContentError where it names what is no part of a situation."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    known = [one.name for one in fields(Situation)]
    if unknown := [name for name in told if name not in known]:
        raise ContentError([f"{file}: {name} is unknown; it may hold {', '.join(known)}" for name in unknown])
    return told


def how_to_read(read: Reader, own: Path | None) -> HowToRead:
    """How the language of a reader is read, as the bot reads it."""
    found, _ = vocabulary.load(*folders(own, "messages"))
    words = found[read.language]
    ratings = RatingReader(words.ratings, CLINICAL.severe, words.times.numbers)
    times = TimeReader(words.times, instants, CLINICAL.oldest_session)
    return HowToRead(
        flag=read.flag,
        book=words.book,
        rating=ratings.read,
        is_rating=ratings.is_meant,
        is_time=lambda text: names_time(times.read(text, AN_EVENING, AN_EVENING_ZONE)),
        is_place=lambda text: bool(find_zones(text)),
        others=read.others,
    )


def ask_lines(read: Reader) -> None:
    """Answer each line of standard input with a line of JSON."""
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", errors="replace").removesuffix("\n").removesuffix("\r")
        found = read.read(text)
        told = {"text": text, "kind": found.kind, "entry": found.entry, "tier": found.tier}
        click.echo(json.dumps(told))


def pairs(read: Reader, file: Path) -> None:
    """Print for each law in a file which of its pairs of texts hold. Raises ContentError."""
    try:
        laws = {law: told["pairs"] for law, told in tomllib.loads(file.read_text(encoding="utf-8")).items()}
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ContentError([f"{file} holds no pairs: {error}"]) from error
    for line in questions_costs.pairs(read.flag, laws):
        click.echo(line)


def advised(read: Reader, text: str) -> Reading:
    """How a text is read where the clinic has signed every proposal, and its own entries.

    The first topic that is told stands in place of an entry, and all are `near`; where it is asked back, what
    stands on the buttons is `offered`.
    """
    found, topics = read.read(text), read.topics
    if found.kind not in (ReadingKind.ABSTAIN, ReadingKind.ANSWER):
        return found
    if known := _signed(read, topics_told.told(topics, found, text, read.entries)):
        return replace(found, kind=ReadingKind.ANSWER, entry=known[0], near=known)
    if not topics_told.may_be_meant(topics, found, text):
        return found
    offered = _signed(read, topics_told.perhaps(topics, found, text, read.entries))
    article = [found.entry] if found.kind is ReadingKind.ANSWER and found.entry else []
    return replace(found, kind=ReadingKind.ABSTAIN, offered=(*offered, *article)) if offered else found


def _signed(read: Reader, topics: Iterable[str]) -> tuple[str, ...]:
    own = {name for name, one in read.entries.items() if one.own}
    return tuple(one for one in topics if one in read.topics.proposals or one in own)


def evaluate(read: Reader, file: Path, *, signed: bool = False) -> None:
    """Print how a labelled sample is read, a JSON object a line; as if all proposals were `signed`."""
    lines = file.read_text(encoding="utf-8").split("\n")
    cases = [LabelledText.of(json.loads(line)) for line in lines if line.strip()]
    for line in questions_evaluate.evaluate(
        partial(advised, read) if signed else read.read, cases, process_time
    ):
        click.echo(line)
