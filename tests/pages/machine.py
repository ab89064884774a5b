"""A handyman's machine, on which the lines of a page are typed as they are printed."""

import contextlib
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from bot import recovery, settings
from bot.commands import main
from bot.doctor.examination import UNTOLD
from tests.bot.made_once import packaged
from tests.bot.store.remembering import come, people
from tests.patience import PATIENCE
from tests.surroundings import BARE, CLINIC, ROOT

OURS = re.compile(r"(?:\.venv/bin/)?python -m bot (.*)")
MAKE = re.compile(r"make (.*)")
REMARK = re.compile(r"\s+#.*")
NEEDED = {*CLINIC} - {"DATABASE_KEY", "BACKUP_DIR"}
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class PrintedPage:
    """A page as somebody reads it; its `name` is its path in the repository."""

    name: str

    @property
    def text(self) -> str:
        return (ROOT / self.name).read_text(encoding="utf-8")

    def lines(self, section: str = "") -> list[str]:
        """What is to be typed there, or on all of it."""
        said = self.text
        if section:
            found = re.search(rf"^## {re.escape(section)}$(.*?)(?=^## |\Z)", said, re.MULTILINE | re.DOTALL)
            assert found, section
            said = found[1]
        blocks = [body for kind, body in BLOCK.findall(said) if kind == "sh"]
        return [
            REMARK.sub("", line).strip() for block in blocks for line in block.splitlines() if line.strip()
        ]


@dataclass
class Machine:
    """The folder of the bot, a stick and a safe place, each where the pages have it."""

    folder: Path
    home: Path = field(init=False)

    def __post_init__(self) -> None:
        self.home, self.stick = self.folder / "aftercare", self.folder / "stick"
        self.stick.mkdir()
        self.install(self.home)

    def install(self, home: Path) -> None:
        home.mkdir()
        (home / ".venv").symlink_to(sys.prefix)
        needed = {name: value for name, value in CLINIC.items() if name in NEEDED}
        needed["TELEGRAM_API_URL"] = "http://127.0.0.1:9"  # with another, a made-up number is refused
        (home / ".env").write_text("".join(f"{name}={value}\n" for name, value in needed.items()))
        (home / ".env").chmod(0o600)

    def meant(self, text: str) -> str:
        places = (
            ("/srv/aftercare", self.home),
            ("/media/stick", self.stick),
            ("/media/safe", self.folder / "safe"),
        )
        for named, place in places:
            text = text.replace(named, str(place))
        return text

    def type(self, line: str, ends: int = 0) -> str:
        """Type a line; what was said."""
        line = self.meant(line)
        if ours := OURS.fullmatch(line):
            ends = UNTOLD if (ours[1], ends) == ("check", 0) else ends  # no Telegram is reached from here
            with contextlib.chdir(self.home):  # as in the shell, without the seconds of a process
                ended = CliRunner().invoke(main, shlex.split(ours[1]))
            assert ended.exit_code == ends, (line, ended.output)
            return ended.output
        if made := MAKE.fullmatch(line):  # what it would do; the targets themselves are the gate's
            here = f"--directory {shlex.quote(str(ROOT))} PYTHON={shlex.quote(sys.executable)}"
            return self.shell(f"make --dry-run {here} {made[1]}")
        return self.shell(line)

    def shell(self, line: str) -> str:
        ended = subprocess.run(  # noqa: S603  (a line that we print)
            ["/bin/sh", "-c", line],
            cwd=self.home,
            env={**BARE, "PATH": "/usr/bin:/bin", "HOME": str(self.folder)},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert ended.returncode == 0, (line, ended.stderr)
        return ended.stdout

    def live(self, *chats: int) -> list[int]:
        """Start the bot, let these people come, and stop it; who is there."""
        with contextlib.chdir(self.home):
            store = recovery.open_store(settings.read(), packaged(), "", lambda _: None)
            for chat in chats:
                store.run_now(come, chat)
            there = people(store)
            store.close()
        return there
