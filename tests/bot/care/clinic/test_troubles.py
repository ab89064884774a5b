"""The owners hear what turned red and what is over, once each, and are woken only for patients."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import house_of
from bot.care.clinic import troubles
from bot.care.ground.desk import Desk
from bot.care.ground.house import House
from bot.health import CHECKS
from bot.model import Role
from bot.store import presence, staff
from bot.store.store import Store
from bot.store.tx import stamp
from tests.bot.conftest import MONDAY, clinic_settings
from tests.bot.made_once import content_of
from tests.surroundings import KEY

MINUTE = timedelta(minutes=1)
NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
GONE = "UPDATE outbox SET state = 'sent' WHERE state = 'due' AND due_at <= :now"
BEGAN, OVER = "staff.trouble_began", "staff.trouble_over"


class Watch:
    """One look a minute, for as long as something is so; and what the owner is owed by that."""

    def __init__(self, folder: Path, now: datetime = MONDAY) -> None:
        self.store, self.now = Store(folder / "x.db", KEY), now
        self.house: House = house_of(clinic_settings(folder, "http://x"), content_of(None))
        for chat, role in ((77, Role.OWNER), (78, Role.CLINICIAN)):
            self.store.run_now(staff.join, chat_id=chat, name="x", language="en", role=role, now=now)

    def looks(self, minutes: int, *red: str) -> "Watch":
        for _ in range(minutes):
            self.store.run_now(lambda tx: troubles.noted(Desk.at(tx, self.now, self.house), {*red}))
            self.store.run_now(lambda tx: tx.run(GONE, now=stamp(self.now)))
            self.now += MINUTE
        return self

    def told(self) -> list[tuple[int, str, str, datetime]]:
        """To whom, which kind, about which check, and when it is due."""
        rows = self.store.run_now(
            lambda tx: tx.all(
                """SELECT chat_id, key, facts ->> '$.check' AS name, due_at FROM outbox
                   WHERE state <> 'cancelled' ORDER BY id"""
            )
        )
        return [
            (row["chat_id"], row["key"], row["name"], datetime.fromtimestamp(row["due_at"], UTC))
            for row in rows
        ]

    def kinds(self) -> list[tuple[str, str]]:
        return [(key, check) for _, key, check, _ in self.told()]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    found = Watch(tmp_path)
    yield found
    found.store.close()


@pytest.fixture
def at_night(tmp_path: Path) -> Iterator[Watch]:
    found = Watch(tmp_path, NIGHT)
    yield found
    found.store.close()


def test_what_stays_red_is_told_once_to_the_owner_alone_and_what_is_over_once(watch: Watch) -> None:
    watch.looks(60, "late")
    assert watch.told() == [(77, BEGAN, "late", MONDAY + 2 * MINUTE)]
    watch.looks(60)
    assert watch.kinds() == [(BEGAN, "late"), (OVER, "late")]


def test_what_is_red_for_a_moment_is_nothing(watch: Watch) -> None:
    for _ in range(20):
        watch.looks(2, "late").looks(1)
    assert watch.kinds() == []


def test_what_comes_and_goes_is_one_trouble(watch: Watch) -> None:
    watch.looks(5, "late")
    for _ in range(20):
        watch.looks(4).looks(1, "late")
    assert watch.kinds() == [(BEGAN, "late")]
    watch.looks(6)
    assert watch.kinds() == [(BEGAN, "late"), (OVER, "late")]


def test_another_trouble_is_told_for_itself(watch: Watch) -> None:
    watch.looks(5, "late").looks(5, "late", "disk")
    assert watch.kinds() == [(BEGAN, "late"), (BEGAN, "disk")]


def test_nobody_is_woken_for_a_disk_and_somebody_is_for_patients(at_night: Watch) -> None:
    at_night.looks(5, "disk", "unreached")
    (_, _, first, opening), (_, _, second, at_once) = at_night.told()
    assert (first, opening) == ("disk", datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    assert (second, at_once) == ("unreached", NIGHT + 2 * MINUTE)


def test_whoever_is_there_hears_at_once(at_night: Watch) -> None:
    at_night.store.run_now(presence.heard, 77, now=NIGHT)
    at_night.looks(5, "disk")
    assert [due for *_, due in at_night.told()] == [NIGHT + 2 * MINUTE]


def test_what_came_and_went_in_the_night_is_one_word_in_the_morning(at_night: Watch) -> None:
    at_night.looks(5, "disk").looks(10)
    assert at_night.kinds() == [(OVER, "disk")]


def test_of_a_deaf_bot_the_owner_hears_when_it_hears_again(watch: Watch) -> None:
    """Nothing can be sent before; and a quarter of an hour is no news."""
    watch.looks(15, "telegram").looks(10)
    assert watch.kinds() == []
    watch.looks(40, "telegram")
    assert watch.kinds() == []
    watch.looks(10)
    assert watch.kinds() == [(OVER, "telegram")]


def test_a_start_anew_goes_on_from_what_was_told(watch: Watch, tmp_path: Path) -> None:
    watch.looks(5, "late")
    watch.store.close()
    watch.store = Store(tmp_path / "x.db", KEY)
    watch.looks(5, "late").looks(10)
    assert watch.kinds() == [(BEGAN, "late"), (OVER, "late")]


def test_every_check_that_can_be_red_has_words_for_the_owner() -> None:
    said = content_of(None).catalog.languages["en"]
    named = {match[1] for key in said if (match := re.fullmatch(r"staff\.troubles\.(\w+)", key))}
    assert named == {*CHECKS} - {"clock", "engine", "set_aside", "unseen", "backup", "version"}
    assert named >= troubles.OF_PATIENTS | troubles.UNTOLD
