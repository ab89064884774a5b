"""Which links Telegram takes, and which of them start this bot."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from bot.rehearsal.messages import Message
from bot.rehearsal.refusals import bad_request
from bot.rehearsal.shapes import cut

_TAKEN = frozenset({"http", "https", "tg", "ton", "tonsite"})
_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
_USER = re.compile(r"tg://user\?id=(\d+)")


def linked_user(url: str) -> int:
    found = _USER.fullmatch(url)
    return int(found.group(1)) if found else 0


def checked_link(url: str) -> str:
    """Give the link as Telegram keeps it, or nothing: it knows no tel: or mailto:, a host needs a dot."""
    try:
        return refusable_link(url)
    except ValueError:
        return ""


def refusable_link(url: str) -> str:
    """As checked_link, raising ValueError with Telegram's reason."""
    bare = url.strip()
    scheme, colon, _ = bare.partition(":")
    if not (colon and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme)) or "." in scheme:
        bare = f"http://{bare}"
    parts = urlsplit(bare)
    if parts.scheme not in _TAKEN:
        raise ValueError("Unsupported URL protocol")
    if not parts.netloc:
        raise ValueError("URL host is empty")
    if parts.scheme in {"http", "https"} and "." not in parts.netloc:
        raise ValueError("Wrong HTTP URL")
    return bare if parts.path or parts.query or parts.scheme not in {"http", "https"} else f"{bare}/"


def button_link(url: str) -> str:
    try:
        return refusable_link(url)
    except ValueError as why:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {why}") from None


def start_payload(url: str, username: str) -> str | None:
    """Read the payload of a link that starts the bot of this name; None where the link does anything else.

    Only letters, digits, "_" and "-" are taken, and 64 of them at most.
    """
    parts = urlsplit(checked_link(url))
    asked = dict(reversed(parse_qsl(parts.query, keep_blank_values=True)))
    payload = asked.get("start")
    if payload is None or not _PAYLOAD.fullmatch(payload):
        return None
    return payload if _bot_named(parts.netloc, parts.path, asked) == username.lower() else None


def _bot_named(host: str, path: str, asked: Mapping[str, str]) -> str:
    """Find the name in t.me/name and in tg://resolve?domain=name."""
    known = host.lower().removeprefix("www.") in _HOSTS
    named = path.strip("/") if known else asked.get("domain", "") if host.lower() == "resolve" else ""
    return named.lower()


def starting_links(messages: Sequence[Message], bot: str) -> list[str]:
    """Those in these messages that start this bot with a payload, the newest first."""
    found = (link for message in reversed(messages) for link in _links(message))
    return [link for link in found if start_payload(link, bot)]


def links_beside(label: str, messages: Sequence[Message], bot: str) -> list[str]:
    """Of each of these messages that has this word, the first such link after it; the newest first."""
    word = re.compile(rf"\b{re.escape(label)}\b")
    found = []
    for message in reversed(messages):
        if label_there := word.search(message.words):
            after = message.words[label_there.end() :]
            places = {after.find(link): link for link in starting_links([message], bot) if link in after}
            found += [places[min(places)]] if places else []
    return found


def _links(message: Message) -> list[str]:
    entities = message.body.get("entities", message.body.get("caption_entities", []))
    inside = [cut(message.words, one["offset"], one["length"]) for one in entities if one["type"] == "url"]
    return [link for text in inside if (link := checked_link(text))]
