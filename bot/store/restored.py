"""A database that is older than the world: what of it may have happened already, and whom it brings back."""

from collections.abc import Callable
from datetime import datetime

from bot.model import Outgoing, State
from bot.store import carers, erasures, inbox, invitations, outbox, patients, phones, treatments, vitals
from bot.store.tx import Tx, instant, stamp

OWED = "reckoning"  # among the vitals: since when nothing is known, until that is reckoned with
GAP = 1_000_000  # numbers that may have been given to what the file does not know
FIRST = 1_767_225_600  # 2026 began: no more than a number a second is given from here on
LAST_SIGNS = (
    ("vitals", "at"),
    ("inbox", "received_at"),
    ("outbox", "claimed_at"),
    ("outbox", "settled_at"),
    ("audit", "at"),
    ("patients", "created_at"),
)


def owe(tx: Tx, until: datetime) -> None:
    """Note that what happened from the last sign in the file until then is to be reckoned with."""
    if owed(tx) is None:
        vitals.put(tx, OWED, str(stamp(until)), now=last_sign(tx))


def owed(tx: Tx) -> tuple[datetime, datetime] | None:
    """Between which instants nothing is known, where that is still to be reckoned with."""
    if not (found := vitals.all_of_them(tx).get(OWED)):
        return None
    until, since = instant(int(found[0])), found[1]
    return min(since, until), until


def reckoned(tx: Tx) -> None:
    tx.run("DELETE FROM vitals WHERE name = :owed", owed=OWED)


def last_sign(tx: Tx) -> datetime:
    """When the database was written to last, as far as it says."""
    newest = [tx.value(f"SELECT max({column}) FROM {table}") for table, column in LAST_SIGNS]
    return instant(max((one for one in newest if one is not None), default=0))


def give_new_numbers(tx: Tx, now: datetime) -> None:
    """From here on, nothing gets a number that a button out there may hold for something else.

    Neither one that was given after the same backup had been put back before.
    """
    least = max(GAP, stamp(now) - FIRST)
    for row in tx.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"):
        given = tx.value("SELECT seq FROM sqlite_sequence WHERE name = :name", **row) or 0
        tx.run("DELETE FROM sqlite_sequence WHERE name = :name", **row)
        tx.insert("sqlite_sequence", seq=max(given + GAP, least), **row)
    tx.run("UPDATE dialogues SET turn = max(turn + :gap, :least)", gap=GAP, least=least)


def due_before(tx: Tx, now: datetime) -> list[Outgoing]:
    """What was due by now and is said at most once: it may have gone out already."""
    rows = tx.all(
        """SELECT * FROM outbox WHERE state = 'due' AND due_at <= :now
           AND sort IN ('reply', 'question', 'reminder') ORDER BY id""",
        now=stamp(now),
    )
    return [outbox.message_of(row) for row in rows]


def may_have_gone(tx: Tx, message: Outgoing, *, now: datetime) -> None:
    """It does not go again: what is past its time has expired, anything else is unknown since it was due."""
    expired = message.expires is not None and message.expires <= now
    tx.run(
        """UPDATE outbox SET state = :state, claimed_at = :claimed, settled_at = :now, error = 'restored'
           WHERE id = :id AND state = 'due'""",
        state=(State.EXPIRED if expired else State.UNKNOWN).value,
        claimed=None if expired else stamp(message.due),
        now=stamp(now),
        id=message.id,
    )


def tell_alerts_anew(tx: Tx, now: datetime) -> int:
    """Tell every alert at once that nobody has seen, as far as the file knows; how many."""
    return tx.run("UPDATE alerts SET next_at = :now WHERE seen_at IS NULL", now=stamp(now))


def erase_again(tx: Tx, is_erased: Callable[[str], bool]) -> tuple[list[str], int]:
    """Erase who and what is in the journal: the codes of the patients, and how many sessions and links."""
    found = tx.all("SELECT id, code, chat_id FROM patients ORDER BY id")
    gone = [row for row in found if is_erased(erasures.of_patient(row["code"], row["chat_id"]))]
    for row in gone:
        patients.forget(tx, row["id"])
        inbox.done_of(tx, row["chat_id"])  # what they wrote had its effect before they were erased
    for row in found:
        if is_erased(erasures.of_phone(row["code"])):
            phones.erase(tx, row["id"])
    return [str(row["code"]) for row in gone], _sessions_again(tx, is_erased) + _links_again(tx, is_erased)


def _sessions_again(tx: Tx, is_erased: Callable[[str], bool]) -> int:
    found = tx.all(
        """SELECT t.id, t.code, t.patient_id, p.code AS patient FROM treatments t
           JOIN patients p ON p.id = t.patient_id ORDER BY t.id"""
    )
    gone = [row for row in found if is_erased(erasures.of_session(row["code"], row["patient"]))]
    for row in gone:
        treatments.forget(tx, row["id"])
        patients.forget_talk(tx, row["patient_id"])
    return len(gone)


def _links_again(tx: Tx, is_erased: Callable[[str], bool]) -> int:
    found = tx.all("SELECT id, hash FROM invitations ORDER BY id")
    gone = [row["id"] for row in found if is_erased(erasures.of_link(row["hash"]))]
    for link in gone:
        invitations.forget(tx, link)
    kept = tx.all("SELECT id, hash FROM carers ORDER BY id")
    ended = [row["id"] for row in kept if is_erased(erasures.of_link(row["hash"]))]
    for carer in ended:
        carers.end(tx, carer)
    return len(gone) + len(ended)
