"""A curve is drawn while its chat rests from the message before it, which takes about as long."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.delivery.herd import Herd
from bot.model import Outgoing
from bot.render.curve import Plot
from bot.render.sketches import Pictured
from bot.render.text import Rendered

log = logging.getLogger(__name__)
KEPT = 10.0  # seconds for a picture that nobody has asked for; what it shows may be erased by then
Painted = tuple[Plot | Pictured | None, bytes | None]
Paints = Callable[[Rendered], Awaitable[bytes | None]]


class Easel:
    """Pictures of messages that may not leave yet, by their numbers; each is asked for once."""

    def __init__(
        self, places: Herd, render: Callable[[Outgoing], Rendered], draw: Paints, kept: float = KEPT
    ) -> None:
        self._places, self._render, self._draw, self._kept = places, render, draw, kept
        self._begun: dict[int, asyncio.Task[Painted | None]] = {}

    def begin(self, message: Outgoing) -> None:
        """Begin to draw it, where a place is free, or leave it to be drawn when it is sent."""
        if message.id in self._begun or not self._places.take(1):
            return
        drawing = asyncio.create_task(self._drawn(message))
        drawing.add_done_callback(lambda _: self._places.give_back(1))
        self._begun[message.id] = drawing
        asyncio.get_running_loop().call_later(self._kept, self._begun.pop, message.id, None)

    async def _drawn(self, message: Outgoing) -> Painted | None:
        """What is to be seen, and its picture; None where that failed, which is told when it is sent."""
        try:
            rendered = self._render(message)
            return rendered.plot, await self._draw(rendered)
        except Exception as error:  # noqa: BLE001  (whatever it is belongs to the one message)
            log.debug("nothing was drawn ahead: %s", type(error).__name__)
            return None

    async def picture(self, message: Outgoing, rendered: Rendered) -> bytes | None:
        """What was begun, where it is of the very same; else it is drawn now."""
        begun = self._begun.pop(message.id, None)
        painted = await begun if begun else None
        if painted:
            plot, picture = painted
            if plot and plot == rendered.plot:
                return picture
        return await self._draw(rendered)
