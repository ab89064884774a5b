"""What was sent and could not be dealt with: to whoever sent it, and to the owners."""

from dataclasses import dataclass

from bot.care.ground.says.message import ToPatient, ToStaff


class Unread(ToPatient, key="unread"):
    pass


@dataclass(frozen=True)
class CauseShown:
    """So many updates of a kind, set aside for a reason, in the words of the programs that meet there."""

    kind: str
    reason: str
    count: int


class SetAside(ToStaff, key="set_aside"):
    """Nothing yet, until it is sent."""

    causes: tuple[CauseShown, ...] = ()
