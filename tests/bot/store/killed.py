"""Runs a command of the bot, and dies by SIGKILL right before its Nth step on files, or the first of a kind.

    python -m tests.bot.store.killed N STEPS COMMAND...
    python -m tests.bot.store.killed os.link STEPS COMMAND...

STEPS is a file to which all steps are written where it lives on.
"""

import os
import signal
import sys
from pathlib import Path

from bot.commands import main

STEPS = {
    "os.rename",
    "os.link",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.chmod",
    "shutil.copyfile",
    "shutil.rmtree",
}


def count(at: str, steps: list[str]) -> None:
    def step(event: str, arguments: tuple[object, ...]) -> None:
        if event in STEPS or (event == "open" and is_written(arguments)):
            steps.append(f"{event} {arguments[0]}")
            if at in (event, str(len(steps))):
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(step)


def is_written(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return (
        isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR)) and isinstance(arguments[0], str)
    )


if __name__ == "__main__":
    made: list[str] = []
    count(sys.argv[1], made)
    main(sys.argv[3:], standalone_mode=False)
    Path(sys.argv[2]).write_text("\n".join(made), encoding="utf-8")
