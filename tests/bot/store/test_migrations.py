"""A database of the first version, with people in it, is brought up to date and keeps them all."""

from functools import partial
from pathlib import Path

import pytest

from bot.store import dialogues, engine, patients, treatments
from bot.store.schema import migrations
from bot.store.store import Store
from bot.store.tx import Row, instant

KEY = "5a" * 32
THEN = 1_795_444_920
ASKED = f'{{"mode":"new","at":{THEN},"wall":null}}'
FACTS = '{"kind":"hydration","ask":null,"only_if":null,"carries":[]}'
ROWS = (
    f"INSERT INTO patients VALUES (3, 'K7Q2M9P', 42, 'en', 'Europe/London', 'active', {THEN})",
    f"INSERT INTO consents VALUES (1, 3, '2026-11/en', {THEN})",
    f"INSERT INTO treatments VALUES (5, 3, 'dry_needling', 'd', {THEN}, {THEN}, {THEN})",
    f"INSERT INTO treatments VALUES (6, 3, 'dry_needling', 'd', {THEN}, {THEN}, NULL)",
    f"INSERT INTO dialogues VALUES (42, 'confirm', '{ASKED}', 7, {THEN})",
    f"INSERT INTO answers VALUES (1, 3, 6, 'first_check', 'soreness', 4, {THEN})",
    f"INSERT INTO worries VALUES (1, 3, 6, {THEN})",
    f"INSERT INTO inbox VALUES (9, '{{}}', 42, 'waiting', 0, {THEN})",
    f"""INSERT INTO outbox (id, chat_id, patient_id, treatment_id, sort, priority, unprompted, key, facts,
        language, step, due_at) VALUES (8, 42, 3, 6, 'reminder', 2, 1, 'dry_needling.first_drink', '{FACTS}',
        'en', 'first_drink', {THEN})""",
)
KEPT = ("patients", "consents", "answers", "worries", "inbox", "outbox", "treatments", "dialogues")


def rows(store: Store, table: str) -> list[Row]:
    return store.run_now(lambda tx: tx.all(f"SELECT * FROM {table} ORDER BY 1"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file as the first version left it."""
    path = tmp_path / "old.db"
    path.touch()
    db = engine.connect(path, KEY)
    engine.configure(db)
    migrations.apply(db, stop_before="m002_clinicians")
    for row in ROWS:
        db.execute(row)
    db.close()
    return path


def test_the_first_version_knows_no_clinicians(path: Path) -> None:
    db = engine.connect(path, KEY)
    assert [applied.name for applied in migrations.applied(db)] == ["m001_initial"]
    assert "staff" not in db.table_names()
    db.close()


def test_every_row_is_kept(path: Path) -> None:
    store = Store(path, KEY)
    assert {table: len(rows(store, table)) for table in KEPT} == {
        **dict.fromkeys(KEPT, 1),
        "treatments": 2,
    }
    store.close()


def test_an_open_question_is_still_open(path: Path) -> None:
    store = Store(path, KEY)
    found = store.run_now(lambda tx: dialogues.of_chat(tx, 42, since=instant(THEN - 1)))
    assert found is not None
    assert (found.step, found.turn, found.facts["mode"]) == ("confirm", 7, "new")
    store.close()


def test_a_session_that_was_replaced_is_ended_and_the_other_is_not(path: Path) -> None:
    store = Store(path, KEY)
    ended, running = (store.run_now(treatments.by_id, number) for number in (5, 6))
    assert ended is not None
    assert running is not None
    assert (ended.ended, running.ended) == (True, False)
    assert (running.clinician_id, running.label, running.region) == (None, "", None)
    assert ended.code != running.code
    assert len(running.code) == 7
    store.close()


def test_erasing_still_takes_everything_along(path: Path) -> None:
    store = Store(path, KEY)
    store.run_now(patients.forget, 3)
    assert [rows(store, table) for table in KEPT if table != "inbox"] == [[]] * (len(KEPT) - 1)
    store.close()


def test_it_is_brought_up_to_date_once(path: Path) -> None:
    Store(path, KEY).close()
    store = Store(path, KEY)
    assert len(rows(store, "treatments")) == 2
    store.close()


def test_the_one_of_a_phone_is_still_the_one_and_another_can_join_them(path: Path) -> None:
    """The open question is about them, their consent is their own, and no number is given again."""
    store = Store(path, KEY)
    asked = store.run_now(lambda tx: dialogues.of_chat(tx, 42, since=instant(THEN - 1)))
    assert asked is not None
    assert asked.patient_id == 3
    assert store.run_now(patients.consented_by, 3) is patients.By.SELF
    store.run_now(patients.forget, 3)
    for code in ("AAAAAAA", "BBBBBBB"):
        add = partial(patients.add, code=code, chat_id=42, language="en", wording="w", now=instant(THEN))
        assert store.run_now(add).id > 3
    assert [one.code for one in store.run_now(patients.of_chat, 42)] == ["AAAAAAA", "BBBBBBB"]
    store.close()
