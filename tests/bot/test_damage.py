"""Whatever happens to the files, a process says so in one line with the way out, and nothing is destroyed."""

import asyncio
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from bot.rehearsal.telegram import EmbeddedTelegram
from tests.bot.conftest import MONDAY, Clock
from tests.bot.program import told
from tests.lengths import LONG
from tests.patience import PATIENCE, patiently
from tests.surroundings import TOKEN, environment

pytestmark = pytest.mark.slow
RESTORE = "python -m bot restore"


class Machine:
    """A folder with an installation that makes its own key, and the process that runs there, if one does."""

    def __init__(self, folder: Path, telegram: EmbeddedTelegram) -> None:
        self.folder, self.telegram = folder, telegram
        self.data, self.copy = folder / "data" / "aftercare.db", folder / "backups" / "copy.db"
        self.process: asyncio.subprocess.Process | None = None

    @property
    def given(self) -> dict[str, str]:
        return {
            "TELEGRAM_API_URL": self.telegram.url,
            "DATABASE_KEY": "",
            "DATABASE_PATH": "data/aftercare.db",
        }

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=self.folder,
            env=environment(self.folder, **self.given),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )

    async def greet(self, person: Person) -> None:
        """The bot is at work: somebody new is answered."""
        person.start()
        await self.telegram.until(lambda: person.chat.bot_messages)

    async def end(self, how: signal.Signals | None = None) -> str:
        """Wait for its end, after a signal where one is given; its log."""
        assert self.process is not None
        process, self.process = self.process, None
        if how:
            process.send_signal(how)
        async with patiently():
            _, log = await process.communicate()
        self.code = process.returncode
        return log.decode()

    async def say(self, *arguments: str) -> tuple[int, list[str]]:
        """Another command, to its end: its exit code, and what it says."""
        ended = await asyncio.to_thread(told, self.folder, *arguments, **self.given)
        assert "Traceback" not in ended.stderr
        return ended.returncode, [*ended.stdout.splitlines(), *ended.stderr.splitlines()]


@asynccontextmanager
async def machine(folder: Path) -> AsyncIterator[Machine]:
    telegram = EmbeddedTelegram(token=TOKEN, clock=Clock(MONDAY))
    await telegram.start()
    found = Machine(folder, telegram)
    try:
        yield found
    finally:
        if found.process:
            await found.end(signal.SIGKILL)
        await telegram.stop()


async def with_a_backup(machine: Machine) -> Person:
    """Pat has come, a backup was made, and the bot goes on."""
    await machine.start()
    pat = machine.telegram.person("Pat")
    await machine.greet(pat)
    assert (await machine.say("backup", "backups/copy.db"))[0] == 0
    return pat


async def in_one_line(machine: Machine, *words: str) -> str:
    """The next start ends at once, with one line that holds these words."""
    code, said = await machine.say("run")
    assert code == 1
    assert len(said) == 1, said
    assert all(word in said[0] for word in words), said
    return said[0]


async def serves_again(machine: Machine, name: str = "Sam") -> None:
    await machine.start()
    await machine.greet(machine.telegram.person(name))
    await machine.end(signal.SIGTERM)
    assert machine.code == 0


def copied_over(machine: Machine) -> None:
    shutil.copy(machine.copy, machine.data)


def moved_over(machine: Machine) -> None:
    shutil.copy(machine.copy, machine.folder / "another.db")
    (machine.folder / "another.db").rename(machine.data)


def removed(machine: Machine) -> None:
    machine.data.unlink()


def log_removed(machine: Machine) -> None:
    machine.data.with_name("aftercare.db-wal").unlink()


@pytest.mark.parametrize(
    "deed",
    [removed, *(pytest.param(one, marks=LONG) for one in (copied_over, moved_over, log_removed))],
    ids=lambda one: one.__name__,
)
async def test_files_taken_from_under_a_running_bot_end_it_loudly_and_are_missed(
    tmp_path: Path, deed: Callable[[Machine], None]
) -> None:
    async with machine(tmp_path) as found:
        await with_a_backup(found)
        deed(found)
        log = await found.end()
        assert found.code == 1
        assert len([line for line in log.splitlines() if "CRITICAL" in line and RESTORE in line]) == 1, log
        assert "Traceback" not in log
        await in_one_line(found, RESTORE)
        rescued = found.data.with_name("aftercare.db.rescued")
        source = rescued if rescued.exists() else found.copy
        code, said = await found.say("restore", str(source))
        assert (code, said[0]) == (0, f"data/aftercare.db is put back as it was in {source}.")
        await serves_again(found)


@pytest.mark.torture
@pytest.mark.long
async def test_a_backup_copied_over_what_a_kill_has_left_is_told_and_can_be_put_in_place(
    tmp_path: Path,
) -> None:
    async with machine(tmp_path) as found:
        await with_a_backup(found)
        await found.end(signal.SIGKILL)
        copied_over(found)
        await in_one_line(found, "-wal", "-shm", RESTORE)
        assert (await found.say("restore", "backups/copy.db"))[0] == 0
        await serves_again(found)


@pytest.mark.torture
@pytest.mark.long
async def test_a_restore_is_refused_while_the_bot_runs(tmp_path: Path) -> None:
    async with machine(tmp_path) as found:
        pat = await with_a_backup(found)
        found.data.with_name("aftercare.db.lock").unlink()
        code, said = await found.say("restore", "backups/copy.db")
        assert (code, len(said)) == (1, 1)
        assert "in use by another process; stop that one first" in said[0]
        code, said = await found.say("run")  # neither does a second bot start
        assert (code, len(said)) == (1, 1)
        assert "in use by another process" in said[0]
        seen = len(pat.chat.bot_messages)
        pat.say("hello")
        await found.telegram.until(lambda: len(pat.chat.bot_messages) > seen)
        await found.end(signal.SIGTERM)
        assert found.code == 0


async def test_a_lost_folder_and_a_mistyped_one_are_missed(tmp_path: Path) -> None:
    async with machine(tmp_path) as found:
        await with_a_backup(found)
        await found.end(signal.SIGTERM)
        mistyped = await asyncio.to_thread(
            told, tmp_path, "run", **{**found.given, "DATABASE_PATH": "dta/aftercare.db"}
        )
        assert mistyped.returncode == 1
        assert str(found.data) in mistyped.stderr
        shutil.rmtree(tmp_path / "data")
        line = await in_one_line(found, "is gone", RESTORE, "run --new")
        assert "data/aftercare.db" in line
        assert (await found.say("restore", "backups/copy.db"))[0] == 0
        await serves_again(found)


async def test_a_key_that_a_killed_first_start_left_empty_is_made_anew(tmp_path: Path) -> None:
    async with machine(tmp_path) as found:
        (tmp_path / "secrets").mkdir()
        (tmp_path / "secrets" / "database.key").touch()
        await serves_again(found)
        key = (tmp_path / "secrets" / "database.key").read_bytes()
        (tmp_path / "secrets" / "database.key").write_bytes(b"")
        await in_one_line(found, "secrets/database.key", "too short")
        (tmp_path / "secrets" / "database.key").write_bytes(key)
        await serves_again(found, "Tom")


@pytest.mark.parametrize("began", [False, True])
def test_a_full_disk_at_the_start_is_told_in_one_line(tmp_path: Path, *, began: bool) -> None:
    """No file may grow by a byte."""
    given = {"DATABASE_KEY": "", "DATABASE_PATH": "data/aftercare.db"}
    env = environment(tmp_path, **given)
    if began:
        assert told(tmp_path, "run", **given, BOT_TOKEN="").returncode == 2
        made = "from bot import app, settings; app.open_store(settings.read()).close()"
        subprocess.run([sys.executable, "-c", made], cwd=tmp_path, env=env, check=True)  # noqa: S603
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.db")}
    full = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -f 0; exec "$@"', "sh", sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert full.returncode == 1
    assert len(full.stderr.splitlines()) == 1, full.stderr
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.db")} == before
    if began:
        subprocess.run([sys.executable, "-c", made], cwd=tmp_path, env=env, check=True)  # noqa: S603
