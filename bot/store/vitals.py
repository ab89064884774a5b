"""Signs of life that the bot leaves for whoever asks about its health."""

from datetime import datetime

from bot.clock import Credence, Vouch
from bot.store.tx import Tx, instant, stamp

HEARD = "polled"  # Telegram gave updates, or said that there are none, and what it gave is on disk
STARTED = "started"  # the first start since it was heard last
VERSION = "version"  # of the program that runs
TROUBLES = "troubles"  # which checks are red, and of which the owners were told (store/troubles.py)
ALIVE = "alive"  # the process
CLOCK = "clock"  # by how many seconds the machine's clock is off
DOUBT = "doubt"  # for how many seconds the time has been in doubt; empty where it is not
VOUCH = "vouch"  # an operator's word for the clock, as seconds that cannot be set; then what became of it
ENGINE = "engine"  # what reads questions: `well`, or what keeps it from loading
WORDS = "words"  # of what is urgent: `well`, or the key of those that could not be made
BACKUP = "backup"  # of the copy a day: `well`, `off`, or what keeps it from being written; since when
BACKED_UP = "backed up"  # when the newest backup was made; no row where there is none
SHELF = "shelf"  # where the newest copies are, and whether that is a disk of its own (store/mounted.py)
BOT = "bot"  # the id of the bot that runs with it, which its token begins with
OFF = "off"
WELL = "well"
LONG_PAUSE = 300  # seconds without a process; the start after it is another one


def put(tx: Tx, name: str, value: str, *, now: datetime) -> None:
    tx.run(
        """INSERT INTO vitals (name, value, at) VALUES (:name, :value, :now)
           ON CONFLICT (name) DO UPDATE SET value = :value, at = :now""",
        name=name,
        value=value,
        now=stamp(now),
    )


def value(tx: Tx, name: str) -> str | None:
    found: str | None = tx.value("SELECT value FROM vitals WHERE name = :name", name=name)
    return found


def at(tx: Tx, name: str) -> datetime | None:
    """When that sign was left (UTC); None where it never was."""
    seconds = tx.value("SELECT at FROM vitals WHERE name = :name", name=name)
    return instant(seconds) if seconds is not None else None


def last_alive(tx: Tx) -> datetime | None:
    """When the bot was alive last, by a time that it was sure of (UTC); None where it never was."""
    return at(tx, ALIVE)


def vouch(tx: Tx, word: Vouch) -> None:
    """Leave an operator's word where the bot looks, now or at its next start; a former one is gone."""
    put(tx, VOUCH, str(word.seconds), now=word.shown)


def waiting_vouch(tx: Tx) -> Vouch | None:
    """An operator's word that was not heard yet."""
    row = tx.one("SELECT value, at FROM vitals WHERE name = :name", name=VOUCH)
    if row is None or row["value"] in [*Credence]:
        return None
    return Vouch(instant(row["at"]), float(row["value"]))


def settle_vouch(tx: Tx, credence: Credence) -> None:
    """It is heard once, whatever comes of it."""
    tx.run("UPDATE vitals SET value = :value WHERE name = :name", value=credence.value, name=VOUCH)


def all_of_them(tx: Tx) -> dict[str, tuple[str, datetime]]:
    """Every sign: its value, and when it was left."""
    return {row["name"]: (row["value"], instant(row["at"])) for row in tx.all("SELECT * FROM vitals")}


def begin(tx: Tx, *, now: datetime) -> None:
    """The bot starts. One start after the other in which Telegram is never heard counts as one."""
    tx.run(
        """INSERT INTO vitals (name, value, at) VALUES (:started, '', :now)
           ON CONFLICT (name) DO UPDATE SET at = :now
           WHERE coalesce((SELECT at FROM vitals WHERE name = :heard), 0) >= at
             OR coalesce((SELECT at FROM vitals WHERE name = :alive), 0) < :now - :pause OR at > :now""",
        started=STARTED,
        heard=HEARD,
        alive=ALIVE,
        now=stamp(now),
        pause=LONG_PAUSE,
    )
