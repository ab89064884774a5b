"""What is too long for every day: `python -m tests.torture`."""

import asyncio
import sys

import click

from tests.torture.clocks import clocks as run_clocks
from tests.torture.fuzz import fuzz as run_fuzz


@click.group()
def main() -> None:
    """Put real processes through what should never happen, and count what comes of it."""


@main.command()
@click.option("--updates", default=200_000, show_default=True, help="How many odd updates to offer.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same updates.")
def fuzz(updates: int, seed: int) -> None:
    """Offer odd updates of every kind; exit 1 where one is lost, or the process dies or falls silent."""
    tally = asyncio.run(run_fuzz(updates, seed))
    for line in tally.lines():
        click.echo(line)
    sys.exit(0 if tally.well else 1)


@main.command()
def clocks() -> None:
    """Set the machine's clock to any time, at the start and in flight; exit 1 where anything comes of it."""
    sys.exit(1 if asyncio.run(run_clocks(click.echo)) else 0)


if __name__ == "__main__":
    main()
