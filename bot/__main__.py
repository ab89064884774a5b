"""The command line."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import NoReturn

import click

from bot import settings as settings_room
from bot.content import ContentError
from bot.settings import Settings, SettingsError
from bot.store.engine import StoreError

FAILED, MISCONFIGURED = 1, 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """A Telegram bot that accompanies patients through the 48 hours after dry needling."""


@main.command()
def run() -> None:
    """Run the bot, configured by the environment and .env."""
    _serve(_settings())


@main.command()
@click.option("--port", default=8080, show_default=True, help="Where the chat page is.")
def rehearse(port: int) -> None:
    """Try everything without a token: a Telegram of its own, with a chat page."""
    from bot import logs
    from bot.app import rehearse as rehearsal

    logs.setup("INFO", "text", ())
    try:
        _until_told(lambda told: rehearsal(port, told))
    except (SettingsError, ContentError) as error:
        _give_up(error.lines, MISCONFIGURED)


@main.command()
def check() -> None:
    """Check settings, words and protocols, and name every gap at once."""
    from bot import content

    found = _settings()
    try:
        content.load(found.content_dir)
    except ContentError as error:
        _give_up(error.lines, MISCONFIGURED)
    click.echo("Settings, words and protocols are whole.")


@main.command()
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> None:
    """Write an encrypted copy of the database to TARGET, also while the bot runs."""
    from bot.app import write_backup

    try:
        write_backup(_settings(), target)
    except StoreError as error:
        _give_up([str(error)], FAILED)
    click.echo(f"{target} is written. It opens with the same key, which is not in it.")


CONTENT = click.option(
    "--content", envvar="CONTENT_DIR", type=click.Path(path_type=Path), help="Your own words."
)


@main.command()
@CONTENT
@click.option("--jsonl", is_flag=True, help="A question a line in, a line of JSON out.")
def ask(content: Path | None, jsonl: bool) -> None:
    """Ask what a patient may ask, and see how the bot takes it; no token needed."""
    from bot import asking

    try:
        read = asking.reader(content)
    except ContentError as error:
        _give_up(error.lines, MISCONFIGURED)
    (asking.ask_lines if jsonl else asking.ask)(read)


@main.command()
@CONTENT
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def evaluate(content: Path | None, file: Path) -> None:
    """Measure the answers on FILE, a labelled text a line."""
    from bot import asking

    try:
        asking.evaluate(asking.reader(content), file)
    except ContentError as error:
        _give_up(error.lines, MISCONFIGURED)


def _settings() -> Settings:
    try:
        return settings_room.read()
    except SettingsError as error:
        _give_up(error.lines, MISCONFIGURED)


def _serve(found: Settings) -> None:
    """Everything that can be known to be wrong is said before anything is changed."""
    from bot import content, logs
    from bot.app import compose, open_store, serve

    secrets = [found.bot_token, found.database_key]
    logs.setup(found.log_level, found.log_format, [s.get_secret_value() for s in secrets if s])
    try:
        words = content.load(found.content_dir)
        store = open_store(found)
    except ContentError as error:
        _give_up(error.lines, MISCONFIGURED)
    except StoreError as error:
        _give_up([str(error)], FAILED)

    async def whole(told: asyncio.Event) -> str | None:
        return await serve(compose(found, words, store), until=told)

    try:
        _until_told(whole)
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
        _give_up([failure], FAILED)


def _give_up(lines: list[str], code: int) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
