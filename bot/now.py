"""The time of this machine, read in one place, apart from all that a bot is made of."""

from datetime import UTC, datetime


def now_utc() -> datetime:
    """The clock: the one place that reads the time."""
    return datetime.now(UTC)
