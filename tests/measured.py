"""What a figure rests on: the machine, the versions and the very code that it was measured with."""

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from bot import VERSION
from bot.store import engine
from tests.surroundings import ROOT

PACKAGES = ("python-telegram-bot", "aiohttp", "httpx", "APScheduler", "sqlcipher3", "numpy")
CODE = ("bot", "schedules", "messages")
MEASURED = ROOT / "docs" / "bench"  # where figures stand that are quoted


def machine() -> str:
    """In one line, what it was measured on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    name = names[0] if names else platform.machine()
    return f"{os.cpu_count()} cores of {name}, {memory:.0f} GB, {platform.system()} {platform.release()}"


def versions(*others: str) -> str:
    """In one line, with what."""
    told = [f"{name} {version(name)}" for name in (*PACKAGES, *others)]
    return ", ".join((f"Python {platform.python_version()}", f"SQLite {engine.version()}", *told))


def cpu_of(pid: int) -> float:
    """Seconds of a processor that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """MB of memory that a process has now."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def code(*judges: str) -> str:
    """A digest of the code and its data, and of the tests that judge it: another one after any change."""
    digest = hashlib.sha256()
    for path in _files(*CODE, *judges):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{VERSION}, code {digest.hexdigest()[:12]}"


def _files(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        yield from sorted(
            path for path in (ROOT / room).rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )


def commit() -> str:
    """The commit that is checked out, where there is one; and whether anything was changed since."""
    try:
        said = subprocess.run(
            ("git", "describe", "--always", "--dirty", "--abbrev=12"),  # noqa: S607  (of whoever measures)
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "no commit"
    return said.stdout.strip()
