"""A machine that slept between the claim of a reminder and its leaving does not send it at any hour."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.care.sending.outcome import Result, SendOutcome
from bot.clock import Hearsay
from bot.delivery.departures import Departures
from bot.delivery.easel import Easel
from bot.delivery.herd import Herd
from bot.delivery.pace import Pace
from bot.delivery.sender import A_WHILE, Sender
from bot.model import POLICIES, Audience, Outgoing, Priority, Sort, State
from bot.render.text import Rendered, Renderer
from bot.store.whereabouts import Whereabouts

if TYPE_CHECKING:
    from telegram import Bot

EVENING = datetime(2026, 11, 23, 20, 59, tzinfo=UTC)
NIGHT = EVENING + timedelta(hours=6)


class _Words:
    def message(self, *_: object) -> Rendered:
        return Rendered("Drink.", ())


async def nothing_drawn(_: Rendered) -> None:
    return None


async def sent(sort: Sort, *moments: datetime, expires: datetime | None = None) -> SendOutcome:
    """What becomes of a message whose claim and whose leaving see these times."""
    held = (Audience.PATIENT, "en", State.SENDING, EVENING, expires)
    message = Outgoing(7, 2, None, None, sort, "bot.help", *held)
    times: Iterator[datetime] = iter(moments)
    pace = Pace()
    pace.start(message.chat_id, POLICIES[sort].priority)
    sender = Sender(
        cast("Bot", None),  # whoever gets so far has left
        cast("Renderer", _Words()),
        lambda: next(times, moments[-1]),
        Hearsay(lambda: EVENING),
        Departures(pace, lambda: 0.0),
        Whereabouts(Path("nowhere")),
        Easel(Herd(1), lambda _: cast("Any", None), nothing_drawn),
    )
    return await sender.send(message)


@pytest.mark.parametrize(
    "then", [NIGHT, EVENING + A_WHILE + timedelta(seconds=1), EVENING - timedelta(hours=3)]
)
async def test_a_reminder_that_could_not_leave_for_a_while_is_looked_at_again_before_it_does(
    then: datetime,
) -> None:
    outcome = await sent(Sort.REMINDER, EVENING, then)
    assert (outcome.result, outcome.error) == (Result.WAIT, "late")


async def test_one_that_leaves_soon_leaves() -> None:
    assert (await sent(Sort.REMINDER, EVENING, EVENING + A_WHILE)).result is Result.SENT


async def test_one_that_expires_while_it_stands_in_line_is_looked_at_again_and_does_not_leave() -> None:
    soon = EVENING + timedelta(seconds=2)
    outcome = await sent(Sort.REMINDER, EVENING, soon, expires=soon)
    assert (outcome.result, outcome.error) == (Result.WAIT, "late")
    before = soon - timedelta(milliseconds=1)
    assert (await sent(Sort.REMINDER, EVENING, before, expires=soon)).result is Result.SENT


@pytest.mark.parametrize("sort", [one for one in Sort if POLICIES[one].priority is not Priority.REMINDER])
async def test_what_somebody_waits_for_leaves_however_late(sort: Sort) -> None:
    assert (await sent(sort, EVENING, NIGHT)).result is Result.SENT
