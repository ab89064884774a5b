"""From what a request holds to a text with entities: parsed, trimmed, and with what Telegram finds itself."""

import re
from collections.abc import Iterator
from itertools import chain

from bot.rehearsal.html import parse_html
from bot.rehearsal.refusals import bad_request
from bot.rehearsal.shapes import Ask, Json, Words, utf16
from bot.rehearsal.urls import links_in

MOST_BYTES = 1 << 15
_FOUND = (
    ("bot_command", re.compile(r"(?<![\w/<>])/\w{1,64}(?:@\w{3,32})?(?![\w/<>])", re.ASCII)),
    ("email", re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}")),
    ("mention", re.compile(r"(?<!\w)@\w{3,32}\b", re.ASCII)),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)


def words_of(ask: Ask, name: str, entities_name: str) -> Words:
    """Read the text parameter `name` with parse_mode, or with the entities given."""
    raw = ask.text(name)
    if len(raw.encode()) > MOST_BYTES:
        raise bad_request("text is too long")
    mode = ask.text("parse_mode").lower()
    if raw and mode and mode != "none":
        return _parsed(raw, mode)
    given = ask.params.get(entities_name)
    kept = [entity for entity in given if isinstance(entity, dict)] if isinstance(given, list) else []
    return Words(raw, tuple(kept))


def _parsed(raw: str, mode: str) -> Words:
    if mode in {"markdown", "markdownv2"}:
        raise bad_request("this rehearsal reads parse_mode HTML only")
    if mode != "html":
        raise bad_request("unsupported parse_mode")
    return parse_html(raw)


def finished(words: Words) -> Words:
    """As it will be shown: control characters gone, ends trimmed, commands and links found."""
    clean = re.sub(r"[\x00-\x09\x0b-\x1f]", " ", words.text.replace("\r", ""))
    ended = clean.rstrip()
    fixed = ended if words.entities and not _blank_start(ended, words) else ended.lstrip(" \n")
    shift = len(ended) - len(fixed)
    kept = [cut for entity in words.entities if (cut := _cut(entity, shift, utf16(fixed)))]
    return Words(fixed, tuple(sorted(chain(kept, _found(fixed, kept)), key=lambda e: int(e["offset"]))))


def _blank_start(text: str, words: Words) -> bool:
    """Leading blanks go only as far as the first entity; where one begins among them, all stay."""
    blanks = len(text) - len(text.lstrip(" \n"))
    return all(int(entity["offset"]) >= blanks for entity in words.entities)


def _cut(entity: Json, shift: int, length: int) -> Json | None:
    begins = int(entity["offset"]) - shift
    ends = min(begins + int(entity["length"]), length)
    return {**entity, "offset": begins, "length": ends - begins} if ends > begins else None


def _found(text: str, taken: list[Json]) -> list[Json]:
    """Find what Telegram marks unasked; never inside code, links or what it has just marked."""
    solid = {"pre", "code", "text_link", "text_mention"}
    spans = [(e["offset"], e["offset"] + e["length"]) for e in taken if e["type"] in solid]
    found: list[Json] = []
    for kind, starts, stops in _marks(text):
        begins, ends = utf16(text[:starts]), utf16(text[:stops])
        if all(ends <= left or begins >= right for left, right in spans):
            spans.append((begins, ends))
            found.append({"type": kind, "offset": begins, "length": ends - begins})
    return found


def _marks(text: str) -> Iterator[tuple[str, int, int]]:
    """Links first: what looks like a command or a name within one is a part of it."""
    yield from (("url", begins, ends) for begins, ends in links_in(text))
    for kind, pattern in _FOUND:
        yield from ((kind, match.start(), match.end()) for match in pattern.finditer(text))
