"""Is the bot well: what its signs of life say, for a person or a supervisor."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.store import vitals
from bot.store.pulse import A_LITTLE, Pulse

QUIET = timedelta(minutes=1)  # without a sign of the process, or with an update that waits
VOUCH = "Where it is right: `python -m bot clock --right`."


def report(pulse: Pulse, *, now: datetime, max_age: timedelta) -> tuple[bool, list[str]]:
    """Whether all is well, and a line for each sign; `now` is by the machine's clock, aware, UTC."""
    now -= pulse.off  # which is the time that the stamps are of
    lines = [
        *_clock(pulse),
        *_telegram(pulse, now, max_age),
        *_process(pulse, now),
        *_updates(pulse, now),
        *_messages(pulse, now),
    ]
    return not any(line.startswith("RED") for line in lines), lines


def _clock(pulse: Pulse) -> Iterator[str]:
    if pulse.off:
        off = _seconds(pulse.off)
        yield f"WARNING: the machine's clock is off by {off} s; the bot counts on without it. {VOUCH}"
    if pulse.doubted is not None:
        doubted = _seconds(pulse.doubted)
        yield f"WARNING: the time has been in doubt for {doubted} s; nothing final is done by it. {VOUCH}"


def _telegram(pulse: Pulse, now: datetime, max_age: timedelta) -> Iterator[str]:
    """When Telegram was heard last, and what it gave then is on disk."""
    heard, started = (_at(pulse, name) for name in (vitals.HEARD, vitals.STARTED))
    if heard and _is_ahead(heard, now):
        yield f"RED: Telegram last answered {_seconds(heard - now)} s ahead of now: the clock was put back."
    elif started and (heard is None or heard < started) and started <= now <= started + max_age:
        yield f"starting: for {_seconds(now - started)} s; Telegram has not answered yet."
    elif heard is None:
        yield "RED: the bot has not heard from Telegram yet."
    else:
        how = "ok" if now - heard <= max_age else "RED"
        yield f"{how}: Telegram last answered {_seconds(now - heard)} s ago."


def _process(pulse: Pulse, now: datetime) -> Iterator[str]:
    alive = _at(pulse, vitals.CLOCK) or _at(pulse, vitals.ALIVE)  # which waits for the time to be sure
    if alive and _is_ahead(alive, now):
        yield f"RED: the bot's last sign of life is {_seconds(alive - now)} s ahead: the clock was put back."
    elif alive and now - alive > QUIET:
        yield f"RED: the bot does not run, or does nothing: no sign of life for {_seconds(now - alive)} s."
    engine = pulse.signs.get(vitals.ENGINE, (vitals.WELL, now))[0]
    if engine == vitals.WELL:
        yield "ok: questions are answered."
    else:
        yield f"WARNING: typed questions cannot be answered ({engine}); /faq and red flags work."


def _updates(pulse: Pulse, now: datetime) -> Iterator[str]:
    if pulse.waits_since and now - pulse.waits_since > QUIET:
        yield f"RED: what somebody wrote has waited for {_seconds(now - pulse.waits_since)} s."
    if pulse.set_aside:
        yield f"WARNING: updates were set aside: {pulse.set_aside}; `python -m bot inbox list` shows them."


def _messages(pulse: Pulse, now: datetime) -> Iterator[str]:
    if pulse.unreached:
        yield f"RED: alerts that have reached nobody at the clinic: {pulse.unreached}."
    else:
        yield "ok: no alert waits for somebody who can be reached."
    words = pulse.signs.get(vitals.WORDS, (vitals.WELL, now))[0]
    if words != vitals.WELL:
        yield f"RED: urgent words could not be made ({words}); fixed ones with both numbers went out."
    if pulse.refused:
        yield f"RED: urgent messages that Telegram does not take, and that are tried again: {pulse.refused}."
    if pulse.late_since:
        yield f"RED: a message should have left {_seconds(now - pulse.late_since)} s ago."
    if pulse.unclear:
        yield f"RED: messages of the last minute of which nobody knows whether they arrived: {pulse.unclear}."


def _at(pulse: Pulse, name: str) -> datetime | None:
    sign = pulse.signs.get(name)
    return sign[1] if sign else None


def _is_ahead(at: datetime, now: datetime) -> bool:
    return at > now + A_LITTLE


def _seconds(age: timedelta) -> int:
    return int(age.total_seconds())
