"""The hardened unit of systemd, made to fit the folder, the user and the rights that there are."""

import os
import sys
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from bot.settings import Settings
from bot.setup.terminal import Terminal
from bot.store import disk
from bot.typed import PROGRAM

NAME = "aftercare.service"
HOMES = tuple(Path(home) for home in ("/home", "/root", "/run/user"))
# Here the bot is in a folder of somebody's own, and its secrets lie there.
NOT_HERE = frozenset({"Group", "StateDirectory", "StateDirectoryMode", "LoadCredential"})
# What the systemd of one user cannot do: it has no rights over the whole machine to give away.
NOT_ALONE = frozenset(
    {
        *(
            "Wants",
            "After",
            "User",
            "RemoveIPC",
            "KeyringMode",
            "CapabilityBoundingSet",
            "AmbientCapabilities",
        ),
        *("PrivateDevices", "PrivateMounts", "PrivateTmp", "PrivateUsers", "ProcSubset", "ProtectClock"),
        *("ProtectControlGroups", "ProtectHome", "ProtectHostname", "ProtectKernelLogs", "ProtectProc"),
        *("ProtectKernelModules", "ProtectKernelTunables", "ProtectSystem"),
    }
)
QUESTION = """\
Shall it start with the machine? A service of systemd can do that:
  1  write one for you alone, to {path}
  2  show one for the whole system, to be put into /etc/systemd/system; it shuts the bot in best
  3  neither
Which?"""


def offer(terminal: Terminal, found: Settings) -> None:
    path = _folder() / "systemd" / "user" / NAME
    choice = terminal.ask(QUESTION.format(path=path), _choice, "3")
    if choice == "1":
        _write(terminal, path)
    elif choice == "2":
        terminal.say(of_system(os.environ.get("USER") or "aftercare", written_to(found)))
        terminal.say(f"Put this into /etc/systemd/system/{NAME}, then: sudo systemctl enable --now aftercare")
    else:
        terminal.say(f"Start it with: {PROGRAM} run")


def _choice(said: str) -> str:
    if said not in {"1", "2", "3"}:
        raise ValueError("write 1, 2 or 3")
    return said


def _folder() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _write(terminal: Terminal, path: Path) -> None:
    wanted = of_user()
    is_other = path.exists() and path.read_text(encoding="utf-8") != wanted
    if is_other and not terminal.confirm(f"There is another {path}. Write over it?", default=False):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    disk.write(path, wanted)
    terminal.say(f"{path} is written. Start it now, and with the machine, also when nobody is logged in:")
    terminal.say("  systemctl --user daemon-reload && systemctl --user enable --now aftercare")
    terminal.say("  loginctl enable-linger")


def written_to(found: Settings) -> list[Path]:
    """The folders that the bot writes in besides its own."""
    folders = (
        found.database_path.parent,
        found.database_key_file.parent,
        *((found.backup_dir,) if found.backup_dir else ()),
        *((found.content_dir,) if found.content_dir else ()),
    )
    elsewhere = {folder.absolute() for folder in folders} - {Path.cwd()}
    return sorted(folder for folder in elsewhere if not folder.is_relative_to(Path.cwd()))


def of_system(user: str, written: Iterable[Path] = (), folder: Path | None = None) -> str:
    """For the whole machine, run as that user: it can write in its folder and in those named, and nowhere."""
    here = folder or Path.cwd()
    places = (here, Path(sys.executable), Path(sys.base_prefix))
    at_home = any(place.is_relative_to(home) for place in places for home in HOMES)
    return _fitted(
        {
            **_run_in(here),
            "User": user,
            "ProtectSystem": "strict\nReadWritePaths=" + _writable(here, written),
            "ProtectHome": "read-only" if at_home else "yes",
        },
        NOT_HERE,
    )


def of_user(folder: Path | None = None) -> str:
    """For one user's own systemd, with as much of the shutting in as that can do."""
    changed = {**_run_in(folder or Path.cwd()), "WantedBy": "default.target"}
    return _fitted(changed, NOT_HERE | NOT_ALONE)


def _run_in(folder: Path) -> dict[str, str]:
    return {
        "WorkingDirectory": str(folder).replace("%", "%%"),
        "ExecStart": f"{_quoted(Path(sys.executable))} -m bot run",
    }


def _writable(here: Path, others: Iterable[Path]) -> str:
    """What may not be there yet has a - before it."""
    return " ".join((_quoted(here), *(_quoted(f"-{other}") for other in others)))


def _quoted(text: Path | str) -> str:
    """A % is doubled, as systemd reads it otherwise."""
    return f'"{text}"'.replace("%", "%%")


def _fitted(changed: Mapping[str, str], dropped: frozenset[str]) -> str:
    """The unit that is shipped, line by line; a remark goes with the setting below it."""
    kept: list[str] = []
    remarks: list[str] = []
    for line in (files("bot.setup") / NAME).read_text(encoding="utf-8").splitlines():
        name = line.partition("=")[0]
        if line.startswith("#"):
            remarks.append(line)
            continue
        if name not in dropped:
            kept += [*remarks, f"{name}={changed[name]}" if name in changed else line]
        remarks.clear()
    return "\n".join(kept) + "\n"
