"""What people wrote, wherever it lies: after its time, only that something was said is left."""

from datetime import datetime

from bot.store import helped
from bot.store.tx import Tx, stamp


def prune(tx: Tx, before: datetime) -> int:
    """Forget the words of before then; how many. Those of an alert stay until a person has seen it.

    What was said in the conversation goes with them, as it may quote them; the steps of a plan hold none.
    """
    moment = stamp(before)
    seen = "SELECT id FROM alerts WHERE seen_at IS NOT NULL"
    gone = helped.prune(tx, before)
    gone += tx.run(f"DELETE FROM alert_words WHERE said_at < :before AND alert_id IN ({seen})", before=moment)
    gone += tx.run("DELETE FROM questions WHERE asked_at < :before", before=moment)
    gone += tx.run(
        f"""DELETE FROM outbox WHERE step IS NULL AND state NOT IN ('due', 'sending')
            AND coalesce(claimed_at, due_at) < :before AND (alert_id IS NULL OR alert_id IN ({seen}))""",
        before=moment,
    )
    gone += tx.run(
        """UPDATE dialogues SET step = '', facts = '{}', patient_id = NULL
           WHERE asked_at < :before AND facts <> '{}'""",
        before=moment,
    )
    return gone
