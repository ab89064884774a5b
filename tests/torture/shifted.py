"""The bot as it is, on a machine whose clock is off by what a file says: `shifted FILE run`."""

import sys
import time
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

real = time.time


class _Kind(type):
    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, datetime)


def shift(file: Path) -> None:
    """From here on, whoever reads the wall clock in this process reads it off by so many seconds.

    The scheduler and the libraries do, too, which is why it is the clock itself that is taken away; what goes
    on steadily is left as it is.
    """

    def off() -> float:
        return float(file.read_text())

    class Shifted(datetime, metaclass=_Kind):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:  # noqa: ANN401  (of this class, as the real one's)
            return super().now(tz) + timedelta(seconds=off())

    vars(sys.modules["datetime"])["datetime"] = Shifted
    vars(time)["time"] = lambda: real() + off()


if __name__ == "__main__":
    shift(Path(sys.argv.pop(1)))
    from bot.commands import main

    main(prog_name="bot")
