"""What came in, freed of Telegram's shape, and what is read in it: each reading when asked for, and once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.model import Clinician, Patient
from bot.store import patients, staff
from bot.store.tx import Tx
from messages.heard.acts.phrased import Phrasebook
from messages.heard.advised import Topics
from messages.heard.body import Body
from messages.heard.diary.reading import DiaryFile
from messages.heard.labels import plain_name
from messages.heard.place_search import find_zones
from messages.heard.reader import Reading, ReadingKind
from messages.heard.times.when import TimeAnswer, TimeReader, names_time
from messages.said.faq import Entries, Entry
from messages.sheets.other_languages import OtherLanguages

WHILE = timedelta(minutes=2)  # between writing and being heard, from which on it is worth a word


def written_before(written: datetime | None, now: datetime) -> datetime | None:
    """When something was written, where that was a while before it is heard; None where it is hardly so."""
    return written if written is not None and now - written >= WHILE else None


class Form(StrEnum):
    """How something came in."""

    TYPED = "typed"
    CHANGED = "changed"  # a text that was sent before
    COMMAND = "command"
    UNKNOWN_COMMAND = "unknown command"
    CHANGED_COMMAND = "changed command"
    FORWARDED = "forwarded"
    TAPPED = "tapped"
    CONTACT = "contact"  # somebody's card, with a phone number
    LOCATION = "location"  # a place on the map
    OTHER = "no text"  # a picture or a voice message, whose caption may hold words; or nothing that is said


class Sent(StrEnum):
    """What was sent that is no text, as a case keeps it."""

    VOICE = "sent_voice"
    PICTURE = "sent_picture"
    OTHER = "sent_other"


class _AtWork(Protocol):
    """A use case at work, as far as looking somebody up needs it."""

    @property
    def tx(self) -> Tx: ...


@dataclass(frozen=True)
class Caller:
    """Who wrote or tapped; the role is looked up anew each time.

    `under` is Telegram's number of the message that was tapped. Where the phone serves several people,
    `about` is the one (their number) whom it is about, as far as is known.
    """

    chat_id: int
    language: str
    name: str = ""  # the first name that Telegram shows
    under: int = 0
    about: int = 0

    def people(self, desk: _AtWork) -> list[Patient]:
        """All whom the phone serves."""
        return patients.of_chat(desk.tx, self.chat_id)

    def patient(self, desk: _AtWork) -> Patient | None:
        """The one whom the phone serves; of several, whom it is about."""
        found = self.people(desk)
        return next((one for one in found if one.id == self.about), next(iter(found), None))

    def clinician(self, desk: _AtWork) -> Clinician | None:
        """Who this is at the clinic, today; an owner whom only the settings name has no name before."""
        found = staff.by_chat(desk.tx, self.chat_id)
        if found and not found.name and self.name:
            staff.introduce(desk.tx, found.id, name=plain_name(self.name), language=self.language)
            return staff.by_chat(desk.tx, self.chat_id)
        return found


@dataclass(frozen=True)
class Hearing:
    """What one language is heard with; `flag` looks for red flags at once, `question` takes its time."""

    book: Phrasebook
    body: Body
    entries: Entries
    flag: Callable[[str], Reading | None]
    question: Callable[[str, Reading | None], Reading]
    others: OtherLanguages | None = None
    topics: Topics = field(default_factory=Topics)  # of the clinic's advice
    caught: Callable[[Entry], Sequence[tuple[str, str]]] = (
        lambda _: ()
    )  # what a new entry would take from others


@dataclass(frozen=True)
class Heard:
    """What came in; `parts` is what a tapped button holds after its verb.

    `number` is the sender's own phone number, where they sent their own contact; nobody else's is kept.
    `shared_zone` (IANA name) is the zone of a place on the map that was shared; the place itself is not kept.
    `diary` is what a colleague's document holds, which is kept nowhere.
    """

    caller: Caller
    form: Form
    text: str
    hearing: Hearing
    parts: tuple[str, ...] = ()
    number: str = ""
    shared_zone: str = ""
    diary: DiaryFile | None = None
    sent: Sent = Sent.OTHER  # where it is no text
    written: datetime | None = None  # by Telegram's clock; None where it does not say

    @property
    def is_command(self) -> bool:
        return self.text.startswith("/")

    @property
    def rest(self) -> str:
        """What stands after a command."""
        return [*self.text.split(maxsplit=1), "", ""][1].strip()

    @property
    def words(self) -> str:
        """What somebody says in their own words; what a deep link holds is nobody's."""
        if not self.is_command:
            return self.text
        is_link = self.text.split(maxsplit=1)[0] == "/start" and len(self.rest.split()) == 1
        return "" if is_link else self.rest

    @property
    def flag(self) -> Reading | None:
        """The red flag in the words, or what may be one; None where there is neither."""
        return self.flag_in(self.words)

    def flag_in(self, words: str) -> Reading | None:
        """The same of other words than these, such as what was written a moment ago; each is read once."""
        if not words.strip():
            return None
        if words not in self._flags:
            self._flags[words] = self.hearing.flag(words)
        return self._flags[words]

    @cached_property
    def _flags(self) -> dict[str, Reading | None]:
        return {}

    @property
    def language(self) -> str | None:
        """The other language that the words are in, if they are in one."""
        return flag.language if (flag := self.flag) else None

    @property
    def question(self) -> Reading:
        """What the words ask, which takes a while to find out; what may be a red flag is never answered."""
        return self.question_in(self.words)

    def question_in(self, words: str) -> Reading:
        """The same of a part of the words, or of these and what was written a moment ago; read once."""
        if not words.strip():
            return Reading(ReadingKind.ABSTAIN)
        if words not in self._questions:
            self._questions[words] = self.hearing.question(words, self.flag_in(words))
        return self._questions[words]

    @cached_property
    def _questions(self) -> dict[str, Reading]:
        return {}

    @cached_property
    def zones(self) -> tuple[str, ...]:
        """The time zones (IANA names) of the places that may be meant."""
        return find_zones(self.text)

    def when(self, times: TimeReader, now: datetime, zone: ZoneInfo) -> TimeAnswer:
        """The instant that is meant, at `now` on the clock of `zone`, as `times` reads it.

        The part of the body that was treated may stand beside it.
        """
        asked = (id(times), now, zone)
        if asked not in self._times:
            said = self.hearing.book.corrected(self.text)
            whole = times.read(said, now, zone)
            bare = said if names_time(whole) else self.hearing.body.left_out(said)
            rest = times.read(bare, now, zone) if bare != said else whole
            self._times[asked] = rest if names_time(rest) else whole
        return self._times[asked]

    @cached_property
    def _times(self) -> dict[tuple[int, datetime, ZoneInfo], TimeAnswer]:
        return {}
