"""The facts we keep, as frozen values; instants are aware UTC datetimes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from messages.heard.red_flags.finding import Tier


class Status(StrEnum):
    """How a patient stands towards reminders; only `ACTIVE` ones get any."""

    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"
    SILENT = "silent"  # did not answer three check-ins in a row and was asked whether to go on
    UNREACHABLE = "unreachable"  # of earlier releases; being out of reach is no standing any more


@dataclass(frozen=True)
class Patient:
    """A person who has consented; `zone` is None until it was asked, and `known_as` (by the clinic) too."""

    id: int
    code: str
    chat_id: int  # the phone, which may serve several
    language: str
    zone: ZoneInfo | None
    status: Status
    out_of_reach: bool = False  # a suspicion: Telegram took nothing for them last; it ends by itself
    first_name: str = ""  # that Telegram shows
    known_as: str | None = None
    called: str | None = None  # there; None until asked

    @property
    def standing(self) -> str:
        """How the clinic sees that they stand."""
        return "unreachable" if self.out_of_reach else self.status.value


class Role(StrEnum):
    """What a member of the clinic may do; an owner may also say who belongs to it, and sees everybody.

    A receptionist enrols for others, and sees links and appointments, and nothing that patients say.
    """

    CLINICIAN = "clinician"
    OWNER = "owner"
    RECEPTIONIST = "receptionist"


@dataclass(frozen=True)
class Clinician:
    """Somebody who works at the clinic, found by their Telegram id, as they stand today."""

    id: int
    code: str
    chat_id: int
    name: str
    language: str
    role: Role
    weekly: bool = False  # wants the report of the week

    @property
    def is_owner(self) -> bool:
        return self.role is Role.OWNER

    @property
    def follows(self) -> bool:
        """Whether they may follow patients at all."""
        return self.role is not Role.RECEPTIONIST


@dataclass(frozen=True)
class Treatment:
    """A session of a patient, which ended at `treated_at`; `region` is as in messages/heard/body.py."""

    id: int
    code: str
    patient_id: int
    protocol: str
    digest: str
    treated_at: datetime
    clinician_id: int | None = None  # who follows it
    label: str = ""
    region: str | None = None
    ended: bool = False  # by the clinic or a later session; it is accompanied no further


@dataclass(frozen=True)
class Alert:
    """A red flag that a person at the clinic has to see; `rung` counts how often it was told."""

    id: int
    code: str
    patient_id: int
    tier: Tier
    raised: datetime
    rung: int
    seen: datetime | None = None
    unreached: bool = False  # nobody at the clinic could be told so far
    seen_by: int | None = None
    settled: bool = False  # the patient tapped that it was a mistake, or that help is there
    about: str | None = None  # the code of the session, or link, that they say is meant


class Opens(StrEnum):
    """What a link lets whoever opens it become."""

    PATIENT = "patient"
    CLINICIAN = "clinician"
    OWNER = "owner"
    RECEPTIONIST = "receptionist"


@dataclass(frozen=True)
class Invitation:
    """A link for one person; only a fingerprint of what it holds is kept.

    A patient's stands for their treatment until they have consented and said where they are. One that
    `follows` a treatment of theirs, by its id, is the next session of a course: nobody has to open it.
    """

    id: int
    code: str
    opens: Opens
    nonce: str
    staff_id: int | None
    label: str
    created: datetime
    expires: datetime
    treated_at: datetime | None = None
    region: str | None = None
    protocol: str = ""
    opened_by: int | None = None
    patient_id: int | None = None
    treatment_id: int | None = None
    follows: int | None = None
    made_by: int | None = None  # who made it for whom it is of (`staff_id`)

    @property
    def unopened(self) -> bool:
        return self.patient_id is None


@dataclass(frozen=True)
class Dialogue:
    """Where a conversation stands; `turn` grows with every question, which makes old buttons old."""

    chat_id: int
    step: str
    facts: Mapping[str, Any]
    turn: int
    asked: datetime
    patient_id: int | None = None  # whom it is about, where that is a patient


class Priority(IntEnum):
    """Who goes first through the one door to Telegram."""

    ALERT = 0
    REPLY = 1
    REMINDER = 2


class Sort(StrEnum):
    """The sorts of message, each with its own promise (see `POLICIES`)."""

    URGENT = "urgent"  # urgent words to a patient
    ALERT = "alert"  # a red flag to a clinician
    REPLY = "reply"
    NOTICE = "notice"  # to staff, can wait
    QUESTION = "question"
    REMINDER = "reminder"


@dataclass(frozen=True)
class Policy:
    """What a sort of message may do: be sent again after an unclear outcome, wait for the morning."""

    priority: Priority
    may_repeat: bool = False
    unprompted: bool = False  # the bot starts it: quiet hours, the hourly and daily cap and expiry apply


POLICIES: Mapping[Sort, Policy] = {
    Sort.URGENT: Policy(Priority.ALERT, may_repeat=True),
    Sort.ALERT: Policy(Priority.ALERT, may_repeat=True),
    Sort.REPLY: Policy(Priority.REPLY),
    Sort.NOTICE: Policy(Priority.REMINDER, may_repeat=True),
    Sort.QUESTION: Policy(Priority.REMINDER, unprompted=True),
    Sort.REMINDER: Policy(Priority.REMINDER, unprompted=True),
}


class Audience(StrEnum):
    """Whom a message is for; it decides how it is worded, and what its reader may be told."""

    PATIENT = "patient"  # and whoever else is not of the clinic
    STAFF = "staff"


class State(StrEnum):
    """The life of an outgoing message."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"  # it may have arrived; never sent again by itself
    EXPIRED = "expired"
    MERGED = "merged"  # said inside another message
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    FAILED = "failed"


@dataclass(frozen=True)
class Outgoing:
    """A row of the outbox: a message as it is kept (a key and its facts), and where it stands."""

    id: int
    chat_id: int
    patient_id: int | None
    treatment_id: int | None
    sort: Sort
    key: str
    audience: Audience
    language: str
    state: State
    due: datetime
    expires: datetime | None = None
    alert_id: int | None = None
    step: str | None = None
    round: int = 0
    tries: int = 0
    answered: datetime | None = None  # when it was, by a tap under it
    facts: Mapping[str, Any] = field(default_factory=dict)
