"""The key and the database are made where there are none, and the owner's link with them."""

from collections.abc import Callable
from datetime import datetime

from bot.app import house_of
from bot.care.clinic import members
from bot.care.ground.desk import Desk
from bot.content import Content
from bot.recovery import open_store
from bot.settings import Settings
from bot.setup.terminal import Terminal
from bot.store import engine
from bot.store.engine import StoreError
from bot.store.lock import InUseError
from bot.store.store import Store

OWNER = (
    "This bot has no owner yet. The first person who opens this link in Telegram, once the bot runs, becomes "
    "the owner. It works once; show it to nobody else."
)


def make(terminal: Terminal, found: Settings, words: Content, clock: Callable[[], datetime]) -> str | None:
    """See to it that there are both; what the first owner sends, if there is none. Raises StoreError."""
    had_key = found.database_key is not None or found.database_key_file.exists()
    had_database = found.database_path.exists()
    try:
        store = _open(terminal, found, words)
    except InUseError:
        terminal.say("The bot runs already; its database is left alone.")
        return None
    try:
        if not had_key:
            terminal.say(
                f"The key of the database is made: {found.database_key_file}. Copy it to a safe place apart "
                "from the database now: without it nobody can open the database or its backups."
            )
        if not had_database:
            terminal.say(f"The database is made: {found.database_path}, encrypted.")
        return store.run_now(
            lambda tx: members.claim_before_start(Desk.at(tx, clock(), house_of(found, words)))
        )
    finally:
        store.close()


def _open(terminal: Terminal, found: Settings, words: Content) -> Store:
    """An empty one in a doubtful place is made only for somebody who says so."""
    try:
        return open_store(found, words, "", terminal.say)
    except InUseError:
        raise
    except StoreError as error:
        if found.database_path.exists() or engine.BEGIN_NEW not in str(error):
            raise
        terminal.say(str(error).replace(engine.BEGIN_NEW, "").strip())
        if not terminal.confirm(f"Begin an empty database at {found.database_path}?", default=False):
            raise
        return open_store(found, words, "new", terminal.say)


def show_link(terminal: Terminal, username: str, claim: str) -> None:
    url = f"https://t.me/{username}?start={claim}"
    terminal.say(f"\n{OWNER}\n  {url}")
    terminal.show_code(url)
