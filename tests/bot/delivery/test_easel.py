"""A picture that was begun while its chat rests is the one that is sent, if it is still of the same."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.delivery.easel import Easel
from bot.delivery.herd import Herd
from bot.model import Audience, Outgoing, Sort, State
from bot.render.curve import Plot
from bot.render.text import Rendered

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
MESSAGE = Outgoing(7, 2, None, None, Sort.REPLY, "bot.help", Audience.STAFF, "en", State.SENDING, NOW)
CURVE_SEEN = Rendered("words", (), plot=Plot({"points": [6, 4]}))


@dataclass
class Studio:
    """What is drawn is counted, and waits until it is let."""

    let: asyncio.Event = field(default_factory=asyncio.Event)
    drawn: list[Rendered] = field(default_factory=list)
    seen: Rendered = CURVE_SEEN

    def render(self, message: Outgoing) -> Rendered:
        assert message == MESSAGE
        return self.seen

    async def draw(self, rendered: Rendered) -> bytes:
        self.drawn.append(rendered)
        await self.let.wait()
        return f"picture {len(self.drawn)}".encode()


async def test_what_was_begun_is_not_drawn_again_and_its_place_is_free_as_soon_as_it_is_there() -> None:
    studio, places = Studio(), Herd(1)
    held = Easel(places, studio.render, studio.draw)
    held.begin(MESSAGE)
    held.begin(MESSAGE)
    assert places.take(1) == 0
    studio.let.set()
    assert await held.picture(MESSAGE, CURVE_SEEN) == b"picture 1"
    assert studio.drawn == [CURVE_SEEN]
    assert places.take(1) == 1


async def test_what_shows_something_else_by_now_is_drawn_anew() -> None:
    studio = Studio()
    studio.let.set()
    held = Easel(Herd(1), studio.render, studio.draw)
    held.begin(MESSAGE)
    another = replace(CURVE_SEEN, plot=Plot({"points": [6, 4, 2]}))
    await held.picture(MESSAGE, another)
    assert studio.drawn == [CURVE_SEEN, another]


async def test_without_a_place_it_is_drawn_when_it_is_sent() -> None:
    studio, places = Studio(), Herd(1)
    studio.let.set()
    assert places.take(1) == 1
    held = Easel(places, studio.render, studio.draw)
    held.begin(MESSAGE)
    assert studio.drawn == []
    assert await held.picture(MESSAGE, CURVE_SEEN) == b"picture 1"


async def test_what_nobody_asks_for_is_not_kept() -> None:
    studio = Studio()
    studio.let.set()
    held = Easel(Herd(1), studio.render, studio.draw, kept=0.0)
    while len(studio.drawn) < 2:
        held.begin(MESSAGE)
        await asyncio.sleep(0)
