"""The same trouble is logged once, then counted, more and more seldom: a line a second at the most.

Each of several clinics has a count of its own: what one of them complains of leaves no other without a voice.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

WINDOW, LONGEST = 60.0, 3600.0  # seconds in which the same is said once; they grow while it goes on
GROWS = 4
BURST = 60.0  # lines that may come at once, after a quiet minute
PER_SECOND = 1.0
MOST_KINDS = 500  # that are remembered
MOST_FRAMES = 20  # of a trace; one of endless recursion has a thousand
OURS = "bot"


@dataclass
class _Said:
    at: float
    since: int = 0
    window: float = WINDOW


@dataclass
class _Count:
    """What one clinic has said lately, and how many lines it may say at once."""

    filled_at: float
    lines: float = BURST
    said: dict[tuple[object, ...], _Said] = field(default_factory=dict)


class Repetition(logging.Filter):
    """Sits on the handler, before anything changes the records; `monotonic` gives seconds.

    What was left out is told by the next line of its kind, as `more` on the record. What an operator asks for
    with LOG_LEVEL=DEBUG is not counted, nor are the last words of the process. `clinic` on the record says
    whose it is, where there are several.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._counts: dict[str, _Count] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno <= logging.DEBUG or (record.levelno >= logging.CRITICAL and _is_ours(record)):
            return True
        with self._lock:
            now, clinic = self._monotonic(), getattr(record, "clinic", "")
            count = self._counts.setdefault(clinic, _Count(now))
            count.lines = min(BURST, count.lines + max(0.0, now - count.filled_at) * PER_SECOND)
            count.filled_at = now
            return _is_news(count, record, now)


def _is_news(count: _Count, record: logging.LogRecord, now: float) -> bool:
    kind = _kind(record)
    said = count.said.get(kind)
    if (said and now - said.at < said.window) or count.lines < (long := 1 + _depth(record)):
        count.said.setdefault(kind, _Said(now - WINDOW)).since += 1
        return False
    count.lines -= long
    record.more = said.since if said else 0
    count.said.pop(kind, None)
    grown = min(said.window * GROWS, LONGEST) if said and said.since else WINDOW
    count.said[kind] = _Said(now, window=grown)
    while len(count.said) > MOST_KINDS:
        del count.said[next(iter(count.said))]
    return True


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name == OURS or record.name.startswith(OURS + ".")


def _kind(record: logging.LogRecord) -> tuple[object, ...]:
    """The template, not what is filled in; of an exception its kind and its place."""
    where: object = None
    if record.exc_info and record.exc_info[2]:
        trace = record.exc_info[2]
        while trace.tb_next:
            trace = trace.tb_next
        where = (record.exc_info[0], trace.tb_frame.f_code.co_filename, trace.tb_lineno)
    return record.name, record.levelno, str(record.msg).partition("\n")[0], where


def _depth(record: logging.LogRecord) -> int:
    """How many lines the trace of an exception takes, as it is written."""
    trace = record.exc_info[2] if record.exc_info else None
    depth = 1 if record.exc_info else 0
    while trace and depth <= MOST_FRAMES:
        depth, trace = depth + 1, trace.tb_next
    return depth
