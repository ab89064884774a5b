"""Settings, from the environment, from .env and from files in /run/secrets."""

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.env import addresses, telephone
from bot.env import file as env_file
from bot.env.lines import line
from bot.env.path import of_this_machine
from bot.env.surroundings import DEFAULT_URL, Surroundings
from bot.env.zone import clinic_zone
from messages.heard.diary.table import parse_columns
from schedules.duration import parse_duration
from schedules.hours import parse_working_hours
from schedules.quiet import parse_quiet_hours

SECRETS = Path(os.environ.get("CREDENTIALS_DIRECTORY", "/run/secrets"))  # the former is systemd's
SHORTEST_INVITE, LONGEST_INVITE = timedelta(minutes=10), timedelta(days=30)
SHORTEST_AGE, LONGEST_AGE = timedelta(minutes=1), timedelta(days=1)
ENV_FILE = Path(".env")
Trimmed = Annotated[str, StringConstraints(strip_whitespace=True)]
Port = Annotated[int, BeforeValidator(telephone.plain), Field(ge=1, le=65535)]
KEPT_DAYS, WORDS_KEPT_DAYS = 180, 30  # after the last session; after it was written: then counts are left


class SettingsError(Exception):
    """Settings that are missing or malformed; one readable line each."""

    def __init__(self, lines: list[str], behind: Sequence[str] = ()) -> None:
        """`behind` is what one of the lines brings with it, and says for all."""
        super().__init__("\n".join(lines))
        self.lines, self.behind = lines, tuple(behind)


def _file(path: Path) -> Path:
    with suppress(PermissionError):  # which is told where the file is to be opened
        if path.is_dir():
            raise ValueError(f"{path} is a folder; name a file in it")
    return path


def _quiet(text: str) -> str:
    parse_quiet_hours(text)
    return text


def _working(text: str) -> str:
    parse_working_hours(text)
    return text


def _columns(text: str) -> str:
    parse_columns(text)
    return text


def _age(text: str) -> str:
    if not SHORTEST_AGE <= parse_duration(text) <= LONGEST_AGE:
        raise ValueError("must be from 1m to 1d")
    return text


def _lifetime(text: str) -> str:
    if not SHORTEST_INVITE <= parse_duration(text) <= LONGEST_INVITE:
        raise ValueError("must be from 10m to 30d")
    return text


def _folder(value: object) -> object:
    return None if isinstance(value, str) and value.strip().lower() == "off" else of_this_machine(value)


def _ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    parts = [part for part in re.split(r"[,\s]+", str(telephone.plain(value))) if part]
    if wrong := [part for part in parts if not part.isascii() or not part.isdecimal()]:
        raise ValueError(f"{wrong[0]!r} is not a Telegram user id; write numbers with commas between")
    return tuple(int(part) for part in parts)


OwnFile = Annotated[Path, BeforeValidator(of_this_machine), AfterValidator(_file)]


class Settings(BaseSettings):
    """Every setting of the bot; `.env.example` says what each is for."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8-sig",
        extra="ignore",
        env_ignore_empty=True,
        hide_input_in_errors=True,
        frozen=True,
    )

    bot_token: Annotated[SecretStr, AfterValidator(addresses.token)]
    telegram_api_url: Annotated[Trimmed, AfterValidator(addresses.server)] = DEFAULT_URL
    database_path: OwnFile = Path("data/aftercare.db")
    database_key: SecretStr | None = None
    database_key_file: OwnFile = Path("secrets/database.key")
    backup_dir: Annotated[Path | None, BeforeValidator(_folder)] = Path("backups")
    clinic_name: Annotated[Trimmed, Field(min_length=1, max_length=80)]
    clinic_phone: Annotated[Trimmed, AfterValidator(telephone.phone)]
    clinic_timezone: Annotated[Trimmed, AfterValidator(clinic_zone)]
    emergency_number: Annotated[Trimmed, AfterValidator(telephone.emergency)]
    owner_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)] = ()
    self_registration: bool = True
    quiet_hours: Annotated[Trimmed, AfterValidator(_quiet)] = "21:00-08:00"
    content_dir: Annotated[Path | None, BeforeValidator(of_this_machine)] = None
    invite_ttl: Annotated[Trimmed, AfterValidator(_lifetime)] = "48h"
    health_max_age: Annotated[Trimmed, AfterValidator(_age)] = "1m"
    clinics_dir: Annotated[Path | None, BeforeValidator(of_this_machine)] = None
    metrics_port: Port | None = None
    webhook_url: Annotated[Trimmed, AfterValidator(addresses.webhook)] | None = None
    webhook_port: Port = 8443
    heartbeat_url: Annotated[SecretStr, AfterValidator(addresses.heartbeat)] | None = None
    clinic_hours: Annotated[Trimmed, AfterValidator(_working)] = "Mon-Fri 08:00-18:00"
    advice_needs_two: bool = False
    diary_columns: Annotated[Trimmed, AfterValidator(_columns)] = ""
    retention_days: Annotated[int, BeforeValidator(telephone.plain), Field(ge=14, le=3650)] = KEPT_DAYS
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @model_validator(mode="after")
    def _content_dir_is_there(self) -> Self:
        if self.content_dir is not None and not self.content_dir.is_dir():
            raise ValueError(
                f"CONTENT_DIR names {self.content_dir}, which is not a folder; make it, or take the line out"
            )
        return self

    @property
    def bot_id(self) -> str:
        """Which bot it is: a token that was renewed begins as the one before."""
        return self.bot_token.get_secret_value().partition(":")[0]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.clinic_timezone)


NAMES = frozenset(name.upper() for name in Settings.model_fields)
REQUIRED = [name for name, field in Settings.model_fields.items() if field.is_required()]


def secrets_of(found: Settings) -> list[str]:
    """What may be in no log."""
    secrets = (found.bot_token, found.database_key, found.heartbeat_url)
    return [secret.get_secret_value() for secret in secrets if secret]


def surroundings(
    file: object = ENV_FILE, given: Mapping[str, object] | None = None, *, alone: bool = False
) -> Surroundings:
    """Where settings are looked for; `file` is in the place of .env, or None; `alone`, nowhere else."""
    found = env_file.read(Path(str(file))) if file else env_file.EnvFile(Path(os.devnull))
    if alone:
        return Surroundings(found, {}, None, given or {})
    return Surroundings(found, os.environ, SECRETS if SECRETS.is_dir() else None, given or {})


def read(kind: type[Settings] | None = None, /, **given: object) -> Settings:
    """The settings in force; `given` come before the environment. Raises SettingsError with every line.

    Of another `kind`, they are those of the file alone.
    """
    around = surroundings(given.get("_env_file", ENV_FILE), given, alone=kind is not None)
    mistakes = [*around.mistakes(NAMES)]
    lines = [one.line for one in mistakes]
    if not around.file.is_readable:
        raise SettingsError(lines)
    told = frozenset(name for one in mistakes for name in one.about)
    found, problems = _read(kind or Settings, around.secrets, given)
    missing = [problem for problem in problems if problem["type"] == "missing"]
    theirs = [
        line(problem) for problem in problems if not told & {str(part).upper() for part in problem["loc"]}
    ]
    if len(missing) == len(REQUIRED) and (nowhere := around.is_nowhere()):
        raise SettingsError([*lines, nowhere], theirs)
    lines += theirs
    if found is None or lines:
        raise SettingsError(lines)
    return found


def _read(
    kind: type[Settings], secrets: Path | None, given: dict[str, object]
) -> tuple[Settings | None, list[ErrorDetails]]:
    try:
        return kind(_secrets_dir=secrets, **given), []  # type: ignore[call-arg,arg-type]
    except ValidationError as error:
        return None, error.errors()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            [f"a file with a setting cannot be read ({error}); check its owner and rights"]
        ) from None
