"""Numbers that patients dial: the clinic's own, and that of the emergency services."""

import re
import unicodedata

PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{2,30}")
EMERGENCY = re.compile(r"\+?[0-9][0-9 -]{1,20}")
SHORTEST_PHONE, LONGEST_EMERGENCY = 6, 6  # digits


def plain(value: object) -> object:
    """A text with the digits that are dialled in the place of those of other scripts and wide keyboards."""
    if not isinstance(value, str):
        return value
    folded = unicodedata.normalize("NFKC", value)
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in folded)


def phone(said: str) -> str:
    """A number that people can dial. Raises ValueError."""
    text = str(plain(said))
    if not PHONE.fullmatch(text):
        raise ValueError("write a phone number as people dial it: digits, with spaces and a + before them")
    if len(digits(text)) < SHORTEST_PHONE:
        raise ValueError(
            "is too short to reach you from everywhere; write it whole, as people dial it from abroad"
        )
    return text


def emergency(said: str) -> str:
    """A number of the emergency services. Raises ValueError."""
    text = str(plain(said))
    if not EMERGENCY.fullmatch(text):
        raise ValueError("write a number that people can dial, like 112, 911, 999 or 000")
    if len(digits(text)) > LONGEST_EMERGENCY:
        raise ValueError(
            "is longer than the number of any emergency service; write that, like 112, 911, 999 or 000"
        )
    return text


def digits(text: str) -> str:
    """What of a number is dialled, so that two ways to write it are told to be the same."""
    return re.sub(r"\D", "", str(plain(text)))
