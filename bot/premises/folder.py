"""The folders of CLINICS_DIR: one a clinic, and its name is how the clinic is told from the others."""

import re
from dataclasses import dataclass
from pathlib import Path

from bot.env.file import lookalikes
from bot.premises.source import SettingsSource
from bot.settings import ENV_FILE, Settings, SettingsError
from bot.typed import PROGRAM

NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")
NAMED = "small letters of a to z, digits, and - between them, 40 at most"
STOPPED = "env.off"  # what .env is named while a clinic is stopped (docs/clinics.md)
ASIDE = (".", "_")  # begin the name of a folder that is none of a clinic, or not for now
NO_CLINIC = frozenset({"lost+found"})  # stands at the root of a disk
COMMAND = re.compile(rf"{re.escape(PROGRAM)} (?!rehearse)([a-z-]+)\b(?!-| --clinic)")


def said_for(clinic: str, line: str) -> str:
    """The line with every command in it as it is typed for that one of several; of none, as it is."""
    return COMMAND.sub(lambda found: f"{PROGRAM} {found[1]} --clinic {clinic}", line) if clinic else line


@dataclass(frozen=True)
class ClinicFolder:
    """One clinic's; one that `may_rest` may be stopped, its settings and folder under other names."""

    path: Path
    may_rest: bool = False

    @property
    def name(self) -> str:
        return self.path.name.removeprefix("_")

    @property
    def source(self) -> SettingsSource:
        file = self.path / ENV_FILE
        return SettingsSource(
            self.path / STOPPED if self.may_rest and not file.exists() else file, alone=True
        )

    def read(self) -> Settings:
        """Its settings. Raises SettingsError, in which commands name the clinic."""
        there = self.source.file
        if not there.exists() and (self.path / STOPPED).exists():
            back = f"rename {STOPPED} in {self.path} back to .env to start it"
            raise SettingsError([f"The clinic {self.name} is stopped; {back}."])
        if not there.exists() and not next(lookalikes(self.path), None):
            make = f"make one with {PROGRAM} setup --clinic {self.name}"
            raise SettingsError([f"There is no .env in {self.path}; {make}, or name it _{self.name}."])
        try:
            return self.source.read()
        except SettingsError as error:
            raise SettingsError([self.said(line) for line in error.lines]) from None

    def said(self, line: str) -> str:
        """The line with every command in it as it is typed for this clinic."""
        return said_for(self.name, line)


@dataclass(frozen=True)
class FoundClinics:
    """What lies in CLINICS_DIR: clinics by name, and a line for each folder that has no name of one."""

    clinics: dict[str, ClinicFolder]
    lines: tuple[str, ...] = ()


def look(folder: Path) -> FoundClinics:
    """What lies there now. Raises OSError."""
    entries = sorted(entry for entry in folder.iterdir() if entry.is_dir())
    meant = [one for one in entries if not one.name.startswith(ASIDE) and one.name not in NO_CLINIC]
    named = {one.name: ClinicFolder(one.absolute()) for one in meant if NAME.fullmatch(one.name)}
    lines = [_misnamed(one) for one in meant if one.name not in named]
    if not named:
        lines.append(
            f"There is no clinic in {folder}, where CLINICS_DIR leads; do: {PROGRAM} setup --clinic NAME"
        )
    return FoundClinics(named, tuple(lines))


def _misnamed(folder: Path) -> str:
    put_aside = f"where it is none, let its name begin with {' or '.join(ASIDE)}"
    return f"{folder.name!r} in {folder.parent} is no name for a clinic: {NAMED}; {put_aside}."


def named(folder: Path, name: str) -> ClinicFolder:
    """The one of that name, whether it is there yet or not. Raises SettingsError."""
    if not NAME.fullmatch(name):
        raise SettingsError([f"{name!r} is no name for a clinic: {NAMED}."])
    return ClinicFolder(folder.absolute() / name)
