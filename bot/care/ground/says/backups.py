"""Whether the copy a day is made: to the owners, when that changes."""

from bot.care.ground.says.message import Timed, ToStaff


class BackupFailed(ToStaff, Timed, key="backup_failed"):
    """The newest one is of that instant; `why` is one line, as the operator reads it."""

    why: str


class NoBackup(ToStaff, key="backup_none"):
    """The same where there is none at all."""

    why: str


class BackupWorks(ToStaff, Timed, key="backup_works"):
    """Again; the newest one is of that instant."""
