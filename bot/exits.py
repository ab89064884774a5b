"""How a command ends that cannot do what was asked: lines for a person, a code for a supervisor."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from bot.content import ContentError
from bot.premises.folder import ClinicFolder, said_for
from bot.premises.shared import Premises, premises
from bot.premises.source import SettingsSource
from bot.settings import Settings, SettingsError
from bot.store.engine import StoreError

FAILED, MISCONFIGURED = 1, 2
T = TypeVar("T")
CLINIC = "bot.clinic"  # in a command's context: what --clinic names
HERE = SettingsSource()


def _note(context: click.Context, _: click.Parameter, name: str | None) -> None:
    if name is not None:
        context.meta[CLINIC] = name


of_clinic = click.option(
    "--clinic",
    metavar="NAME",
    expose_value=False,
    callback=_note,
    help="Of several in CLINICS_DIR, which one.",
)


def give_up(lines: list[str], code: int) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(code)


def or_give_up(do: Callable[[], T]) -> T:
    """What `do` gives back; or the end, with what is wrong with the settings, the words or the database."""
    try:
        return do()
    except (SettingsError, ContentError) as error:
        give_up(error.lines, MISCONFIGURED)
    except StoreError as error:
        give_up([_as_typed(str(error))], FAILED)
    except PermissionError as error:  # of a file that is looked for, and may not even be seen
        give_up([withheld(error)], FAILED)


def withheld(error: PermissionError) -> str:
    """What to say of a file that this user may not use."""
    return f"{error.filename} may not be used by this user; check its owner and rights."


def somewhere() -> None:
    """A shell may stand in a folder that was deleted or put anew. Raises SettingsError."""
    try:
        Path.cwd()
    except FileNotFoundError:
        raise SettingsError(
            ["The folder that you are in is gone. Go to the bot's folder with cd, and try again."]
        ) from None


def _as_typed(line: str) -> str:
    """A line whose commands name the clinic that this one named."""
    context = click.get_current_context(silent=True)
    name = context.meta.get(CLINIC) if context else None
    return said_for(name or "", line)


def clinic_meant(*, new: bool = False, may_rest: bool = False) -> ClinicFolder | Premises | None:
    """The clinic of several that is named, or in whose folder we are; else all of them; None without several.

    A `new` one need not be there yet; one that `may_rest` may be stopped. Raises SettingsError.
    """
    context = click.get_current_context(silent=True)
    name, there = context.meta.get(CLINIC) if context else None, premises()
    if there is None:
        if name is not None:
            raise SettingsError(
                [f"There is no clinic {name}: CLINICS_DIR is not set here; put their folder into .env."]
            )
        return None
    if name is not None:
        return there.new(name) if new else there.clinic(name, may_rest=may_rest)
    return there.around(Path.cwd()) or there


def source_or_give_up(*, new: bool = False) -> SettingsSource:
    """Where the settings are that a command is about, which is about one clinic."""
    meant = or_give_up(lambda: clinic_meant(new=new))
    if isinstance(meant, Premises):
        there = ", ".join(or_give_up(meant.look).clinics) or "none yet"
        give_up([f"There are several clinics; name one with --clinic: {there}."], MISCONFIGURED)
    return meant.source if meant else HERE


def settings_or_give_up(*, may_rest: bool = False) -> Settings:
    """Those of the one clinic that a command is about, which may be stopped where it `may_rest`."""
    meant = or_give_up(lambda: clinic_meant(may_rest=may_rest))
    read = meant.read if isinstance(meant, ClinicFolder) else source_or_give_up().read
    return or_give_up(read)
