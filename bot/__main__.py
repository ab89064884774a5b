"""The command line."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

import click

from bot.clock_command import clock
from bot.exits import FAILED, MISCONFIGURED, give_up, or_give_up, settings_or_give_up
from bot.inbox_commands import inbox
from bot.settings import Settings
from bot.store.tx import instant
from schedules.duration import parse_duration


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """A Telegram bot that accompanies patients through the 48 hours after dry needling."""


main.add_command(inbox)
main.add_command(clock)


@main.command()
@click.option(
    "--new", "begin", flag_value="new", help="Begin an empty database where the former one is lost."
)
@click.option("--accept-older", "begin", flag_value="older", help="Go on with an older database as it is.")
def run(begin: str | None) -> None:
    """Run the bot, configured by the environment and .env."""
    _serve(settings_or_give_up(), begin or "")


@main.command()
@click.option("--port", default=8080, show_default=True, help="Where the chat page is.")
def rehearse(port: int) -> None:
    """Try everything without a token: a Telegram of its own, with a chat page."""
    from bot import logs
    from bot.app import rehearse as rehearsal

    logs.setup("INFO", "text", ())
    or_give_up(lambda: _until_told(lambda told: rehearsal(port, told)))


@main.command()
def check() -> None:
    """Check settings, words and protocols, and name every gap at once."""
    from bot import content
    from bot.app import clinic_of
    from bot.render import profile
    from bot.render.text import Renderer
    from messages.sheets.sheet import unreviewed

    found = settings_or_give_up()
    words = or_give_up(lambda: content.load(found.content_dir))
    if too_long := [str(gap) for gap in profile.gaps(Renderer(words.catalog, clinic_of(found)))]:
        give_up(too_long, MISCONFIGURED)
    for line in unreviewed(words.sheets):
        click.echo(line)
    click.echo("Settings, words and protocols are whole.")


@main.command()
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> None:
    """Write an encrypted copy of the database to TARGET, also while the bot runs."""
    from bot.app import write_backup

    found = settings_or_give_up()
    or_give_up(lambda: write_backup(found, target))
    click.echo(f"{target} is written. It opens with the same key, which is not in it.")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the database, while the bot does not run."""
    from bot import content, recovery
    from bot.app import now_utc

    found = settings_or_give_up()
    words = or_give_up(lambda: content.load(found.content_dir))
    for line in or_give_up(lambda: recovery.restore(found, words, file, now_utc)):
        click.echo(line)


CONTENT = click.option(
    "--content", envvar="CONTENT_DIR", type=click.Path(path_type=Path), help="Your own words."
)


@main.command()
@CONTENT
@click.option("--jsonl", is_flag=True, help="A question a line in, a line of JSON out.")
@click.option("--situation", "file", type=click.Path(path_type=Path), help="How things stand, as TOML.")
def ask(content: Path | None, jsonl: bool, file: Path | None) -> None:
    """Write what a patient may write, and see how the bot takes it; no token needed.

    FILE may say what is open and shown, in the terms of messages/heard/acts/situation.py:
    asks = ["signs"], case = "seen", earlier = ["i cant"].
    """
    from bot import ask as bot_ask

    read = or_give_up(lambda: bot_ask.reader(content))
    if jsonl:
        bot_ask.ask_lines(read)
    else:
        or_give_up(lambda: bot_ask.ask(read, content, file))


@main.command()
def listeners() -> None:
    """Say who hears a text first: the list that every text passes down until somebody takes it."""
    from bot.care.conversation.listeners import LISTENERS

    for place, listener in enumerate(LISTENERS, 1):
        click.echo(f"{place:2}. {listener}")


@main.command()
@CONTENT
@click.option(
    "--pairs", is_flag=True, help="FILE holds pairs of a harmless text and its urgent twin, a law a table."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def evaluate(content: Path | None, file: Path, *, pairs: bool) -> None:
    """Measure the answers on FILE, a labelled text a line."""
    from bot import ask as bot_ask

    measure = bot_ask.pairs if pairs else bot_ask.evaluate
    or_give_up(lambda: measure(bot_ask.reader(content), file))


@main.command()
def health() -> None:
    """Say whether the bot hears from Telegram and reaches the clinic; exit 1 where it does not."""
    from bot.app import now_utc, read_pulse
    from bot.health import report

    found, now = settings_or_give_up(), now_utc()
    pulse = or_give_up(lambda: read_pulse(found, now))
    well, lines = report(pulse, now=now, max_age=parse_duration(found.health_max_age))
    for line in lines:
        click.echo(line)
    sys.exit(0 if well else FAILED)


@main.group()
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


def _serve(found: Settings, begin: str) -> None:
    """Everything that can be known to be wrong is said before anything is changed."""
    from bot import content, logs
    from bot.app import compose, serve
    from bot.recovery import open_store

    secrets = [found.bot_token, found.database_key]
    logs.setup(found.log_level, found.log_format, [s.get_secret_value() for s in secrets if s])
    words = or_give_up(lambda: content.load(found.content_dir))
    store = or_give_up(lambda: open_store(found, words, begin, click.echo))

    async def whole(told: asyncio.Event) -> str | None:
        return await serve(compose(found, words, store), until=told)

    try:
        or_give_up(lambda: _until_told(whole))
    finally:
        store.close()


def _until_told(work: Callable[[asyncio.Event], Coroutine[None, None, str | None]]) -> None:
    """Run until Ctrl-C or a TERM signal; exit non-zero where it ended by itself."""

    async def body() -> str | None:
        told = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, told.set)
        return await work(told)

    if failure := asyncio.run(body()):
        give_up([failure], FAILED)


if __name__ == "__main__":
    main()
