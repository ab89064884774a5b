"""A ping to a service outside that complains when none comes: somebody hears when the machine is off."""

import asyncio
import logging

import httpx

from bot.tls import trusted

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
            async with asyncio.timeout(self._deadline), httpx.AsyncClient(verify=trusted()) as client:
                answer = await client.get(self._url, follow_redirects=True)
        except Exception as error:  # noqa: BLE001  (an address of somebody else's may answer anything)
            return type(error).__name__
        return "" if answer.is_success else f"it answers with {answer.status_code}"
