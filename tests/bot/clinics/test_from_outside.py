"""Setting up, checking and asking for the health of several clinics, each by its name."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clinics.looks import looks_at
from bot.doctor.diagnosis import Grade
from bot.doctor.examination import MAY, code
from bot.doctor.of_clinics import examine_all
from bot.premises.folder import ClinicFolder
from bot.premises.shared import Premises, Shared
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.settings import SettingsError
from bot.setup.answers import Answers
from bot.setup.command import bots_of_others
from bot.setup.course import Course
from bot.setup.terminal import Terminal
from bot.store.store import Store
from tests.bot.conftest import Clock
from tests.bot.made_once import content_of
from tests.premises import bot_of, clinic_folder, key_of

URL = "http://127.0.0.1:9"


def now() -> datetime:
    return datetime.now(UTC)


def premises(folder: Path) -> Premises:
    folder.mkdir(exist_ok=True)
    return Premises(Shared(_env_file=None, clinics_dir=folder))  # type: ignore[call-arg]


async def test_a_clinic_is_set_up_in_a_folder_of_its_own_and_never_with_the_bot_of_another(
    tmp_path: Path,
) -> None:
    telegram = EmbeddedTelegram(token=bot_of(2), clock=now)
    await telegram.start()
    clinic_folder(tmp_path / "clinics", "north", URL, 1)
    there = premises(tmp_path / "clinics")
    folder = there.new("south")
    folder.path.mkdir()
    folder.source.file.write_text(f"TELEGRAM_API_URL={telegram.url}\n", encoding="utf-8")
    screen, said = (
        list[str](),
        iter([bot_of(1), bot_of(2), "South", "+49 30 23125 123", "Berlin", "y", "112"]),
    )

    def read(asked: str) -> str:
        screen.append(asked)
        return next(said)

    bots = bots_of_others(there, "south")
    course = Course(
        Terminal(read, screen.append), Clock(), Answers(folder.source.file, alone=True, bots=bots)
    )
    course.load = content_of
    await asyncio.to_thread(course.run)
    await telegram.stop()
    assert any("is that of the clinic north; each clinic needs a bot of its own" in line for line in screen)
    found = folder.read()
    assert found.bot_token.get_secret_value() == bot_of(2)
    assert found.database_path.is_file()
    assert found.database_key_file.parent == folder.path / "secrets"
    assert "Where the clinics run, south runs within a minute." in screen


async def test_check_looks_at_all_of_them_and_names_whose_each_finding_is(tmp_path: Path) -> None:
    folder = tmp_path / "clinics"
    clinic_folder(folder, "north", URL, 1, BACKUP_DIR="backups")
    clinic_folder(folder, "south", URL, 1, CLINIC_TIMEZONE="GMT")
    clinic_folder(folder, "west", URL, 1)
    (folder / "East").mkdir()
    found = await asyncio.to_thread(lambda: [*examine_all(premises(folder), now, content_of)])
    lines = [f"{name}: {one}" for name, one in found]
    assert lines[0].startswith(": to mend      Settings: 'East' in ")
    assert any(line.startswith("south: to mend      Settings: CLINIC_TIMEZONE: 'GMT'") for line in lines)
    both = "north and west have the same; each clinic needs a bot of its own, from @BotFather."
    assert [line for line in lines if both in line] == [
        f"north: to mend      Settings: BOT_TOKEN: {both}",
        f"west: to mend      Settings: BOT_TOKEN: {both}",
    ]


def test_health_from_beside_says_of_each_how_it_is(tmp_path: Path) -> None:
    """One that cannot be looked at keeps no other from being looked at."""
    folder = tmp_path / "clinics"
    home = clinic_folder(folder, "north", URL, 1)
    Store(home / "data" / "aftercare.db", key_of(1)).close()
    clinic_folder(folder, "south", URL, 2, CLINIC_TIMEZONE="GMT")
    clinic_folder(folder, "west", URL, 3)
    looks = looks_at(premises(folder), now)
    said = {name: "\n".join(map(str, looked.found)) for name, looked in looks.items()}
    assert said["north"].startswith("RED: the bot does not run. Start it")
    assert said["south"].startswith("RED: CLINIC_TIMEZONE: 'GMT'")
    assert said["west"].startswith("RED: there is no database at ")
    assert (
        ClinicFolder(folder / "north").said("do: python -m bot clock")
        == "do: python -m bot clock --clinic north"
    )


@pytest.mark.parametrize("others", [[], ["North Clinic"]])
def test_a_folder_without_a_clinic_is_no_success(tmp_path: Path, others: list[str]) -> None:
    """CLINICS_DIR may lead to the wrong folder."""
    for other in others:
        (tmp_path / "clinics" / other).mkdir(parents=True)
    there = premises(tmp_path / "clinics")
    line = f"There is no clinic in {tmp_path / 'clinics'}, where CLINICS_DIR leads"
    found = [one for _, one in examine_all(there, now, content_of)]
    assert any(one.grade is Grade.MEND and one.what.startswith(line) for one in found)
    assert code(found) != MAY
    with pytest.raises(SettingsError, match="There is no clinic in"):
        looks_at(there, now)
    assert any(one.startswith(line) for one in there.look().lines), "the log of a run has them"
