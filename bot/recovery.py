"""The ways back after damage: a backup in the place of the database, or an older file to go on with."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot import app, files
from bot.care.ground.desk import Desk
from bot.care.sending.restoration import Reckoning, reckon
from bot.content import Content
from bot.settings import Settings
from bot.store import engine, restored, restoring, rotation, stamps, which_bot
from bot.store.engine import StoreError
from bot.store.lock import Lock
from bot.store.memory import Memory
from bot.store.opening import Begin
from bot.store.store import Store
from bot.store.tx import Tx
from bot.typed import PROGRAM

CLOCK = "%Y-%m-%d %H:%M"


def restore(found: Settings, words: Content, source: Path, clock: Callable[[], datetime]) -> list[str]:
    """Put a backup in the place of the database; what there is to say about it. Raises StoreError."""
    key = files.existing_key(found)
    path = engine.real(found.database_path)
    memory, lock = files.memory_of(found, key, clock), Lock(path)
    try:
        return _restore(found, words, path, source, memory, key)
    except OSError as error:
        raise StoreError(f"{source} cannot be put in place: {error.strerror} ({error.filename})") from None
    finally:
        restoring.give_up(path)
        lock.release()


def _restore(
    found: Settings, words: Content, path: Path, source: Path, memory: Memory, key: str
) -> list[str]:
    """All is done to a copy, which then takes the name: there is no moment in which it is half done."""
    now, known = memory.clock(), memory.stamps.of(path)
    formers = [rotation.key_in(file) for file in rotation.formers(found.database_key_file)]
    draft = restoring.take(path, key, source, formers)
    store = Store(draft, key)
    try:
        store.run_now(restored.owe, min(known.last_seen, now) if known else now)
        lines = put_right(found, words, store, memory)
        newest = store.run_now(lambda tx: stamps.sign(tx, now, known=known))
    finally:
        store.close()
    former = restoring.put_in_place(path, draft, now)
    memory.stamps.put(path, newest)
    return [f"{path} is put back as it was in {source}.", *lines, *_of_former(former)]


def rotate_key(found: Settings, now: datetime) -> list[str]:
    """Give the database another key; what there is to say about it. Raises StoreError."""
    key_file = found.database_key_file
    if found.database_key is not None:
        raise StoreError(
            f"the key comes from DATABASE_KEY, which cannot be changed from here. Write it into {key_file} "
            "(for its owner alone), take DATABASE_KEY out of the settings, and do this once more"
        )
    path = engine.real(found.database_path)
    if not path.exists() or not key_file.exists():
        raise StoreError(f"there is no database at {path}, or no key at {key_file}")
    lock = Lock(path)
    try:
        if restoring.is_cut_short(path):
            raise StoreError(f"a backup was being put in the place of {path}; end that: {engine.RESTORE}")
        former = rotation.rotate(path, key_file, now)
    except OSError as error:
        raise StoreError(f"the key cannot be changed: {error.strerror} ({error.filename})") from None
    finally:
        lock.release()
    return [
        f"{path} opens with a new key, which is in {key_file}. Copy that file to your safe place.",
        f"Every backup made until now opens with {former}, and every later one with {key_file}.",
        f"`restore` finds the right one of both. Keep {former.name} for as long as you keep those backups.",
        *_kept_anew(found, now),
    ]


def _kept_anew(found: Settings, now: datetime) -> list[str]:
    """A backup that opens with the key of now, where backups are made; what there is to say about it."""
    if found.backup_dir is None:
        return []
    try:
        return [f"{files.write_backup(found, None, now)} is written and opens with the new key."]
    except StoreError as error:
        return [f"No backup opens with the new key yet: {error}. When that is mended: {PROGRAM} backup"]


def open_store(
    found: Settings,
    words: Content,
    begin: str,
    tell: Callable[[str], object],
    clock: Callable[[], datetime] = app.now_utc,
    *,
    new_bot: bool = False,
) -> Store:
    """The database for a run, which may be an older one, or a `new_bot`'s, where the operator says so.

    Raises StoreError.

    A change of the key that was cut short is ended first: somebody wanted it, and one of two keys opens.
    """
    if found.database_key is None and rotation.is_cut_short(found.database_key_file):
        for line in rotate_key(found, clock()):
            tell(line)
    store = app.open_store(found, Begin(begin), clock)
    try:
        anew = new_bot or begin == Begin.NEW.value
        if became := store.run_now(_whose, found, anew=anew, now=clock()):
            tell(became)
        for line in put_right(found, words, store, store.memory) if store.memory else ():
            tell(line)
    except BaseException:
        store.close()
        raise
    return store


def _whose(tx: Tx, found: Settings, *, anew: bool, now: datetime) -> str | None:
    return which_bot.begin(tx, found.database_path, found.bot_id, anew=anew, now=now)


def put_right(found: Settings, words: Content, store: Store, memory: Memory) -> list[str]:
    """Reckon with what an older file does not know, where that is owed; what there is to say about it."""
    if store.run_now(restored.owed) is None:
        return []
    house, is_erased = app.house_of(found, words), memory.erasures.held()

    def put(tx: Tx) -> Reckoning | None:
        return reckon(Desk.at(tx, memory.clock(), house), is_erased)

    done = store.run_now(put)
    return _report(done, found, memory) if done else []


def _report(done: Reckoning, found: Settings, memory: Memory) -> list[str]:
    since, until = (instant.astimezone(found.zone) for instant in (done.since, done.until))
    journal = f"Erased again: patients {done.erased}, sessions and links {done.parts}."
    if not memory.erasures.is_there:
        journal = (
            "There is no journal of erasures beside the key: whoever was erased since is back, and is to be "
            "erased by hand."
        )
    gap = f"Between {since:{CLOCK}} and {until:{CLOCK}} ({found.clinic_timezone})"
    return [
        f"{gap} nothing is known: who came, what was answered or changed, which alerts there were.",
        "What Telegram still holds comes by itself; what the bot had taken from it in that time is lost.",
        f"Messages not sent again, as they may have gone out already: {done.unsent}.",
        f"Alerts told anew: {done.alerts}.",
        f"Patients told that something may be missing: {done.told}; everybody at the clinic is told as well.",
        journal,
    ]


def _of_former(former: Path | None) -> list[str]:
    if former is None:
        return []
    return [f"The file before is kept as {former}. Old files still hold whoever was erased: remove it soon."]
