"""What one does with a story: choose one, play, pause, step, change the pace, and leave it."""

from collections.abc import Awaitable, Callable, Mapping

from bot.rehearsal.player import Player
from bot.rehearsal.shapes import Json
from bot.rehearsal.stage import Stage

_DOES: Mapping[str, Callable[[Player], None]] = {
    "play": Player.play,
    "pause": Player.pause,
    "step": Player.step,
    "close": Player.close,
}


def story_acts(player: Player) -> Mapping[str, Callable[[Stage, Json], Awaitable[Json]]]:
    """Give the one act of this player, as the page's table wants it."""

    async def story(_: Stage, asked: Json) -> Json:
        match asked["do"]:
            case "choose":
                player.choose(str(asked["name"]))
            case "pace":
                player.set_pace(int(asked["pace"]))
            case does:
                _DOES[does](player)
        return {}

    return {"story": story}
