"""The stage: everything the page shows and moves, and what it asks of the bot behind it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.links import links_beside, start_payload, starting_links
from bot.rehearsal.people import Person
from bot.rehearsal.shapes import Json
from bot.rehearsal.starts import Start
from bot.rehearsal.strip import Strip
from bot.rehearsal.telegram import EmbeddedTelegram

PATIENT = "patient"


class CannotError(Exception):
    """Said to the person at the page, in plain words."""


async def _nobody(_: int) -> datetime | None:
    return None


@dataclass(frozen=True)
class PageHooks:
    """What the page asks of the bot behind it."""

    next_due: Callable[[], Awaitable[datetime | None]]
    """The instant of the bot's next due message; None when nothing more is planned."""
    clock_moved: Callable[[], None]
    """The bot wakes and looks at what is due."""
    treated: Callable[[int], Awaitable[datetime | None]] = _nobody
    """When the latest session of the patient with this user id ended; None where there was none."""
    begin_anew: Callable[[ZoneInfo, Callable[[], None]], Awaitable[None]] | None = None
    """The bot ends and forgets everything; then the second is called, and a new one begins, in this zone."""
    drawn: Callable[[str], Awaitable[Json]] | None = None
    """The sessions there are, and the plan of the one of that code, drawn: what stands where, in words."""
    gists: Callable[[], Awaitable[list[Json]]] | None = None
    """What mattered of each session, in words."""
    strip: Strip | None = None
    """How the bot and its network are, and what Telegram counts."""


@dataclass
class Stage:
    """One rehearsal; `turn` counts how often it began anew."""

    server: EmbeddedTelegram
    clock: RehearsalClock
    hooks: PageHooks
    start: Start
    turn: int = 1
    chosen: Start = field(init=False)  # by somebody at the page, and no story's
    by_hand: bool = False  # whether somebody at the page has done something themselves since it began
    passing: asyncio.Lock = field(default_factory=asyncio.Lock)  # one lets time pass, whoever asks

    def __post_init__(self) -> None:
        self.chosen = self.start

    @property
    def zone(self) -> ZoneInfo:
        return self.start.zone

    def zone_of(self, person: Person) -> ZoneInfo:
        """Where this person is: patients may be elsewhere."""
        return self.start.patients or self.zone if person.note == PATIENT else self.zone

    def person(self, person_id: object) -> Person:
        for person in self.server.people:
            if str(person.id) == str(person_id):
                return person
        raise CannotError("That person is not here.")

    def named(self, name: str) -> Person:
        for person in self.server.people:
            if person.name == name:
                return person
        raise CannotError(f"{name} is not here.")

    def unopened(self, holder: Person, label: str = "") -> list[str]:
        """The links on this phone that start the bot, and that nobody has opened; the newest first.

        With a label, those that stand beside that.
        """
        bot = self.server.world.me["username"]
        chats = (person.chat.messages for person in self.server.people)
        said = {message.text for chat in chats for message in chat if not message.by_bot}
        shown = holder.chat.bot_messages
        links = links_beside(label, shown, bot) if label else starting_links(shown, bot)
        return [link for link in links if f"/start {start_payload(link, bot)}" not in said]

    @property
    def at_stake(self) -> bool:
        """Whether a new beginning would take something from whoever is at the page: they are asked first."""
        return self.by_hand and not self.untouched

    @property
    def untouched(self) -> bool:
        """Nobody has met the bot yet, so that it needs no other in its place."""
        return not any(person.chat.messages for person in self.server.people)

    async def begin(self, start: Start) -> None:
        """Everything anew: the clock, the phones and the bot. Raises ValueError and CannotError.

        Once begun it is carried through, whoever waits for it no longer: half-way there is no bot.
        """
        work = asyncio.create_task(self._begin(start))
        self.server.door.busy.add(work)
        work.add_done_callback(self.server.door.busy.discard)
        await asyncio.shield(work)

    async def _begin(self, start: Start) -> None:
        at = start.instant(self.clock.real())
        async with self.passing:
            if self.untouched and start.zone == self.zone and at >= self.clock():
                self.clock.move(at - self.clock())
                self.server.dismiss()
                self.hooks.clock_moved()
            elif self.hooks.begin_anew:
                await self.hooks.begin_anew(start.zone, lambda: self._forget(at))
            else:
                raise CannotError("This rehearsal cannot begin again.")
            self.start, self.by_hand = start, False
            self.turn += 1
            self.server.world.tell()

    def _forget(self, at: datetime) -> None:
        self.server.begin_anew()
        self.clock.begin(at)
