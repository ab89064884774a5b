"""Characters written as &lt; or &#8211; in HTML, as far as Telegram knows them."""

import re
import sys

_CODED = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SURROGATES = range(0xD800, 0xE000)


def character_at(html: str, at: int) -> tuple[str, int]:
    """Give the character coded here and where its code ends; nothing where none is."""
    found = _CODED.match(html, at)
    return (_character(found), found.end()) if found else ("", at)


def decoded(text: str) -> str:
    return _CODED.sub(lambda found: _character(found) or found.group(), text)


def _character(found: re.Match[str]) -> str:
    """Decode one; an unknown name or an impossible number is no character, and stays as written."""
    hexadecimal, decimal, name = found.groups()
    if name:
        return _NAMED.get(name, "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    possible = 0 < code < sys.maxunicode and code not in _SURROGATES
    return chr(code) if possible else ""
