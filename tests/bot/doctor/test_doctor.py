"""The doctor looks at everything, says of each thing what to do, and lets nothing bad go live."""

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from telegram import WebhookInfo

from bot import files, settings
from bot.doctor import of_files, of_machine, of_telegram
from bot.doctor.diagnosis import Diagnosis, Grade
from bot.doctor.examination import FAILED, MAY, MISCONFIGURED, UNTOLD, code, examine, summary
from bot.settings import Settings
from bot.setup.at_telegram import UnreachedError, meet
from bot.store import engine
from bot.store.lock import Lock
from tests.bot.conftest import MONDAY, Clinic
from tests.bot.made_once import content_of
from tests.bot.setup.handyman import ANSWERS, TOKEN, Handyman, a_handyman
from tests.bot.watching.answering import a_service
from tests.surroundings import free_port

WHOLE = {
    "BOT_TOKEN": TOKEN,
    "CLINIC_NAME": "Praxis",
    "CLINIC_PHONE": "+493023125123",
    "CLINIC_TIMEZONE": "Europe/Berlin",
    "EMERGENCY_NUMBER": "112",
}


async def looked(handy: Handyman) -> list[Diagnosis]:
    return await asyncio.to_thread(lambda: [*examine(handy.clock, handy.file, content_of)])


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def graded(found_out: list[Diagnosis], grade: Grade) -> dict[str, str]:
    return {one.about: one.what for one in found_out if one.grade is grade}


async def test_what_setup_has_made_may_go_live(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        await handy.answers(*ANSWERS)
        found = await looked(handy)
        assert graded(found, Grade.MEND) == {}
        assert code(found) == MAY
        assert "it may go live" in summary(found)
        seen = graded(found, Grade.GOOD)
        assert "opens with the key; patients: 0; last written 20" in seen["Database"]
        assert seen["Token"] == "that of @aftercare_rehearsal_bot"
        assert "it is 15:42 on Monday in Europe/Berlin" in seen["Zones"]


async def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    """Neither by a dry run: a key that nothing was made with would be taken for a former database's."""
    async with a_handyman(tmp_path) as handy:
        lines = "".join(f"{name}={value}\n" for name, value in WHOLE.items())
        handy.file.write_text(handy.file.read_text(encoding="utf-8") + lines, encoding="utf-8")
        before = contents(tmp_path)
        assert graded(await looked(handy), Grade.GOOD).keys() >= {"Key", "Database", "Token", "Shown"}
        assert any("Would make a key" in line for line in await handy.answers(dry_run=True))
        assert contents(tmp_path) == before


async def test_without_a_network_the_rest_is_looked_at_all_the_same(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        await handy.answers(*ANSWERS)
        whole = {one.about for one in await looked(handy)}
        await handy.telegram.outage(True)
        found = await looked(handy)
        assert "there is no connection" in graded(found, Grade.UNKNOWN)["Telegram"]
        assert whole - {one.about for one in found} == {"Token", "Shown"}
        assert code(found) == UNTOLD
        assert "cannot be told until Telegram answers" in summary(found)


async def test_what_is_wrong_is_said_with_what_to_do(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        await handy.answers(*ANSWERS)
        text = handy.file.read_text(encoding="utf-8")
        handy.file.write_text(text.replace("AAE", "AAF"), encoding="utf-8")
        handy.file.chmod(0o644)
        database = tmp_path / "data" / "aftercare.db"
        whole = database.read_bytes()
        database.write_bytes(whole[: engine.PAGE])
        found = await looked(handy)
        wrong = graded(found, Grade.MEND)
        assert wrong.keys() == {"Database", "Secrets", "Token"}
        assert f"chmod 600 {handy.file}" in wrong["Secrets"]
        assert "python -m bot restore FILE" in wrong["Database"]
        assert "@BotFather" in wrong["Token"]
        assert code(found) == FAILED
        assert summary(found) == "Not to go live yet: 3 to mend."
        handy.file.write_text("BOT_TOKEN=\n", encoding="utf-8")
        assert code(await looked(handy)) == MISCONFIGURED


async def test_a_mistyped_path_and_a_lost_key_are_found_before_the_start(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        await handy.answers(*ANSWERS)
        text = handy.file.read_text(encoding="utf-8")
        handy.file.write_text(text.replace("/data/", "/dta/"), encoding="utf-8")
        assert "Set DATABASE_PATH right" in graded(await looked(handy), Grade.MEND)["Database"]
        assert not (tmp_path / "dta").exists()
        handy.file.write_text(text, encoding="utf-8")
        key = tmp_path / "secrets" / "database.key"
        kept = key.read_text(encoding="utf-8")
        key.write_text("5a5a", encoding="utf-8")
        assert "too short" in graded(await looked(handy), Grade.MEND)["Key"]
        key.unlink()
        found = await looked(handy)
        assert "put back the copy" in graded(found, Grade.MEND)["Key"]
        assert "opens with its key alone" in graded(found, Grade.UNKNOWN)["Database"]
        key.write_text("6b" * 32, encoding="utf-8")
        assert "does not open with this key" in graded(await looked(handy), Grade.MEND)["Database"]
        key.write_text(kept, encoding="utf-8")


async def test_what_telegram_shows_is_the_starts_to_set_and_then_the_running_bots(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        await handy.answers(*ANSWERS)
        handy.telegram.world.menu.buttons.clear()
        assert (
            graded(await looked(handy), Grade.GOOD)["Shown"] == "the next start, or setup, sets menu button"
        )
        clinic = Clinic(tmp_path, handy.clock, handy.telegram)
        clinic.settings = settings.read(_env_file=handy.file)
        try:
            await clinic.open()
            menu = handy.telegram.world.menu
            await handy.telegram.until(lambda: menu.buttons.get(0))  # which a start sets last
            menu.texts["name", ""] = "old"
            shown = graded(await looked(handy), Grade.MEND)["Shown"]
            assert "python -m bot setup" in shown
        finally:
            await clinic.close()


def test_a_webhook_that_was_left_over_is_named() -> None:
    found = with_backups(None)
    assert [*of_telegram._of_webhook(WebhookInfo("", False, 0), found)] == []
    (one,) = of_telegram._of_webhook(WebhookInfo("https://old.example/hook", False, 0), found)
    assert one.grade is Grade.MEND
    assert "https://old.example/hook" in one.what


@pytest.mark.parametrize(
    ("ahead", "grade"),
    [
        (None, Grade.UNKNOWN),
        (timedelta(seconds=-2), Grade.GOOD),
        (timedelta(hours=1), Grade.MEND),
        (-timedelta(hours=1), Grade.MEND),
    ],
)
def test_the_clock_is_held_against_telegrams(ahead: timedelta | None, grade: Grade) -> None:
    assert of_machine.of_clock(ahead).grade is grade


def test_rules_of_time_zones_grow_old() -> None:
    found = with_backups(None)
    assert of_machine.of_zones(found, MONDAY).grade is Grade.GOOD
    assert of_machine.of_zones(found, MONDAY + timedelta(days=1500)).grade is Grade.MEND


def with_backups(folder: Path | None, **given: object) -> Settings:
    whole = {name.lower(): value for name, value in WHOLE.items()}
    return settings.read(_env_file=None, **{**whole, "backup_dir": folder, **given})


async def test_the_newest_backup_must_open_with_the_key_and_be_of_the_last_night(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy:
        await handy.answers(*ANSWERS)
        path, key_file = tmp_path / "data" / "aftercare.db", tmp_path / "secrets" / "database.key"
        folder = tmp_path / "backups"
        found = with_backups(folder, database_path=path, database_key_file=key_file)
        assert of_files.of_backups(with_backups(None), MONDAY).grade is Grade.UNKNOWN
        assert of_files.of_backups(found, MONDAY).grade is Grade.UNKNOWN
        copy = files.write_backup(found, None, MONDAY)
        assert of_files.of_backups(found, MONDAY).grade is Grade.GOOD
        assert of_files.of_backups(found, MONDAY + timedelta(days=3)).grade is Grade.MEND
        copy.write_bytes(b"x" * engine.PAGE)
        assert "does not open with this key" in of_files.of_backups(found, MONDAY).what


async def test_an_answer_without_a_bot_is_none_of_telegrams(tmp_path: Path) -> None:
    async with a_handyman(tmp_path) as handy, a_service() as service:
        await handy.answers(*ANSWERS)
        service.body = b'{"ok":true,"result":null}'
        text = handy.file.read_text(encoding="utf-8")
        handy.file.write_text(text.replace(handy.telegram.url, service.url), encoding="utf-8")
        found = await looked(handy)
        with pytest.raises(UnreachedError, match="something else answers"):
            await asyncio.to_thread(meet, TOKEN, service.url, handy.clock)
    assert "something else answers" in graded(found, Grade.UNKNOWN)["Telegram"]
    assert code(found) == UNTOLD


def test_a_port_that_another_program_has_is_found_before_the_start(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        hook = {"webhook_url": "https://bot.example/a", "webhook_port": port}
        found = with_backups(None, database_path=tmp_path / "a.db", metrics_port=free_port(), **hook)
        said = {one.grade: one.what for one in of_machine.of_ports(found)}
        lock = Lock(found.database_path)
        assert [*of_machine.of_ports(found)] == [], "the bot that runs listens there itself"
        lock.release()
    assert f"WEBHOOK_PORT {port} cannot be used" in said[Grade.MEND]
    assert "METRICS_PORT" in said[Grade.GOOD]


NOBODY = 65534


@contextmanager
def as_anybody() -> Iterator[Path]:
    """A folder of their own, as a user who may not do everything; root may."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid():
            yield folder
            return
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(0)


def settings_in(folder: Path) -> Settings:
    return Settings.model_validate(
        {
            **{name.lower(): value for name, value in WHOLE.items()},
            "database_path": folder / "locked" / "data" / "aftercare.db",
            "database_key_file": folder / "locked" / "secrets" / "database.key",
            "backup_dir": folder / "copies",
        }
    )


def test_a_folder_in_which_a_start_could_make_nothing_is_to_mend() -> None:
    """Before the first start there is nothing else by which anybody would see it."""
    with as_anybody() as folder:
        (folder / "locked").mkdir()
        found = settings_in(folder)
        assert [*of_files.of_folders(found)] == []
        (folder / "locked").chmod(0o500)
        told = [one.what for one in of_files.of_folders(found)]
        assert len(told) == 2
        assert told[0].startswith(f"{folder}/locked/secrets cannot be made by this user")
        assert told[1].endswith(f"check owner and rights of {folder}/locked")


def test_what_may_not_be_looked_at_keeps_nothing_else_from_being_looked_at() -> None:
    with as_anybody() as folder:
        (folder / "locked" / "data").mkdir(parents=True)
        (folder / "locked").chmod(0)
        found = settings_in(folder)
        file = folder / ".env"
        names = ("database_path", "database_key_file", "backup_dir")
        lines = [*WHOLE.items(), *((name.upper(), getattr(found, name)) for name in names)]
        file.write_text("".join(f"{name}={value}\n" for name, value in lines), encoding="utf-8")
        (folder / ".env").chmod(0o600)
        seen = [*examine(lambda: MONDAY, file, content_of, alone=True)]
        (folder / "locked").chmod(0o700)
    told = graded(seen, Grade.MEND)
    assert "may not be used by this user" in told["Database"]
    assert {"Versions", "Zones", "Clock"} <= {one.about for one in seen}
