"""What reads the same in the bundle for the clinic stands there once."""

from tests.bot.care.floor import JO, PAT, Floor

TWO = ("can I eat trombones", "what about knitting a jumper")
LINE = "asked something I cannot answer"


def test_two_questions_of_one_patient_are_one_line(floor: Floor) -> None:
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    for words in TWO:
        floor.say(PAT, words)
        (said,) = floor.deliver()
        floor.tap(PAT, next(tap for tap in said.taps if tap.startswith("pass:")))
        floor.deliver()
        floor.move(minutes=1)
    assert len(floor.rows("SELECT id FROM notices WHERE key = 'question'")) == len(TWO)
    floor.move(hours=3)
    bundles = [one.words.text for one in floor.deliver() if one.message.key == "staff.notices"]
    assert "\n".join(bundles).count(LINE) == 1
