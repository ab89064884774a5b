"""Asking the engine by hand: one question at a time, a file of them, or a measured sample."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import click

from bot.content import ContentError, folders
from messages.heard import reader as heard_reader
from messages.heard.reader import EngineError, Reader, Reading, ReadingKind
from messages.languages import REFERENCE

_Z = 1.96  # of a 95 % interval
_WIDE = 48


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


def ask(read: Reader) -> None:
    """Answer at a prompt until nothing more is asked."""
    while text := click.prompt("Ask", default="", show_default=False):
        found = read.read(text)
        entry = read.entries.get(found.entry or "")
        click.echo(f"{found.kind}: {found.entry or found.rule or '-'}")
        click.echo(f"\n{entry.answer}\n" if entry else "")


def ask_lines(read: Reader) -> None:
    """Answer each line of standard input with a line of JSON."""
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", errors="replace").removesuffix("\n").removesuffix("\r")
        found = read.read(text)
        told = {"text": text, "kind": found.kind, "entry": found.entry, "tier": found.tier}
        click.echo(json.dumps(told))


@dataclass(frozen=True)
class LabelledText:
    """A text with the outcome that is right, and others that are acceptable."""

    text: str
    label: ReadingKind
    right: frozenset[str]

    def wrongly_answered(self, found: Reading) -> bool:
        return found.kind is ReadingKind.ANSWER and self.right.isdisjoint({found.entry, found.kind})


def evaluate(read: Reader, file: Path) -> None:
    """Print how a labelled sample is read, each figure with its counts and its 95 % interval."""
    cases = [_case(json.loads(line)) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
    found, times = [], []
    for case in cases:
        begun = process_time()
        found.append(read.read(case.text))
        times.append(1000 * (process_time() - begun))
    for line in [*_figures(cases, found), *_confusions(cases, found), _pace(times)]:
        click.echo(line)


def _case(told: Mapping[str, Any]) -> LabelledText:
    label = ReadingKind(told["label"])
    right = {told["section"]} if label is ReadingKind.ANSWER else set()
    return LabelledText(told["text"], label, frozenset({*right, *told.get("also_ok", ())}))


def _figures(cases: list[LabelledText], found: list[Reading]) -> Iterator[str]:
    both = list(zip(cases, found, strict=True))

    def of(*labels: ReadingKind) -> list[tuple[LabelledText, Reading]]:
        return [(case, one) for case, one in both if case.label in labels]

    def count(name: str, kinds: Iterable[bool]) -> str:
        told = list(kinds)
        return f"{name:{_WIDE}}{_share(sum(told), len(told))}"

    answerable, beyond, urgent = of(ReadingKind.ANSWER), of(ReadingKind.ABSTAIN), of(ReadingKind.URGENT)
    harmless = of(ReadingKind.ANSWER, ReadingKind.ABSTAIN, ReadingKind.SMALLTALK)
    yield count("right answers given", (one.entry in case.right for case, one in answerable if _given(one)))
    yield count(
        "answerable: right answer", (_given(one) and one.entry in case.right for case, one in answerable)
    )
    yield count("answerable: wrong answer", (case.wrongly_answered(one) for case, one in answerable))
    yield count("out of scope: badly answered", (case.wrongly_answered(one) for case, one in beyond))
    small = of(ReadingKind.SMALLTALK)
    yield count("small talk: heard as such", (one.kind is ReadingKind.SMALLTALK for _, one in small))
    yield count("urgent: heard as urgent", (one.kind is ReadingKind.URGENT for _, one in urgent))
    yield count("urgent: asked about", (one.kind is ReadingKind.SCREEN for _, one in urgent))
    yield count("URGENT ANSWERED FROM THE ARTICLE", (_given(one) for _, one in urgent))
    yield count("harmless: taken for urgent", (one.kind is ReadingKind.URGENT for _, one in harmless))
    yield count("harmless: asked about", (one.kind is ReadingKind.SCREEN for _, one in harmless))


def _given(found: Reading) -> bool:
    return found.kind is ReadingKind.ANSWER


def _confusions(cases: list[LabelledText], found: list[Reading]) -> Iterator[str]:
    told = Counter(
        (_name(case), _outcome(one))
        for case, one in zip(cases, found, strict=True)
        if one.kind is not case.label or case.wrongly_answered(one)
        if case.right.isdisjoint({one.entry, one.kind})
    )
    yield ""
    for (wanted, got), times in sorted(told.items(), key=lambda item: (-item[1], item[0])):
        yield f"{times:4} {wanted} → {got}"
    for case, one in zip(cases, found, strict=True):
        if case.label is ReadingKind.URGENT and one.kind is not ReadingKind.URGENT:
            yield f"     missed: {case.text[:100]!r} → {_outcome(one)}"


def _name(case: LabelledText) -> str:
    return f"{case.label} {'/'.join(sorted(case.right))}".strip()


def _outcome(found: Reading) -> str:
    return f"{found.kind} {found.entry or found.rule or ''}".strip()


def _pace(times: list[float]) -> str:
    slow = sorted(times)[max(0, round(0.95 * len(times)) - 1)]
    return f"\nCPU a text: median {median(times):.1f} ms, p95 {slow:.1f} ms"


def _share(part: int, whole: int) -> str:
    """Say a share with its interval after Wilson, which holds for small counts too."""
    if not whole:
        return "none of that kind"
    share = part / whole
    middle = share + _Z * _Z / (2 * whole)
    spread = _Z * sqrt(share * (1 - share) / whole + _Z * _Z / (4 * whole * whole))
    low, high = ((middle + sign * spread) / (1 + _Z * _Z / whole) for sign in (-1, 1))
    return f"{part:4}/{whole:<4} {share:6.1%}  ({max(low, 0):.1%} to {min(high, 1):.1%})"
