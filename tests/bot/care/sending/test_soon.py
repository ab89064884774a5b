"""A curve that cannot leave yet is told of, so that it may be drawn meanwhile."""

from bot.care.ground.says.curve import CURVE
from bot.care.sending import turn as sending_turn
from bot.care.sending.outcome import Result, SendOutcome
from bot.care.sending.turn import Turn
from bot.model import Priority
from bot.store.tx import Tx
from tests.bot.care.floor import JO, PAT, Floor


def test_a_curve_for_a_chat_that_was_just_answered_is_drawn_soon(floor: Floor) -> None:
    """While it rests from the card; the same curve is claimed once it does not."""
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.move(hours=6)
    floor.deliver()
    floor.say(PAT, "6")
    floor.deliver()
    floor.say(JO, "/patient PX")

    def turn(tx: Tx, finished: list[SendOutcome], resting: set[int]) -> Turn:
        return sending_turn.turn(floor.desk(tx), finished, dict.fromkeys(Priority, 9), resting)

    card = floor.store.run_now(turn, [], set()).claimed[0]
    sent = SendOutcome(card, Result.SENT, telegram_id=1)
    rests = floor.store.run_now(turn, [sent], {JO})
    assert [CURVE in one.facts for one in rests.soon] == [True]
    assert not rests.claimed
    claimed = floor.store.run_now(turn, [], set()).claimed
    assert [one.id for one in claimed] == [one.id for one in rests.soon]
