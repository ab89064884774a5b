"""Letting time pass: by minutes, to the next message, to an hour after treatment, or from the start again."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

from bot.rehearsal.deeds import ComesTo, OfTime, Passes
from bot.rehearsal.shapes import Json
from bot.rehearsal.stage import CannotError, Stage
from bot.rehearsal.starts import start_of

HOURS = (6, 24, 48)  # after treatment, that the page offers to go to
SOON = 0.05  # seconds between two looks whether the bot is done with what is due
SETTLED = 8.0  # seconds after which time passes on, whatever the bot still has to do
ON_ITS_WAY = 2.0  # seconds that a message may take
MOST_STOPS = 60
ONLY_FORWARD = "Time only goes forward here. To be earlier, start again."


async def _move(stage: Stage, asked: Json) -> Json:
    by = timedelta(minutes=int(asked["minutes"]))
    if by < timedelta():
        raise CannotError(ONLY_FORWARD)
    await pass_until(stage, stage.clock() + by)
    return now_told(stage)


async def _next(stage: Stage, _: Json) -> Json:
    """Move to the very instant of what is due next: the bot sends it when it wakes there.

    What was planned may come to nothing, as a reminder of what was done since; then it is the one after it.
    """
    said, moved = _said(stage), False
    async with stage.passing:
        while (due := await stage.hooks.next_due()) is not None:
            _leap(stage, due)
            moved = True
            if not await _settled(stage, due) or await _more_said(stage, said):
                break
    return now_told(stage) if moved else {"say": "Nothing more is planned."}


def _said(stage: Stage) -> int:
    """How much the bot has said, to anybody."""
    return sum(len(chat.bot_messages) for chat in stage.server.world.chats.values())


async def _more_said(stage: Stage, than: int) -> bool:
    """Whether it is so soon; what the bot has taken in hand is on its way to Telegram."""
    try:
        return await stage.server.until(lambda: _said(stage) > than, timeout=ON_ITS_WAY)
    except TimeoutError:
        return False


async def _hour(stage: Stage, asked: Json) -> Json:
    """Move to so many hours after this person's session, or else after anybody's."""
    hour, asked_for = int(asked["hour"]), stage.person(asked.get("person"))
    treated = None
    for person in (asked_for, *stage.server.people):
        treated = treated or await stage.hooks.treated(person.id)
    if treated is None:
        raise CannotError("Nobody has had a session yet. As Kim, send /enroll JD today 14:30 left shoulder.")
    goal = treated + timedelta(hours=hour)
    if goal < stage.clock():
        raise CannotError(f"Hour {hour} has passed. {ONLY_FORWARD}")
    await pass_until(stage, goal)
    return now_told(stage)


async def _reset(stage: Stage, asked: Json) -> Json:
    start = start_of(asked, stage.chosen)
    await stage.begin(start)
    stage.chosen = start
    stage.server.world.tell()
    return now_told(stage)


def moment_of(stage: Stage, what: OfTime) -> datetime:
    """When that will be."""
    now = stage.clock()
    match what:
        case Passes(by):
            return now + by
        case ComesTo(at):
            here = now.astimezone(stage.zone)
            later = here.date() + timedelta(days=at <= here.time())
            return datetime.combine(later, at, stage.zone).astimezone(UTC)


async def pass_until(stage: Stage, goal: datetime) -> None:
    """Let time pass, and stop wherever the bot has something to send, as it would have in life."""
    async with stage.passing:
        for _ in range(MOST_STOPS):
            due = await stage.hooks.next_due()
            if due is None or due > goal:
                break
            _leap(stage, due)
            if not await _settled(stage, due):
                break
        _leap(stage, goal)


async def _settled(stage: Stage, due: datetime) -> bool:
    """Whether the bot is done with what was due then; it sends one message a second to a chat."""
    if stage.hooks.strip and stage.hooks.strip.hindered:
        return False
    try:
        async with asyncio.timeout(SETTLED):
            while await _owes(stage, due):
                await _a_moment(stage)
    except TimeoutError:
        return False
    return True


async def _owes(stage: Stage, due: datetime) -> bool:
    next_due = await stage.hooks.next_due()
    return next_due is not None and next_due <= max(due, stage.clock())


async def _a_moment(stage: Stage) -> None:
    """Until something changes; what the bot marks in its own books changes nothing here."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(SOON):
            await stage.server.world.changed()


def _leap(stage: Stage, to: datetime) -> None:
    stage.clock.move(max(to - stage.clock(), timedelta()))
    stage.hooks.clock_moved()
    stage.server.world.tell()


def now_told(stage: Stage) -> Json:
    return {"say": f"It is now {stage.clock().astimezone(stage.zone):%A %H:%M}."}


TIME_ACTS: Mapping[str, Callable[[Stage, Json], Awaitable[Json]]] = {
    "move": _move,
    "next": _next,
    "hour": _hour,
    "reset": _reset,
}
