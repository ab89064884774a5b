"""sendMessage, sendPhoto, sendDocument and sendChatAction."""

from collections.abc import Mapping

from bot.rehearsal.doors import open_chat
from bot.rehearsal.entities import finished, words_of
from bot.rehearsal.files import document_facts, photo_facts, sent_file
from bot.rehearsal.keyboards import check_buttons, markup_of, reply_keys
from bot.rehearsal.messages import Chat, ReplyKeys, caption_body, text_body
from bot.rehearsal.refusals import bad_request
from bot.rehearsal.shapes import Ask, Json, Upload, Words
from bot.rehearsal.world import World

# Telegram's server counts code points here, after the entities are parsed.
MOST_TEXT = 4096
MOST_CAPTION = 1024
_SENDABLE = ("video", "voice", "audio", "video_note")
_ACTIONS = frozenset(
    {"typing", "upload_photo", "upload_document", "choose_sticker", "find_location", "pick_up_location"}
    | {f"{doing}_{what}" for doing in ("record", "upload") for what in _SENDABLE}
)


def message_words(world: World, ask: Ask) -> Words:
    if not ask.text("text"):
        raise bad_request("message text is empty")
    words = resolved(world, finished(words_of(ask, "text", "entities")))
    if not words.text:
        raise bad_request("text must be non-empty")
    return words


def caption_words(world: World, ask: Ask) -> Words:
    return resolved(world, finished(words_of(ask, "caption", "caption_entities")))


def resolved(world: World, words: Words) -> Words:
    """Turn links to people into mentions of them; a person nobody knows is not linked."""
    entities = (
        {**{k: v for k, v in entity.items() if k != "user_id"}, "user": world.users.get(entity["user_id"])}
        if "user_id" in entity
        else entity
        for entity in words.entities
    )
    return Words(words.text, tuple(entity for entity in entities if entity.get("user", True)))


def send_message(world: World, ask: Ask) -> Json:
    words = message_words(world, ask)
    markup = markup_of(ask)
    chat = open_chat(world, ask)
    if len(words.text) > MOST_TEXT:
        raise bad_request("message is too long")
    return _sent(world, ask, chat, {**text_body(words), **_preview(ask)}, markup)


def _preview(ask: Ask) -> Json:
    options = ask.params.get("link_preview_options")
    return {"link_preview_options": options} if isinstance(options, dict) and options else {}


def send_photo(world: World, ask: Ask) -> Json:
    given = sent_file(ask, "photo", world.files)
    caption, markup, chat = _captioned(world, ask)
    if isinstance(given, Upload):
        given = world.files.keep(given, "photos", photo_facts(given))
    above: Json = {"show_caption_above_media": True} if ask.flag("show_caption_above_media") else {}
    spoiler: Json = {"has_media_spoiler": True} if ask.flag("has_spoiler") else {}
    return _sent(world, ask, chat, {"photo": [given], **caption, **above, **spoiler}, markup)


def send_document(world: World, ask: Ask) -> Json:
    given = sent_file(ask, "document", world.files)
    caption, markup, chat = _captioned(world, ask)
    if isinstance(given, Upload):
        given = world.files.keep(given, "documents", document_facts(given))
    return _sent(world, ask, chat, {"document": given, **caption}, markup)


def _captioned(world: World, ask: Ask) -> tuple[Json, Json, Chat]:
    words = caption_words(world, ask)
    markup = markup_of(ask)
    chat = open_chat(world, ask)
    if len(words.text) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    return caption_body(words), markup, chat


def _sent(world: World, ask: Ask, chat: Chat, body: Mapping[str, object], markup: Json) -> Json:
    check_buttons(markup)
    extra = _replied(chat, ask)
    if ask.flag("protect_content"):
        extra["has_protected_content"] = True
    if "inline_keyboard" in markup:
        extra["reply_markup"] = markup
    posted = world.post(chat, world.me, {**body, **extra})
    if "keyboard" in markup:
        chat.keys = ReplyKeys(posted.id, reply_keys(markup["keyboard"]))
    elif "remove_keyboard" in markup:
        chat.keys = None
    return posted.json


def _replied(chat: Chat, ask: Ask) -> Json:
    """Repeat the message replied to, as Telegram does: without what it itself replied to."""
    wanted = ask.params.get("reply_parameters")
    if not isinstance(wanted, dict) or not wanted:
        return {}
    message = chat.message(int(wanted.get("message_id", 0)))
    if message is None or message.deleted:
        if wanted.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in message.json.items() if k != "reply_to_message"}}


def send_chat_action(world: World, ask: Ask) -> bool:
    action = ask.text("action").lower()
    if action not in _ACTIONS and action != "cancel":
        raise bad_request("wrong parameter action in request")
    chat = open_chat(world, ask)
    chat.acting = None if action == "cancel" else (action, world.clock())
    world.tell()
    return True
