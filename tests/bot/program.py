"""The program as a process, run to its end."""

import subprocess
import sys
from pathlib import Path

from tests.patience import PATIENCE
from tests.surroundings import environment


def told(folder: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, in a folder without a .env."""
    return subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(folder, **given),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
