"""`python -m bot check`: whether the bot may go live, and what is to mend before."""

import sys
from collections.abc import Iterator
from dataclasses import replace

import click

from bot.doctor.diagnosis import Diagnosis
from bot.exits import clinic_meant, of_clinic, or_give_up, source_or_give_up
from bot.premises.shared import Premises


@click.command()
@of_clinic
def check() -> None:
    """Look at everything that keeps the bot from going live, all at once.

    Each line is good, to mend, or cannot be told from here. Exits with 0 where it may go live, with 2 where
    settings or words are to mend, with 1 where anything else is, and with 3 where nothing is but Telegram did
    not answer. Of several clinics, each line begins with the name of one, and the worst of them counts.
    """
    from bot import logs
    from bot.doctor.examination import code, summary

    logs.setup("ERROR", "text", ())
    found_out: list[Diagnosis] = []

    def tell() -> None:
        for name, one in _examined():
            found_out.append(one)
            click.echo(f"{name}: {one}" if name else str(one))

    or_give_up(tell)
    click.echo(summary(found_out))
    sys.exit(code(found_out))


def _examined() -> Iterator[tuple[str, Diagnosis]]:
    from bot.app import now_utc
    from bot.doctor.examination import examine
    from bot.doctor.of_clinics import examine_all

    meant = or_give_up(clinic_meant)
    if isinstance(meant, Premises):
        yield from examine_all(meant, now_utc)
        return
    source = source_or_give_up()
    said = meant.said if meant else str
    for one in examine(now_utc, source.file, alone=source.alone):
        yield "", replace(one, what=said(one.what))
