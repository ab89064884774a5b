"""A ping to a service outside that complains when none comes: somebody hears when the machine is off."""

import asyncio
import logging
from urllib.parse import urlsplit

import aiohttp

from bot.tls import proxy_for, trusted

log = logging.getLogger(__name__)
DEADLINE = 10.0  # seconds for the whole of a ping


class Heartbeat:
    """GET of an address that is a secret; nobody else is told when nobody hears it, but the log, once."""

    def __init__(self, url: str, deadline: float = DEADLINE) -> None:
        self._url, self._deadline = url, deadline
        self._unheard = False

    async def beat(self) -> None:
        """Ping once; whatever goes wrong with it is no trouble of the bot."""
        why = await self._ping()
        if why and not self._unheard:
            log.warning("the heartbeat is not heard: %s", why)
        elif self._unheard and not why:
            log.info("the heartbeat is heard again")
        self._unheard = bool(why)

    async def _ping(self) -> str:
        """Why it was not heard, without the address; empty where it was."""
        try:
            where = urlsplit(self._url)
            proxy = proxy_for(where.scheme, where.hostname or "")
            async with (
                asyncio.timeout(self._deadline),
                aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trusted())) as client,
                client.get(self._url, proxy=proxy) as answer,
            ):
                return "" if answer.ok else f"it answers with {answer.status}"
        except Exception as error:  # noqa: BLE001  (an address of somebody else's may answer anything)
            return type(error).__name__
