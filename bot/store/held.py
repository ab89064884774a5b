"""Everything that is kept about one patient, table by table, as they may have it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from bot.model import Outgoing, Patient
from bot.store.outbox import message_of
from bot.store.scope import ABOUT
from bot.store.tx import Row, Tx, instant

Fields = dict[str, Any]  # of JSON
OWN = "patient_id = :patient"
OF_ALERTS = f"alert_id IN (SELECT id FROM alerts WHERE {ABOUT})"
LINKS = f"{OWN} OR follows IN (SELECT id FROM treatments WHERE {OWN})"
OF_LINKS = f"invitation_id IN (SELECT id FROM invitations WHERE {LINKS})"
# Where a phone serves several people, what is of the phone goes with who came first, and words of the last
# minutes, which may be about any of them, with nobody.
OF_PHONE = "chat_id = :chat AND :first"


@dataclass(frozen=True)
class KeptTable:
    """A table, which rows of it are about a patient, and its columns, each with what it is kept as.

    `column` alone is as it is kept; `:at` an instant, `:flag` a yes or no, `:member` somebody of the clinic,
    `:json` and `:bytes` what these hold.
    """

    table: str
    about: str
    columns: str

    def named(self) -> Iterator[tuple[str, str]]:
        """Each column with its kind."""
        for column in self.columns.split():
            name, _, kind = column.partition(":")
            yield name, kind or "plain"


PARTS = (
    KeptTable(
        "patients",
        "id = :patient",
        "id code chat_id language zone status created_at:at unreachable_at:at first_name known_as called"
        " by_label:flag",
    ),
    KeptTable("consents", OWN, "id patient_id wording given_at:at given_by"),
    KeptTable(
        "treatments",
        OWN,
        "id patient_id protocol digest treated_at:at registered_at:at ended_at:at code clinician_id:member"
        " label region",
    ),
    KeptTable("answers", OWN, "id patient_id treatment_id step ask value answered_at:at way"),
    KeptTable(
        "former_answers",
        f"answer_id IN (SELECT id FROM answers WHERE {OWN})",
        "id answer_id value way said_at:at replaced_at:at",
    ),
    KeptTable("helped", OWN, "id patient_id treatment_id words said_at:at"),
    KeptTable("worries", OWN, "id patient_id treatment_id raised_at:at"),
    KeptTable(
        "alerts",
        ABOUT,
        "id code patient_id tier raised_at:at rung told_at:at next_at:at seen_at:at seen_by:member"
        " unreached:flag false_alarm:flag about mistaken_at:at helped_at:at closed_at:at",
    ),
    KeptTable(
        "adverse_events",
        OWN,
        "id code patient_id treatment_id kind gravity alert_id noted_by:member noted_at:at words",
    ),
    KeptTable("alert_words", OF_ALERTS, "id alert_id words said_at:at"),
    KeptTable("alert_people", OWN, "alert_id patient_id rested:flag ruled_out:flag"),
    KeptTable("cover", OF_ALERTS, "alert_id staff_id:member since:at"),
    KeptTable(
        "questions", OWN, "id code patient_id words entry asked_at:at passed_at:at closed_at:at unsure:flag"
    ),
    KeptTable("phones", OWN, "patient_id offered_at:at number given_at:at"),
    KeptTable("carers", OWN, "id code patient_id expires_at:at agreed_at:at wording name language"),
    KeptTable(
        "invitations",
        LINKS,
        "id code opens staff_id:member label treated_at:at region protocol created_at:at expires_at:at"
        " opened_by opened_at:at ended_at:at patient_id treatment_id follows made_by:member",
    ),
    KeptTable(
        "notices",
        f"{OWN} OR {OF_LINKS}",
        "id staff_id:member key patient_id treatment_id invitation_id raised_at:at told_at:at",
    ),
    KeptTable(
        "dialogues",
        f"room = 'patient' AND ({OWN} OR patient_id IS NULL AND {OF_PHONE})",
        "chat_id room step facts:json turn asked_at:at patient_id",
    ),
    KeptTable("utterances", "chat_id = :chat AND :alone", "id chat_id words said_at:at"),
    KeptTable("presence", OF_PHONE, "chat_id heard_at:at"),
    KeptTable("guesses", OF_PHONE, "chat_id guessed_at:at"),
    KeptTable(
        "inbox",
        "sender = :chat AND :alone",
        "update_id raw:bytes sender grave:flag words:flag state tries received_at:at kind reason"
        " set_aside_at:at told_at:at",
    ),
    KeptTable("audit", "subject = :code OR actor = 'patient:' || :code", "id at:at actor:side action"),
    KeptTable(
        "outbox",
        f"{OWN} OR about_id = :patient",
        "id patient_id treatment_id sort priority unprompted:flag key language step round due_at:at"
        " expires_at:at state tries claimed_at:at settled_at:at message_id error answered answered_at:at"
        " about_id alert_id audience",
    ),
)


def _at(value: int) -> str:
    return f"{instant(value).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _text(value: bytes) -> str:
    return bytes(value).decode(errors="replace")


def _side(value: str) -> str:
    """Who did something, without who at the clinic."""
    return value.partition(":")[0]


KINDS: Mapping[str, Callable[[Any], Any]] = {
    "plain": lambda value: value,
    "at": _at,
    "flag": bool,
    "json": json.loads,
    "bytes": _text,
    "side": _side,
}


@dataclass(frozen=True)
class Everything:
    """What is kept about a patient: table → rows; `said` are the messages of `outbox`, in its order."""

    patient: Patient
    tables: Mapping[str, list[Fields]]
    said: tuple[Outgoing, ...]
    others: tuple[str, ...]  # what others on the same phone are called


def about(tx: Tx, patient: Patient, everybody: list[Patient]) -> Everything:
    """All of it; `everybody` are those whom the phone serves, who came first before the others."""
    members = {row["id"]: row["name"] or row["code"] for row in tx.all("SELECT id, code, name FROM staff")}
    values = {
        "patient": patient.id,
        "chat": patient.chat_id,
        "code": patient.code,
        "first": int(everybody[0].id == patient.id),
        "alone": int(len(everybody) == 1),
    }
    rows = {one.table: _rows(tx, one, values) for one in PARTS}
    return Everything(
        patient,
        {one.table: [_fields(one, row, members) for row in rows[one.table]] for one in PARTS},
        tuple(message_of(row) for row in rows["outbox"]),
        tuple(one.called for one in everybody if one.called and one.id != patient.id),
    )


def _rows(tx: Tx, part: KeptTable, values: Mapping[str, object]) -> list[Row]:
    used = {name: value for name, value in values.items() if f":{name}" in part.about}
    return tx.all(f"SELECT * FROM {part.table} WHERE {part.about} ORDER BY rowid", **used)


def _fields(part: KeptTable, row: Row, members: Mapping[int, str]) -> Fields:
    return {
        name: None
        if row[name] is None
        else members.get(row[name])
        if kind == "member"
        else KINDS[kind](row[name])
        for name, kind in part.named()
    }
