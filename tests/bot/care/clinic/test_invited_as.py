"""The role of an invited colleague is what was said, on either side of the name, and never more than that."""

import pytest

from bot.care.clinic.invited_as import invited_as
from bot.model import Opens
from tests.bot.care.floor import KIM, Floor

SAID = [
    ("Rae receptionist", "Rae", Opens.RECEPTIONIST),
    ("receptionist Rae", "Rae", Opens.RECEPTIONIST),
    ("RECEPTIONIST Rae Miller", "Rae Miller", Opens.RECEPTIONIST),
    ("Rae Miller (Receptionist)", "Rae Miller", Opens.RECEPTIONIST),
    ("Rae, front desk", "Rae", Opens.RECEPTIONIST),
    ("Rae as a receptionist", "Rae", Opens.RECEPTIONIST),
    ("Jo clinician", "Jo", Opens.CLINICIAN),
    ("Clinician: Jo", "Jo", Opens.CLINICIAN),
    ("Jo", "Jo", Opens.CLINICIAN),
    ("Dr. Quill", "Dr. Quill", Opens.CLINICIAN),
    ("Lee Owner", "Lee", Opens.OWNER),
    ("owner Lee", "Lee", Opens.OWNER),
    ("receptionist", "", Opens.RECEPTIONIST),
]
UNSURE = ["Rae receptionist owner", "Rae receptionist Miller", "admin Rae", "Rae, manager"]


@pytest.mark.parametrize(("said", "name", "opens"), SAID)
def test_the_role_is_heard_on_either_side_of_the_name(said: str, name: str, opens: Opens) -> None:
    found = invited_as(said)
    assert (found.name, found.opens) == (name, opens)


@pytest.mark.parametrize("said", UNSURE)
def test_a_role_that_is_not_plain_is_asked_and_makes_no_link(floor: Floor, said: str) -> None:
    before = floor.rows("SELECT id FROM invitations")
    floor.say(KIM, f"/invite {said}")
    assert floor.deliver()[0].words.text.startswith("As what shall they join?")
    assert floor.rows("SELECT id FROM invitations") == before


def test_a_role_behind_the_name_gives_no_more_rights_than_it_says(floor: Floor) -> None:
    floor.say(KIM, "/invite Rae receptionist")
    card = floor.deliver()[0].words.text
    assert "for Rae, as a receptionist" in card


def test_a_role_that_is_typed_with_the_name_that_was_asked_for_counts(floor: Floor) -> None:
    floor.say(KIM, "/invite")
    floor.deliver()
    floor.say(KIM, "Rae receptionist")
    assert "for Rae, as a receptionist" in floor.deliver()[0].words.text
