"""A yes is a yes in whatever language of the sheets it is given; a new link ends what was asked before."""

import pytest

from tests.bot.care.floor import JO, SAM, Floor


def opened(floor: Floor) -> None:
    """Sam has opened a link of Jo's, and is asked whether they agree."""
    floor.say(JO, "/enroll SM 14:30 calf")
    floor.deliver()
    floor.say(SAM, f"/start {floor.link(JO)}")
    floor.deliver()


def keys(floor: Floor) -> list[str]:
    return [said.message.key for said in floor.deliver() if said.message.chat_id == SAM]


AGREES = [
    "sí",
    "sí, de acuerdo",
    "acepto, sí",
    "hola, acepto",
    "oui, d'accord",
    "ja, einverstanden",
    "tak",
    "да",
]


@pytest.mark.parametrize("said", AGREES)
def test_a_yes_in_another_language_agrees(floor: Floor, said: str) -> None:
    floor.employ(JO)
    opened(floor)
    floor.say(SAM, said)
    assert keys(floor) == ["bot.confirm_invited"]


@pytest.mark.parametrize("said", ["sí, pero no respiro bien", "no, gracias", "la noticia es buena"])
def test_nothing_else_does(floor: Floor, said: str) -> None:
    floor.employ(JO)
    opened(floor)
    floor.say(SAM, said)
    assert "bot.confirm_invited" not in keys(floor)


def test_who_does_not_understand_english_is_answered_in_their_language(floor: Floor) -> None:
    floor.employ(JO)
    opened(floor)
    floor.say(SAM, "hola, no entiendo inglés")
    assert "¿Tiene ahora" in [said.words.text for said in floor.deliver()][-1]


@pytest.mark.parametrize("said", ["estoy bien, gracias", "me siento mejor", "no, estoy bien"])
def test_that_all_is_well_is_none_of_the_signs(floor: Floor, said: str) -> None:
    floor.employ(JO)
    opened(floor)
    floor.say(SAM, "hola, no entiendo inglés")
    floor.deliver()
    floor.say(SAM, said)
    assert keys(floor) == ["bot.screen_none"]


def test_a_new_link_ends_the_signs_that_were_shown(floor: Floor) -> None:
    floor.employ(JO)
    opened(floor)
    floor.say(SAM, "hola, no entiendo inglés")
    floor.deliver()
    opened(floor)
    floor.say(SAM, "acepto, sí")
    assert keys(floor) == ["bot.confirm_invited"]
