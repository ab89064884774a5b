"""How a command ends that cannot do what was asked: lines for a person, a code for a supervisor."""

import sys
from collections.abc import Callable
from typing import NoReturn, TypeVar

import click

from bot import settings
from bot.settings import Settings, SettingsError
from bot.store.engine import StoreError

FAILED, MISCONFIGURED = 1, 2
T = TypeVar("T")


def give_up(lines: list[str], code: int) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(code)


def or_give_up(read: Callable[[], T]) -> T:
    """What `read` finds in the database, or the end, in one line."""
    try:
        return read()
    except StoreError as error:
        give_up([str(error)], FAILED)


def settings_or_give_up() -> Settings:
    try:
        return settings.read()
    except SettingsError as error:
        give_up(error.lines, MISCONFIGURED)
