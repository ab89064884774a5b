"""The clinic and its rules: what is the same for every use case while the process runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from schedules.hours import WorkingHours
from schedules.protocol import Protocol
from schedules.quiet import QuietHours

PATIENT = "patient"


@dataclass(frozen=True)
class Clinic:
    """What every text may name of the clinic that runs this bot."""

    name: str
    phone: str
    zone: ZoneInfo
    emergency_number: str
    retention_days: int = 90  # after the last treatment


@dataclass(frozen=True)
class Ratings:
    """Words that may stand beside a typed rating: grave ones if it is severe; unsure ones make it none."""

    beside: frozenset[str] = frozenset()
    grave: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()


@dataclass(frozen=True)
class House:
    """What is the same for every use case while the process runs."""

    clinic: Clinic
    protocols: Mapping[str, Protocol]
    quiet: QuietHours | None
    owners: tuple[int, ...] = ()
    self_registration: bool = True
    default_protocol: str = "dry_needling"
    hours: WorkingHours | None = None  # when staff may be told what can wait; None is any time
    invite_ttl: timedelta = timedelta(hours=48)
    link_key: bytes = field(default=b"", repr=False)  # what links are made with; never in the database
    parts: tuple[str, ...] = ()  # of the body, by the names of `messages/en/body.toml`
    sides: tuple[str, ...] = ()
    menus: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of `patient` and of each role
    ratings: Mapping[str, Ratings] = field(default_factory=dict)  # by language

    def menu_of(self, role: str) -> tuple[str, ...]:
        """The commands of a role: a member of the clinic may also use a patient's."""
        own = self.menus.get(role, ())
        return (*own, *(name for name in self.menus.get(PATIENT, ()) if name not in own))
