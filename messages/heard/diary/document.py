"""A document that somebody sends: what it is, and its text, whatever it was written with."""

from enum import StrEnum

_ZIP, _OLD_OFFICE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_BEGINNING = 300  # bytes, of which every other one is nought in UTF-16 of Latin letters
_FEW = 0.1  # of the signs of a text may be control characters


class DocumentKind(StrEnum):
    """What a document is, as far as it matters here."""

    CSV = "csv"
    ICS = "ics"
    EXCEL = "excel"
    EMPTY = "empty"
    OTHER = "other"


def kind_of(name: str, content: bytes) -> DocumentKind:
    """By what is in it; the name decides only what a packed file is."""
    if not content.strip(b"\x00\xef\xbb\xbf\xff\xfe \r\n\t"):
        return DocumentKind.EMPTY
    if content.startswith((_ZIP, _OLD_OFFICE)):
        return DocumentKind.EXCEL if is_excel(name) else DocumentKind.OTHER
    text = text_of(content)
    if content.startswith((_PDF, *_PICTURES)) or text is None:
        return DocumentKind.OTHER
    return DocumentKind.ICS if "BEGIN:VCALENDAR" in text[:2000].upper() else DocumentKind.CSV


def is_excel(name: str) -> bool:
    return name.casefold().rpartition(".")[2] in ("xls", "xlsx", "xlsm", "xlsb", "numbers", "ods")


def text_of(content: bytes) -> str | None:
    """UTF-8 or UTF-16, with or without a mark, or else Windows' own letters; None for what is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _checked(content.decode("utf-16", "replace"))
    if content[:_BEGINNING].count(0) > len(content[:_BEGINNING]) // 3:
        order = "le" if content[1:2] == b"\x00" else "be"
        return _checked(content.decode(f"utf-16-{order}", "replace"))
    try:
        return _checked(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _checked(content.decode("cp1252", "replace"))


def _checked(text: str) -> str | None:
    """The text, unless it is full of what nobody types."""
    odd = sum((sign < " " and sign not in "\t\r\n\x0b\x0c") or sign == "\ufffd" for sign in text)
    return text.removeprefix("\ufeff") if odd <= _FEW * len(text) else None
