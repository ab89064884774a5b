"""Plays a story on the stage, beat by beat, at any pace, until somebody takes over a phone."""

import asyncio
import contextlib
from datetime import datetime
from enum import StrEnum

from bot.rehearsal.acting import Acting, StuckError
from bot.rehearsal.deeds import Befalls, ComesTo, Deed, OfTime, Passes
from bot.rehearsal.pace import BRISK, HURRIED, PACES
from bot.rehearsal.shapes import Json
from bot.rehearsal.stage import CannotError, Stage
from bot.rehearsal.starts import Start
from bot.rehearsal.story import Beat, Story, all_stories
from bot.rehearsal.strip_acts import STRIP_ACTS
from bot.rehearsal.time_acts import moment_of, pass_until


class State(StrEnum):
    """How a story stands."""

    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"
    TAKEN = "taken"  # somebody at the page goes on as they like
    STUCK = "stuck"  # what must be seen is not


# What one may do while a story is played; whatever else takes the phones over.
BESIDE = frozenset({"story", "join", "summary", "scan", "kill", "revive", "weather"})
UNDER_WAY = frozenset({State.PLAYING, State.PAUSED})


class Player:
    """One story at a time."""

    def __init__(self, stage: Stage) -> None:
        self.stories = all_stories()
        self.story: Story | None = None
        self.state = State.PAUSED
        self.pace = 60
        self.number = 0  # of the beat, from 1; 0 while everything is made ready
        self.done = 0  # how many beats have been seen to their end
        self.sweep: tuple[datetime, float] | None = None  # to when the clock runs, and in how many seconds
        self.why = ""
        self.acting = Acting(stage, self._tell)
        self.stage = stage
        self._work: asyncio.Task[None] | None = None
        self._nudged = asyncio.Event()
        self._stepping = False

    # --- what one does with it ----------------------------------------------

    def choose(self, name: str) -> None:
        """Begin this story, with everything anew. Raises CannotError where there is no such story."""
        if name not in self.stories:
            raise CannotError("There is no such story.")
        self.close()
        self.story, self.state, self.why = self.stories[name], State.PLAYING, ""
        self.number = self.done = 0
        self._work = asyncio.create_task(self._play(self.story))
        self.stage.server.door.busy.add(self._work)
        self._work.add_done_callback(self.stage.server.door.busy.discard)
        self._tell()

    def play(self) -> None:
        self._go_on(State.PLAYING)

    def pause(self) -> None:
        self._go_on(State.PAUSED)

    def step(self) -> None:
        """Do the next beat at once, or end the one under way, and stay there."""
        self._stepping = True
        self._go_on(State.PAUSED)

    def set_pace(self, pace: int) -> None:
        if pace not in PACES:
            raise CannotError("There is no such pace.")
        self.pace = pace
        self._tell()

    def by_hand(self, act: str) -> None:
        """Somebody does this themselves: the story ends here, and everything stays as it is."""
        if act == "reset":
            self.close()
        elif act not in BESIDE:
            self.stage.by_hand = True
            self._take_over()

    def _take_over(self) -> None:
        if self.story:
            self._cancel()
            self.state = State.TAKEN if self.state in UNDER_WAY else self.state
            self._tell()

    def close(self) -> None:
        """Back to the tiles."""
        self._cancel()
        self.story = None
        self._tell()

    def _cancel(self) -> None:
        if self._work:
            self._work.cancel()
        self._work, self.sweep, self._stepping = None, None, False
        self.acting.forget()

    def _go_on(self, state: State) -> None:
        if not self.story or self.state not in UNDER_WAY:
            raise CannotError("No story is being played. Choose one above.")
        self.state = state
        self._tell()

    def _tell(self) -> None:
        nudged, self._nudged = self._nudged, asyncio.Event()
        nudged.set()
        self.stage.server.world.tell()

    # --- how it goes ---------------------------------------------------------

    async def _play(self, story: Story) -> None:
        try:
            start = self.stage.start
            await self.stage.begin(Start(start.zone, None, story.day, story.at))
            self.stage.server.gather(story.people)
            for self.number, beat in enumerate(story.beats, 1):
                await self._perform(beat)
                self._stepping, self.done = False, self.number
                await self._rest(self.acting.reading(beat.look))
                await self._gate()
            self.state = State.ENDED
        except (StuckError, CannotError, ValueError, LookupError, PermissionError) as error:
            self.state, self.why = State.STUCK, str(error)
        self.acting.forget_pointing()
        self._tell()

    async def _gate(self) -> None:
        while self.state is State.PAUSED and not self._stepping:
            await self._nudged.wait()

    async def _perform(self, beat: Beat) -> None:
        self.acting.begin(beat)
        self._tell()
        for deed in beat.do:
            await self._do(deed, BRISK if beat.many else 1.0)
        await self.acting.see(beat)
        self._tell()

    async def _do(self, deed: Deed, share: float) -> None:
        match deed:
            case Passes() | ComesTo():
                await self._let_pass(deed)
            case Befalls(act, weather):
                await STRIP_ACTS[act](self.stage, {"weather": weather})
            case _:
                seconds = await self.acting.announce(deed)
                await self._rest(seconds * share)
                await self.acting.carry_out(deed)

    async def _let_pass(self, deed: OfTime) -> None:
        """The clock runs there: as fast as this pace has it, which may change on the way."""
        goal = moment_of(self.stage, deed)
        while (left := goal - self.stage.clock()).total_seconds() > 0:
            if self.state is State.PAUSED and not self._stepping:
                self.sweep = None
                await self._nudged.wait()
                continue
            seconds = self._takes(left.total_seconds())
            self.sweep = (goal, seconds)
            if not await self._nudges_within(seconds):
                break
        self.sweep = None
        await pass_until(self.stage, goal)

    def _takes(self, seconds: float) -> float:
        if self._stepping:
            return HURRIED
        longest = PACES[self.pace].longest
        return min(seconds / self.pace, longest) if longest else seconds

    async def _rest(self, seconds: float) -> None:
        """So long, at this pace; whatever one does with the story cuts it short."""
        await self._nudges_within(seconds * (HURRIED if self._stepping else PACES[self.pace].reading))

    async def _nudges_within(self, seconds: float) -> bool:
        nudged = self._nudged
        self.stage.server.world.tell()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await nudged.wait()
        return nudged.is_set()

    # --- what is shown of it -------------------------------------------------

    def shown(self) -> Json:
        """Give the tiles, and the story that is being played, if one is."""
        tiles = [{"name": one.name, "title": one.title, "about": one.about} for one in self.stories.values()]
        return {"stories": tiles, "story": self._story_shown(self.story) if self.story else None}

    def _story_shown(self, story: Story) -> Json:
        sweep = self.sweep and {"to": self.sweep[0].timestamp() * 1000, "seconds": self.sweep[1]}
        return {
            "name": story.name,
            "title": story.title,
            "state": self.state.value,
            "pace": self.pace,
            "beat": self.number,
            "done": self.done,
            "beats": len(story.beats),
            "look": self._caption(),
            "phones": self._phones(story),
            "sweep": sweep or None,
            **self.acting.shown(),
        }

    def _phones(self, story: Story) -> list[int]:
        """Whose are seen now; of nobody who has still to come."""
        names = (story.beats[self.number - 1].phones if self.number else ()) or story.phones
        return [person.id for name in names for person in self.stage.server.people if person.name == name]

    def _caption(self) -> str:
        match self.state, self.story:
            case State.ENDED, Story(closing=words):
                return words
            case State.TAKEN, _:
                return "The story has stopped: the phones are yours now."
            case State.STUCK, _:
                return f"The story cannot go on. {self.why}"
            case _, Story(beats=beats) if self.number:
                return beats[self.number - 1].look
            case _:
                return "A fresh start…"
