"""The lines for one of several clinics, typed as they are printed: done to that one, and to no other."""

from pathlib import Path

from bot import recovery
from bot.premises.shared import Premises, Shared
from bot.store.store import Store
from tests.bot.made_once import packaged
from tests.bot.store.remembering import come, people
from tests.pages.machine import Machine, PrintedPage
from tests.premises import clinic_folder

PAGE = PrintedPage("docs/clinics.md")
NOWHERE = "http://127.0.0.1:9"


def opened(folder: Path, name: str) -> Store:
    premises = Premises(Shared(_env_file=None, clinics_dir=folder))  # type: ignore[call-arg]
    return recovery.open_store(premises.clinic(name).read(), packaged(), "", lambda _: None)


def there(folder: Path, name: str, *come_in: int) -> list[int]:
    """Let these people come to a clinic; who is there then."""
    store = opened(folder, name)
    for chat in come_in:
        store.run_now(come, chat)
    found = people(store)
    store.close()
    return found


def test_what_is_typed_for_one_clinic_is_done_to_no_other(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    (machine.home / ".env").write_text("CLINICS_DIR=clinics\n", encoding="utf-8")
    clinics = machine.home / "clinics"
    homes = {
        name: clinic_folder(clinics, name, NOWHERE, at, BACKUP_DIR="backups")
        for at, name in enumerate(("north", "south"))
    }
    keys = {name: home / "secrets" / "database.key" for name, home in homes.items()}
    for key in keys.values():
        key.unlink()  # so that the first start makes it, and the database
    assert there(clinics, "north", 1) == there(clinics, "south", 1) == [1]
    before = keys["north"].read_text(), keys["south"].read_text()

    keeps, restores, rotates, asks = [one for one in PAGE.lines("Run them") if "--clinic" in one]
    machine.type(keeps)
    (kept,) = (homes["north"] / "backups").iterdir()
    assert not (homes["south"] / "backups").exists()
    assert there(clinics, "north", 2) == [1, 2]
    machine.type(restores.replace("FILE", str(kept)))
    assert there(clinics, "north") == [1]
    machine.type(rotates)
    assert keys["north"].read_text() != before[0]
    assert keys["south"].read_text() == before[1]
    assert there(clinics, "north") == there(clinics, "south") == [1]
    assert "north" not in machine.type(asks, 1)
