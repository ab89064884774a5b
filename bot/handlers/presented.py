"""What Telegram shows of the bot where that differs from what it should, and how each is put right."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden

from bot import handlers
from bot.care.ground.house import PATIENT, menu_of
from bot.handlers.menu import described
from bot.handlers.profile import differing, has_button, set_button, setting
from bot.model import Clinician
from bot.render.profile import profile
from bot.render.text import Renderer
from messages.languages import REFERENCE


@dataclass(frozen=True)
class Difference:
    """One thing that Telegram does not show as it should; `said` is what it should be, in one line."""

    what: str
    said: str
    put_right: Callable[[], Awaitable[object]]


async def differences(bot: Bot, renderer: Renderer, staff: Iterable[Clinician] = ()) -> list[Difference]:
    """All that is not shown as it should be, to patients and these members. Raises TelegramError."""
    found = [
        one for language in renderer.catalog.languages for one in await _of_profile(bot, renderer, language)
    ]
    for language in renderer.catalog.languages:
        scope, code = BotCommandScopeAllPrivateChats(), _code(language)
        who = f"commands of patients ({language})"
        found += await _of_menu(bot, renderer, PATIENT, language, who, scope, code)
    for member in staff:
        found += await _of_member(bot, renderer, member)
    return found + await _of_button(bot)


def _code(language: str) -> str | None:
    return None if language == REFERENCE else language


async def _of_profile(bot: Bot, renderer: Renderer, language: str) -> list[Difference]:
    code = _code(language)
    wanted = await differing(bot, profile(renderer, language), code)
    return [
        Difference(
            f"{part.replace('_', ' ')} ({language})", _short(text), partial(setting(bot)[part], text, code)
        )
        for part, text in wanted.items()
    ]


async def _of_menu(
    bot: Bot,
    renderer: Renderer,
    role: str,
    language: str,
    what: str,
    scope: BotCommandScope,
    code: str | None,
) -> list[Difference]:
    wanted = described(menu_of(handlers.menus(), role), renderer, language, role)
    shown = await bot.get_my_commands(scope=scope, language_code=code)
    if [*shown] == wanted:
        return []
    said = " ".join(f"/{command.command}" for command in wanted)
    return [Difference(what, said, partial(bot.set_my_commands, wanted, scope=scope, language_code=code))]


async def _of_member(bot: Bot, renderer: Renderer, member: Clinician) -> list[Difference]:
    """Whoever has not opened the chat yet has no menu to look at."""
    scope, role = BotCommandScopeChat(member.chat_id), member.role.value
    try:
        what = f"commands of one {role}"
        return await _of_menu(bot, renderer, role, member.language, what, scope, None)
    except (BadRequest, Forbidden):
        return []


async def _of_button(bot: Bot) -> list[Difference]:
    if await has_button(bot):
        return []
    return [Difference("menu button", "opens the commands", partial(set_button, bot))]


def _short(text: str) -> str:
    """The first line, and whether there are more."""
    first, *more = text.strip().splitlines()
    return f"{first} ..." if more else first
