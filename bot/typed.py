"""How this program was started, so that every command that it prints can be typed again as it stands."""

import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import PurePath

SCRIPT = "aftercare"
MODULE = ("-m", "bot")


def program(started: Sequence[str], which: Callable[[str], str | None] = shutil.which) -> str:
    """What comes before a command's name; `started` is the whole line, `which` where a name leads to."""
    python, *words = started or ("",)
    if tuple(words[:2]) == MODULE:
        return f"{shlex.quote(python)} -m bot"
    if words and PurePath(words[0]).name == SCRIPT:
        return SCRIPT if which(SCRIPT) == words[0] else shlex.quote(words[0])
    return "python -m bot"


PROGRAM = program(sys.orig_argv)
