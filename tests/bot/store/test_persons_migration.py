"""A row becomes one person, under however many labels; those whom two labels told apart stay two."""

from pathlib import Path

import pytest

from bot.store import engine
from bot.store.schema import migrations
from bot.store.store import Store
from tests.bot.store.landed.files import LANDED, left_by, rows
from tests.surroundings import KEY

TOLD_APART = """INSERT INTO treatments (
    patient_id, protocol, digest, treated_at, registered_at, code, label, search)
  SELECT patient_id, protocol, digest, treated_at + 60, registered_at, code || 'x', :label, lower(:label)
  FROM treatments WHERE label = 'JD'"""


@pytest.mark.parametrize(("label", "apart"), [("KID", {301}), ("jd", set()), ("", set())])
def test_only_what_two_labels_told_apart_is_still_told_by_them(
    tmp_path: Path, label: str, apart: set[int]
) -> None:
    path = left_by(next(one for one in LANDED if one.stem.startswith("012")), tmp_path / "old.db")
    db = engine.connect(path, KEY)
    migrations.apply(db, stop_before="m013_today")
    with db.atomic():
        db.execute(TOLD_APART, {"label": label})
    db.close()
    before = rows(path)
    Store(path, KEY).close()
    after = rows(path)
    assert {row["chat_id"] for row in after["patients"] if row["by_label"]} == apart
    for table in ("patients", "treatments"):
        kept = [{name: row[name] for name in before[table][0]} for row in after[table]]
        assert kept == before[table]
