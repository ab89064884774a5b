"""Cover makes two tables anew: what courses had brought to them by then stays, to the letter."""

from pathlib import Path

import pytest

from bot.store import engine
from bot.store.schema import migrations
from bot.store.store import Store
from tests.bot.store.landed.files import LANDED, left_by, rows
from tests.surroundings import KEY

WITH_COLLEAGUES = [file for file in LANDED if file.stem[:3] in ("005", "007", "012")]


def with_courses(file: Path, path: Path) -> Path:
    """A file that courses have come to: sessions follow another, and numbers are left."""
    db = engine.connect(left_by(file, path), KEY)
    migrations.apply(db, stop_before="m011_cover")
    with db.atomic():
        db.execute(
            """UPDATE invitations SET follows = (SELECT id FROM treatments ORDER BY id LIMIT 1)
               WHERE opens = 'patient'"""
        )
        db.execute("INSERT INTO phones SELECT id, 1, '+1555010' || id, 2 FROM patients")
        db.execute("INSERT INTO presence SELECT chat_id, 3 FROM patients UNION SELECT chat_id, 4 FROM staff")
    db.close()
    return path


@pytest.mark.parametrize("file", WITH_COLLEAGUES, ids=lambda file: file.stem)
def test_no_row_of_a_course_is_lost_or_changed(file: Path, tmp_path: Path) -> None:
    path = with_courses(file, tmp_path / "old.db")
    before = rows(path)
    assert any(row["follows"] for row in before["invitations"])
    Store(path, KEY).close()
    after = rows(path)
    for table, old in before.items():
        if table != "_sqlite_migrations":
            kept = [{name: row[name] for name in old[0]} for row in after[table]] if old else []
            assert kept == old, table


@pytest.mark.parametrize("file", WITH_COLLEAGUES, ids=lambda file: file.stem)
def test_what_follows_a_session_still_goes_with_it(file: Path, tmp_path: Path) -> None:
    path = with_courses(file, tmp_path / "old.db")
    store = Store(path, KEY)
    followed = "SELECT count(*) FROM invitations WHERE follows IS NOT NULL"
    assert store.run_now(lambda tx: tx.value(followed)) > 0
    store.run_now(lambda tx: tx.run("DELETE FROM treatments"))
    assert store.run_now(lambda tx: tx.value(followed)) == 0
    store.close()
