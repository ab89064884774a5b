"""Whoever is erased is noted beside the key before it is done, in a form that names nobody."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import erasures, invitations, patients, treatments
from bot.store.erasures import LONGEST_KEPT, Erasures
from bot.store.roots import Roots
from bot.store.tx import Tx
from tests.bot.conftest import Clock
from tests.bot.store.remembering import NOON, Remembering, come, people
from tests.surroundings import KEY

PAT = erasures.of_patient("CODE1", 1)


@pytest.fixture
def clinic(tmp_path: Path) -> Remembering:
    clinic = Remembering(tmp_path)
    clinic.live(1, 2)
    return clinic


def forget(clinic: Remembering, chat: int) -> None:
    store = clinic.open()
    store.run_now(forget_chat, chat)
    store.close()


def forget_chat(tx: Tx, chat: int) -> None:
    found = patients.by_chat(tx, chat)
    assert found is not None
    patients.forget(tx, found.id)


def test_a_patient_who_is_erased_is_noted_and_nobody_else(clinic: Remembering) -> None:
    forget(clinic, 1)
    is_erased = clinic.memory.erasures.held()
    assert is_erased(PAT)
    assert not is_erased(erasures.of_patient("CODE2", 2))
    assert not is_erased(erasures.of_patient("CODE1", 2))


def test_so_is_a_session_and_a_link(clinic: Remembering) -> None:
    store = clinic.open()

    def have_and_lose(tx: Tx) -> None:
        own = {"patient_id": 1, "protocol": "p", "digest": "d", "treated_at": 1, "registered_at": 1}
        tx.insert("treatments", id=5, code="SESSION", **own)
        held = {"opens": "patient", "hash": "f1", "nonce": "n", "label": "JD", "protocol": "p"}
        tx.insert("invitations", id=6, code="LINK", created_at=1, expires_at=2, **held)
        treatments.forget(tx, 5)
        invitations.forget(tx, 6)

    store.run_now(have_and_lose)
    store.close()
    is_erased = clinic.memory.erasures.held()
    assert is_erased(erasures.of_session("SESSION", "CODE1"))
    assert is_erased(erasures.of_link("f1"))


def test_it_is_noted_before_it_is_done(clinic: Remembering) -> None:
    """A kill in between erases too much after a restore, not too little; the update is dealt with again."""
    store = clinic.open()

    def forget_and_fail(tx: Tx) -> None:
        forget_chat(tx, 1)
        tx.run("PRAGMA defer_foreign_keys = ON")
        tx.insert("consents", patient_id=999, wording="w", given_at=1)  # refused at the commit

    with pytest.raises(Exception, match="FOREIGN KEY"):
        store.run_now(forget_and_fail)
    assert people(store) == [1, 2]
    store.close()
    assert clinic.memory.erasures.held()(PAT)


def test_what_fails_before_that_is_not_noted(clinic: Remembering) -> None:
    store = clinic.open()

    def forget_and_stumble(tx: Tx) -> None:
        forget_chat(tx, 1)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  (raised bare, three lines above)
        store.run_now(forget_and_stumble)
    store.close()
    assert not clinic.memory.erasures.held()(PAT)


def test_no_line_names_anybody_or_can_be_told_without_the_key(clinic: Remembering) -> None:
    forget(clinic, 1)
    lines = (clinic.folder / "secrets" / "database.key.erased").read_text()
    assert "CODE1" not in lines
    assert PAT not in lines
    other = Erasures(
        clinic.folder / "secrets" / "database.key.erased", Roots.of("6b" * 32).erasures, clinic.clock
    )
    assert not other.held()(PAT)


def test_it_is_for_its_owner_alone(clinic: Remembering) -> None:
    forget(clinic, 1)
    assert all(file.stat().st_mode & 0o77 == 0 for file in clinic.key_file.parent.iterdir())


def test_it_is_kept_as_long_as_any_backup_and_no_longer(tmp_path: Path) -> None:
    clock = Clock(NOON)
    journal = Erasures(tmp_path / "key.erased", Roots.of(KEY).erasures, clock)
    journal.note([PAT])
    clock.now = NOON + LONGEST_KEPT - timedelta(days=1)
    journal.note([erasures.of_patient("CODE2", 2)])
    journal.begin()
    assert journal.held()(PAT)
    clock.now += timedelta(days=2)
    journal.begin()
    assert not journal.held()(PAT)
    assert journal.held()(erasures.of_patient("CODE2", 2))


@pytest.mark.parametrize("left", [b"1795435200 0123", b"\xff\xfe", b"\n\n", b"17954"])
def test_a_line_that_a_crash_cut_short_spoils_no_other(tmp_path: Path, left: bytes) -> None:
    file = tmp_path / "key.erased"
    journal = Erasures(file, Roots.of(KEY).erasures, Clock(NOON))
    journal.note([PAT])
    with file.open("ab") as held:
        held.write(left)
    journal.note([erasures.of_patient("CODE2", 2)])
    journal.begin()
    assert journal.held()(PAT)
    assert journal.held()(erasures.of_patient("CODE2", 2))


def test_who_cannot_be_noted_is_erased_all_the_same(
    clinic: Remembering, caplog: pytest.LogCaptureFixture
) -> None:
    file = clinic.folder / "secrets" / "database.key.erased"
    file.unlink()
    store = clinic.open()
    file.unlink()
    file.mkdir()
    store.run_now(forget_chat, 1)
    assert people(store) == [2]
    assert "could not be noted" in caplog.text
    store.close()


def test_a_store_without_a_memory_notes_nothing(clinic: Remembering) -> None:
    store = clinic.open()
    store.memory = None
    store.run_now(come, 3)
    store.run_now(forget_chat, 3)
    store.close()
    assert not clinic.memory.erasures.held()(erasures.of_patient("CODE3", 3))
