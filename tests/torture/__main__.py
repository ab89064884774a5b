"""What is too long for every day: `python -m tests.torture`."""

import asyncio
import sys
from pathlib import Path

import click

from tests.bot.care.conversation.any_exchange import played
from tests.torture.clocks import clocks as run_clocks
from tests.torture.fault_list import faults as all_faults
from tests.torture.faults import Found, bring_about
from tests.torture.fuzz import fuzz as run_fuzz
from tests.torture.kills import kills as run_kills
from tests.torture.rounds import Log


@click.group()
def main() -> None:
    """Put real processes through what should never happen, and count what comes of it."""


@main.command()
@click.option("--updates", default=200_000, show_default=True, help="How many odd updates to offer.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same updates.")
def fuzz(updates: int, seed: int) -> None:
    """Offer odd updates of every kind; exit 1 where one is lost, or the process dies or falls silent."""
    tally = asyncio.run(run_fuzz(updates, seed, click.echo))
    for line in tally.lines():
        click.echo(line)
    sys.exit(0 if tally.well else 1)


@main.command()
def clocks() -> None:
    """Set the machine's clock to any time, at the start and in flight; exit 1 where anything comes of it."""
    sys.exit(1 if asyncio.run(run_clocks(click.echo)) else 0)


@main.command()
@click.option("--kills", "number", default=300, show_default=True, help="How many lives end by kill -9.")
@click.option("--seed", default=1, show_default=True, help="The same seed chooses the same instants.")
@click.option(
    "--log",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Note each round there, and go on from what is noted, as far as it is of the same code.",
)
def kills(number: int, seed: int, path: Path | None) -> None:
    """Kill the bot at random instants, with backlogs both ways; exit 1 where anything is lost or twice."""
    log = Log(path)
    asked = f"python -m tests.torture kills --kills {number} --seed {seed}"

    def ended() -> None:
        log.page(number, f"{asked} --log {path}")
        click.echo(f"kills so far: {log.whole.kills} of {number}", err=True)

    run_kills(number, seed, log, ended)
    for line in log.lines(number):
        click.echo(line)
    sys.exit(0 if log.whole.well else 1)


@main.command()
@click.option("--examples", default=1000, show_default=True, help="How many exchanges of up to fifty moves.")
@click.option("--seed", default=1, show_default=True, help="The same seed plays the same exchanges.")
def exchanges(examples: int, seed: int) -> None:
    """Write to the bot in any order, with any silence between; exit 1 where a law of exchanges is broken."""
    try:
        played(examples, seed)
    except AssertionError as broken:
        click.echo("\n".join((str(broken), *getattr(broken, "__notes__", ()))))
        sys.exit(1)
    click.echo(f"exchanges: {examples}, failed: 0")


@main.command()
@click.option("--only", default="", help="A part of the names of those to bring about.")
def faults(only: str) -> None:
    """Bring about every fault of faults.toml; exit 1 where one did what it must not."""
    chosen = [fault for fault in all_faults() if only in fault.name]
    found = asyncio.run(bring_about(chosen, _tell))
    failed = sum(bool(one.why) for one in found)
    click.echo(f"faults: {len(chosen)}, looks: {len(found)}, failed: {failed}")
    sys.exit(1 if failed or not chosen else 0)


def _tell(found: Found) -> None:
    click.echo(f"{found.name}: {f'FAILED: {found.why}' if found.why else 'ok'}")


if __name__ == "__main__":
    main()
