"""The strip below the phones: how the bot and its network are, and whether the promises are kept."""

from dataclasses import asdict, dataclass

from bot.rehearsal.bot_process import BotProcess, Condition
from bot.rehearsal.shapes import Json
from bot.rehearsal.tally import Tally
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.rehearsal.weather import Weather


@dataclass(frozen=True)
class Strip:
    """`process` is None where the bot is no process of its own, and cannot be killed."""

    server: EmbeddedTelegram
    tally: Tally
    process: BotProcess | None = None

    @property
    def hindered(self) -> bool:
        """Whether the bot sends nothing now, so that nobody need wait for it."""
        down = self.process is not None and self.process.condition is not Condition.RUNNING
        return down or self.server.weather not in {Weather.WELL, Weather.SLOW}

    @property
    def shown(self) -> Json:
        process = self.process
        return {
            "bot": process.condition if process else None,
            "pid": process.pid if process else None,
            "weather": self.server.weather,
            "blocked": [person.name for person in self.server.people if person.blocking],
            "counts": asdict(self.tally.counts),
        }
