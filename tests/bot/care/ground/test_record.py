"""Who did what to whose record is on file, cannot be changed unseen, and names nobody."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import sqlcipher3

from bot.store import audit
from bot.store.store import Store
from bot.store.tx import Row, Tx
from tests.bot.conftest import MONDAY
from tests.bot.program import told
from tests.bot.staff import Practice, a_practice
from tests.surroundings import KEY

Change = Callable[[list[Row]], object]


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "data" / "aftercare.db", KEY)
    for number in range(5):
        store.run_now(note, f"P{number}")
    return store


def note(tx: Tx, subject: str) -> None:
    audit.add(tx, actor="clinic:ABC", action="looked at a patient", subject=subject, now=MONDAY)


def actions(practice: Practice) -> list[str]:
    return [row["action"] for row in practice.rows("audit")]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET action = 'x' WHERE id = 2", "DELETE FROM audit WHERE id = 2", "DELETE FROM audit"],
)
def test_an_entry_can_neither_be_changed_nor_taken_out(store: Store, statement: str) -> None:
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError, match="append-only"):
        store.run_now(lambda tx: tx.run(statement))
    assert len(store.run_now(audit.entries)) == 5
    store.close()


@pytest.mark.parametrize("column", ["at", "actor", "action", "subject", "before", "hash"])
@pytest.mark.parametrize("place", [0, 2, 4])
def test_any_change_of_an_entry_is_found_by_the_chain(store: Store, column: str, place: int) -> None:
    rows = store.run_now(audit.entries)
    assert audit.first_broken(rows) is None
    rows[place][column] = 1 if column == "at" else "forged"
    assert audit.first_broken(rows) == rows[place]["id"]
    store.close()


@pytest.mark.parametrize(
    "change", [lambda rows: rows.pop(2), lambda rows: rows.pop(0), lambda rows: rows.reverse()]
)
def test_a_gap_or_another_order_is_found_as_well(store: Store, change: Change) -> None:
    rows = store.run_now(audit.entries)
    change(rows)
    assert audit.first_broken(rows) is not None
    store.close()


def test_the_command_line_says_whether_it_is_whole_and_shows_it(store: Store, tmp_path: Path) -> None:
    newest = store.run_now(audit.entries)[-1]["hash"]
    store.close()
    whole = told(tmp_path, "audit", "verify", "--head", newest)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert whole.stdout == f"5 entries, all whole. The newest seal is {newest}.\n"
    shown = told(tmp_path, "audit", "show").stdout.splitlines()
    assert shown[0] == "2026-11-23 14:42:00  clinic:ABC  looked at a patient  P0"
    assert len(shown) == 5


def test_the_command_line_finds_a_forged_entry_and_one_taken_from_the_end(
    store: Store, tmp_path: Path
) -> None:
    newest = store.run_now(audit.entries)[-1]["hash"]
    store.run_now(lambda tx: tx.run("DROP TRIGGER audit_is_not_changed"))
    store.run_now(lambda tx: tx.run("DROP TRIGGER audit_is_not_shortened"))
    store.run_now(lambda tx: tx.run("DELETE FROM audit WHERE id = 5"))
    store.close()
    assert told(tmp_path, "audit", "verify").returncode == 0
    assert "taken from its end" in told(tmp_path, "audit", "verify", "--head", newest).stderr
    again = Store(tmp_path / "data" / "aftercare.db", KEY)
    again.run_now(lambda tx: tx.run("UPDATE audit SET subject = 'P9' WHERE id = 2"))
    again.close()
    broken = told(tmp_path, "audit", "verify")
    assert broken.returncode == 1
    assert broken.stderr.startswith("The record is broken at entry 2")


def test_without_a_database_there_is_one_line(tmp_path: Path) -> None:
    ended = told(tmp_path, "audit", "show")
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1


async def test_it_can_be_verified_while_the_bot_runs(practice: Practice, tmp_path: Path) -> None:
    await practice.enrol(practice.jo)
    ended = await asyncio.to_thread(told, tmp_path, "audit", "verify")
    assert ended.returncode == 0, ended.stderr


async def test_everything_that_is_done_to_a_record_leaves_an_entry(practice: Practice) -> None:
    clinic, jo, kim, pat = practice.clinic, practice.jo, practice.kim, practice.pat
    await practice.follow(jo, pat, "JD 14:30")
    await practice.enrol(jo, "KL")
    await clinic.press(jo, "Change label", "Who is it?")
    await clinic.hear(jo, "MN", "Changed.")
    await clinic.press(jo, "Revoke link", "is ended")
    await clinic.hear(jo, "/patients", "Your patients")
    await practice.line(jo, pat, "Ice may help.")
    for label, question, answer, done in (
        ("Change time", "when did the session end?", "14:12", "14:12"),
        ("Change protocol", "which protocol", "Dry needling, light", "Protocol: Dry needling, light"),
        ("Hand over", "who takes over?", "Lee", "is with Lee now"),
    ):
        await practice.card(jo, pat)
        await clinic.press(jo, label, question)
        await clinic.press(jo, answer, done)
    await practice.card(kim, pat)
    await clinic.press(kim, "End the course", "is discharged")
    await practice.card(kim, pat)
    await clinic.press(kim, "Erase", "Erase JD")
    await clinic.press(kim, "Yes, erase", "is erased")
    await practice.revoke(jo)
    await practice.employ(jo)
    missing = {
        *(
            "invited a colleague as clinician",
            "joined as clinician",
            "made a link",
            "changed a link",
            "revoked a link",
        ),
        *("consented", "opened a link", "registered a session", "looked at the list", "looked at a patient"),
        *("wrote to a patient", "corrected the time", "changed the protocol", "discharged", "erased"),
        "revoked a colleague",
    } - set(actions(practice))
    assert missing == set()
    assert any(action.startswith("handed over to clinic:") for action in actions(practice))
    assert audit.first_broken(practice.rows("audit")) is None


async def test_an_entry_names_nobody(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, "Label9x 14:30")
    await practice.line(practice.jo, practice.pat, "Line9x")
    written = repr(practice.rows("audit"))
    for word in ("Label9x", "Line9x", "Pat", "Jo", "Kim", str(practice.pat.id), str(practice.jo.id)):
        assert word not in written
