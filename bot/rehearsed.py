"""What makes a bot that of a rehearsal: its settings, and the clock of the page."""

import os
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot import settings
from bot.env.examples import is_rehearsed
from bot.now import now_utc
from bot.rehearsal.clock import Lead, RehearsalClock
from bot.settings import Settings, SettingsError
from bot.typed import PROGRAM

TOKEN = "1000000000:a-token-that-only-the-rehearsal-knows"  # noqa: S105  (opens nothing)
CLINIC = {
    "clinic_name": "Riverside Physiotherapy",
    "clinic_phone": "+44 20 7946 0123",  # of the range kept for drama
    "clinic_timezone": "Europe/London",
    "emergency_number": "112",
}
LEAD, DATA = "lead", "data"  # in its folder: how far the clock is ahead, and what the bot keeps
NOT_HERE = "A rehearsal speaks with the Telegram of this very machine alone, by the token that is its own."


def rehearsal_settings(url: str, folder: Path, owner: int) -> Settings:
    """A made-up clinic, where the environment names none; never the real token, Telegram or database.

    Raises SettingsError where that Telegram is not one of this machine.
    """
    if not is_rehearsed(url):
        raise SettingsError([NOT_HERE])
    clinic = {name: value for name, value in CLINIC.items() if name.upper() not in os.environ}
    return settings.read(
        _env_file=None,
        bot_token=TOKEN,
        telegram_api_url=url,
        database_path=folder / DATA / "rehearsal.db",
        database_key=_key_in(folder),
        backup_dir=None,
        owner_ids=(owner,),
        metrics_port=None,
        heartbeat_url=None,
        webhook_url=None,
        **clinic,
    )


def in_zone(found: Settings, zone: str) -> Settings:
    """The same clinic elsewhere (IANA), as the page says."""
    return found.model_copy(update={"clinic_timezone": zone})


def _key_in(folder: Path) -> str:
    """The key of the rehearsal's database, made once; the bot that is started again opens the same file."""
    file = folder / "key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="utf-8")
    return file.read_text(encoding="utf-8")


def followed_clock(found: Settings, folder: Path) -> Callable[[], datetime]:
    """The clock of the page that keeps its lead in that folder, for the bot of a rehearsal alone.

    Raises SettingsError for any other bot: by a clock that somebody moves nobody is treated.
    """
    is_ours = found.bot_token.get_secret_value() == TOKEN and is_rehearsed(found.telegram_api_url)
    if not is_ours:
        raise SettingsError([NOT_HERE])
    try:
        return RehearsalClock(now_utc, Lead.followed(folder / LEAD))
    except (OSError, ValueError):
        raise SettingsError(
            [f"There is no rehearsal in {folder}; to begin one: {PROGRAM} rehearse"]
        ) from None
