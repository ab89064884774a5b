"""The plainest emergencies of languages that have no sheet, by the tag under which those are heard."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from messages.heard.red_flags.finding import Tier
from messages.sheets.alarms import Alarm, Denying, said_in

_CONTEXT = ("of", "reviewed_by", "denies", "denies_after")
Plain = tuple[tuple[Alarm, ...], Denying]


@cache
def plain_alarms() -> Mapping[str, Plain]:
    """Read the list; all of it is of emergencies, as what is said so plainly in it is."""
    found: dict[str, Plain] = {}
    for one in _listed().values():
        signs = {sign: patterns for sign, patterns in one.items() if sign not in _CONTEXT}
        alarms = tuple(Alarm(Tier.EMERGENCY, sign, tuple(patterns)) for sign, patterns in signs.items())
        context = Denying(tuple(one["denies"]), tuple(one["denies_after"]))
        found.update(dict.fromkeys(one["of"], (alarms, context)))
    return found


def unread() -> str:
    """A line on the lists that nobody has put their name to, in their editor's terms; of none, nothing."""
    open_ones = [language for language, one in sorted(_listed().items()) if not one["reviewed_by"]]
    if not open_ones:
        return ""
    return (
        "plain alarms reviewed by nobody, in messages/sheets/plain_alarms.toml: "
        f"{', '.join(open_ones)}; reviewed_by takes a name"
    )


def plain_alarm(language: str, text: str) -> Alarm | None:
    """The one that a text in that language raises, if there is a list of them."""
    plain = plain_alarms().get(language)
    return said_in(text, *plain)[0] if plain else None


def _listed() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("messages.sheets") / "plain_alarms.toml").read_text(encoding="utf-8"))
