"""parse_mode HTML, read tag by tag as Telegram does, and refused with its words and byte offsets."""

import re
from dataclasses import dataclass, field

from bot.rehearsal.characters import character_at, decoded
from bot.rehearsal.links import checked_link, linked_user
from bot.rehearsal.refusals import RefusalError, bad_request
from bot.rehearsal.shapes import Json, Words, utf16

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z]+));?")
_NAME = re.compile(r"""\s*([^\s=>/"']*)\s*""")
_BARE = re.compile(r"[A-Za-z0-9.\-]*")


@dataclass
class _Open:
    tag: str
    starts: int
    argument: str
    text_starts: int


@dataclass
class _Reading:
    html: str
    at: int = 0
    text: str = ""
    length: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def refuse(self, why: str, at: int) -> RefusalError:
        return bad_request(f"can't parse entities: {why} at byte offset {len(self.html[:at].encode())}")

    def write(self, piece: str) -> None:
        self.text += piece
        self.length += utf16(piece)


def parse_html(html: str) -> Words:
    """Part the text from its tags; raises RefusalError for what Telegram would refuse."""
    reading = _Reading(html)
    while reading.at < len(html):
        if html.startswith("</", reading.at):
            _close(reading)
        elif html[reading.at] == "<":
            _open(reading)
        else:
            _read_text(reading)
    if reading.opened:
        tag = reading.opened[-1].tag
        raise bad_request(f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\"")
    return Words(reading.text, tuple(sorted(reading.entities, key=lambda e: (e["offset"], -e["length"]))))


def _read_text(reading: _Reading) -> None:
    character, ends = character_at(reading.html, reading.at)
    if character:
        reading.write(character)
        reading.at = ends
        return
    next_one = re.compile(r"[<&]").search(reading.html, reading.at + 1)
    stop = next_one.start() if next_one else len(reading.html)
    reading.write(reading.html[reading.at : stop])
    reading.at = stop


def _open(reading: _Reading) -> None:
    begins = reading.at
    name = re.compile(r"<([^\s>]*)").match(reading.html, begins)
    tag = name.group(1).lower() if name else ""
    if not name or name.end() == len(reading.html):
        raise reading.refuse("Unclosed start tag", begins)
    if tag not in _KINDS:
        raise reading.refuse(f'Unsupported start tag "{tag}"', begins)
    reading.at = name.end()
    argument = _argument(reading, tag, begins)
    if tag == "span" and argument != "spoiler":
        raise reading.refuse('Tag "span" must have class "tg-spoiler"', begins)
    reading.opened.append(_Open(tag, reading.length, argument, len(reading.text)))


def _argument(reading: _Reading, tag: str, begins: int) -> str:
    """Read the attributes up to the closing bracket; each tag has at most one that matters."""
    argument = ""
    while name := _attribute(reading, tag, begins):
        value = _value(reading, tag, begins) if reading.html.startswith("=", reading.at) else ""
        argument = _meaning(tag, name, value) or argument
    reading.at += 1
    return argument


def _attribute(reading: _Reading, tag: str, begins: int) -> str:
    """Read an attribute's name and the blanks around it; nothing where the tag closes."""
    found = _NAME.match(reading.html, reading.at)
    name = found.group(1) if found else ""
    reading.at = found.end() if found else reading.at
    if not name and not reading.html.startswith(">", reading.at):
        raise reading.refuse(f'Empty attribute name in the tag "{tag}"', begins)
    if reading.at == len(reading.html):
        raise reading.refuse(f'Unclosed start tag "{tag}"', begins)
    return name


def _value(reading: _Reading, tag: str, begins: int) -> str:
    """Read a value: quoted, or a bare name, which ends at a blank or at the bracket."""
    html = reading.html
    starts = reading.at + 1 + len(html[reading.at + 1 :]) - len(html[reading.at + 1 :].lstrip())
    if starts == len(html):
        raise reading.refuse(f'Unclosed start tag "{tag}"', begins)
    quote = html[starts] if html[starts] in "\"'" else ""
    if not quote and (found := _BARE.match(html, starts)):
        reading.at = found.end()
        if not re.match(r"[\s>]|$", html[reading.at :]):
            raise reading.refuse("Unexpected end of name token", starts)
        value = found.group().lower()
    else:
        value, _, _ = html[starts + 1 :].partition(quote)
        reading.at = starts + len(value) + 2
    if reading.at >= len(html):
        raise reading.refuse("Unclosed start tag", begins)
    return decoded(value)


def _meaning(tag: str, name: str, value: str) -> str:
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "expandable"
    return ""


def _close(reading: _Reading) -> None:
    begins = reading.at
    if not reading.opened:
        raise reading.refuse("Unexpected end tag", begins)
    found = re.compile(r"</([^\s>]*)\s*").match(reading.html, begins)
    if found is None or not reading.html.startswith(">", found.end()):
        raise reading.refuse("Unclosed end tag", begins)
    last = reading.opened[-1]
    named = found.group(1).lower()
    if named and named != last.tag:
        mismatch = f'expected "</{last.tag}>", found "</{named}>"'
        offset = len(reading.html[:begins].encode())
        raise bad_request(f"can't parse entities: Unmatched end tag at byte offset {offset}, {mismatch}")
    reading.opened.pop()
    reading.at = found.end() + 1
    if reading.length > last.starts:
        _keep(reading, last)


def _keep(reading: _Reading, last: _Open) -> None:
    place = {"offset": last.starts, "length": reading.length - last.starts}
    inner = reading.entities[-1] if reading.entities else {}
    same_place = inner.get("offset") == place["offset"] and inner.get("length") == place["length"]
    if last.tag == "pre" and same_place and inner.get("type") == "code" and inner.get("language"):
        inner["type"] = "pre"
    elif entity := _entity(last, reading.text[last.text_starts :]):
        reading.entities.append({**entity, **place})


def _entity(last: _Open, inside: str) -> Json | None:
    kind = _KINDS[last.tag]
    if last.tag == "a":
        return _link(last.argument or inside)
    if last.tag == "tg-emoji":
        if not last.argument.isdigit() or int(last.argument) == 0:
            raise bad_request("can't parse entities: Invalid custom emoji identifier specified")
        return {"type": kind, "custom_emoji_id": last.argument}
    if last.tag == "code" and last.argument:
        return {"type": kind, "language": last.argument}
    if last.tag == "blockquote" and last.argument:
        return {"type": "expandable_blockquote"}
    return {"type": kind}


def _link(url: str) -> Json | None:
    """Make a link; one that Telegram does not take is dropped without a word, and its text stays."""
    if user := linked_user(url):
        return {"type": "text_mention", "user_id": user}
    checked = checked_link(url)
    return {"type": "text_link", "url": checked} if checked else None
