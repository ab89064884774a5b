"""The sessions of one person, which lie behind each other as a course, as far as the actor may see them."""

from dataclasses import dataclass
from datetime import datetime

from bot.model import Clinician, Invitation, Treatment
from bot.store.invitations import invitation_of
from bot.store.scope import SCOPE, who
from bot.store.treatments import treatment_of
from bot.store.tx import Tx, stamp


@dataclass(frozen=True)
class CourseSession:
    """A session of a course, and how sore the patient was after it, the earliest rating first."""

    treatment: Treatment
    ratings: tuple[int, ...]


def scoped(alias: str) -> str:
    """What a member may see, of treatments by that alias."""
    return SCOPE.replace("t.", f"{alias}.")


def same_person(one: str, other: str) -> str:
    """Whether two treatments, by their aliases, are of one person: of one row, under whatever label.

    Rows of before a phone could serve several may hold two people, whom the clinic tells by their labels
    (`by_label`); there, a session without a label is theirs where the row has no other.
    """
    labels = f"""(SELECT count(DISTINCT search) FROM treatments
                  WHERE patient_id = {other}.patient_id AND search <> '')"""
    row = f"(SELECT by_label FROM patients WHERE id = {other}.patient_id)"
    alike = f"{one}.search = {other}.search OR NOT {row} OR {labels} < 2"
    return f"{one}.patient_id = {other}.patient_id AND ({alike})"


# Of a query that joins `treatments t`: of each person only the newest session that the actor may see.
NEWEST = f"""NOT EXISTS (SELECT 1 FROM treatments n WHERE {same_person("n", "t")} AND {scoped("n")}
  AND (n.treated_at, n.id) > (t.treated_at, t.id))"""


# How many people the actor follows. Rows of two people are few, and looked at one by one.
TWOFOLD = "(SELECT id FROM patients WHERE by_label = 1)"
PEOPLE = f"""SELECT
  (SELECT count(DISTINCT t.patient_id) FROM treatments t WHERE {SCOPE} AND t.patient_id NOT IN {TWOFOLD})
  + (SELECT count(*) FROM treatments t WHERE {SCOPE} AND t.patient_id IN {TWOFOLD} AND {NEWEST})"""


def sessions(tx: Tx, actor: Clinician, treatment_id: int) -> list[CourseSession]:
    """What the actor may see of all sessions of the person whose treatment that is, the first one first."""
    rows = tx.all(
        f"""SELECT n.* FROM treatments n JOIN treatments t ON {same_person("n", "t")}
            WHERE t.id = :id AND {scoped("n")} ORDER BY n.treated_at, n.id""",
        id=treatment_id,
        **who(actor),
    )
    return [CourseSession(treatment_of(row), _ratings(tx, row["id"])) for row in rows]


def _ratings(tx: Tx, treatment_id: int) -> tuple[int, ...]:
    rows = tx.all(
        "SELECT value FROM answers WHERE treatment_id = :id AND ask = 'soreness' ORDER BY answered_at, id",
        id=treatment_id,
    )
    return tuple(row["value"] for row in rows)


def others(tx: Tx, treatment: Treatment) -> list[Treatment]:
    """All other sessions of that person, whoever follows them, the newest first."""
    rows = tx.all(
        f"""SELECT n.* FROM treatments n JOIN treatments t ON {same_person("n", "t")}
            WHERE t.id = :id AND n.id <> t.id ORDER BY n.treated_at DESC, n.id DESC""",
        id=treatment.id,
    )
    return [treatment_of(row) for row in rows]


def is_newest(tx: Tx, treatment: Treatment) -> bool:
    """Whether no session of that person came after it."""
    return all(
        (one.treated_at, one.id) < (treatment.treated_at, treatment.id) for one in others(tx, treatment)
    )


def labelled(tx: Tx, staff_id: int, label: str, *, since: datetime) -> list[Treatment]:
    """The newest sessions, one a person, that somebody follows under that label; none that was ended."""
    rows = tx.all(
        f"""SELECT t.* FROM treatments t WHERE t.search = :label AND {SCOPE} AND {NEWEST}
            AND t.ended_at IS NULL AND t.treated_at > :since ORDER BY t.treated_at DESC, t.id DESC""",
        label=label.casefold(),
        since=stamp(since),
        all=0,
        actor=staff_id,
    )
    return [treatment_of(row) for row in rows]


def offered(tx: Tx, treatment: Treatment) -> list[Invitation]:
    """What was noted as next of that person, by whoever follows them here, and waits for their yes."""
    rows = tx.all(
        f"""SELECT i.* FROM invitations i JOIN treatments n ON n.id = i.follows
            JOIN treatments t ON {same_person("n", "t")} AND n.clinician_id IS t.clinician_id
            WHERE t.id = :id AND i.treatment_id IS NULL AND i.ended_at IS NULL ORDER BY i.id DESC""",
        id=treatment.id,
    )
    return [invitation_of(row) for row in rows]


def followed_alike(tx: Tx, treatment: Treatment) -> list[Treatment]:
    """All sessions of that person that the same colleague follows, this one among them."""
    alike = [one for one in others(tx, treatment) if one.clinician_id == treatment.clinician_id]
    return [treatment, *alike]


def hand_over(tx: Tx, treatment: Treatment, staff_id: int) -> None:
    """The person goes to another colleague, with all sessions that the same one followed and what waits."""
    for one in followed_alike(tx, treatment):
        tx.run("UPDATE treatments SET clinician_id = :staff WHERE id = :id", staff=staff_id, id=one.id)
    for link in offered(tx, treatment):
        tx.run("UPDATE invitations SET staff_id = :staff WHERE id = :id", staff=staff_id, id=link.id)
