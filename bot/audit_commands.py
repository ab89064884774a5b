"""`python -m bot audit`: the record of who did what to whose record."""

import click

from bot.exits import FAILED, give_up, of_clinic, or_give_up, settings_or_give_up
from bot.store.tx import instant


@click.group()
@of_clinic
def audit() -> None:
    """The record of who did what to whose record."""


@audit.command()
@click.option("--head", help="A seal noted before; it must still be in the record.")
def verify(head: str | None) -> None:
    """Check that no entry was changed or taken out; print the newest seal, to note it elsewhere."""
    from bot.app import read_audit
    from bot.store.audit import first_broken

    entries = or_give_up(lambda: read_audit(settings_or_give_up()))
    if (broken := first_broken(entries)) is not None:
        give_up(
            [f"The record is broken at entry {broken}: it was changed, or one before it is gone."], FAILED
        )
    if head and head not in {entry["hash"] for entry in entries}:
        give_up(["That seal is not in the record: entries were taken from its end."], FAILED)
    newest = entries[-1]["hash"] if entries else "none yet"
    click.echo(f"{len(entries)} entries, all whole. The newest seal is {newest}.")


@audit.command()
def show() -> None:
    """Print every entry: when (UTC), who, what, and whose record, by code."""
    from bot.app import read_audit

    for entry in or_give_up(lambda: read_audit(settings_or_give_up())):
        at = f"{instant(entry['at']):%Y-%m-%d %H:%M:%S}"
        click.echo("  ".join((at, entry["actor"], entry["action"], entry["subject"])).rstrip())
