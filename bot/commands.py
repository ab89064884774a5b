"""The command line."""

import sys
from functools import partial
from pathlib import Path

import click

from bot import VERSION
from bot.audit_commands import audit
from bot.clock_command import clock
from bot.doctor.command import check
from bot.exits import (
    FAILED,
    MISCONFIGURED,
    clinic_meant,
    give_up,
    of_clinic,
    or_give_up,
    settings_or_give_up,
    somewhere,
)
from bot.health import is_well
from bot.inbox_commands import inbox
from bot.premises.shared import Premises
from bot.running import run_all, run_bot, until_told
from bot.setup.command import setup

HIGHEST_PORT = 65535


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, "--version", "-V", message="aftercare-companion %(version)s")
def main() -> None:
    """A Telegram bot that accompanies patients through the 48 hours after dry needling."""
    or_give_up(somewhere)


main.add_command(audit)
main.add_command(inbox)
main.add_command(clock)
main.add_command(setup)
main.add_command(check)


@main.command()
@of_clinic
@click.option(
    "--new", "begin", flag_value="new", help="Begin an empty database where the former one is lost."
)
@click.option("--accept-older", "begin", flag_value="older", help="Go on with an older database as it is.")
@click.option("--new-bot", is_flag=True, help="Go on with the database of another bot, which this replaces.")
def run(begin: str | None, *, new_bot: bool) -> None:
    """Run the bot, configured by the environment and .env; with CLINICS_DIR, that of every clinic there."""
    meant = or_give_up(clinic_meant)
    if not isinstance(meant, Premises):
        run_bot(settings_or_give_up(), begin or "", new_bot=new_bot)
    elif begin or new_bot:
        settings_or_give_up()  # which says that one is to be named
    else:
        run_all(meant)


def _port(_: click.Context, __: click.Parameter, typed: str) -> int:
    if not (typed.isdecimal() and int(typed) <= HIGHEST_PORT):
        give_up(
            [f"“{typed}” is no port. A port is a number from 1 to {HIGHEST_PORT}, like 8081."], MISCONFIGURED
        )
    return int(typed)


@main.command()
@click.option(
    "--port", default="8080", show_default=True, callback=_port, help="Where the chat page is; 0 is any."
)
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder in which it is kept, to go on with at the next start.",
)
def rehearse(port: int, keep: Path | None) -> None:
    """Try everything without a token: a Telegram of its own, with a chat page."""
    from bot import logs
    from bot.rehearsing import rehearse as rehearsal

    logs.setup("INFO", "text", ())
    or_give_up(lambda: until_told(lambda told: rehearsal(port, told, keep)))


@main.command(hidden=True)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--url", required=True)
@click.option("--owner", type=int, required=True)
def rehearsed(folder: Path, url: str, owner: int) -> None:
    """Run the bot of a rehearsal, by the rehearsal's clock; `rehearse` starts it, and says in which zone."""
    from bot.rehearsal.tether import Tether

    tether = Tether(sys.stdin.fileno())
    from bot import content
    from bot.rehearsed import followed_clock, in_zone, rehearsal_settings

    found = or_give_up(lambda: rehearsal_settings(url, folder, owner))
    clock = or_give_up(lambda: followed_clock(found, folder))
    words = or_give_up(lambda: content.load(found.content_dir, trusting=True))
    run_bot(in_zone(found, tether.order()), "", words, clock, tether.wakes)


@main.command()
@of_clinic
@click.argument("target", required=False, type=click.Path(path_type=Path))
def backup(target: Path | None) -> None:
    """Write an encrypted copy of the database to TARGET, or among the daily ones; also while the bot runs."""
    from bot.app import now_utc
    from bot.files import write_backup

    found = settings_or_give_up(may_rest=True)
    written = or_give_up(lambda: write_backup(found, target, now_utc()))
    click.echo(f"{written} is written and verified. It opens with the same key, which is not in it.")


@main.command()
@of_clinic
@click.argument("file", nargs=-1, type=click.Path(path_type=Path))
def restore(file: tuple[Path, ...]) -> None:
    """Put the backup FILE in the place of the database, while the bot does not run."""
    from bot import content, files, recovery
    from bot.app import now_utc

    found = settings_or_give_up(may_rest=True)
    source = or_give_up(lambda: files.backup_meant(found, file))
    words = or_give_up(lambda: content.load(found.content_dir))
    for line in or_give_up(lambda: recovery.restore(found, words, source, now_utc)):
        click.echo(line)


@main.command("rotate-key")
@of_clinic
def rotate_key() -> None:
    """Encrypt the database with a new key, while the bot does not run; the old one opens old backups."""
    from bot import recovery
    from bot.app import now_utc

    found = settings_or_give_up(may_rest=True)
    for line in or_give_up(lambda: recovery.rotate_key(found, now_utc())):
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
@click.option("--advised", is_flag=True, help="As if the clinic had signed all that is proposed.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def evaluate(content: Path | None, file: Path, *, pairs: bool, advised: bool) -> None:
    """Measure the answers on FILE, a labelled text a line."""
    from bot import ask as bot_ask

    measure = bot_ask.pairs if pairs else partial(bot_ask.evaluate, signed=advised)
    or_give_up(lambda: measure(bot_ask.reader(content), file))


@main.command()
@of_clinic
def health() -> None:
    """Say whether the bot hears from Telegram and reaches the clinic; exit 1 where it does not.

    Of several clinics each is looked at; one that is not well is enough for exit 1.
    """
    from bot.app import now_utc
    from bot.clinics.looks import look_at, looks_at

    meant = or_give_up(clinic_meant)
    if isinstance(meant, Premises):
        looks = or_give_up(lambda: looks_at(meant, now_utc))
    else:
        found = settings_or_give_up()
        looks = {"": or_give_up(lambda: look_at(found, now_utc()))}
    for name, one in ((name, one) for name, looked in looks.items() for one in looked.found):
        click.echo(f"{name}: {one}" if name else str(one))
    sys.exit(0 if all(is_well(looked.found) for looked in looks.values()) else FAILED)


@main.command()
@of_clinic
def advice() -> None:
    """List what the clinic says where the article is silent, and how often other topics were asked about."""
    from bot.app import now_utc, read_advice

    found, now = settings_or_give_up(), now_utc()
    decided, asked = or_give_up(lambda: read_advice(found, now))
    for one in decided:
        stands = one.stands(now, two=found.advice_needs_two)
        state = "said" if stands else "not for us" if not one.words else "not said"
        dates = f"{one.signed:%Y-%m-%d} to {one.review:%Y-%m-%d}"
        click.echo(f"{state:10}  {one.language}  {one.topic:20}  {one.name}, {dates}: {one.title}")
    for topic, times in asked.items():
        click.echo(f"asked in 30 days, in vain: {times:4}  {topic}")
