"""The menu of commands that Telegram shows: a patient's to all, to a colleague that of their role."""

import logging
from collections.abc import Iterable

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.care.ground.house import PATIENT, House
from bot.model import Role
from bot.render.text import Renderer
from bot.render.words import of_command
from bot.store import staff
from bot.store.store import Store
from messages.languages import REFERENCE

log = logging.getLogger(__name__)


async def set_menu(bot: Bot, house: House, renderer: Renderer) -> bool:
    """Show a patient's commands in every language there is; False where Telegram was not reached."""
    try:
        for language in renderer.catalog.languages:
            await bot.set_my_commands(
                described(house.menu_of(PATIENT), renderer, language, PATIENT),
                scope=BotCommandScopeAllPrivateChats(),
                language_code=None if language == REFERENCE else language,
            )
    except TelegramError as error:
        log.info("the menu was not set: %s", type(error).__name__)
        return False
    return True


async def follow_roles(bot: Bot, store: Store, house: House, renderer: Renderer) -> bool:
    """Show colleagues the menu of their role, and former ones a patient's; False to try again."""
    for chat_id, language, role in await store.run(staff.menus_to_show):
        scope = BotCommandScopeChat(chat_id)
        try:
            if role:
                menu = described(house.menu_of(role), renderer, language, role)
                await bot.set_my_commands(menu, scope=scope)
            else:
                await bot.delete_my_commands(scope=scope)
        except (BadRequest, Forbidden):
            log.info("somebody of the clinic has not opened the chat; their menu waits for it")
        except TelegramError as error:
            log.info("a menu was not set: %s", type(error).__name__)
            return False
        await store.run(staff.menu_shown, chat_id, role)
    return True


def described(names: Iterable[str], renderer: Renderer, language: str, role: str) -> list[BotCommand]:
    """These commands, as a menu of that role in a language."""
    desk = role == Role.RECEPTIONIST
    return [BotCommand(name, renderer.line(of_command(name, desk=desk), language)) for name in names]
