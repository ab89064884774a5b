"""Brings each update to a webhook, as Telegram does: one after the other, each until it says 200."""

import asyncio
import json

from tornado.httpclient import AsyncHTTPClient, HTTPClientError

from bot.rehearsal.world import World

AGAIN = 0.1  # seconds until what was not taken is brought again
PATIENCE = 30.0  # seconds for one try
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the name of a header)


class Pusher:
    """For as long as a bot has a webhook."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._work: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._work = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._work:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)

    async def _run(self) -> None:
        client, world = AsyncHTTPClient(force_instance=True), self._world
        try:
            while True:
                first = world.updates.first()
                if not world.hook.url or first is None:
                    await world.changed()
                elif await self._bring(client, first.update):
                    world.updates.confirm(first.id)
                    world.tell()
                else:
                    world.tell()
                    await asyncio.sleep(AGAIN)
        finally:
            client.close()

    async def _bring(self, client: AsyncHTTPClient, update: object) -> bool:
        """Whether the webhook took it; why it did not is told to whoever asks for the webhook's state."""
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        hook = self._world.hook
        headers = {"Content-Type": "application/json", **({SECRET: hook.secret} if hook.secret else {})}
        try:
            await client.fetch(hook.url, method="POST", body=body, headers=headers, request_timeout=PATIENCE)
        except (HTTPClientError, OSError) as error:
            hook.failed = str(error) or type(error).__name__
            hook.failed_at = int(self._world.clock().timestamp())
            return False
        return True
