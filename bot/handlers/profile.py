"""The name and the descriptions of the bot, as Telegram shows them before anybody has written."""

import logging
from collections.abc import Awaitable, Callable, Mapping

from telegram import Bot
from telegram.error import TelegramError

from bot.render.profile import profile
from bot.render.text import Renderer
from messages.languages import REFERENCE

log = logging.getLogger(__name__)
Set = Callable[[str, str | None], Awaitable[bool]]


async def set_profile(bot: Bot, renderer: Renderer) -> None:
    """Say in every language who this is. Only what differs is set, as Telegram allows few changes a day."""
    for language in renderer.catalog.languages:
        code = None if language == REFERENCE else language
        try:
            await _set(bot, profile(renderer, language), code)
        except TelegramError as error:  # nobody waits for it; the next start tries again
            log.warning("the bot's name and description were not set: %s", type(error).__name__)
            return


async def _set(bot: Bot, wanted: Mapping[str, str], code: str | None) -> None:
    shown = {
        "name": (await bot.get_my_name(code)).name,
        "description": (await bot.get_my_description(code)).description,
        "short_description": (await bot.get_my_short_description(code)).short_description,
    }
    setting: Mapping[str, Set] = {
        "name": bot.set_my_name,
        "description": bot.set_my_description,
        "short_description": bot.set_my_short_description,
    }
    for part, text in wanted.items():
        if shown[part] != text:
            await setting[part](text, code)
