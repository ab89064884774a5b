"""Is the bot well: what its signs of life say, for a person or a supervisor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot import VERSION
from bot.store import vitals
from bot.store.pulse import A_LITTLE, Pulse
from bot.typed import PROGRAM

QUIET = timedelta(minutes=1)  # without a sign of the process, or with an update that waits
HOUR = timedelta(hours=1)
LITTLE_ROOM, NO_ROOM = 1_000_000_000, 100_000_000  # bytes
MEGABYTE = 1_000_000
CHECKS = (
    *("clock", "telegram", "process", "engine", "updates", "set_aside", "unreached", "unseen", "words"),
    *("refused", "late", "unclear", "backup", "disk", "version"),
)
NOT_RUNNING = "running"  # in the place of those that only a running bot can pass
VOUCH = f"Where it is right: `{PROGRAM} clock --right`."


class How(StrEnum):
    """What an observation comes to; only RED is not well."""

    OK = "ok"
    STARTING = "starting"
    WARNING = "WARNING"
    RED = "RED"


@dataclass(frozen=True)
class Observation:
    """What one of the checks has found; `check` is its name, the same whatever it finds."""

    check: str
    how: How
    words: str

    def __str__(self) -> str:
        return f"{self.how}: {self.words}"


def examine(
    pulse: Pulse, *, now: datetime, max_age: timedelta, held: bool | None = None
) -> list[Observation]:
    """All that is found; `max_age` is how old Telegram's last answer may be.

    `held` is whether any process has the database; None where nobody can tell, or it is the one that asks.
    """
    now -= pulse.off  # which is the time that the stamps are of
    return [
        *(_nobody() if held is False else ()),
        *_clock(pulse),
        *(() if held is False else (*_telegram(pulse, now, max_age), *_process(pulse, now))),
        *_updates(pulse, now),
        *_alerts(pulse, now),
        *_messages(pulse, now),
        *_backups(pulse, now),
        *_disk(pulse),
        *_version(pulse),
    ]


def is_well(found: list[Observation]) -> bool:
    return all(one.how is not How.RED for one in found)


def _nobody() -> Iterator[Observation]:
    """No sign of before says anything then."""
    yield Observation(NOT_RUNNING, How.RED, "the bot does not run. Start it; its log says why it ended.")


def _clock(pulse: Pulse) -> Iterator[Observation]:
    if pulse.off:
        off = _seconds(pulse.off)
        words = f"the machine's clock is off by {off} s; the bot counts on without it. {VOUCH}"
        yield Observation("clock", How.WARNING, words)
    if pulse.doubted is not None:
        doubted = _seconds(pulse.doubted)
        words = f"the time has been in doubt for {doubted} s; nothing final is done by it. {VOUCH}"
        yield Observation("clock", How.WARNING, words)


def _telegram(pulse: Pulse, now: datetime, max_age: timedelta) -> Iterator[Observation]:
    """When Telegram was heard last, and what it gave then is on disk."""
    heard, started = (_at(pulse, name) for name in (vitals.HEARD, vitals.STARTED))
    if heard and _is_ahead(heard, now):
        how = How.RED
        words = f"Telegram last answered {_seconds(heard - now)} s ahead of now: the clock was put back."
    elif started and (heard is None or heard < started) and started <= now <= started + max_age:
        how = How.STARTING
        words = f"for {_seconds(now - started)} s; Telegram has not answered yet."
    elif heard is None:
        how, words = How.RED, "the bot has not heard from Telegram yet."
    else:
        how = How.OK if now - heard <= max_age else How.RED
        words = f"Telegram last answered {_seconds(now - heard)} s ago."
    yield Observation("telegram", how, words)


def _process(pulse: Pulse, now: datetime) -> Iterator[Observation]:
    alive = _at(pulse, vitals.CLOCK) or _at(pulse, vitals.ALIVE)  # which waits for the time to be sure
    if alive and _is_ahead(alive, now):
        ahead = _seconds(alive - now)
        words = f"the bot's last sign of life is {ahead} s ahead: the clock was put back."
        yield Observation("process", How.RED, words)
    elif alive and now - alive > QUIET:
        age = _seconds(now - alive)
        words = f"the bot does not run, or does nothing: no sign of life for {age} s."
        yield Observation("process", How.RED, words)
    engine = pulse.signs.get(vitals.ENGINE, (vitals.WELL, now))[0]
    if engine == vitals.WELL:
        yield Observation("engine", How.OK, "questions are answered.")
    else:
        words = f"typed questions cannot be answered ({engine}); /faq and red flags work."
        yield Observation("engine", How.WARNING, words)


def _updates(pulse: Pulse, now: datetime) -> Iterator[Observation]:
    if pulse.waits_since and now - pulse.waits_since > QUIET:
        words = f"what somebody wrote has waited for {_seconds(now - pulse.waits_since)} s."
        yield Observation("updates", How.RED, words)
    if pulse.set_aside:
        words = f"updates were set aside: {pulse.set_aside}; `{PROGRAM} inbox list` shows them."
        yield Observation("set_aside", How.WARNING, words)


def _alerts(pulse: Pulse, now: datetime) -> Iterator[Observation]:
    if pulse.unreached:
        words = f"alerts that have reached nobody at the clinic: {pulse.unreached}."
        yield Observation("unreached", How.RED, words)
    else:
        yield Observation("unreached", How.OK, "no alert waits for somebody who can be reached.")
    if pulse.unseen and pulse.unseen_since:
        oldest = _seconds(now - pulse.unseen_since)
        words = f"alerts that nobody has seen yet: {pulse.unseen}, the oldest for {oldest} s."
        yield Observation("unseen", How.WARNING, words)


def _messages(pulse: Pulse, now: datetime) -> Iterator[Observation]:
    words = pulse.signs.get(vitals.WORDS, (vitals.WELL, now))[0]
    if words != vitals.WELL:
        fixed = f"urgent words could not be made ({words}); fixed ones with both numbers went out."
        yield Observation("words", How.RED, fixed)
    if pulse.refused:
        refused = f"urgent messages that Telegram does not take, and that are tried again: {pulse.refused}."
        yield Observation("refused", How.RED, refused)
    if pulse.late_since:
        late = f"a message should have left {_seconds(now - pulse.late_since)} s ago."
        yield Observation("late", How.RED, late)
    if pulse.unclear:
        of_now = f"messages of the last minute of which nobody knows whether they arrived: {pulse.unclear}."
        yield Observation("unclear", How.RED, of_now)
    elif pulse.unclear_today:
        today = f"messages of the last day of which nobody knows whether they arrived: {pulse.unclear_today}."
        yield Observation("unclear", How.WARNING, today)


def _backups(pulse: Pulse, now: datetime) -> Iterator[Observation]:
    """Never red: a start anew would mend nothing, and the owners hear of it in the chat."""
    if vitals.BACKUP not in pulse.signs:
        return
    how, newest = pulse.signs[vitals.BACKUP][0], _at(pulse, vitals.BACKED_UP)
    age = f"the newest backup is {int((now - newest) / HOUR)} h old" if newest else "there is no backup yet"
    if how == vitals.OFF:
        yield Observation("backup", How.OK, "no backups are made, as BACKUP_DIR says.")
    elif how != vitals.WELL:
        words = f"{age}, and the next one cannot be made: {how}"
        yield Observation("backup", How.WARNING, words)
    else:
        yield Observation("backup", How.OK, f"{age}.")


def _disk(pulse: Pulse) -> Iterator[Observation]:
    if pulse.free is not None and pulse.free < LITTLE_ROOM:
        how = How.RED if pulse.free < NO_ROOM else How.WARNING
        yield Observation("disk", how, f"the disk of the database has {pulse.free // MEGABYTE} MB left.")


def _version(pulse: Pulse) -> Iterator[Observation]:
    """Which version runs; what asks may have been installed meanwhile."""
    runs = pulse.signs[vitals.VERSION][0] if vitals.VERSION in pulse.signs else VERSION
    if runs == VERSION:
        yield Observation("version", How.OK, f"this is version {VERSION}.")
    else:
        words = f"version {runs} runs, and {VERSION} is installed; start the bot anew."
        yield Observation("version", How.WARNING, words)


def _at(pulse: Pulse, name: str) -> datetime | None:
    sign = pulse.signs.get(name)
    return sign[1] if sign else None


def _is_ahead(at: datetime, now: datetime) -> bool:
    return at > now + A_LITTLE


def _seconds(age: timedelta) -> int:
    return int(age.total_seconds())
