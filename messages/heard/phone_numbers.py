"""Phone numbers in a line of words: they are noticed, so that none is kept as part of a label."""

import re
from collections.abc import Mapping

_DIGITS = re.compile(r"[\d()./-]*\d[\d()./-]*")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_SHORTEST, _LONGEST = 9, 15  # digits of a number with its area; E.164 has no longer one
_SURELY = 11  # digits from which on it does not begin with a time of the clock


def phone_places(words: Mapping[int, str]) -> list[int]:
    """The places of words that are a phone number together: one that begins with a nought or a plus."""
    places = list(words)
    for first, place in enumerate(places):
        run = []
        for following in places[first + (words[place] == "+") :]:
            if not _DIGITS.fullmatch(words[following]):
                break
            run.append(following)
        if run and _is_phone([words[one] for one in run], international=words[place] == "+"):
            return [*([place] if words[place] == "+" else []), *run]
    return []


def _is_phone(groups: list[str], *, international: bool) -> bool:
    digits = re.sub(r"\D", "", "".join(groups))
    if not _SHORTEST <= len(digits) <= _LONGEST or not (international or digits.startswith("0")):
        return False
    return international or len(digits) >= _SURELY or not _CLOCK.fullmatch(groups[0])
