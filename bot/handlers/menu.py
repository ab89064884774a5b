"""The menu of commands that Telegram shows."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.render.text import Renderer
from messages.catalog import REFERENCE

log = logging.getLogger(__name__)


async def set_menu(bot: Bot, names: tuple[str, ...], renderer: Renderer) -> bool:
    """Show the commands in every language there are words for; False where Telegram was not reached."""
    try:
        for language in renderer.catalog.languages:
            await bot.set_my_commands(
                [BotCommand(name, renderer.line(f"bot.commands.{name}", language)) for name in names],
                scope=BotCommandScopeAllPrivateChats(),
                language_code=None if language == REFERENCE else language,
            )
    except TelegramError as error:
        log.info("the menu was not set: %s", type(error).__name__)
        return False
    return True
