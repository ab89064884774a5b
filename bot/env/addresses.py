"""Addresses that begin with a scheme, and the token that is a part of Telegram's."""

import re
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.env.surroundings import DEFAULT_URL

TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{20,}")


def server(text: str) -> str:
    """A Bot API server's. Raises ValueError."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"write the whole address, like {DEFAULT_URL}")
    if parts.path.rstrip("/").endswith("/bot") or TOKEN.search(text):
        raise ValueError(f"write the server's address alone, without /bot and the token, like {DEFAULT_URL}")
    return text


def token(secret: SecretStr) -> SecretStr:
    """What has the form of a bot's token. Raises ValueError."""
    if not TOKEN.fullmatch(secret.get_secret_value()):
        raise ValueError(
            "does not look like a bot token; it should read like 123456789:AAE-letters-and-digits"
        )
    return secret


def heartbeat(secret: SecretStr) -> SecretStr:
    """One that is asked for every minute. Raises ValueError."""
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", secret.get_secret_value()):
        raise ValueError("must be a whole address, like https://hc-ping.com/your-own-id")
    return secret


def webhook(text: str) -> str:
    """One under which Telegram brings updates. Raises ValueError."""
    if not re.fullmatch(r"(https://[^\s/?#]+|http://127\.0\.0\.1(:\d+)?)/[\w./-]+", text):
        raise ValueError("must be an address with a path of its own, like https://bot.example/aftercare")
    return text
