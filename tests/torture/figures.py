"""The figures of a run of kills: they add up over worlds, and say whether all is well."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields


@dataclass
class Figures:
    """`complaints` are what broke a law that is no mere count."""

    kills: int = 0
    updates: int = 0
    applied: int = 0
    quarantined: int = 0
    updates_lost: int = 0
    updates_twice: int = 0
    due: int = 0
    sent: int = 0
    unknown: int = 0
    past: int = 0  # expired, merged, or cancelled by a red flag
    reminders_lost: int = 0
    reminders_twice: int = 0
    flags: int = 0
    told: int = 0
    alerts_lost: int = 0
    said: int = 0
    words_lost: int = 0
    complaints: list[str] = field(default_factory=list)

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            **{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)}
        )

    def lines(self) -> Iterator[str]:
        yield f"kills: {self.kills}"
        yield (
            f"updates in: {self.updates}, applied once: {self.applied}, quarantined: {self.quarantined}, "
            f"lost: {self.updates_lost}, twice: {self.updates_twice}"
        )
        yield (
            f"reminders due: {self.due}, sent: {self.sent}, unknown: {self.unknown}, "
            f"expired, merged or cancelled: {self.past}, lost: {self.reminders_lost}, "
            f"twice: {self.reminders_twice}"
        )
        yield f"alerts raised: {self.flags}, told: {self.told}, lost: {self.alerts_lost}"
        yield f"urgent words owed: {self.flags}, said: {self.said}, lost: {self.words_lost}"
        yield from (f"BROKEN: {complaint}" for complaint in self.complaints)

    @property
    def well(self) -> bool:
        lost = (self.updates_lost, self.reminders_lost, self.alerts_lost, self.words_lost)
        return not (any(lost) or self.updates_twice or self.reminders_twice or self.complaints)
