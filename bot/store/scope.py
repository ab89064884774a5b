"""What a member of the clinic may see: conditions that every query about patients holds."""

from bot.model import Clinician

SCOPE = "(:all OR t.clinician_id = :actor)"  # of any query that joins `treatments t`
OF_PATIENTS = f"(:all OR patient_id IN (SELECT t.patient_id FROM treatments t WHERE {SCOPE}))"  # of any other


def who(actor: Clinician) -> dict[str, object]:
    """What a condition on scope asks of the actor."""
    return {"all": int(actor.is_owner), "actor": actor.id}
