"""Which chat a method may enter, and what Telegram says at a closed door."""

from bot.rehearsal.messages import Chat
from bot.rehearsal.refusals import bad_request, forbidden
from bot.rehearsal.shapes import Ask
from bot.rehearsal.world import World


def known_chat(world: World, ask: Ask) -> Chat:
    """Find a chat that the bot has met: a person who wrote to it or was seen in a group, or a group."""
    named = ask.params.get("chat_id", "")
    if named == "":
        raise bad_request("chat_id is empty")
    chat = world.chats.get(named) if isinstance(named, int) else None
    if chat is None or (chat.private and not chat.started and not chat.met):
        raise bad_request("chat not found")
    return chat


def open_chat(world: World, ask: Ask) -> Chat:
    """Find a chat where the bot may write now; there are no business accounts and no topics here."""
    if ask.text("business_connection_id"):
        raise bad_request("business connection not found")
    chat = known_chat(world, ask)
    if not chat.private and not chat.member:
        raise forbidden("bot is not a member of the group chat")
    if chat.private and not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if ask.number("message_thread_id"):
        raise bad_request("message thread not found")
    return chat
