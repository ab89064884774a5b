"""What a member of the clinic may see: conditions that every query about patients holds."""

from bot.model import Clinician

SCOPE = "(:all OR t.clinician_id = :actor)"  # of any query that joins `treatments t`
# Of any other. Whoever invited somebody may see them also before they have confirmed the session.
OF_PATIENTS = f"""(:all OR patient_id IN (SELECT t.patient_id FROM treatments t WHERE {SCOPE})
  OR patient_id IN (SELECT i.patient_id FROM invitations i WHERE i.staff_id = :actor
     AND i.patient_id IS NOT NULL AND i.treatment_id IS NULL AND i.ended_at IS NULL))"""


def who(actor: Clinician) -> dict[str, object]:
    """What a condition on scope asks of the actor."""
    return {"all": int(actor.is_owner), "actor": actor.id}
