"""What the machine brings: versions, time zones, its clock."""

import platform
import socket
import sys
import zoneinfo
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import telegram

from bot.doctor.diagnosis import Diagnosis, good, mend, unknown
from bot.settings import Settings
from bot.store import engine
from bot.store.lock import is_held

PYTHONS = ((3, 11), (3, 14))  # from, and below
OFF = timedelta(seconds=60)
LOOPBACK = "127.0.0.1"
STALE = 2  # years; clocks are changed by law somewhere every year


def of_versions() -> Diagnosis:
    try:
        own = version("aftercare-companion")
    except PackageNotFoundError:
        own = "run from its folder"
    said = (
        f"bot {own}, Python {platform.python_version()}, SQLite {engine.version()}, "
        f"python-telegram-bot {telegram.__version__}"
    )
    if not PYTHONS[0] <= sys.version_info[:2] < PYTHONS[1]:
        return mend("Versions", f"{said}; it is tried on Python 3.11 to 3.13 only")
    return good("Versions", said)


def of_zones(found: Settings, now: datetime) -> Diagnosis:
    """The rules that are in force, and what they make of this moment; `now` is aware."""
    rules = _of_system() or _rules_in(files("tzdata") / "zoneinfo" / "tzdata.zi")
    said = f"rules of {rules}; it is {now.astimezone(found.zone):%H:%M on %A} in {found.clinic_timezone}"
    if rules[:4].isdigit() and now.year - int(rules[:4]) >= STALE:
        return mend("Zones", f"{said}; update the machine's package tzdata, where summer time may be wrong")
    return good("Zones", said)


def _of_system() -> str | None:
    """The year and letter of the machine's own rules, which come before those of the package."""
    for folder in map(Path, zoneinfo.TZPATH):
        if (folder / "tzdata.zi").is_file():
            return _rules_in(folder / "tzdata.zi")
        if folder.is_dir():
            return "the machine, of a year it does not say"
    return None


def _rules_in(file: Traversable) -> str:
    with file.open(encoding="utf-8") as lines:
        return lines.readline().removeprefix("# version").strip()


def of_ports(found: Settings) -> Iterator[Diagnosis]:
    """Those that the bot listens at, unless it does so now."""
    ports = {
        "WEBHOOK_PORT": found.webhook_port if found.webhook_url else None,
        "METRICS_PORT": found.metrics_port,
    }
    wanted = {name: port for name, port in ports.items() if port is not None}
    if not wanted or is_held(found.database_path):
        return
    for name, port in wanted.items():
        try:
            socket.create_server((LOOPBACK, port)).close()
        except OSError as error:
            yield mend("Ports", f"{name} {port} cannot be used ({error.strerror}); name another one")
        else:
            yield good("Ports", f"{name} {port} is free")


def of_clock(ahead: timedelta | None) -> Diagnosis:
    """`ahead` is by how much the machine's clock is before Telegram's, where that is known."""
    if ahead is None:
        return unknown("Clock", "Telegram's own time was not heard, which comes over https alone")
    if abs(ahead) <= OFF:
        return good("Clock", f"{abs(ahead.total_seconds()):.0f} s from Telegram's")
    way = "ahead of" if ahead > timedelta() else "behind"
    return mend("Clock", f"{abs(ahead.total_seconds()):.0f} s {way} Telegram's; set it, best by NTP")
