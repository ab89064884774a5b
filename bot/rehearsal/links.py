"""Which links Telegram takes."""

import re
from urllib.parse import urlsplit

from bot.rehearsal.refusals import bad_request

_TAKEN = frozenset({"http", "https", "tg", "ton", "tonsite"})
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
