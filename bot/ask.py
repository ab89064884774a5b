"""Asking the engine by hand: one question at a time, a file of them, or a measured sample."""

import json
import sys
from pathlib import Path
from time import process_time

import click

from bot.content import ContentError, folders
from messages.heard import reader as heard_reader
from messages.heard.questions import evaluate as questions_evaluate
from messages.heard.questions.evaluate import LabelledText
from messages.heard.reader import EngineError, Reader
from messages.languages import REFERENCE


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


def evaluate(read: Reader, file: Path) -> None:
    """Print how a labelled sample is read, a JSON object a line."""
    lines = file.read_text(encoding="utf-8").split("\n")
    cases = [LabelledText.of(json.loads(line)) for line in lines if line.strip()]
    for line in questions_evaluate.evaluate(read.read, cases, process_time):
        click.echo(line)
