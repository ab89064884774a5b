"""Which parameters each supported method takes, and how each is read from a request."""

import json
import re
from collections.abc import Callable, Mapping

from bot.rehearsal.refusals import bad_request
from bot.rehearsal.shapes import Json

Read = Callable[[str], object]


def text(raw: str) -> str:
    return raw


def number(raw: str) -> int:
    """As lenient as the real one: what is not a number is 0."""
    found = re.match(r"-?\d+", raw.strip())
    return int(found.group()) if found else 0


def flag(raw: str) -> bool:
    return raw.strip().lower() in {"true", "yes", "1"}


def chat(raw: str) -> int | str:
    return raw if not raw or raw.startswith("@") else number(raw)


def json_of(what: str) -> Read:
    def read(raw: str) -> object:
        try:
            return json.loads(raw)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    return read


def json_or_nothing(raw: str) -> object:
    """Entities and lists of update kinds are dropped silently when malformed."""
    try:
        return json.loads(raw)
    except ValueError:
        return None


_MARKUP = {"reply_markup": json_of("reply keyboard markup")}
_SENT: Mapping[str, Read] = {
    "business_connection_id": text,
    "chat_id": chat,
    "message_thread_id": number,
    "direct_messages_topic_id": number,
    "parse_mode": text,
    "disable_notification": flag,
    "protect_content": flag,
    "allow_paid_broadcast": flag,
    "message_effect_id": text,
    "suggested_post_parameters": json_of("suggested post parameters"),
    "reply_parameters": json_of("reply parameters"),
    **_MARKUP,
}
_EDITED: Mapping[str, Read] = {
    "business_connection_id": text,
    "chat_id": chat,
    "message_id": number,
    "inline_message_id": text,
    **_MARKUP,
}
_TEXT: Mapping[str, Read] = {
    "text": text,
    "entities": json_or_nothing,
    "link_preview_options": json_of("link preview options"),
}
_CAPTION: Mapping[str, Read] = {"caption": text, "caption_entities": json_or_nothing}
_ABOVE: Mapping[str, Read] = {"show_caption_above_media": flag}
_LANGUAGE: Mapping[str, Read] = {"language_code": text}
_SCOPED: Mapping[str, Read] = {"scope": json_of("BotCommandScope"), **_LANGUAGE}

METHODS: Mapping[str, Mapping[str, Read]] = {
    "getMe": {},
    "getUpdates": {
        "offset": number,
        "limit": number,
        "timeout": number,
        "allowed_updates": json_or_nothing,
    },
    "setWebhook": {
        "url": text,
        "certificate": text,
        "ip_address": text,
        "max_connections": number,
        "allowed_updates": json_or_nothing,
        "drop_pending_updates": flag,
        "secret_token": text,
    },
    "deleteWebhook": {"drop_pending_updates": flag},
    "getWebhookInfo": {},
    "logOut": {},
    "close": {},
    "sendMessage": {**_SENT, **_TEXT},
    "sendPhoto": {**_SENT, **_CAPTION, **_ABOVE, "photo": text, "has_spoiler": flag},
    "sendDocument": {
        **_SENT,
        **_CAPTION,
        "document": text,
        "thumbnail": text,
        "disable_content_type_detection": flag,
    },
    "editMessageText": {**_EDITED, **_TEXT, "parse_mode": text, "rich_message": json_of("rich message")},
    "editMessageCaption": {**_EDITED, **_CAPTION, **_ABOVE, "parse_mode": text},
    "editMessageReplyMarkup": _EDITED,
    "deleteMessage": {"chat_id": chat, "message_id": number},
    "answerCallbackQuery": {
        "callback_query_id": text,
        "text": text,
        "show_alert": flag,
        "url": text,
        "cache_time": number,
    },
    "sendChatAction": {
        "business_connection_id": text,
        "chat_id": chat,
        "message_thread_id": number,
        "action": text,
    },
    "setMyCommands": {"commands": json_of("commands"), **_SCOPED},
    "getMyCommands": _SCOPED,
    "deleteMyCommands": _SCOPED,
    "setMyName": {"name": text, **_LANGUAGE},
    "getMyName": _LANGUAGE,
    "setMyDescription": {"description": text, **_LANGUAGE},
    "getMyDescription": _LANGUAGE,
    "setMyShortDescription": {"short_description": text, **_LANGUAGE},
    "getMyShortDescription": _LANGUAGE,
    "setChatMenuButton": {"chat_id": chat, "menu_button": json_of("menu button")},
    "getChatMenuButton": {"chat_id": chat},
    "getFile": {"file_id": text},
    "getChat": {"chat_id": chat},
    "leaveChat": {"chat_id": chat},
}

# Telegram does not mind how a method's name is capitalised.
_SPELLED = {name.lower(): name for name in METHODS}


def spelled(method: str) -> str | None:
    return _SPELLED.get(method.lower())


def understood(method: str, raw: Mapping[str, str]) -> Json:
    """Read every parameter; an empty one is absent. The real server ignores unknown ones; we name them."""
    known = METHODS[method]
    for name in raw:
        if name not in known:
            raise bad_request(f'unknown parameter "{name}" of {method}')
    return {name: known[name](value) for name, value in raw.items() if value}
