"""What a use case has in hand: an open transaction, the time, the clinic and its protocols."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.care.ground.heard import Caller
from bot.care.ground.house import House
from bot.care.ground.on_phones import OldButtons
from bot.care.ground.once_more import as_before, is_same, once_more
from bot.care.ground.says.buttons import Rows
from bot.care.ground.says.consent import ByInvitation
from bot.care.ground.says.conversation import CaptionRead
from bot.care.ground.says.message import Message, ToPatient, ToStaff, stored
from bot.model import Clinician, Dialogue, Outgoing, Patient, Sort
from bot.store import dialogues, outbox, plans, spoken
from bot.store.told_words import Pressing
from bot.store.tx import Tx
from schedules.clinical import CLINICAL
from schedules.quiet import quiet_end


@dataclass(frozen=True)
class Desk:
    """One use case at work; `now` is an aware UTC instant."""

    tx: Tx
    now: datetime
    house: House
    written: datetime | None = None  # when that was, where what is dealt with was written a while ago
    pressing: Pressing | None = None  # where it is a tap

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
class Relearn:
    """What the clinic says on topics of its own has changed, and is to be known from now on."""


@dataclass(frozen=True)
class Toast:
    """A passing line on a tapped button; `close` takes the buttons away."""

    key: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    close: bool = True
    alert: bool = False  # shown until it is dismissed
    left: Rows = ()  # what of them stays


@dataclass(frozen=True)
class Scrub:
    """Something was deleted that must leave no trace in the files either."""


After = Scrub | Relearn | OldButtons


@dataclass(frozen=True)
class Done:
    """What a use case leaves to be done when its rows are kept, beside the passing line."""

    toast: Toast = Toast()
    after: tuple[After, ...] = ()


OLD = Toast("toasts.old")
Conclusion = Toast | Done | None  # of a use case
SOON_FORGOTTEN = timedelta(minutes=15)


def say(
    desk: Desk,
    to: Caller | Patient,
    message: ToPatient,
    *,
    sort: Sort = Sort.REPLY,
    treatment_id: int | None = None,
    due: datetime | None = None,
    language: str = "",
) -> int:
    """Owe a patient, or somebody who is none yet, a message; at once, or then; if need be in a `language`."""
    patient = to if isinstance(to, Patient) else to.patient(desk)
    whose, last = patient.id if patient else None, spoken.newest(desk.tx, to.chat_id, now=desk.now)
    return owe(
        desk,
        message,
        chat_id=to.chat_id,
        sort=sort,
        language=language or (patient.language if patient else to.language),
        due=due,
        patient_id=whose,
        treatment_id=treatment_id,
        again=not (message.same_again or language) and is_same(last, message, whose),
    )


def say_once(desk: Desk, to: Caller | Patient, message: ToPatient, *, sort: Sort = Sort.REPLY) -> None:
    """The same, unless it was owed a moment ago: ten pictures at once want one answer."""
    if not spoken.said_lately(desk.tx, to.chat_id, message.key, now=desk.now, within=message.same_breath):
        say(desk, to, message, sort=sort)


def brief(
    desk: Desk,
    clinician: Clinician,
    message: ToStaff,
    *,
    about: int | None = None,
    due: datetime | None = None,
    sort: Sort = Sort.REPLY,
) -> int:
    """Owe a member of the clinic a message; with the patient it is `about`, it is erased."""
    return owe(
        desk,
        message,
        chat_id=clinician.chat_id,
        sort=sort,
        language=clinician.language,
        due=due,
        about_id=about,
    )


def owe(
    desk: Desk,
    message: Message,
    *,
    chat_id: int,
    sort: Sort,
    language: str,
    key: str | None = None,
    due: datetime | None = None,
    expires: datetime | None = None,
    patient_id: int | None = None,
    treatment_id: int | None = None,
    about_id: int | None = None,
    alert_id: int | None = None,
    step: str | None = None,
    again: bool = False,
) -> int:
    """Put a message on its way; its id. `key` is that of a step, whose words a protocol names."""
    whose = patient_id if message.personal else None
    if message.one_owed and (waiting := spoken.owed(desk.tx, chat_id, message.key, language, whose)):
        plans.set_facts(desk.tx, waiting.id, as_before(waiting, stored(message)))
        return waiting.id
    return outbox.put(
        desk.tx,
        chat_id=chat_id,
        sort=sort,
        key=key or message.key,
        audience=message.audience,
        language=language,
        due=due or desk.now,
        expires=expires,
        facts=once_more(stored(message)) if again else stored(message),
        patient_id=patient_id,
        treatment_id=treatment_id,
        about_id=about_id,
        alert_id=alert_id,
        step=step,
    )


def ask(desk: Desk, patient: Patient, step: str, *, keep: Mapping[str, Any]) -> int:
    """Open a question at `step`; its turn, which its buttons carry, and with which older ones are old."""
    return dialogues.put(desk.tx, patient.chat_id, step, keep, desk.now, patient_id=patient.id).turn


def restate(desk: Desk, said: Outgoing, message: Message) -> None:
    """Change the facts of a message, said or owed; what was said stays as it was."""
    plans.set_facts(desk.tx, said.id, stored(message))


def said_last(desk: Desk, chat_id: int, *, but: Collection[str] = ()) -> Outgoing | None:
    """What a chat was told last, in the time in which a question is open; not of the kinds `but`."""
    since = desk.now - CLINICAL.question_open
    return spoken.newest(desk.tx, chat_id, now=desk.now, since=since, but=(*but, CaptionRead.key))


def asked_last(
    desk: Desk, chat_id: int, *kinds: type[ToPatient], within: timedelta = CLINICAL.question_open
) -> Outgoing | None:
    """What was said to a chat last, where it is of one of these kinds and has no answer yet."""
    since = desk.now - within
    newest = spoken.newest(desk.tx, chat_id, now=desk.now, since=since, but=(CaptionRead.key,))
    return newest if still_asks(newest, *kinds, since=since) else None


def still_asks(said: Outgoing | None, *kinds: type[ToPatient], since: datetime) -> bool:
    """Whether a message is of one of these kinds, was owed after that instant, and has no answer yet."""
    asks = said and said.key in {kind.key for kind in kinds} and not said.answered
    return bool(said and asks and said.due > since)


def current_question(desk: Desk, patient: Patient) -> Dialogue | None:
    """The question about a patient that is open; one that nobody answered for long is not."""
    since = desk.now - CLINICAL.question_open
    return dialogues.of_chat(desk.tx, patient.chat_id, since=since, about=patient.id)


def ask_staff(desk: Desk, clinician: Clinician, step: str, keep: Mapping[str, Any]) -> None:
    """What somebody of the clinic types next answers `step`; `keep` is what is known of it already."""
    dialogues.put(desk.tx, clinician.chat_id, step, keep, desk.now, room=dialogues.STAFF)


def asked_staff(desk: Desk, clinician: Clinician) -> Dialogue | None:
    """What a colleague was asked; soon nothing any more, for what they type later is about something else."""
    since = desk.now - SOON_FORGOTTEN
    return dialogues.of_chat(desk.tx, clinician.chat_id, since=since, room=dialogues.STAFF)


def end_staff(desk: Desk, clinician: Clinician) -> None:
    dialogues.end(desk.tx, clinician.chat_id, room=dialogues.STAFF)


def greet(desk: Desk, caller: Caller, message: ToPatient) -> None:
    """Words to who has not consented; without an invitation there may be only one answer."""
    say(desk, caller, message if desk.house.self_registration else ByInvitation())


def open_question(desk: Desk, patient: Patient, *steps: str, turn: int | None = None) -> Dialogue | None:
    """The dialogue, where it stands at one of `steps` and, for a button, at that very turn."""
    dialogue = current_question(desk, patient)
    if dialogue is None or dialogue.step not in steps:
        return None
    return dialogue if turn is None or dialogue.turn == turn else None
