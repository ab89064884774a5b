"""Why a step of a protocol stands where it does in a plan."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Because(StrEnum):
    """What gave a step its time, before it was joined to any other."""

    HOUR = "hour"  # the protocol's own, counted from the end of the session
    AT_ONCE = "at_once"  # whatever the hour
    QUIET = "quiet"  # that hour is quiet, and it waits for the end of that
    BEFORE_QUIET = "before_quiet"  # that hour is quiet, and it comes before
    LATE = "late"  # that hour had passed when the plan was made


@dataclass(frozen=True)
class Placing:
    """A step, where the protocol's hours alone would have it (`wished`), and where it is (`due`); in UTC.

    A step that is joined to another is said with that one, whose time is the message's.
    """

    step: str
    wished: datetime
    due: datetime
    because: Because
