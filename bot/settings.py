"""Settings, from the environment, from .env and from files in /run/secrets."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from messages.heard.places import zone
from schedules.duration import parse_duration
from schedules.hours import parse_working_hours
from schedules.quiet import parse_quiet_hours

SECRETS = Path("/run/secrets")
SHORTEST_INVITE, LONGEST_INVITE = timedelta(minutes=10), timedelta(days=30)
TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
SHORTEST_AGE, LONGEST_AGE = timedelta(minutes=1), timedelta(days=1)
HOW_TO_GET_ONE = (
    "is not set. Open Telegram, write /newbot to @BotFather, follow its questions and put the token it "
    "gives you into .env. To try everything without a token: make rehearse"
)


class SettingsError(Exception):
    """Settings that are missing or malformed; one readable line each."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def _zone(text: str) -> str:
    if zone(text) is None:
        raise ValueError(f"{text!r} is not a time zone; write one like Europe/Berlin")
    return text


def _quiet(text: str) -> str:
    parse_quiet_hours(text)
    return text


def _working(text: str) -> str:
    parse_working_hours(text)
    return text


def _age(text: str) -> str:
    if not SHORTEST_AGE <= parse_duration(text) <= LONGEST_AGE:
        raise ValueError("must be from 1m to 1d")
    return text


def _lifetime(text: str) -> str:
    if not SHORTEST_INVITE <= parse_duration(text) <= LONGEST_INVITE:
        raise ValueError("must be from 10m to 30d")
    return text


def _token(secret: SecretStr) -> SecretStr:
    if not TOKEN.fullmatch(secret.get_secret_value()):
        raise ValueError(
            "does not look like a bot token; it should read like 123456789:AAE-letters-and-digits"
        )
    return secret


def _ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    parts = [part for part in re.split(r"[,\s]+", value) if part]
    if wrong := [part for part in parts if not part.isascii() or not part.isdecimal()]:
        raise ValueError(f"{wrong[0]!r} is not a Telegram user id; write numbers with commas between")
    return tuple(int(part) for part in parts)


class Settings(BaseSettings):
    """Every setting of the bot; `.env.example` says what each is for."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True, frozen=True
    )

    bot_token: Annotated[SecretStr, AfterValidator(_token)]
    telegram_api_url: str = "https://api.telegram.org"
    database_path: Path = Path("data/aftercare.db")
    database_key: SecretStr | None = None
    database_key_file: Path = Path("secrets/database.key")
    clinic_name: str = Field(min_length=1, max_length=80)
    clinic_phone: str = Field(pattern=r"^\+?[0-9][0-9 ()/.-]{2,30}$")
    clinic_timezone: Annotated[str, AfterValidator(_zone)]
    emergency_number: str = Field(pattern=r"^\+?[0-9][0-9 -]{1,20}$")
    owner_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)] = ()
    self_registration: bool = True
    quiet_hours: Annotated[str, AfterValidator(_quiet)] = "21:00-08:00"
    content_dir: Path | None = None
    invite_ttl: Annotated[str, AfterValidator(_lifetime)] = "48h"
    health_max_age: Annotated[str, AfterValidator(_age)] = "1m"
    clinic_hours: Annotated[str, AfterValidator(_working)] = "Mon-Fri 08:00-18:00"
    retention_days: int = Field(default=90, ge=14, le=3650)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @model_validator(mode="after")
    def _content_dir_is_there(self) -> Self:
        if self.content_dir is not None and not self.content_dir.is_dir():
            raise ValueError(f"CONTENT_DIR names {self.content_dir}, which is not a folder")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.clinic_timezone)


def read(**given: object) -> Settings:
    """The settings in force; `given` come before the environment. Raises SettingsError with every line."""
    try:
        return Settings(_secrets_dir=SECRETS if SECRETS.is_dir() else None, **given)  # type: ignore[call-arg,arg-type]
    except ValidationError as error:
        raise SettingsError([_line(dict(problem)) for problem in error.errors()]) from None


def _line(problem: dict[str, object]) -> str:
    """One of pydantic's findings, told to the person who edits .env."""
    loc = problem["loc"]
    name = str(loc[0]).upper() if isinstance(loc, tuple) and loc else ""
    if name == "BOT_TOKEN" and problem["type"] == "missing":
        return f"{name} {HOW_TO_GET_ONE}"
    if problem["type"] == "missing":
        return f"{name} is not set; .env.example shows how"
    what = str(problem["msg"]).removeprefix("Value error, ")
    return f"{name}: {what}" if name else what
