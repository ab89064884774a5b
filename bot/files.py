"""Where a clinic keeps its files: the key, and beside it what is remembered of the database."""

import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.settings import Settings
from bot.store.keys import read_key
from bot.store.memory import Memory, stamps_beside

log = logging.getLogger(__name__)


def memory_of(settings: Settings, key: str, clock: Callable[[], datetime]) -> Memory:
    """What is remembered outside of the database."""
    return Memory.beside(_memory_place(settings), key, clock)


def existing_key(settings: Settings) -> str:
    """The key; none is made. Raises StoreError."""
    return key_of(settings, known=True)


def _memory_place(settings: Settings) -> Path:
    """The key file; or the database, where the key is no file or in a folder that we may not write to."""
    file, folder = settings.database_key_file, settings.database_key_file.parent
    named = settings.database_key is None or "database_key_file" in settings.model_fields_set
    return file if named and (not folder.exists() or os.access(folder, os.W_OK)) else settings.database_path


def key_of(settings: Settings, *, known: bool = False, new: bool = False) -> str:
    """The key of these settings, made where there is none yet, unless it is `known`. Raises StoreError."""
    secret = settings.database_key.get_secret_value() if settings.database_key else None
    known = known or bool(stamps_beside(_memory_place(settings)).all())
    key, note = read_key(settings.database_path, secret, settings.database_key_file, known=known, new=new)
    if note:
        log.warning(note)
    return key
