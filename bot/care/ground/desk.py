"""What a use case has in hand: an open transaction, the time, the clinic and its protocols."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.model import Clinic, Clinician, Dialogue, Message, Patient, Sort
from bot.store import dialogues, outbox, patients, spoken, staff
from bot.store.tx import Tx
from messages.heard.labels import plain_name
from messages.heard.ratings import RatingReader
from messages.heard.times.when import TimeReader
from messages.languages import REFERENCE
from schedules.clinical import CLINICAL
from schedules.hours import WorkingHours
from schedules.protocol import Protocol
from schedules.quiet import QuietHours, quiet_end

PATIENT = "patient"
Phrases = Mapping[str, frozenset[str]]  # whole messages that mean one thing, in a person's language


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
    # What is heard, by language: times, ratings, and whole messages that mean one thing.
    times: Mapping[str, TimeReader] = field(default_factory=dict)
    ratings: Mapping[str, RatingReader] = field(default_factory=dict)
    phrases: Mapping[str, Phrases] = field(default_factory=dict)

    def times_of(self, language: str) -> TimeReader:
        """What reads a time that is typed in a language."""
        return self.times.get(language) or self.times[REFERENCE]

    def ratings_of(self, language: str) -> RatingReader:
        """What reads a rating that is typed in a language."""
        return self.ratings.get(language) or self.ratings[REFERENCE]

    def phrases_of(self, language: str) -> Phrases:
        """Whole messages that mean one thing, in a language."""
        return self.phrases.get(language) or self.phrases[REFERENCE]

    def menu_of(self, role: str) -> tuple[str, ...]:
        """The commands of a role: a member of the clinic may also use a patient's."""
        own = self.menus.get(role, ())
        return (*own, *(name for name in self.menus.get(PATIENT, ()) if name not in own))


@dataclass(frozen=True)
class Desk:
    """One use case at work; `now` is an aware UTC instant."""

    tx: Tx
    now: datetime
    house: House

    @classmethod
    def at(cls, tx: Tx, now: datetime, house: House) -> "Desk":
        """A desk at whole seconds, which is how the tables hold instants."""
        return cls(tx, now.replace(microsecond=0), house)

    def morning_of(self, patient: Patient) -> datetime:
        """When to tell the patient what they did not ask for: now, or when their quiet hours end (UTC)."""
        return quiet_end(self.now, self.zone_of(patient), self.house.quiet)

    def zone_of(self, patient: Patient) -> ZoneInfo:
        return patient.zone or self.house.clinic.zone


@dataclass(frozen=True)
class Caller:
    """Who wrote or tapped; the role is looked up anew each time."""

    chat_id: int
    language: str
    name: str = ""  # the first name that Telegram shows

    def patient(self, desk: Desk) -> Patient | None:
        return patients.by_chat(desk.tx, self.chat_id)

    def clinician(self, desk: Desk) -> Clinician | None:
        """Who this is at the clinic, today; an owner whom only the settings name has no name before."""
        found = staff.by_chat(desk.tx, self.chat_id)
        if found and not found.name and self.name:
            staff.introduce(desk.tx, found.id, name=plain_name(self.name), language=self.language)
            return staff.by_chat(desk.tx, self.chat_id)
        return found


@dataclass(frozen=True)
class NewEntry:
    """An entry of the clinic's own: a question and its answer, both as somebody of the clinic typed them."""

    id: str
    question: str
    answer: str
    author: Clinician


@dataclass(frozen=True)
class Toast:
    """A passing line on a tapped button; `close` takes the buttons away."""

    key: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    close: bool = True
    alert: bool = False  # shown until it is dismissed
    erased: bool = False  # something was deleted that must leave no trace in the files either
    still: int | None = None  # the message under which "I'm worried" stays
    entry: NewEntry | None = None  # to be written where the clinic keeps its own words


OLD = Toast("toasts.old")
SOON_FORGOTTEN = timedelta(minutes=15)


def say(
    desk: Desk,
    to: Caller | Patient,
    key: str,
    *,
    sort: Sort = Sort.REPLY,
    treatment_id: int | None = None,
    due: datetime | None = None,
    **facts: Any,  # noqa: ANN401
) -> int:
    """Owe a chat some words, at once or later; `facts` fill their placeholders and choose their buttons."""
    patient = to if isinstance(to, Patient) else to.patient(desk)
    return outbox.put(
        desk.tx,
        chat_id=to.chat_id,
        sort=sort,
        key=f"bot.{key}",
        language=patient.language if patient else to.language,
        due=due or desk.now,
        facts=facts,
        patient_id=patient.id if patient else None,
        treatment_id=treatment_id,
    )


def say_once(desk: Desk, to: Caller | Patient, key: str, **facts: Any) -> None:  # noqa: ANN401
    """The same, unless the very words were said half a minute ago: ten pictures want one answer."""
    if not spoken.said_lately(desk.tx, to.chat_id, f"bot.{key}", now=desk.now):
        say(desk, to, key, **facts)


def brief(
    desk: Desk,
    clinician: Clinician,
    key: str,
    *,
    about: int | None = None,
    due: datetime | None = None,
    sort: Sort = Sort.REPLY,
    **facts: Any,  # noqa: ANN401
) -> int:
    """Owe a member of the clinic some words; with the patient they are `about`, they are erased."""
    return outbox.put(
        desk.tx,
        chat_id=clinician.chat_id,
        sort=sort,
        key=f"staff.{key}",
        language=clinician.language,
        due=due or desk.now,
        facts=facts,
        about_id=about,
    )


def ask(desk: Desk, patient: Patient, step: str, key: str, *, keep: Mapping[str, Any], **facts: Any) -> None:  # noqa: ANN401
    """Put a question: the dialogue stands at `step`, remembers `keep`, and older buttons are old."""
    dialogue = dialogues.put(desk.tx, patient.chat_id, step, keep, desk.now)
    say(desk, patient, key, turn=dialogue.turn, **facts)


def asked_last(
    desk: Desk, chat_id: int, *keys: str, within: timedelta = CLINICAL.question_open
) -> Message | None:
    """What was said to a chat last, where it has one of these keys and no answer yet."""
    newest = spoken.newest(desk.tx, chat_id, now=desk.now, since=desk.now - within)
    return newest if newest and newest.key in keys and not newest.answered else None


def current_question(desk: Desk, patient: Patient) -> Dialogue | None:
    """The question that is open; one that nobody answered for long is not."""
    return dialogues.of_chat(desk.tx, patient.chat_id, since=desk.now - CLINICAL.question_open)


def ask_staff(desk: Desk, clinician: Clinician, step: str, keep: Mapping[str, Any]) -> None:
    """What somebody of the clinic types next answers `step`; `keep` is what is known of it already."""
    dialogues.put(desk.tx, clinician.chat_id, step, keep, desk.now, room=dialogues.STAFF)


def asked_staff(desk: Desk, clinician: Clinician) -> Dialogue | None:
    """What a colleague was asked; soon nothing any more, for what they type later is about something else."""
    since = desk.now - SOON_FORGOTTEN
    return dialogues.of_chat(desk.tx, clinician.chat_id, since=since, room=dialogues.STAFF)


def end_staff(desk: Desk, clinician: Clinician) -> None:
    dialogues.end(desk.tx, clinician.chat_id, room=dialogues.STAFF)


def greet(desk: Desk, caller: Caller, key: str = "welcome") -> None:
    """Words to a person who has not consented; without an invitation there may be only one answer."""
    say(desk, caller, key if desk.house.self_registration else "by_invitation")


def open_question(desk: Desk, patient: Patient, *steps: str, turn: int | None = None) -> Dialogue | None:
    """The dialogue, where it stands at one of `steps` and, for a button, at that very turn."""
    dialogue = current_question(desk, patient)
    if dialogue is None or dialogue.step not in steps:
        return None
    return dialogue if turn is None or dialogue.turn == turn else None
