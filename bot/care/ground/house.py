"""The clinic and its rules: what is the same for every use case while the process runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.settings import KEPT_DAYS, WORDS_KEPT_DAYS
from messages.heard.acts.phrased import Phrasebook
from messages.heard.body import Body
from messages.heard.ratings import RatingReader
from messages.heard.times.when import TimeReader
from messages.languages import REFERENCE
from messages.said.advice import Proposals
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
    retention_days: int = KEPT_DAYS  # after the last treatment

    @property
    def words_days(self) -> int:
        """How long what somebody wrote is kept, after they did."""
        return min(WORDS_KEPT_DAYS, self.retention_days)


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
    # What is heard, by language: times, ratings, parts of the body, and whole messages that mean one thing.
    times: Mapping[str, TimeReader] = field(default_factory=dict)
    ratings: Mapping[str, RatingReader] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    books: Mapping[str, Phrasebook] = field(default_factory=dict)
    diary_columns: Mapping[str, str] = field(default_factory=dict)  # a clinic's own headings
    proposals: Mapping[str, Proposals] = field(default_factory=dict)  # of advice, by language
    two_sign: bool = False  # whether advice wants a second signature
    sheets: frozenset[str] = frozenset()  # the languages in which the signs and the urgent words can be said

    def times_of(self, language: str) -> TimeReader:
        """What reads a time that is typed in a language."""
        return self.times.get(language) or self.times[REFERENCE]

    def ratings_of(self, language: str) -> RatingReader:
        """What reads a rating that is typed in a language."""
        return self.ratings.get(language) or self.ratings[REFERENCE]

    def body_of(self, language: str) -> Body:
        """What parts of the body are called in a language."""
        return self.bodies.get(language) or self.bodies[REFERENCE]

    def book_of(self, language: str) -> Phrasebook:
        """Whole messages that mean one thing, in a language."""
        return self.books.get(language) or self.books[REFERENCE]

    def sheet_of(self, language: str | None) -> str:
        """A language, where at least the signs and the urgent words can be said in it; else none."""
        return language if language and language in self.sheets else ""

    def menu_of(self, role: str) -> tuple[str, ...]:
        """The commands of a role: a member of the clinic may also use a patient's."""
        return menu_of(self.menus, role)


def menu_of(menus: Mapping[str, tuple[str, ...]], role: str) -> tuple[str, ...]:
    """Those of a role, and behind them a patient's."""
    own = menus.get(role, ())
    return (*own, *(name for name in menus.get(PATIENT, ()) if name not in own))
