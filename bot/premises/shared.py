"""What all clinics of a process share: where their folders are, its log, its health page; nothing else."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import settings
from bot.env.lines import line
from bot.env.path import of_this_machine
from bot.env.surroundings import Surroundings
from bot.premises.folder import ClinicFolder, FoundClinics, look, named
from bot.settings import Port, SettingsError

NAME = "CLINICS_DIR"


class Shared(BaseSettings):
    """Read from the environment and the .env of the folder that the process is started in."""

    model_config = SettingsConfigDict(
        env_file=settings.ENV_FILE,
        env_file_encoding="utf-8-sig",
        extra="ignore",
        env_ignore_empty=True,
        hide_input_in_errors=True,
        frozen=True,
    )

    clinics_dir: Annotated[Path, BeforeValidator(of_this_machine)]
    metrics_port: Port | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"


SHARED = frozenset(name.upper() for name in Shared.model_fields)


@dataclass(frozen=True)
class Premises:
    """The folder of all clinics, as it stands at any moment."""

    shared: Shared

    def look(self) -> FoundClinics:
        """Raises SettingsError where it is not there, or nobody may look."""
        try:
            return look(self.shared.clinics_dir)
        except OSError as error:
            where = self.shared.clinics_dir
            raise SettingsError([f"{NAME}: {where} cannot be looked into ({error.strerror})."]) from None

    def new(self, name: str) -> ClinicFolder:
        """The one of that name, whether it is there yet or not. Raises SettingsError."""
        return named(self.shared.clinics_dir, name)

    def clinic(self, name: str, *, may_rest: bool = False) -> ClinicFolder:
        """The one of that name, which must be there; put aside, where it `may_rest`. Raises SettingsError."""
        found = replace(self.new(name), may_rest=may_rest)
        aside = replace(found, path=found.path.with_name(f"_{name}"))
        if may_rest and not found.path.is_dir() and aside.path.is_dir():
            return aside
        if not found.path.is_dir():
            there = ", ".join(self.look().clinics) or "none yet"
            raise SettingsError([f"There is no clinic {name} in {self.shared.clinics_dir}; there: {there}."])
        return found

    def around(self, path: Path) -> ClinicFolder | None:
        """The clinic in whose folder that is."""
        try:
            inside = path.resolve().relative_to(self.shared.clinics_dir.resolve())
        except ValueError:
            return None
        return self.look().clinics.get(inside.parts[0]) if inside.parts else None


def premises(environ: Mapping[str, str] = os.environ) -> Premises | None:
    """Those of CLINICS_DIR, where it is set. Raises SettingsError with every line."""
    file = None if _is_within(environ.get(NAME)) else settings.ENV_FILE
    around = settings.surroundings(file)
    if not around.values().get(NAME):
        return None
    lines = [one.line for one in around.mistakes(settings.NAMES)]
    lines += [f"{where}; write it into the .env of its folder." for where in _misplaced(around, environ)]
    try:
        shared = Shared(_env_file=file)  # type: ignore[call-arg]  # CLINICS_DIR is set
    except ValidationError as error:
        raise SettingsError([*lines, *map(line, error.errors())]) from None
    if not shared.clinics_dir.is_dir():
        lines.append(f"{NAME} names {shared.clinics_dir}, which is not a folder; make it, or take it out.")
    if lines:
        raise SettingsError(lines)
    return Premises(shared)


def _is_within(folder: str | None) -> bool:
    """Whether we are in there already: a .env that lies here is one clinic's."""
    return bool(folder) and Path.cwd().is_relative_to(Path(str(folder)).resolve())


def _misplaced(around: Surroundings, environ: Mapping[str, str]) -> Iterator[str]:
    """Settings of one clinic that stand where all clinics would have them."""
    own = settings.NAMES - SHARED
    what = f"is of one clinic alone, and {NAME} is set"
    yield from (f"{name} in {around.file.path} {what}" for name in around.file.values if name.upper() in own)
    yield from (f"{name} in the environment {what}" for name in environ if name.upper() in own)
    secrets = around.secrets.iterdir() if around.secrets else ()
    yield from (f"{file} {what}" for file in secrets if file.name.upper() in own)
