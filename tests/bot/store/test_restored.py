"""What a backup brings back and what it forgot: sessions, links and updates of people who are gone."""

from pathlib import Path

import pytest

from bot.store import erasures, inbox, phones, restored
from bot.store.inbox import Kept
from bot.store.tx import Row, Tx, instant
from tests.bot.store.remembering import NOON, Remembering


@pytest.fixture
def clinic(tmp_path: Path) -> Remembering:
    clinic = Remembering(tmp_path)
    clinic.live(1, 2)
    return clinic


def have_sessions(tx: Tx) -> None:
    for number, patient in ((5, 1), (6, 1), (7, 2)):
        own = {"patient_id": patient, "protocol": "p", "digest": "d", "treated_at": 1, "registered_at": 1}
        tx.insert("treatments", id=number, code=f"S{number}", **own)
    for number in (8, 9):
        held = {"opens": "patient", "hash": f"h{number}", "nonce": "n", "label": "JD", "protocol": "p"}
        tx.insert("invitations", id=number, code=f"L{number}", created_at=1, expires_at=2, **held)
    inbox.keep(tx, [Kept(100, b"{}", 1), Kept(101, b"{}", 2)], NOON)


def ids(tx: Tx, table: str) -> list[int]:
    return [row["id"] for row in tx.all(f"SELECT id FROM {table} ORDER BY id")]


def test_a_number_that_was_erased_does_not_come_back(clinic: Remembering) -> None:
    """Its patient does; another's number stays."""
    store = clinic.open()
    first, second = store.run_now(ids, "patients")
    for patient in (first, second):
        store.run_now(phones.leave, patient, f"+4470000000{patient}", now=NOON)
    gone = {erasures.of_phone("CODE1")}
    store.run_now(lambda tx: restored.erase_again(tx, gone.__contains__))
    assert store.run_now(phones.number, first) == ""
    assert store.run_now(phones.number, second) == f"+4470000000{second}"
    store.close()


def test_only_what_is_in_the_journal_is_erased(clinic: Remembering) -> None:
    gone = {
        erasures.of_patient("CODE2", 2),
        erasures.of_session("S5", "CODE1"),
        erasures.of_session("S6", "CODE2"),  # another's of that code
        erasures.of_link("h9"),
    }
    store = clinic.open()
    store.run_now(have_sessions)
    assert store.run_now(lambda tx: restored.erase_again(tx, gone.__contains__)) == (["CODE2"], 2)
    assert store.run_now(ids, "patients") == [1]
    assert store.run_now(ids, "treatments") == [6]
    assert store.run_now(ids, "invitations") == [8]

    def updates(tx: Tx) -> list[Row]:
        return tx.all("SELECT update_id, state, sender FROM inbox ORDER BY update_id")

    kept, dropped = store.run_now(updates)
    assert (kept["state"], kept["sender"]) == ("waiting", 1)
    assert (dropped["state"], dropped["sender"]) == ("done", None)
    store.close()


def test_the_last_sign_of_a_file_is_whatever_it_holds_that_is_newest(clinic: Remembering) -> None:
    store = clinic.open()
    assert store.run_now(restored.last_sign) == NOON
    store.run_now(inbox.keep, [Kept(102, b"{}")], NOON.replace(hour=13))
    assert store.run_now(restored.last_sign) == NOON.replace(hour=13)
    store.run_now(
        lambda tx: tx.insert(
            "audit", at=int(NOON.timestamp()) + 7200, actor="a", action="b", subject="", before="", hash=""
        )
    )
    assert store.run_now(restored.last_sign) == NOON.replace(hour=14)
    store.close()


def test_a_clock_that_was_ahead_when_the_backup_was_made_makes_no_gap_that_ends_before_it_began(
    clinic: Remembering,
) -> None:
    store = clinic.open()
    store.run_now(inbox.keep, [Kept(102, b"{}")], NOON.replace(year=2027))
    store.run_now(restored.owe, NOON)
    assert store.run_now(restored.owed) == (NOON, NOON)
    assert instant(0) < NOON
    store.close()
