"""The rehearsal's clock goes forward only, for the page and for the bot that follows it."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal import RehearsalClock
from bot.rehearsal.clock import Lead
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


def test_who_follows_it_has_the_same_time_to_the_microsecond_as_soon_as_it_is_moved(tmp_path: Path) -> None:
    real = Clock()
    page = RehearsalClock(real, Lead.kept_in(tmp_path / "lead"))
    page.move(timedelta(hours=3))
    bot = RehearsalClock(real, Lead.followed(tmp_path / "lead"))
    for by in (timedelta(), timedelta(days=9, microseconds=1), timedelta(microseconds=999_999)):
        page.move(by)
        assert bot() == page()


def test_who_follows_it_cannot_move_it_and_follows_nothing_that_is_not_there(tmp_path: Path) -> None:
    page = RehearsalClock(Clock(), Lead.kept_in(tmp_path / "lead"))
    bot = RehearsalClock(Clock(), Lead.followed(tmp_path / "lead"))
    with pytest.raises(TypeError):
        bot.move(timedelta(hours=1))
    assert bot() == page()
    with pytest.raises(FileNotFoundError):
        Lead.followed(tmp_path / "none")
