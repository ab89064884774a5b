"""`python -m bot inbox`: what was sent to the bot and could not be dealt with."""

import sys
from collections.abc import Callable

import click

from bot.exits import FAILED, give_up, of_clinic, or_give_up, settings_or_give_up
from bot.store.tx import Tx


@click.group()
@of_clinic
def inbox() -> None:
    """What was sent to the bot and could not be dealt with."""


@inbox.command("list")
def list_() -> None:
    """List every update that was set aside: its key, when it came (UTC), its kind, and why."""
    from bot.app import read_inbox

    found = or_give_up(lambda: read_inbox(settings_or_give_up()))
    for one in found:
        click.echo(
            f"{one.key}  {one.received:%Y-%m-%d %H:%M:%S}  {one.kind}  {one.reason}, tries: {one.tries}"
        )
    if not found:
        click.echo("Nothing is set aside.")


@inbox.command("show")
@click.argument("key")
def show_update(key: str) -> None:
    """Print the update KEY as it came. It may hold a patient's words."""
    from bot.app import read_inbox

    found = or_give_up(lambda: read_inbox(settings_or_give_up()))
    raw = next((one.raw for one in found if one.key == key), b"")
    if not raw:
        give_up([f"{key} is not set aside." if raw == b"" else f"The words of {key} are erased."], FAILED)
    click.echo(raw.decode("utf-8", "backslashreplace"))


@inbox.command()
@click.argument("keys", nargs=-1, required=True)
def again(keys: tuple[str, ...]) -> None:
    """Let the updates KEYS be dealt with once more, after the cause was mended."""
    from bot.store.inbox import try_again

    _change_inbox(try_again, keys, "will be tried again", "is not set aside, or its words are erased")


@inbox.command()
@click.argument("keys", nargs=-1, required=True)
def drop(keys: tuple[str, ...]) -> None:
    """Erase the updates KEYS; they never have any effect."""
    from bot.store.inbox import drop as drop_update

    _change_inbox(drop_update, keys, "is dropped", "is not set aside")


def _change_inbox(change: Callable[[Tx, int], bool], keys: tuple[str, ...], done: str, not_done: str) -> None:
    """Do it with each, and say of each how that went; exit 1 where one of them could not be changed."""
    from bot.app import change_inbox, read_inbox

    found = settings_or_give_up()
    known = {one.key: one.update_id for one in or_give_up(lambda: read_inbox(found))}
    numbers = [known[key] for key in keys if key in known]
    changed = or_give_up(lambda: change_inbox(found, change, numbers))
    for key in keys:
        click.echo(f"{key} {done if known.get(key) in changed else not_done}.")
    sys.exit(0 if len(changed) == len(keys) else FAILED)
