"""What one can do to the bot and its network; a second click changes nothing."""

from collections.abc import Awaitable, Callable, Mapping

from bot.rehearsal.bot_process import BotProcess
from bot.rehearsal.shapes import Json
from bot.rehearsal.stage import CannotError, Stage
from bot.rehearsal.weather import Weather

SAID = {
    Weather.WELL: "All is well again.",
    Weather.NO_NETWORK: "The bot has no network.",
    Weather.SLOW: "The network is slow.",
    Weather.TOO_MANY: "Telegram takes no messages for now.",
    Weather.ERRORS: "Telegram answers everything with an error.",
    Weather.SILENCE: "Telegram takes messages, and its answers are lost.",
}


def _process(stage: Stage) -> BotProcess:
    process = stage.hooks.strip.process if stage.hooks.strip else None
    if process is None:
        raise CannotError("This bot is no process of its own.")
    return process


async def _kill(stage: Stage, _: Json) -> Json:
    killed = await _process(stage).kill()
    return {"say": "The bot is killed." if killed else "The bot does not run."}


async def _revive(stage: Stage, _: Json) -> Json:
    begun = await _process(stage).begin()
    return {"say": "The bot is starting." if begun else "The bot runs already."}


async def _weather(stage: Stage, asked: Json) -> Json:
    weather = Weather(str(asked["weather"]))
    await stage.server.turn(weather)
    if weather is Weather.WELL:
        for person in stage.server.people:
            person.unblock()
    return {"say": SAID[weather]}


STRIP_ACTS: Mapping[str, Callable[[Stage, Json], Awaitable[Json]]] = {
    "kill": _kill,
    "revive": _revive,
    "weather": _weather,
}
