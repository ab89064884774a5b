"""What has landed is history: no migration changes, and whatever file one has made is brought up to date."""

import hashlib
import re
from enum import StrEnum
from pathlib import Path

import pytest
import sqlcipher3

from bot.model import Audience, Opens, Role, Sort, State, Status
from bot.store import dialogues, engine, repair
from bot.store import schema as schema_room
from bot.store.schema import migrations, script
from bot.store.store import Store
from messages.heard.red_flags.finding import Tier
from tests.bot.store.landed.files import LANDED, left_by, rows
from tests.surroundings import KEY

# A migration that has landed is in somebody's database. To change one, write the next one.
FROZEN = {
    "m001_initial": "e18b344ec040967f1656a15c9f0c7322e61a776a812e8f3157a238646a5ff826",
    "m002_clinicians": "fd2d904af4301ed57e2a54bdb45704ae1289a84bf354644a20bbef8c6c1a5f45",
    "m003_alerts": "a1d12d5370621238aff84585da30a6cdb067b8aa832fecaaab27ee66ad72c2d6",
    "m004_audience": "e0f35d2ca08cad1dbfa2dce2506d3937ea6908cff6cca9ef53e1a1e26fa72523",
    "m005_reach": "c8cf4813c59d06a19e9bb5ff79fd8b08144a2ccbf224f72edf5251640a09dc9e",
    "m006_quarantine": "629ca6c0cd68d0841226a4516ffab672a0476924d0b7b5f664825dbd86052941",
    "m008_names": "4bb690f468d8f7a805f0e62d0067ed2be755b3d41bd94dea7856f8e074b820eb",
    "m009_conversation": "c14c925ea3df645e69b6b9cd02165bdd6148bd0cb455779a148485efde1b03e1",
    "m010_courses": "e09ea5d1a1719b8f80b4c6505e2e9b99eb95e949a23eb04a15addfb92a418dcb",
    "m011_cover": "b564826170a5ebbf155fa04065d66a69bb0789665af0ad491d746d2662b622de",
    "m012_people": "27ca99a1f795c619fec15bc7b34cac6e36b9a09d82946f782eef6e03d772a381",
    "m013_today": "272a85d57612a6e4d1e87b99b96a8fedc86e3b0d43a9514c8b2851145e698564",
    "m015_advice": "7e3576dcd62cf9aa13d8c9414c273e5e1db155206c0be223829a1b449b099599",
    "m014_unknown": "7b9550e52b1a79b2514a4881a41eb8db5838d7c2c69a79199d993e84830aae7d",
    "m016_curve": "933b3df00c1b55d98beded7db272a11bc89b5f926c4ef9986b567d978a191f29",
    "m017_adverse_events": "c98a4c476589a4f8cd9b6d6be4c5a728a96beee14a653d3d14357204ecdcde97",
    "m018_adverse_words": "826435ab55bc20a7ddf6922d72fe3699b2a5f843376ce4f437a15d0cb184502f",
}
COUNTED = "SELECT name, seq FROM sqlite_sequence"
CHECKED: dict[tuple[str, str], type[StrEnum]] = {
    ("patients", "status"): Status,
    ("outbox", "sort"): Sort,
    ("outbox", "state"): State,
    ("outbox", "audience"): Audience,
    ("staff", "role"): Role,
    ("invitations", "opens"): Opens,
    ("alerts", "tier"): Tier,
}
each = pytest.mark.parametrize("file", LANDED, ids=lambda file: file.stem)


def schema(path: Path) -> dict[tuple[str, str], str]:
    db = engine.connect(path, KEY)
    found = {name: repair.plain(sql) for name, sql in repair.parts(db).items()}
    db.close()
    return found


@pytest.fixture
def fresh(tmp_path: Path) -> dict[tuple[str, str], str]:
    """The schema of a file that is made today."""
    Store(tmp_path / "fresh.db", KEY).close()
    return schema(tmp_path / "fresh.db")


def test_every_migration_that_has_landed_says_what_it_said_when_it_did() -> None:
    said = {name: hashlib.sha256(script(name).encode()).hexdigest() for name in FROZEN}
    assert said == FROZEN
    names = [migration.name for migration in migrations._migrations]
    assert names[: len(FROZEN) + 1] == sorted([*FROZEN, "m007_repair"])


def test_a_migration_takes_nothing_from_code_that_grows() -> None:
    """The values of then are written out, and everything is filled by them."""
    assert "bot.model" not in Path(str(schema_room.__file__)).read_text(encoding="utf-8")
    assert all(re.search(r"\{|\}", script(name)) is None for name in FROZEN)


def test_a_file_made_by_the_first_three_migrations_is_that_of_release_0_1_0(tmp_path: Path) -> None:
    path = tmp_path / "today.db"
    path.touch()
    db = engine.connect(path, KEY)
    migrations.apply(db, stop_before="m004_audience")
    db.close()
    released = next(file for file in LANDED if file.stem == "007-e6b9124")
    assert schema(path) == schema(left_by(released, tmp_path / "released.db"))


@pytest.mark.parametrize(("table", "column"), CHECKED)
def test_a_column_takes_every_value_that_the_code_knows(
    fresh: dict[tuple[str, str], str], table: str, column: str
) -> None:
    """Where one is added, the table is to be made anew by the next migration."""
    listed = re.search(rf"CHECK \({column} IN \(([^)]*)\)", fresh["table", table])
    assert listed is not None
    assert {value.strip(" '") for value in listed[1].split(",")} == {*CHECKED[table, column]}


def as_kept_today(value: object) -> object:
    """Updates are bytes now, and one that failed is set aside."""
    text = str(value)
    if isinstance(value, str) and text.startswith("{") and '"update_id"' in text:
        return text.encode()
    return "quarantined" if value == "failed" else value


@each
def test_it_comes_to_todays_schema_and_no_row_is_lost_or_changed(
    file: Path, tmp_path: Path, fresh: dict[tuple[str, str], str]
) -> None:
    path = left_by(file, tmp_path / "old.db")
    before = rows(path)
    Store(path, KEY).close()
    after = rows(path)
    assert schema(path) == fresh
    for table, old in before.items():
        assert len(after[table]) == len(old), table
        moved = {"replaced_at": "ended_at"} if table == "treatments" else {}
        for row, kept in zip(old, after[table], strict=True):
            alike = {name: kept[moved.get(name, name)] for name in row}
            changed = {name for name in row if alike[name] != as_kept_today(row[name])}
            assert changed <= ({"status"} if row.get("status") == "unreachable" else set()), (table, changed)


@each
def test_it_fits_together_and_hands_out_no_number_again(file: Path, tmp_path: Path) -> None:
    path = left_by(file, tmp_path / "old.db")
    db = engine.connect(path, KEY)
    counts = "sqlite_sequence" in db.table_names()
    before = dict(db.execute(COUNTED).fetchall()) if counts else {}
    db.close()
    Store(path, KEY).close()
    db = engine.connect(path, KEY)
    given = dict(db.execute(COUNTED).fetchall())
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert all(given[table] >= number for table, number in before.items())
    if not before:
        highest = db.execute("SELECT max(id) FROM outbox").fetchone()[0]
        assert given["outbox"] > highest  # more had been given, and nobody had counted them
    db.close()


@each
def test_an_open_question_is_still_open_in_the_room_where_it_was_put(file: Path, tmp_path: Path) -> None:
    Store(left_by(file, tmp_path / "old.db"), KEY).close()
    found = {(row["chat_id"], row["room"]): row for row in rows(tmp_path / "old.db")["dialogues"]}
    assert found[202, dialogues.PATIENT]["step"] == "confirm"
    assert found[202, dialogues.PATIENT]["asked_at"] == 1_795_531_680
    lines = {chat for (chat, room), row in found.items() if room == dialogues.STAFF and row["step"]}
    assert lines == ({101} if (101, dialogues.STAFF) in found else set())
    assert {chat for chat, room in found if room == dialogues.PATIENT} == {
        row["chat_id"]
        for row in rows(tmp_path / "old.db")["patients"]
        if (row["chat_id"], "patient") in found
    }


@each
def test_what_was_answered_counts_as_answered(file: Path, tmp_path: Path) -> None:
    Store(left_by(file, tmp_path / "old.db"), KEY).close()
    outbox = rows(tmp_path / "old.db")["outbox"]
    assert any(row["answered"] for row in outbox)
    assert all((row["answered"] is None) == (row["answered_at"] is None) for row in outbox)


def test_what_cannot_be_mended_whole_is_left_as_it_was(tmp_path: Path) -> None:
    path = left_by(next(one for one in LANDED if one.stem.startswith("001")), tmp_path / "old.db")
    before = rows(path)
    db, wanted = engine.connect(path, KEY), engine.in_memory()
    migrations.apply(wanted, stop_before="m002_clinicians")
    wanted.execute("CREATE UNIQUE INDEX never ON outbox (language)")
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError):
        repair.bring_to(db, wanted)
    db.close()
    assert rows(path) == before
    Store(path, KEY).close()
