"""Real processes killed at random instants, with backlogs both ways, and what came of all of it."""

import asyncio
import itertools
import random
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.rehearsal import EmbeddedTelegram
from bot.rehearsal.trouble import Reset, ServerError, Silence, Trouble
from bot.store.tx import instant
from tests.surroundings import TOKEN
from tests.torture.figures import Figures
from tests.torture.judge import judged
from tests.torture.rounds import Log, lived_through, missing
from tests.torture.town import APART, Town, now

WORLDS = 2  # side by side: a good part of a life is waiting
A_WAVE = 8  # lives between two waves of patients
MOST_CALLS = 30  # that a life may make
LONGEST = 2.0  # seconds of a life, from its very start
TROUBLES: tuple[Trouble, ...] = (
    Silence(applied=True),
    Silence(),
    Reset(applied=True),
    Reset(),
    ServerError(500, applied=True),
    ServerError(502),
)
TROUBLED = 0.3  # of the lives meet one of these at a sending
SOON = timedelta(minutes=1)  # what is due by then is waited for
LOOK, LOOKS = 0.5, 400  # seconds between two looks of the last life, and how many


def kills(number: int, seed: int, log: Log, ended: Callable[[], None], worlds: int = WORLDS) -> None:
    """So many kills with those of the log, in rounds that are noted there; `ended` is called after each."""

    def note(place: int, figures: Figures) -> None:
        log.add(place, figures)
        ended()

    lived_through(missing(number, seed, log), _world, worlds, note)


def _world(number: int, seed: int) -> Figures:
    return asyncio.run(killed(number, seed))


async def killed(number: int, seed: int, apart: int = APART) -> Figures:
    """In a world of its own; `apart` are the seconds between two reminders."""
    chance = random.Random(seed)  # noqa: S311  (no secret)
    telegram = EmbeddedTelegram(token=TOKEN, clock=now)
    await telegram.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            town = Town(Path(folder), telegram, chance, apart)
            for life in range(number):
                if life % A_WAVE == 0:
                    town.wave()
                await _life(town)
            await _drain(town)
            return judged(town, number)
    finally:
        await telegram.stop()


async def _life(town: Town) -> None:
    """People act before the bot is there and while it is; then it is killed, at any instant."""
    town.act()
    if town.chance.random() < TROUBLED:
        town.telegram.trouble("sendMessage", town.chance.choice(TROUBLES))
    await town.lives.begin()
    holds = _instant(town)
    acting = asyncio.create_task(_act_later(town))
    await town.lives.kill_when(holds)
    acting.cancel()
    await asyncio.gather(acting, return_exceptions=True)
    town.telegram.calm()


def _instant(town: Town) -> Callable[[], bool]:
    """When to kill: after so many calls, so long after the first of them, or so long after the start."""
    loop, met = asyncio.get_running_loop(), len(town.telegram.calls)
    how, calls = town.chance.randrange(3), town.chance.randrange(1, MOST_CALLS)
    end = loop.time() + town.chance.uniform(0.0, LONGEST)
    spell = town.chance.uniform(0.0, LONGEST / 2)
    first: list[float] = []

    def holds() -> bool:
        made = len(list(itertools.islice(town.telegram.calls, met, None)))
        if made and not first:
            first.append(loop.time())
        if how == 0:
            return made >= calls or (bool(first) and loop.time() > first[0] + LONGEST)
        return loop.time() > end if how == 1 else bool(first) and loop.time() > first[0] + spell

    return holds


async def _act_later(town: Town) -> None:
    """And the world tells of a change, now and then, for whoever waits for an instant."""
    later = town.chance.uniform(0.0, LONGEST)
    for tick in itertools.count():
        await asyncio.sleep(0.02)
        if later <= tick * 0.02 < later + 0.02:
            town.act()
        town.telegram.world.tell()


async def _drain(town: Town) -> None:
    """One last life, until nothing is owed any more."""
    await town.lives.begin()
    for _ in range(LOOKS):
        answered = len(town.last.chat.bot_messages) + 1
        if answered == 1 or not town.telegram.pending:
            town.ask()
            await town.telegram.until(lambda n=answered: len(town.last.chat.bot_messages) >= n)  # type: ignore[misc]
        if _at_rest(town):
            break
        await asyncio.sleep(LOOK)
    if await town.lives.finish() != 0:
        raise AssertionError(town.lives.log.read_text(encoding="utf-8")[-3000:])


def _at_rest(town: Town) -> bool:
    waiting = any(row["state"] == "waiting" for row in town.lives.rows("inbox"))
    owed = any(
        row["state"] == "sending" or (row["state"] == "due" and instant(row["due_at"]) < now() + SOON)
        for row in town.lives.rows()
    )
    return not (town.telegram.pending or waiting or owed)
