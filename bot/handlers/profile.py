"""The name and the descriptions of the bot, as Telegram shows them before anybody has written."""

import logging
from collections.abc import Awaitable, Callable, Mapping

from telegram import Bot, MenuButtonCommands
from telegram.error import TelegramError

from bot.render.profile import profile
from bot.render.text import Renderer
from messages.languages import REFERENCE

log = logging.getLogger(__name__)
Set = Callable[[str, str | None], Awaitable[bool]]


async def set_profile(bot: Bot, renderer: Renderer) -> None:
    """Say in every language who this is. Only what differs is set, as Telegram allows few changes a day."""
    try:
        for language in renderer.catalog.languages:
            code = None if language == REFERENCE else language
            await _set(bot, profile(renderer, language), code)
        await _set_button(bot)
    except TelegramError as error:  # nobody waits for it; the next start tries again
        log.warning("the bot's name and description were not set: %s", type(error).__name__)


async def has_button(bot: Bot) -> bool:
    """Whether the button beside what is typed opens the commands."""
    return isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)


async def set_button(bot: Bot) -> None:
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())


async def _set_button(bot: Bot) -> None:
    if not await has_button(bot):
        await set_button(bot)


async def _set(bot: Bot, wanted: Mapping[str, str], code: str | None) -> None:
    for part, text in (await differing(bot, wanted, code)).items():
        await setting(bot)[part](text, code)


async def differing(bot: Bot, wanted: Mapping[str, str], code: str | None) -> dict[str, str]:
    """What of it Telegram does not show yet. Raises TelegramError."""
    shown = {
        "name": (await bot.get_my_name(code)).name,
        "description": (await bot.get_my_description(code)).description,
        "short_description": (await bot.get_my_short_description(code)).short_description,
    }
    return {part: text for part, text in wanted.items() if shown[part] != text}


def setting(bot: Bot) -> Mapping[str, Set]:
    """How each part of it is set."""
    return {
        "name": bot.set_my_name,
        "description": bot.set_my_description,
        "short_description": bot.set_my_short_description,
    }
