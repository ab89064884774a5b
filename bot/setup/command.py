"""`python -m bot setup`: from a bare machine to a bot that may go live."""

import click

from bot.exits import FAILED, clinic_meant, give_up, of_clinic, or_give_up, source_or_give_up
from bot.premises.folder import ClinicFolder
from bot.premises.neighbours import Neighbours
from bot.premises.shared import Premises, premises
from bot.setup.answers import Answers


@click.command()
@of_clinic
@click.option("--dry-run", is_flag=True, help="Say what would be asked, made and set; do nothing.")
def setup(*, dry_run: bool) -> None:
    """Ask for what is missing, write it to .env, and set the bot up, here and at Telegram.

    Of several clinics it is for one, whose folder is made where there is none yet.
    """
    from bot import logs
    from bot.app import now_utc
    from bot.setup.course import Course
    from bot.setup.terminal import Terminal

    logs.setup("ERROR", "text", ())
    course = Course(Terminal(), now_utc, _answers())
    try:
        or_give_up(course.rehearse if dry_run else course.run)
    except OSError as error:
        give_up([f"{error.filename} cannot be written: {error.strerror}"], FAILED)
    except click.Abort:
        click.echo()
        give_up([_stopped(course.answers)], FAILED)


def _stopped(answers: Answers) -> str:
    if not answers.kept:
        return f"Stopped. Nothing was answered yet, and nothing is changed in {answers.file}."
    return f"Stopped. What was answered stands in {answers.file}; run it again to go on from there."


def _answers() -> Answers:
    source = source_or_give_up(new=True)
    meant, several = or_give_up(lambda: clinic_meant(new=True)), or_give_up(premises)
    bots = bots_of_others(several, meant.name) if several and isinstance(meant, ClinicFolder) else {}
    return Answers(source.file, alone=source.alone, bots=bots)


def bots_of_others(several: Premises, name: str) -> dict[str, str]:
    """The numbers of the bots that other clinics have, and whose they are."""
    found = or_give_up(Neighbours(several).settings)
    return {one.bot_id: other for other, one in found.items() if other != name}
