"""What a killed process noted is believed of that very try, of that file, until the machine starts anew."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model import Audience, Outgoing, Sort, State
from bot.store.whereabouts import ROOM, Come, Last, Whereabouts

DRINK = Outgoing(
    id=5,
    chat_id=7,
    patient_id=1,
    treatment_id=1,
    sort=Sort.REMINDER,
    key="dry_needling.first_drink",
    audience=Audience.PATIENT,
    language="en",
    state=State.SENDING,
    due=datetime(2026, 3, 2, 9, tzinfo=UTC),
    tries=1,
)


class Machine:
    """A database and its lock, on a machine that was started at some time."""

    def __init__(self, folder: Path) -> None:
        self.database, self.boot = folder / "aftercare.db", folder / "boot_id"
        self.lock = folder / "aftercare.db.lock"
        self.database.write_bytes(b"pages")
        self.lock.touch()
        self.boot.write_text("0b1f\n", encoding="ascii")
        self.noting = self.process()
        self.noting.begin()

    def process(self) -> Whereabouts:
        return Whereabouts(self.database, self.boot)

    def found(self) -> Last | None:
        """By a process that starts after a kill."""
        return self.process().last().get((DRINK.id, DRINK.tries))


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path)
    yield machine
    machine.noting.end()


def test_the_last_note_of_a_message_is_found_by_the_next_process(machine: Machine) -> None:
    assert machine.found() is None
    machine.noting.note(DRINK, Come.IN_LINE)
    assert machine.found() == Last(Come.IN_LINE)
    machine.noting.note(DRINK, Come.LEFT)
    assert machine.found() == Last(Come.LEFT)
    machine.noting.note(DRINK, Come.ANSWERED, 4711)
    assert machine.found() == Last(Come.ANSWERED, 4711)


def test_a_note_is_of_one_try_and_says_nothing_of_another(machine: Machine) -> None:
    machine.noting.note(DRINK, Come.IN_LINE)
    assert (DRINK.id, DRINK.tries + 1) not in machine.process().last()
    machine.noting.note(replace(DRINK, tries=2), Come.LEFT)
    assert machine.found() is None


def test_after_a_start_of_the_machine_nothing_is_believed(machine: Machine) -> None:
    """What was in the kernel's hands may not have come to the disk."""
    machine.noting.note(DRINK, Come.IN_LINE)
    machine.boot.write_text("77aa\n", encoding="ascii")
    assert machine.found() is None


def test_where_no_start_can_be_told_from_another_nothing_is_noted(machine: Machine) -> None:
    machine.boot.unlink()
    machine.noting.begin()
    assert machine.noting.note(DRINK, Come.IN_LINE)
    assert machine.found() is None


@pytest.mark.parametrize("which", ["database", "lock"])
def test_a_file_that_was_put_in_the_place_of_another_is_not_believed(machine: Machine, which: str) -> None:
    machine.noting.note(DRINK, Come.IN_LINE)
    file: Path = getattr(machine, which)
    shutil.copy(file, file.with_suffix(".copy"))
    file.with_suffix(".copy").replace(file)
    assert machine.found() is None


def test_notes_that_are_not_whole_are_not_believed(machine: Machine) -> None:
    machine.noting.note(DRINK, Come.IN_LINE)
    os.truncate(machine.lock, 300)
    assert machine.found() is None


def test_a_new_process_begins_with_no_notes(machine: Machine) -> None:
    machine.noting.note(DRINK, Come.IN_LINE)
    machine.noting.begin()
    assert machine.found() is None


def test_places_are_used_again_and_what_finds_none_is_not_noted(machine: Machine) -> None:
    for number in range(ROOM):
        machine.noting.note(replace(DRINK, id=100 + number), Come.IN_LINE)
    assert machine.noting.note(DRINK, Come.LEFT)
    assert machine.found() is None
    machine.noting.forget(replace(DRINK, id=100))
    machine.noting.note(DRINK, Come.LEFT)
    assert machine.found() == Last(Come.LEFT)


def test_what_cannot_be_noted_leaves_no_older_note_behind(machine: Machine) -> None:
    """A message that seems to stand in line while it is on its way would be sent twice."""
    machine.noting.note(DRINK, Come.IN_LINE)
    reading = os.open(machine.lock, os.O_RDONLY)
    os.dup2(reading, machine.noting._handle or -1)
    os.close(reading)
    assert not machine.noting.note(DRINK, Come.LEFT)
