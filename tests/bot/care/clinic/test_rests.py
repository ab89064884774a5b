"""The list says why reminders rest, where that is known, and that a red flag is seen and not closed."""

from tests.bot.care.floor import JO, PAT, QUIN, Floor


def line_of(floor: Floor, label: str) -> str:
    floor.say(JO, "/patients")
    floor.deliver()
    return next(line for line in floor.said[-1].words.text.split("\n") if label in line)


def test_a_red_flag_that_is_seen_and_not_closed_is_no_ordinary_line(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.say(PAT, "I can't breathe and my chest hurts")
    floor.deliver()
    code = floor.rows("SELECT code FROM alerts")[0]["code"]
    assert line_of(floor, "PX").endswith("ALERT · reminders rest since a red flag")
    floor.tap(JO, f"alert:seen:{code}")
    floor.move(hours=18)
    floor.deliver()
    assert line_of(floor, "PX").endswith("RED FLAG SEEN, NOT CLOSED · reminders rest since a red flag")
    floor.tap(JO, f"alert:close:{code}")
    floor.deliver()
    assert "RED FLAG" not in line_of(floor, "PX")


def test_a_wish_is_called_a_wish(floor: Floor) -> None:
    floor.follow(JO, QUIN, "QX 14:30 neck")
    floor.say(QUIN, "/pause")
    floor.deliver()
    assert line_of(floor, "QX").endswith("reminders rest, by the patient's wish")


def test_the_card_says_whose_doing_it_is_as_the_list_does(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.follow(JO, QUIN, "QX 14:30 neck")
    floor.say(PAT, "I can't breathe and my chest hurts")
    floor.say(QUIN, "/pause")
    floor.deliver()
    assert "reminders rest since a red flag" in card_of(floor, "PX")
    assert "reminders rest, by the patient's wish\n" in card_of(floor, "QX")


def card_of(floor: Floor, label: str) -> str:
    floor.say(JO, f"/patient {label}")
    return next(one.words.text for one in floor.deliver() if one.message.key == "staff.case")
