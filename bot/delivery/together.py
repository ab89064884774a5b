"""What all clinics of a process take turns at, so that none of them has the processor or the disk alone."""

import asyncio
from dataclasses import dataclass, field

from bot.delivery.herd import Herd

EASELS = 2  # each a process of 75 MB, for a second


@dataclass(frozen=True)
class Together:
    """Backups that are being made, reminders that are being sent, curves that are being drawn.

    One clinic alone never waits at the first two.
    """

    backups: asyncio.Semaphore = field(default_factory=asyncio.Semaphore)
    herd: Herd = field(default_factory=Herd)
    easels: Herd = field(default_factory=lambda: Herd(EASELS))
