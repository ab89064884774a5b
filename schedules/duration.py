"""Lengths of time as a clinician writes them: "2h", "1h30m", "2d"."""

import re
from datetime import timedelta

_DURATION = re.compile(
    r"(?:(?P<days>[0-9]{1,6})d)?\s*(?:(?P<hours>[0-9]{1,6})h)?\s*"
    r"(?:(?P<minutes>[0-9]{1,6})m)?\s*(?:(?P<seconds>[0-9]{1,6})s)?"
)


def parse_duration(text: str) -> timedelta:
    """Read days, hours, minutes and seconds, in that order; any of them may be missing, not all.

    Raises ValueError, with a sentence for the editor of a protocol, for anything else.
    """
    found = _DURATION.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        raise ValueError(
            f'{text!r:.60} is no length of time; write it like "2h", "30m", "90s", "2d" or "1h30m"'
        )
    return timedelta(**{unit: int(amount) for unit, amount in found.groupdict().items() if amount})


def spell_duration(length: timedelta) -> str:
    """Write a length of time the way `parse_duration` reads it; "0s" for none."""
    minutes, seconds = divmod(length.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((length.days, "d"), (hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{amount}{unit}" for amount, unit in parts if amount) or "0s"
