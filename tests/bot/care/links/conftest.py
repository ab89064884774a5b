"""Who enrols for others."""

import pytest

from bot.rehearsal.people import Person
from tests.bot.staff import Practice


@pytest.fixture
async def rae(practice: Practice) -> Person:
    """A receptionist, who came by a link."""
    person = practice.clinic.telegram.person("Rae")
    hello = await practice.employ_at_desk(person)
    assert "/patients" not in hello.words
    return person
