"""Who talks to whom: the only room with effects."""

import sys
from importlib.util import find_spec

VERSION = "0.2.0"  # of the release that this is, or is to become

# Whoever takes the wrong Python is told so in one line, before an import fails in twenty.
NEEDED = ("click", "pydantic_settings", "sqlcipher3", "telegram", "tzfpy")
if MISSING := [name for name in NEEDED if not find_spec(name)]:
    sys.exit(
        f"This Python ({sys.executable}) lacks what the bot needs: {', '.join(MISSING)}. `make setup` "
        "gets it all, and from then on it is .venv/bin/python -m bot."
    )
