"""How a week went, counted over the people whom a clinician follows, each once."""

from datetime import datetime

from bot.model import Clinician
from bot.store.scope import SCOPE, who
from bot.store.tx import Row, Tx, stamp
from schedules.clinical import CLINICAL

# Who of a row a treatment `t` is of: its only person, or where older files have two, the one of that label.
PERSON = """CASE WHEN NOT p.by_label OR (
    SELECT count(DISTINCT search) FROM treatments WHERE patient_id = t.patient_id AND search <> ''
  ) < 2 THEN '' ELSE t.search END"""


def week(tx: Tx, actor: Clinician, *, since: datetime) -> Row:
    """How a week went: sessions, check-ins, and of the people after them how many each thing is true of."""
    row = tx.one(
        f"""SELECT coalesce(sum(sessions), 0) AS sessions, count(*) AS patients,
              coalesce(sum(answered), 0) AS answered, coalesce(sum(asked), 0) AS asked,
              coalesce(sum(severe), 0) AS severe, coalesce(sum(worried), 0) AS worried,
              coalesce(sum(gone), 0) AS gone
            FROM (SELECT count(*) AS sessions, sum(answered) AS answered, sum(asked) AS asked,
              max(severe) AS severe, max(worried) AS worried, max(gone) AS gone
            FROM (SELECT t.patient_id, {PERSON} AS person,
              (SELECT count(*) FROM answers a WHERE a.treatment_id = t.id AND a.ask = 'soreness'
                 AND a.step IS NOT NULL) AS answered,
              (SELECT count(*) FROM outbox o WHERE o.treatment_id = t.id AND o.sort = 'question'
                 AND o.round = 0 AND o.state IN ('sent', 'unknown')) AS asked,
              EXISTS (SELECT 1 FROM answers a WHERE a.treatment_id = t.id AND a.ask = 'soreness'
                 AND a.value >= :severe) AS severe,
              EXISTS (SELECT 1 FROM worries w WHERE w.treatment_id = t.id) AS worried,
              (p.unreachable_at IS NOT NULL OR p.status = 'silent') AS gone
              FROM treatments t JOIN patients p ON p.id = t.patient_id
              WHERE {SCOPE} AND t.treated_at > :since) GROUP BY patient_id, person)""",
        since=stamp(since),
        severe=CLINICAL.severe,
        **who(actor),
    )
    return row or {}
