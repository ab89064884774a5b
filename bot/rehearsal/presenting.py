"""The bot's commands, name, descriptions and menu button: set, read and deleted."""

import re

from bot.rehearsal.doors import known_chat
from bot.rehearsal.menu import DEFAULT, Scope
from bot.rehearsal.refusals import bad_request
from bot.rehearsal.shapes import Ask, Json
from bot.rehearsal.world import World

MOST_COMMANDS = 100
MOST_COMMAND_TEXT = 256
LONGEST = {"name": 64, "description": 512, "short_description": 120}
_BROAD = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_NARROW = frozenset({"chat", "chat_administrators", "chat_member"})


def _language(ask: Ask) -> str:
    language = ask.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _scope(world: World, ask: Ask) -> Scope:
    given = ask.params.get("scope")
    if given is None:
        return DEFAULT
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = str(given.get("type", ""))
    if kind in _BROAD:
        return (kind, 0, 0)
    if kind not in _NARROW:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat_id = str(given.get("chat_id", ""))
    if not chat_id:
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    chat = known_chat(world, Ask({"chat_id": int(chat_id) if chat_id.lstrip("-").isdigit() else chat_id}))
    if chat.private and kind != "chat":
        raise bad_request("can't use specified scope in private chats")
    return (kind, chat.id, int(given.get("user_id", 0)))


def set_commands(world: World, ask: Ask) -> bool:
    given = ask.params.get("commands", [])
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    commands = [_command(command) for command in given]
    place = (_scope(world, ask), _language(ask))
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.menu.commands[place] = commands
    world.tell()
    return True


def _command(given: object) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command, description = str(given.get("command", "")), str(given.get("description", ""))
    if not re.fullmatch(r"[a-z0-9_]{1,32}", command.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > MOST_COMMAND_TEXT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command.removeprefix("/"), "description": description}


def get_commands(world: World, ask: Ask) -> list[Json]:
    return world.menu.commands.get((_scope(world, ask), _language(ask)), [])


def delete_commands(world: World, ask: Ask) -> bool:
    world.menu.commands.pop((_scope(world, ask), _language(ask)), None)
    world.tell()
    return True


def set_text(world: World, ask: Ask, name: str) -> bool:
    text = ask.text(name)
    language = _language(ask)
    if len(text) > LONGEST[name]:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    world.menu.texts[name, language] = text
    world.tell()
    return True


def get_text(world: World, ask: Ask, name: str) -> Json:
    found = world.menu.text(name, _language(ask))
    return {name: found or (world.me["first_name"] if name == "name" else "")}


def set_menu_button(world: World, ask: Ask) -> bool:
    given = ask.params.get("menu_button", {"type": "default"})
    kind = given.get("type") if isinstance(given, dict) else None
    if kind not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    world.menu.buttons[_menu_chat(world, ask)] = given
    return True


def get_menu_button(world: World, ask: Ask) -> Json:
    place = _menu_chat(world, ask)
    return world.menu.buttons.get(place) or world.menu.buttons.get(0, {"type": "default"})


def _menu_chat(world: World, ask: Ask) -> int:
    return known_chat(world, ask).id if "chat_id" in ask.params else 0
