"""A look every minute: what stays red is noted, and a leap of the clock is no trouble."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import house_of
from bot.store import troubles, vitals
from bot.store.store import Store
from bot.watching.vigil import Vigil
from tests.bot.conftest import MONDAY, Clock, clinic_settings
from tests.bot.made_once import content_of
from tests.surroundings import KEY


class Watched:
    """A bot that hears Telegram when it is told to, and the vigil over it."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.store = Clock(), Store(folder / "x.db", KEY)
        house = house_of(clinic_settings(folder, "http://x"), content_of(None))
        max_age = timedelta(minutes=1)
        self.vigil = Vigil(self.store, house, self.clock, lambda: None, max_age=max_age)
        self.heard()

    def heard(self) -> None:
        self.store.run_now(vitals.put, vitals.HEARD, "", now=self.clock())

    async def look(self, **after: float) -> set[str]:
        """So long after the last look; which troubles stand by then."""
        self.clock.move(**after)
        await self.vigil.watch()
        return {*self.store.run_now(troubles.standing)}


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    found = Watched(tmp_path)
    yield found
    found.store.close()


async def test_what_is_red_is_noted_and_what_is_well_again_for_long_is_not(watched: Watched) -> None:
    assert await watched.look() == set()
    assert await watched.look(minutes=2) == {"telegram"}
    watched.heard()
    assert await watched.look(seconds=10) == set()


async def test_after_a_leap_of_the_clock_nothing_is_noted_until_it_goes_on(watched: Watched) -> None:
    """A machine that slept, or a rehearsal whose clock is moved: all seems late for a moment."""
    await watched.look()
    for _ in range(3):
        assert await watched.look(hours=6) == set()
    assert await watched.look(hours=-1) == set()
    assert await watched.look(minutes=1) == {"telegram"}


async def test_who_asks_changes_nothing_and_sees_the_same(watched: Watched) -> None:
    watched.clock.move(minutes=2)
    looked = await watched.vigil.look()
    assert [str(one) for one in looked.found if one.check == "telegram"] == [
        "RED: Telegram last answered 120 s ago."
    ]
    assert looked.now == MONDAY + timedelta(minutes=2)
    assert watched.store.run_now(troubles.standing) == {}
