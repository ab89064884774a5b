"""What Telegram knows of the bot: its token, whether somebody else gets its messages, what it shows."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import WebhookInfo
from telegram.error import InvalidToken

from bot.app import clinic_of
from bot.content import Content
from bot.doctor.diagnosis import Diagnosis, good, mend, unknown
from bot.files import look_into
from bot.handlers.presented import differences
from bot.model import Clinician
from bot.render.text import Renderer
from bot.settings import Settings
from bot.store import staff, vitals
from bot.store.engine import StoreError
from bot.store.lock import is_held
from bot.store.tx import Tx
from bot.telegram_application import UNREACHED, asking_bot, why_unreached
from bot.typed import PROGRAM

ABOUT = "Telegram"  # it was not reached
RUNS = timedelta(minutes=1)  # a sign of life of less than that ago


@dataclass
class FromTelegram:
    """What Telegram told, as far as it was reached."""

    ahead: timedelta | None = None
    found_out: list[Diagnosis] = field(default_factory=list)


def ask(found: Settings, words: Content | None, clock: Callable[[], datetime]) -> FromTelegram:
    """`clock` gives aware UTC instants."""
    told = FromTelegram()

    def hear(at: datetime) -> None:
        told.ahead = clock() - at

    try:
        asyncio.run(_ask(found, words, clock(), told, hear))
    except InvalidToken:
        told.found_out.append(
            mend("Token", "Telegram does not know BOT_TOKEN; copy it anew from @BotFather, or run setup")
        )
    except UNREACHED as error:
        told.found_out.append(unknown(ABOUT, f"not reached: {why_unreached(error)}; look again later"))
    return told


async def _ask(
    found: Settings,
    words: Content | None,
    now: datetime,
    told: FromTelegram,
    hear: Callable[[datetime], None],
) -> None:
    async with asking_bot(found.bot_token.get_secret_value(), found.telegram_api_url, hear) as bot:
        told.found_out.append(good("Token", f"that of @{bot.username}"))
        told.found_out.extend(_of_webhook(await bot.get_webhook_info(), found))
        if words is None:
            return
        members, is_running = _people(found, now)
        renderer = Renderer(words.catalog, clinic_of(found))
        owed = [one.what for one in await differences(bot, renderer, members)]
        told.found_out.append(_of_shown(owed, is_running=is_running))


def _people(found: Settings, now: datetime) -> tuple[Iterable[Clinician], bool]:
    """Who belongs to the clinic, and whether the bot runs; nobody where that cannot be read."""

    def look(tx: Tx) -> tuple[list[Clinician], bool]:
        alive = vitals.last_alive(tx)
        lives = alive is not None and abs(now - alive) < RUNS
        return staff.everybody(tx), lives and is_held(found.database_path) is not False

    try:
        return look_into(found, look) if found.database_path.exists() else ([], False)
    except StoreError:
        return [], False


def _of_webhook(info: WebhookInfo, found: Settings) -> Iterator[Diagnosis]:
    """One that was left over takes every message from a bot that asks for them itself."""
    if info.url and info.url != getattr(found, "webhook_url", None):
        yield mend(
            "Webhook",
            f"another program of yours may still get the bot's messages at {info.url}; stop it, "
            "and the next start takes the webhook away",
        )


def _of_shown(owed: list[str], *, is_running: bool) -> Diagnosis:
    if not owed:
        return good("Shown", "name, descriptions, commands and menu button are as they should be")
    if is_running:
        return mend("Shown", f"Telegram still shows another {', '.join(owed)}; do: {PROGRAM} setup")
    return good("Shown", f"the next start, or setup, sets {', '.join(owed)}")
