"""What all clinics of a process take turns at, so that none of them has the processor or the disk alone."""

import asyncio
from dataclasses import dataclass, field

from bot.delivery.herd import Herd


@dataclass(frozen=True)
class Together:
    """Backups that are being made, and reminders that are being sent; one alone never waits at either."""

    backups: asyncio.Semaphore = field(default_factory=asyncio.Semaphore)
    herd: Herd = field(default_factory=Herd)
