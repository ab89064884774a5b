"""The same trouble is logged once, then counted: the log grows by a line a second at the most."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

WINDOW = 60.0  # seconds in which the same is said once
BURST = 60.0  # lines that may come at once, after a quiet minute
PER_SECOND = 1.0
MOST_KINDS = 500  # that are remembered
MOST_FRAMES = 20  # of a trace; one of endless recursion has a thousand
OURS = "bot"


@dataclass
class _Said:
    at: float
    since: int = 0


class Repetition(logging.Filter):
    """Sits on the handler, before anything changes the records; `monotonic` gives seconds.

    What was left out is told by the next line of its kind, as `more` on the record. What an operator asks for
    with LOG_LEVEL=DEBUG is not counted, nor are the last words of the process.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._said: dict[tuple[object, ...], _Said] = {}
        self._lines, self._filled_at = BURST, monotonic()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno <= logging.DEBUG or (record.levelno >= logging.CRITICAL and _is_ours(record)):
            return True
        with self._lock:
            now = self._monotonic()
            self._lines = min(BURST, self._lines + max(0.0, now - self._filled_at) * PER_SECOND)
            self._filled_at = now
            return self._is_news(record, now)

    def _is_news(self, record: logging.LogRecord, now: float) -> bool:
        kind = _kind(record)
        said = self._said.get(kind)
        if (said and now - said.at < WINDOW) or self._lines < (long := 1 + _depth(record)):
            self._said.setdefault(kind, _Said(now - WINDOW)).since += 1
            return False
        self._lines -= long
        record.more = said.since if said else 0
        self._said.pop(kind, None)
        self._said[kind] = _Said(now)
        while len(self._said) > MOST_KINDS:
            del self._said[next(iter(self._said))]
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
