"""What setup asks of Telegram, and sets there."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import User
from telegram.error import InvalidToken

from bot.app import clinic_of
from bot.content import Content
from bot.files import look_into
from bot.handlers.presented import Difference, differences
from bot.render.text import Renderer
from bot.settings import Settings
from bot.setup.terminal import Terminal
from bot.store import staff
from bot.telegram_application import UNREACHED, asking_bot, why_unreached

OFF = timedelta(seconds=60)  # a clock that far from Telegram's sends reminders late


@dataclass(frozen=True)
class Met:
    """Whose token it is, and by how much this machine's clock is ahead of Telegram's, where that is known."""

    user: User
    ahead: timedelta | None


class UnreachedError(Exception):
    """Telegram was not reached; the message says why, in words for a handyman."""


def meet(token: str, url: str, clock: Callable[[], datetime]) -> Met:
    """Ask Telegram whose token that is. Raises InvalidToken, UnreachedError."""
    ahead: list[timedelta] = []

    async def ask() -> User:
        async with asking_bot(token, url, lambda at: ahead.append(clock() - at)) as bot:
            return bot.bot

    try:
        return Met(asyncio.run(ask()), ahead[-1] if ahead else None)
    except InvalidToken:
        raise
    except UNREACHED as error:
        raise UnreachedError(why_unreached(error)) from None


def present(terminal: Terminal, found: Settings, words: Content, *, dry_run: bool) -> None:
    """Set what Telegram shows, as far as it differs; or say what would be set."""
    try:
        asyncio.run(_present(terminal, found, words, dry_run=dry_run))
    except UNREACHED as error:
        told = f"Not everything could be {'seen' if dry_run else 'set'} at Telegram: {why_unreached(error)}."
        terminal.say(told if dry_run else f"{told} The next start does the rest.")


async def _present(terminal: Terminal, found: Settings, words: Content, *, dry_run: bool) -> None:
    async with asking_bot(found.bot_token.get_secret_value(), found.telegram_api_url) as bot:
        members = look_into(found, staff.everybody) if found.database_path.exists() else []
        owed: list[Difference] = await differences(bot, Renderer(words.catalog, clinic_of(found)), members)
        for one in owed:
            terminal.say(f"{'Would set' if dry_run else 'Setting'} {one.what}: {one.said}")
            if not dry_run:
                await one.put_right()
    if not owed:
        terminal.say("Telegram shows the bot as it should: name, descriptions, commands and menu button.")
