"""What patients do: they write, and they tap what they see."""

from tests.crash.network import Json, World, message_json

PAT = 7_000_000_001
FIRST_UPDATE = 100_000_001


def _user(chat: int) -> Json:
    return {"id": chat, "is_bot": False, "first_name": "Pat", "language_code": "en"}


def _post(world: World, **what: Json) -> None:
    update = {"update_id": FIRST_UPDATE + len(world.sent), **what}
    world.sent.append(update)
    world.pending.append(update)


def say(world: World, text: str, chat: int = PAT) -> None:
    """Write a text; Telegram keeps it until the bot has confirmed it."""
    message = message_json(10_000 + len(world.sent), chat, world.now, text, _user(chat))
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    world.did[text] += 1
    _post(world, message=message)


def tap(world: World, label: str, chat: int = PAT) -> bool:
    """Tap the newest button of that label; False where none is shown, as nobody taps what they do not see."""
    if not (found := world.newest(chat, label)):
        return False
    message, data = found
    if data.startswith("worried:"):
        world.did["worried"] += 1
    tap_data(world, message.id, data, chat)
    return True


def tap_data(world: World, message_id: int, data: str, chat: int = PAT) -> None:
    """Send callback data, as any client can."""
    shown = message_json(message_id, chat, world.now, "…", {**_user(1), "is_bot": True})
    query = {"id": f"{len(world.sent)}", "from": _user(chat), "chat_instance": "1", "data": data}
    world.did[data] += 1
    _post(world, callback_query={**query, "message": shown})
