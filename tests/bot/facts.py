"""What is on file, as a test asks for it."""

from bot.model import Status
from bot.rehearsal.people import Person
from bot.store import patients
from tests.bot.conftest import Clinic
from tests.bot.staff import Practice


def status_of(clinic: Clinic, person: Person) -> Status | None:
    patient = clinic.bot.store.run_now(patients.by_chat, person.id)
    return patient.status if patient else None


def states(clinic: Clinic) -> dict[str, str]:
    """Each step that is planned or was sent, and how often it was repeated, with what became of it."""
    rows = clinic.bot.store.run_now(
        lambda tx: tx.all("SELECT step, round, state FROM outbox WHERE step IS NOT NULL ORDER BY due_at")
    )
    return {f"{row['step']}/{row['round']}": row["state"] for row in rows}


def planned(practice: Practice, label: str) -> list[tuple[str, str, int]]:
    """The plan of a treatment: step, state, when."""
    treatment = next(row["id"] for row in practice.rows("treatments") if row["label"] == label)
    rows = [row for row in practice.rows("outbox") if row["treatment_id"] == treatment and row["step"]]
    return sorted((row["step"], row["state"], row["due_at"]) for row in rows)
