"""Where answers go: into .env at once, for its owner alone, beside what stands there."""

import os
from collections.abc import Mapping
from pathlib import Path

import bot
from bot import settings
from bot.env import file as env_file
from bot.premises.source import SettingsSource
from bot.settings import Settings
from bot.store import disk
from bot.typed import PROGRAM

FIRST_LINE = f"# Settings of the aftercare companion; {PROGRAM} setup asks for what is missing.\n"
EXAMPLE = ".env.example"


class Answers:
    """What is set so far, and where."""

    def __init__(
        self, file: Path = settings.ENV_FILE, *, alone: bool = False, bots: Mapping[str, str] | None = None
    ) -> None:
        """In a file that stands `alone`, nothing of the environment counts.

        `bots` are those of other clinics: their numbers, and whose they are.
        """
        self.file, self.alone, self.bots = file, alone, bots or {}
        self.source, self.kept = SettingsSource(file, alone), list[str]()

    def value(self, name: str) -> str:
        """What is set, from wherever; nothing where it is not."""
        around = self.source.surroundings()
        secret = around.secrets / name.lower() if around.secrets else None
        own = secret.read_text(encoding="utf-8").strip() if secret and secret.is_file() else ""
        return around.values().get(name) or own

    def settings(self) -> Settings:
        """All of it, as the bot reads it. Raises SettingsError."""
        return self.source.read()

    def place(self, name: str) -> str:
        """Where that is set; what is set outside of the file cannot be changed there."""
        return "the environment" if os.environ.get(name) and not self.alone else str(self.file)

    def keep(self, name: str, value: str) -> None:
        """Write it down: a kill leaves the file as it was, or with the answer. Raises ValueError, OSError."""
        path = self.file.resolve()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = env_file.read(path).text if path.exists() else _beginning()
        disk.write(path, env_file.put(text, name, value))
        self.kept.append(name)


def _beginning() -> str:
    """The example, which explains every setting, where it is at hand."""
    for folder in (Path(), Path(bot.__file__).parents[1]):
        if (folder / EXAMPLE).is_file():
            return (folder / EXAMPLE).read_text(encoding="utf-8")
    return FIRST_LINE
