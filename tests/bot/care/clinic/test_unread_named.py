"""Whoever is about to erase somebody hears before the yes that nobody has read what they wrote."""

from tests.bot.care.floor import JO, PAT, Floor, Said

NAMED = "Nobody has read the RED FLAG of Monday 23 November, 14:42 yet, and it would be erased as well."


def asked(floor: Floor, tap: str) -> Said:
    floor.tap(JO, tap)
    (said,) = floor.deliver()
    return said


def case(floor: Floor) -> str:
    return f"case:erase:{floor.rows('SELECT code FROM treatments')[0]['code']}"


def test_an_alert_that_nobody_has_read_stands_in_the_question(floor: Floor) -> None:
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    floor.say(PAT, "I can't breathe")
    floor.deliver()
    assert asked(floor, case(floor)).words.text.startswith(
        f"{NAMED} Please read it first: /alerts.\n\nErase JD"
    )


def test_so_it_does_where_somebody_else_opened_the_link(floor: Floor) -> None:
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    floor.say(PAT, "I can't breathe")
    floor.deliver()
    link = floor.rows("SELECT code FROM invitations WHERE opens = 'patient'")[0]["code"]
    assert asked(floor, f"wrong:{link}:ask").words.text.startswith(NAMED)


def test_what_was_read_is_not_named(floor: Floor) -> None:
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    assert asked(floor, case(floor)).words.text.startswith("Erase JD")
    floor.say(PAT, "I can't breathe")
    floor.deliver()
    floor.tap(JO, f"alert:seen:{floor.rows('SELECT code FROM alerts')[0]['code']}")
    floor.deliver()
    assert asked(floor, case(floor)).words.text.startswith("Erase JD")
