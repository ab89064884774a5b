"""What a member of the clinic may see: conditions that every query about patients holds."""

from bot.model import Clinician

SCOPE = "(:all OR t.clinician_id = :actor)"  # of any query that joins `treatments t`
# Of any other. Whoever invited somebody may see them also before they have confirmed the session.
OF_PATIENTS = f"""(:all OR patient_id IN (SELECT t.patient_id FROM treatments t WHERE {SCOPE})
  OR patient_id IN (SELECT i.patient_id FROM invitations i WHERE i.staff_id = :actor
     AND i.patient_id IS NOT NULL AND i.treatment_id IS NULL AND i.ended_at IS NULL))"""
# Of an alert that was brought to who covers: until it is closed, or a day after it was seen (`since`).
IS_COVERED = """(closed_at IS NULL AND false_alarm = 0 AND coalesce(seen_at > :since, 1)
  AND EXISTS (SELECT 1 FROM cover WHERE cover.alert_id = alerts.id AND cover.staff_id = :actor))"""
# Of links for patients: one's own, and those made for a colleague; an owner's and a receptionist's are all.
OF_LINKS = "(:all OR :desk OR staff_id = :actor OR made_by = :actor)"

# Of alerts, which may be about any of several people whom one phone serves, until it is said about whom.
OF_ALERTS = f"""({OF_PATIENTS} OR id IN (
  SELECT alert_id FROM alert_people WHERE ruled_out = 0 AND {OF_PATIENTS}))"""
ABOUT = """(patient_id = :patient OR id IN (
  SELECT alert_id FROM alert_people WHERE ruled_out = 0 AND patient_id = :patient))"""
# Of an alert: a person has seen it after an instant, and nobody has said that it is over.
SEEN_NOT_OVER = "(seen_at > :since AND closed_at IS NULL AND false_alarm = 0)"
# How urgent an alert is: 0 is the gravest.
GRAVITY = "CASE tier WHEN 'emergency' THEN 0 WHEN 'same_day' THEN 1 ELSE 2 END"


def gravest_unseen(patient: str) -> str:
    """How urgent the gravest alert is that may be about a patient, by their id, and that nobody has seen."""
    return f"""(SELECT min(gravity) FROM (
    SELECT {GRAVITY} AS gravity FROM alerts WHERE patient_id = {patient} AND seen_at IS NULL
    UNION ALL SELECT {GRAVITY} FROM alert_people p JOIN alerts a ON a.id = p.alert_id
      WHERE p.patient_id = {patient} AND p.ruled_out = 0 AND a.seen_at IS NULL))"""


def is_standing(patient: str) -> str:
    """Whether an alert that may be about a patient, by their id, stands."""
    return f"""(EXISTS (SELECT 1 FROM alerts WHERE patient_id = {patient} AND {SEEN_NOT_OVER})
    OR EXISTS (SELECT 1 FROM alert_people p JOIN alerts a ON a.id = p.alert_id
      WHERE p.patient_id = {patient} AND p.ruled_out = 0 AND {SEEN_NOT_OVER}))"""


def who(actor: Clinician) -> dict[str, object]:
    """What a condition on scope asks of the actor; a receptionist follows nobody."""
    return {"all": int(actor.is_owner), "actor": actor.id if actor.follows else 0}


def whose_links(actor: Clinician) -> dict[str, object]:
    """What a condition on links asks of the actor."""
    return {**who(actor), "desk": int(not actor.follows)}
