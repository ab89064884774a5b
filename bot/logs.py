"""A log that never holds the token, a name or a message text."""

import json
import logging
import sys
import time
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType

from bot.clinic_name import AT_WORK
from bot.repetition import MOST_FRAMES, OURS, Repetition

HIDDEN = "[hidden]"
# These put requests, and with them the token and the texts, into ready-made lines.
TALKATIVE = ("aiohttp", "httpx", "httpcore", "asyncio", "apscheduler", "tornado", "hpack")


def setup(level: str, form: str, secrets: Iterable[str]) -> "Discreet":
    """Log to standard error; `form` is `text` or `json`; `secrets` are hidden wherever they turn up.

    What comes back may be told of more secrets.
    """
    handler, discreet = logging.StreamHandler(sys.stderr), Discreet(secrets)
    handler.setFormatter(_Json() if form == "json" else _Text())
    for each in (_of_clinic, Repetition(time.monotonic), discreet):
        handler.addFilter(each)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return discreet


def _of_clinic(record: logging.LogRecord) -> bool:
    """Note on a record which clinic it is about; what is formatted later would not know it any more."""
    record.clinic = AT_WORK.get()
    return True


class Discreet(logging.Filter):
    """Sits on the handler, so that no logger can pass it by.

    Other people's records keep their template and lose their arguments, which is where they hold what
    patients wrote; every exception is told by its kind and place, without its message.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets: set[str] = set()
        self.hide(secrets)

    def hide(self, secrets: Iterable[str]) -> None:
        """From now on, these too."""
        self._secrets |= {secret for secret in secrets if secret}

    def filter(self, record: logging.LogRecord) -> bool:
        if not (record.name == OURS or record.name.startswith(OURS + ".")):
            record.args = ()
            record.msg = str(record.msg).partition("\n")[0]  # more lines tell what was being handled
        more = getattr(record, "more", 0)
        record.msg = self._hide(record.getMessage()) + (f" (and {more} more like it)" if more else "")
        record.args = ()
        if record.exc_info and record.exc_info[0]:
            record.exc_text = self._hide(_place(record.exc_info[0], record.exc_info[2]))
        record.exc_info = None
        record.stack_info = None
        return True

    def _hide(self, text: str) -> str:
        for secret in tuple(self._secrets):  # other threads log as well
            text = text.replace(secret, HIDDEN)
        return text


def _place(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of an exception and where it came from; its message may hold anything."""
    frames = traceback.extract_tb(trace, limit=-MOST_FRAMES)
    lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([kind.__name__, *lines])


class _Zoned(logging.Formatter):
    """Times have the machine's zone with them: a log is read elsewhere, and after the clocks were changed."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802  (its name)
        del datefmt
        return datetime.fromtimestamp(record.created, UTC).astimezone().isoformat(timespec="milliseconds")


class _Text(_Zoned):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(whose)s%(message)s")

    def format(self, record: logging.LogRecord) -> str:
        clinic = getattr(record, "clinic", "")
        record.whose = f"[{clinic}] " if clinic else ""
        return super().format(record)


class _Json(_Zoned):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            **({"clinic": clinic} if (clinic := getattr(record, "clinic", "")) else {}),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            line["exception"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)
