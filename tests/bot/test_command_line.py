"""The command line, as a clinic's handyman meets it: real processes, configured only by the environment."""

import asyncio
import contextlib
import re
import signal
import socket
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

import pytest
from tornado.httpclient import AsyncHTTPClient

from bot import VERSION
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.store.store import Store
from tests.bot.conftest import MONDAY, Clock
from tests.bot.program import told
from tests.bot.rehearsal.rehearsing import rehearsal
from tests.patience import PATIENCE, patiently
from tests.premises import told as bare
from tests.surroundings import KEY, TOKEN, environment, free_port

PYTHON = sys.executable


def test_without_a_token_run_says_how_to_get_one_and_names_the_rehearsal(tmp_path: Path) -> None:
    ended = told(tmp_path, "run", BOT_TOKEN="")
    assert ended.returncode == 2
    assert "@BotFather" in ended.stderr
    assert "python -m bot rehearse" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_without_a_file_and_a_setting_one_line_says_all(tmp_path: Path) -> None:
    ended = bare(tmp_path, "run")
    assert ended.returncode == 2
    assert ended.stderr == (
        f"There is no .env in {tmp_path}: go where yours is, or make one with {PYTHON} -m bot setup. To try "
        f"everything without one: {PYTHON} -m bot rehearse\n"
    )


def test_the_version_is_told_without_any_setting(tmp_path: Path) -> None:
    ended = told(tmp_path, "--version", BOT_TOKEN="")
    assert (ended.returncode, ended.stdout) == (0, f"aftercare-companion {VERSION}\n")


@pytest.mark.parametrize("typed", ["check", "run", "backup", "health"])
def test_a_folder_that_is_gone_ends_it_with_one_line(tmp_path: Path, typed: str) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ended = subprocess.run(  # noqa: S603  (our own program)
        ["/bin/sh", "-c", f"rmdir '{gone}' && exec '{sys.executable}' -m bot {typed}"],
        cwd=gone,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 2
    assert (
        ended.stderr == "The folder that you are in is gone. Go to the bot's folder with cd, and try again.\n"
    )


def test_a_key_of_another_database_ends_it_with_one_line(tmp_path: Path) -> None:
    assert told(tmp_path, "backup", "copy.db").returncode == 1
    Store(tmp_path / "data" / "aftercare.db", KEY).close()
    ended = told(tmp_path, "run", DATABASE_KEY="6b" * 32)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "does not open with this key" in ended.stderr


def test_check_names_every_gap_at_once(tmp_path: Path) -> None:
    protocols = tmp_path / "own" / "schedules" / "protocols"
    protocols.mkdir(parents=True)
    (protocols / "short.toml").write_text(
        'title = "x"\nwindow = "48h"\n[steps.one]\nafter = "2 moons"\nkind = "hydration"\n'
    )
    (protocols / "tiny.toml").write_text(
        'title = "x"\nwindow = "48h"\n[steps.walk]\nafter = "2h"\nkind = "movement"\n'
    )
    ended = told(tmp_path, "check", CONTENT_DIR=str(tmp_path / "own"))
    assert ended.returncode == 2
    assert "short.toml: steps.one.after" in ended.stdout
    assert "messages/en: tiny.walk is missing" in ended.stdout
    assert ended.stderr == "", "all of a report is on one stream"


def test_check_is_content_with_what_is_packaged(tmp_path: Path) -> None:
    ended = told(tmp_path, "check")
    assert (ended.returncode, ended.stderr) == (3, "")
    assert ended.stdout.endswith("whether it may go live cannot be told until Telegram answers.\n")


def test_check_says_which_sheets_nobody_has_reviewed_until_a_name_stands_there(tmp_path: Path) -> None:
    lines = [line for line in told(tmp_path, "check").stdout.splitlines() if "reviewed by nobody" in line]
    line, plain, exercises = lines
    assert line.startswith("cannot tell  Words: ")
    assert " de, " in line
    assert "in messages/sheets/plain_alarms.toml: el, fa, he, id, no, sv, th, vi;" in plain
    assert "exercises (/preview shows them) reviewed by nobody: en;" in exercises
    assert max(map(len, lines)) < 170
    own = tmp_path / "own" / "messages" / "en" / "exercises.toml"
    own.parent.mkdir(parents=True)
    own.write_text('reviewed_by = "Dr. Roth"\n', encoding="utf-8")
    sheet = tmp_path / "own" / "messages" / "de" / "sheet.toml"
    sheet.parent.mkdir(parents=True)
    sheet.write_text('reviewed_by = "Dr. Roth"\n', encoding="utf-8")
    ended = told(tmp_path, "check", CONTENT_DIR=str(tmp_path / "own"))
    assert " de, " not in ended.stdout
    assert "exercises" not in ended.stdout
    assert " fr, " in ended.stdout


@pytest.mark.slow
async def test_run_talks_to_any_server_that_speaks_the_bot_api_and_ends_when_told(tmp_path: Path) -> None:
    telegram = EmbeddedTelegram(token=TOKEN, clock=Clock(MONDAY))
    await telegram.start()
    supervisor = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    supervisor.bind(str(tmp_path / "notify"))
    port = free_port()
    given = {"TELEGRAM_API_URL": telegram.url, "LOG_LEVEL": "DEBUG", "METRICS_PORT": str(port)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=tmp_path,
        env={**environment(tmp_path, **given), "NOTIFY_SOCKET": supervisor.getsockname()},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        pat = telegram.person("Pat")
        pat.start()
        await telegram.until(lambda: pat.chat.bot_messages)
        await telegram.until(lambda: len(pat.commands) > 5)
        second = await asyncio.to_thread(told, tmp_path, "run", TELEGRAM_API_URL=telegram.url)
        assert second.returncode == 1
        assert "in use by another process" in second.stderr
        copied = await asyncio.to_thread(told, tmp_path, "backup", "copy.db")
        assert copied.returncode == 0
        answer = await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}/healthz", request_timeout=PATIENCE)
        assert answer.body.startswith(b"ok: Telegram last answered")
        first, *more = heard_by(supervisor)  # before the queue of datagrams is full
        assert first == "READY=1"
        assert "WATCHDOG=1" in more
        process.send_signal(signal.SIGTERM)
        async with patiently():
            _, log = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        await telegram.stop()
    assert process.returncode == 0
    assert TOKEN not in log.decode()
    assert f"version {VERSION} runs as @{telegram.world.me['username']} on {tmp_path}" in log.decode()
    assert "plan is running: 0, and messages owed:" in log.decode()
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d ", log.decode())
    assert heard_by(supervisor)[-1] == "STOPPING=1"
    supervisor.close()


def heard_by(supervisor: socket.socket) -> list[str]:
    """All that was told since it was read last."""
    heard = list[str]()
    supervisor.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        while True:
            heard.append(supervisor.recv(1000).decode())
    return heard


@pytest.mark.slow
async def test_the_rehearsal_serves_its_page(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as url:
        answer = await AsyncHTTPClient().fetch(url, request_timeout=PATIENCE)
        assert answer.code == HTTPStatus.OK
        assert b"Rehearsal" in answer.body


@pytest.mark.parametrize("port", ["99999", "abc", "-5", ""])
def test_what_is_no_port_is_told_in_one_line(tmp_path: Path, port: str) -> None:
    ended = told(tmp_path, "rehearse", "--port", port)
    assert ended.returncode == 2
    assert ended.stderr == f"“{port}” is no port. A port is a number from 1 to 65535, like 8081.\n"


@pytest.mark.slow
async def test_a_port_in_use_is_told_in_one_line(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as url:
        ended = await asyncio.to_thread(told, tmp_path, "rehearse", "--port", url.rpartition(":")[2])
    assert ended.returncode == 1
    assert "name another with --port" in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr
