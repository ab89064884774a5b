"""How a command ends that cannot do what was asked: lines for a person, a code for a supervisor."""

import sys
from collections.abc import Callable
from typing import NoReturn, TypeVar

import click

from bot import settings
from bot.content import ContentError
from bot.settings import Settings, SettingsError
from bot.store.engine import StoreError

FAILED, MISCONFIGURED = 1, 2
T = TypeVar("T")


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
        give_up([str(error)], FAILED)


def settings_or_give_up() -> Settings:
    return or_give_up(settings.read)
