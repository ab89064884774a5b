"""Elements of a page; every text in them is escaped, and nothing but an element is not."""

from html import escape

GONE = dict.fromkeys((*range(9), *range(11, 32), 127))  # signs that no page may hold


class Element(str):
    """Markup that is made here, and nowhere else."""

    __slots__ = ()

    def __add__(self, other: str) -> "Element":
        return joined(self, other)


def el(name: str, *inside: str, **attributes: str) -> Element:
    """An element; a trailing `_` of an attribute's name is dropped, and `_` is `-`."""
    head = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"' for key, value in attributes.items()
    )
    return Element(f"<{name}{head}>{joined(*inside)}</{name}>")


def joined(*inside: str) -> Element:
    return Element("".join(one if isinstance(one, Element) else escaped(one) for one in inside))


def escaped(text: str) -> str:
    return escape(text.translate(GONE), quote=True)
