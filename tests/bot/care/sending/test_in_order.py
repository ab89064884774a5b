"""Whatever is refused, and for as long as it is: what to do comes before the card that is shown to others."""

from datetime import timedelta

import pytest

from bot.care.ground.says.red_flag import URGENT, Card
from bot.care.sending import outcome as sending_outcome
from bot.care.sending import turn as sending_turn
from bot.care.sending.outcome import Result, SendOutcome
from bot.model import Outgoing
from bot.store import outbox
from bot.store.overtaking import PATIENCE
from bot.store.tx import Tx
from messages.heard.red_flags.finding import Tier
from tests.bot.care.floor import ENOUGH, JO, PAT, Floor

WORDS = URGENT[Tier.EMERGENCY].key
HALF_A_MINUTE = timedelta(seconds=30)
REFUSALS = (
    (Result.WAIT, timedelta(seconds=7)),
    (Result.WAIT, timedelta(hours=1)),
    (Result.NOT_SENT, timedelta(0)),
    (Result.UNCLEAR, timedelta(0)),
    (Result.REFUSED, timedelta(0)),
    (Result.BLOCKED, timedelta(0)),
)


def alarmed(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.say(PAT, "I can't breathe and my chest hurts")


def step(floor: Floor, finished: list[SendOutcome]) -> list[Outgoing]:
    """One wake of delivery; what it claims for the patient."""

    def one(tx: Tx) -> list[Outgoing]:
        claimed = sending_turn.turn(floor.desk(tx), finished, ENOUGH, ()).claimed
        return [message for message in claimed if message.chat_id == PAT]

    return floor.store.run_now(one)


def leaves(floor: Floor, refused: int, result: Result, wait: timedelta) -> list[str]:
    """In which order urgent words come, where the first so many sendings of a chat are not taken."""
    came: list[str] = []
    finished: list[SendOutcome] = []
    for _ in range(600):
        claimed = step(floor, finished)
        finished = []
        for message in claimed:
            refused -= 1
            taken = Result.SENT if refused < 0 else result
            finished.append(SendOutcome(message, taken, telegram_id=1, wait=wait, error="BadRequest"))
            came += [message.key] if taken is Result.SENT else []
        floor.move(seconds=2)
    return [key for key in came if key in (WORDS, Card.key)]


@pytest.mark.parametrize("refused", [1, 2, 4])
@pytest.mark.parametrize(("result", "wait"), REFUSALS)
def test_the_words_come_before_the_card_whatever_is_not_taken(
    floor: Floor, result: Result, wait: timedelta, refused: int
) -> None:
    alarmed(floor)
    assert leaves(floor, refused, result, wait) == [WORDS, Card.key]


def test_they_do_where_telegram_asks_for_patience_again_and_again(floor: Floor) -> None:
    alarmed(floor)
    assert leaves(floor, 3 * PATIENCE, Result.WAIT, timedelta(seconds=3)) == [WORDS, Card.key]


def test_they_do_where_the_process_is_killed_while_they_are_under_way(floor: Floor) -> None:
    alarmed(floor)
    floor.move(seconds=1)
    (under_way,) = step(floor, [])
    assert under_way.key == WORDS
    floor.move(seconds=20)
    floor.store.run_now(lambda tx: sending_outcome.recover(floor.desk(tx), {}))
    assert leaves(floor, 0, Result.WAIT, HALF_A_MINUTE) == [WORDS, Card.key]


def test_words_that_are_refused_for_good_do_not_keep_the_card_back(floor: Floor) -> None:
    alarmed(floor)
    came: list[str] = []
    finished: list[SendOutcome] = []
    for _ in range(600):
        claimed = step(floor, finished)
        how = [(one, Result.REFUSED if one.key == WORDS else Result.SENT) for one in claimed]
        finished = [SendOutcome(one, result, telegram_id=1, error="BadRequest") for one, result in how]
        came += [one.key for one, result in how if result is Result.SENT]
        floor.move(seconds=2)
    assert Card.key in came


def test_what_waits_for_other_words_wakes_nobody(floor: Floor) -> None:
    """The next moment to look is when those are to be tried again."""
    alarmed(floor)
    (first,) = step(floor, [])
    step(floor, [SendOutcome(first, Result.WAIT, wait=timedelta(seconds=7))])
    sent = floor.store.run_now(lambda tx: floor.desk(tx).now)
    assert floor.store.run_now(outbox.next_due) == sent + timedelta(seconds=7)
