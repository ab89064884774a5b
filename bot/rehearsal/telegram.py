"""The embedded Telegram itself: start it, add people, order trouble, wait for what happens."""

import asyncio
import itertools
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from bot.rehearsal.door import Behind, Door
from bot.rehearsal.parameters import spelled
from bot.rehearsal.people import Person
from bot.rehearsal.pushing import Pusher
from bot.rehearsal.shapes import Json
from bot.rehearsal.switchboard import Call, Switchboard
from bot.rehearsal.trouble import Order, Trouble
from bot.rehearsal.weather import Weather
from bot.rehearsal.world import World

# Beyond 32 bits, as new accounts have been for years.
FIRST_PERSON = 7_000_000_001
LINES_IN_A_COMPLAINT = 8
PATIENCE = 120.0  # seconds: a guard against waiting for ever, and no measure of how fast anything is
T = TypeVar("T")


class EmbeddedTelegram:
    """A Telegram on 127.0.0.1 for one bot, whose calls go to `{url}/bot{token}/METHOD`.

    It lives on while bots come and go; `calls` is everything any of them asked. One that is `beside` another
    is the same server as another bot sees it, and listens where that one does.
    """

    def __init__(
        self,
        *,
        token: str,
        clock: Callable[[], datetime],
        username: str = "aftercare_rehearsal_bot",
        beside: "EmbeddedTelegram | None" = None,
    ) -> None:
        bot_id, colon, _ = token.partition(":")
        if not colon or not bot_id.isdigit():
            raise ValueError("a token looks like 123456:some-secret")
        me: Json = {"id": int(bot_id), "is_bot": True, "first_name": "Aftercare", "username": username}
        self.clock = clock
        self.world = World(me, clock)
        self.people: list[Person] = []
        self._switchboard = Switchboard(self.world)
        self._pusher = Pusher(self.world)
        behind = Behind(self._switchboard, self.world.files)
        self.door: Door = beside.door if beside else Door()
        # A way of its own for a bot whose network may fail while the page stays; closed until asked for.
        self.line = Door()
        for door in (self.door, self.line):
            door.bots[token] = behind
        self._ids = itertools.count(FIRST_PERSON)

    @property
    def url(self) -> str:
        return self.door.url

    @property
    def calls(self) -> list[Call]:
        """Every call that has ended, oldest first."""
        return self._switchboard.calls

    @property
    def polled(self) -> bool:
        """A bot is waiting in getUpdates right now."""
        return self.world.updates.polled

    @property
    def pending(self) -> list[Any]:
        """The updates that no bot has confirmed; bytes are what was offered in the place of one."""
        return self.world.updates.pending

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one."""
        await self.door.open(port)
        self._pusher.start()

    async def stop(self) -> None:
        await self._pusher.stop()
        await self.line.close()
        await self.door.close()

    async def outage(self, out: bool) -> None:
        """Refuse and cut every connection, or listen again on the same port."""
        if out:
            await self.door.close()
        else:
            await self.door.open(self.door.port)

    @property
    def weather(self) -> Weather:
        return self._switchboard.weather

    async def turn(self, weather: Weather) -> None:
        """Let the bot meet this from now on, at the `line`; what it has met already stays so."""
        self._switchboard.weather = weather
        if self.line.port and weather is Weather.NO_NETWORK:
            await self.line.close()
        elif self.line.port:
            await self.line.open(self.line.port)
        self.world.tell()

    def person(
        self, name: str, *, language: str = "en", user_id: int | None = None, note: str = ""
    ) -> Person:
        """Add someone; `note` is shown beside the name, as in "Kim – clinician"."""
        taken = {person.id for person in self.people}
        chosen = user_id or next(number for number in self._ids if number not in taken)
        if chosen in taken:
            raise ValueError(f"{chosen} is somebody already")
        person = Person(self.world, name, chosen, language, note)
        self.people.append(person)
        self.world.tell()
        return person

    def gather(self, people: Mapping[str, str]) -> None:
        """Add whoever of these, by name, is not here yet, with a note on each; they are guests."""
        here = {person.name for person in self.people}
        for name, note in people.items():
            if name not in here:
                self.guest(name, note=note)

    def guest(self, name: str, *, note: str = "") -> Person:
        """Add someone who is here until everything begins anew."""
        person = self.person(name, note=note)
        person.guest = True
        return person

    def dismiss(self) -> None:
        """Let all guests go."""
        self.people[:] = [person for person in self.people if not person.guest]

    def begin_anew(self) -> None:
        """Forget everything said, sent and ordered, and all guests; who was here first has met nobody."""
        self.world.begin_anew()
        self._switchboard.begin_anew()
        self.dismiss()
        for person in self.people:
            person.begin_anew()
        self.world.tell()

    def offer(self, form: Callable[[int], bytes]) -> int:
        """Offer any bytes in the place of an update; `form` makes them from its number, which is returned."""
        number = self.world.updates.offer(form)
        self.world.tell()
        return number

    def trouble(self, method: str, trouble: Trouble, times: int = 1, chat_id: int | None = None) -> None:
        """Order trouble for the next `times` calls of `method` (in this chat, if one is named)."""
        if spelled(method) is None:
            raise ValueError(f"{method} is no method spoken here")
        self._switchboard.orders.add(Order(method, trouble, times, chat_id))

    def calm(self) -> None:
        """Forget every trouble not yet met."""
        self._switchboard.orders.clear()

    async def until(self, holds: Callable[[], T | None], timeout: float = PATIENCE) -> T:  # noqa: ASYNC109 - says what was said
        """Wait until `holds()` is true, looked at again after each change; returns what it gave."""
        try:
            async with asyncio.timeout(timeout):
                while not (found := holds()):
                    await self.world.changed()
        except TimeoutError:
            raise TimeoutError(
                f"still not so after {timeout} s; last was said:\n{self._last_said()}"
            ) from None
        return found

    def _last_said(self) -> str:
        said = [(message, chat) for chat in self.world.chats.values() for message in chat.messages]
        said.sort(key=lambda pair: pair[0].at)
        lines = [
            f"  {message.sender['first_name']}: {message.words or tuple(message.body)} {list(message.labels)}"
            for message, _ in said[-LINES_IN_A_COMPLAINT:]
        ]
        asked = [call for call in self.calls if call.method != "getUpdates"]
        calls = [f"  ({call.method}: {call.refusal or call.trouble or 'ok'})" for call in asked[-3:]]
        return "\n".join([*lines, *calls]) or "  nothing"
