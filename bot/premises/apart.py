"""What no two clinics may have in common: with it, what is one's would reach the other."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.settings import Settings
from bot.store import engine, roots

WHY = {
    "BOT_TOKEN": "each clinic needs a bot of its own, from @BotFather",
    "DATABASE_PATH": "each clinic needs a database of its own",
    "DATABASE_KEY_FILE": "each clinic needs a key of its own, beside which its own memory lies",
    "DATABASE_KEY": "a copied key opens the other one's backups; each clinic needs a key of its own",
    "BACKUP_DIR": "one would tidy away and put back the backups of the other",
    "CONTENT_DIR": "what one clinic adds to its answers would be said to patients of the other",
    "WEBHOOK_PORT": "each clinic that has a WEBHOOK_URL needs a port of its own",
}
Claim = tuple[str, str]  # a setting, and what it comes to on this machine


def in_common(name: str, held: Mapping[str, frozenset[Claim]]) -> list[str]:
    """What the clinic of that name shares with others, in lines that name all who do."""
    sharers: dict[str, set[str]] = {}
    for other, theirs in held.items():
        for setting, _ in theirs & held[name] if other != name else ():
            sharers.setdefault(setting, {name}).add(other)
    return [_said(setting, sorted(names)) for setting, names in sorted(sharers.items())]


def _said(setting: str, names: list[str]) -> str:
    *others, last = names
    return f"{setting}: {', '.join(others)} and {last} have the same; {WHY[setting]}."


def claims(found: Settings) -> frozenset[Claim]:
    """All that a clinic must have for itself."""
    return frozenset(_claims(found))


def _claims(found: Settings) -> Iterator[Claim]:
    yield "BOT_TOKEN", found.bot_id
    yield from _file("DATABASE_PATH", engine.real(found.database_path))
    yield from _key(found)
    for setting, folder in (("BACKUP_DIR", found.backup_dir), ("CONTENT_DIR", found.content_dir)):
        if folder is not None:
            yield from _file(setting, folder)
    if found.webhook_url is not None:
        yield "WEBHOOK_PORT", str(found.webhook_port)


def _key(found: Settings) -> Iterator[Claim]:
    """The file, where there is one, and the key itself, which may have been copied."""
    if found.database_key is not None:
        yield "DATABASE_KEY", _digest(found.database_key.get_secret_value())
        return
    yield from _file("DATABASE_KEY_FILE", found.database_key_file)
    try:
        text = found.database_key_file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return  # none yet, or told where it is to be opened
    if key := roots.parts_of(text)[0]:
        yield "DATABASE_KEY", _digest(key)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _file(setting: str, path: Path) -> Iterator[Claim]:
    """Where it lies, and which one it is: links lead to the same by other names."""
    yield setting, str(path.resolve())
    try:
        known = path.stat()
    except OSError:
        return
    yield setting, f"{known.st_dev}:{known.st_ino}"
