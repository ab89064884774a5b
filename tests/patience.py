"""How long a test waits for what must come: on the busiest machine only a hang lasts that long."""

import asyncio

from bot.rehearsal.telegram import PATIENCE

__all__ = ["PATIENCE", "patiently"]


def patiently() -> asyncio.Timeout:
    """Wait inside this for anything that a busy machine may be slow at."""
    return asyncio.timeout(PATIENCE)
