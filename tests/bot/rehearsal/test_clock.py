"""The rehearsal's clock goes forward only."""

from datetime import timedelta

import pytest

from bot.rehearsal import RehearsalClock
from tests.bot.rehearsal.conftest import Clock


def test_it_runs_with_the_real_clock_and_ahead_of_it() -> None:
    real = Clock()
    clock = RehearsalClock(real)
    clock.move(timedelta(hours=1))
    clock.move(timedelta(minutes=15))
    real.move(seconds=5)
    assert clock() - real() == timedelta(hours=1, minutes=15)


def test_it_never_goes_back() -> None:
    clock = RehearsalClock(Clock())
    with pytest.raises(ValueError, match="only moves forward"):
        clock.move(timedelta(seconds=-1))
