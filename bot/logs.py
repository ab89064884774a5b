"""A log that never holds the token, a name or a message text."""

import json
import logging
import sys
import time
import traceback
from collections.abc import Iterable
from types import TracebackType

from bot.repetition import MOST_FRAMES, OURS, Repetition

HIDDEN = "[hidden]"
# These put requests, and with them the token and the texts, into ready-made lines.
TALKATIVE = ("httpx", "httpcore", "asyncio", "apscheduler", "tornado", "hpack")


def setup(level: str, form: str, secrets: Iterable[str]) -> None:
    """Log to standard error; `form` is `text` or `json`; `secrets` are hidden wherever they turn up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    handler.addFilter(Repetition(time.monotonic))
    handler.addFilter(Discreet(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


class Discreet(logging.Filter):
    """Sits on the handler, so that no logger can pass it by.

    Other people's records keep their template and lose their arguments, which is where they hold what
    patients wrote; every exception is told by its kind and place, without its message.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = [secret for secret in secrets if secret]

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
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


def _place(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of an exception and where it came from; its message may hold anything."""
    frames = traceback.extract_tb(trace, limit=-MOST_FRAMES)
    lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([kind.__name__, *lines])


class _Text(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            line["exception"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)
