"""editMessageText, editMessageCaption, editMessageReplyMarkup and deleteMessage."""

from collections.abc import Mapping
from datetime import timedelta

from bot.rehearsal.doors import known_chat, open_chat
from bot.rehearsal.keyboards import check_buttons, markup_of
from bot.rehearsal.messages import Chat, Message, caption_body, text_body
from bot.rehearsal.refusals import bad_request
from bot.rehearsal.sending import MOST_CAPTION, MOST_TEXT, caption_words, message_words
from bot.rehearsal.shapes import Ask, Json
from bot.rehearsal.world import World

DELETABLE = timedelta(hours=48)
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_text(world: World, ask: Ask) -> Json:
    words = message_words(world, ask)
    chat, message, markup = _editable(world, ask)
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    if len(words.text) > MOST_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    return _edited(
        world, chat, message, {**_without(message, "text", "entities"), **text_body(words)}, markup
    )


def edit_caption(world: World, ask: Ask) -> Json:
    words = caption_words(world, ask)
    chat, message, markup = _editable(world, ask)
    if not {"photo", "document"} & set(message.body):
        raise bad_request("there is no caption in the message to edit")
    if len(words.text) > MOST_CAPTION:
        raise bad_request("MEDIA_CAPTION_TOO_LONG")
    kept = _without(message, "caption", "caption_entities")
    return _edited(world, chat, message, {**kept, **caption_body(words)}, markup)


def edit_markup(world: World, ask: Ask) -> Json:
    chat, message, markup = _editable(world, ask)
    return _edited(world, chat, message, message.body, markup, hide=True)


def _editable(world: World, ask: Ask) -> tuple[Chat, Message, Json]:
    markup = markup_of(ask, inline_only=True)
    if "chat_id" not in ask.params and not ask.number("message_id"):
        inline = ask.text("inline_message_id")
        raise bad_request("MESSAGE_ID_INVALID" if inline else "message identifier is not specified")
    chat = open_chat(world, ask)
    message = chat.message(ask.number("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return chat, message, markup


def _without(message: Message, *names: str) -> Json:
    return {name: value for name, value in message.body.items() if name not in names}


def _edited(
    world: World,
    chat: Chat,
    message: Message,
    body: Mapping[str, object],
    markup: Json,
    *,
    hide: bool = False,
) -> Json:
    """Show the new body; an edit that names no keyboard takes the old one away."""
    check_buttons(markup)
    whole = {name: value for name, value in body.items() if name != "reply_markup"}
    if markup:
        whole["reply_markup"] = markup
    if whole == message.body:
        raise bad_request(_SAME)
    return world.revise(chat, message, whole, hide=hide).json


def delete_message(world: World, ask: Ask) -> bool:
    """Anyone's message in a private chat, the bot's own in a group; for 48 hours."""
    if "chat_id" not in ask.params:
        raise bad_request("chat identifier is not specified")
    if not ask.number("message_id"):
        raise bad_request("message identifier is not specified")
    chat = known_chat(world, ask)
    message = chat.message(ask.number("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    others = not chat.private and not message.by_bot
    if others or message.at + DELETABLE <= world.clock():
        raise bad_request("message can't be deleted for everyone")
    world.delete(chat, message)
    return True
