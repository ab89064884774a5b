"""What is left of who was erased after their time: how often something was in a month, and of nobody."""

from collections.abc import Mapping

from bot.store.tx import Tx

# Of a patient, by the month of what it is about, as in 202611: the table, when it was, and which of it.
_MONTH = "CAST(strftime('%Y%m', {at}, 'unixepoch') AS INTEGER)"
_COUNTED = {
    "sessions": ("treatments", "treated_at", "1"),
    "check_ins": (
        "outbox",
        "claimed_at",
        "sort = 'question' AND step IS NOT NULL AND round = 0 AND claimed_at > 0",
    ),
    "ratings": ("answers", "answered_at", "ask = 'soreness'"),
    "worries": ("worries", "raised_at", "1"),
    "alerts": ("alerts", "raised_at", "1"),
    "adverse_events": ("adverse_events", "noted_at", "1"),
}


def keep(tx: Tx, patient_id: int) -> None:
    """Count what there is of a patient who is about to be erased."""
    for what, (table, at, which) in _COUNTED.items():
        tx.run(
            f"""INSERT INTO counts (month, what, times)
                SELECT {_MONTH.format(at=at)} AS month, :what, count(*) FROM {table}
                WHERE patient_id = :patient AND {which} GROUP BY month
                ON CONFLICT (month, what) DO UPDATE SET times = times + excluded.times""",
            what=what,
            patient=patient_id,
        )


def between(tx: Tx, first: int, last: int) -> Mapping[str, int]:
    """What is left of these months, both included and written as in 202611: what it is, and how often."""
    rows = tx.all(
        "SELECT what, sum(times) AS times FROM counts WHERE month >= :first AND month <= :last GROUP BY what",
        first=first,
        last=last,
    )
    return {row["what"]: row["times"] for row in rows if row["times"]}
