"""Who asks for open alerts hears too of whom no answer came about the warning signs, until one comes."""

from tests.bot.care.floor import JO, LEE, PAT, Floor


def answer(floor: Floor, who: int) -> str:
    floor.deliver()
    floor.say(who, "/alerts")
    heard = [said.words.text for said in floor.deliver() if said.message.chat_id == who]
    return next(text for text in heard if text.startswith("No alert"))


def test_signs_without_an_answer_are_told_to_whoever_was_told_and_asks_for_alerts(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 neck")
    floor.say(PAT, "my arm feels funny")
    floor.deliver()
    assert answer(floor, JO) == "No alert is open."
    floor.move(minutes=16)
    assert answer(floor, JO).startswith("No alert is open. But of 1 I still have no answer")
    assert answer(floor, LEE) == "No alert is open."
    floor.say(PAT, "none of these")
    assert answer(floor, JO) == "No alert is open."


def test_it_is_told_until_somebody_has_seen_it(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 neck")
    floor.say(PAT, "my arm feels funny")
    floor.move(minutes=16)
    floor.deliver()
    floor.move(hours=25)
    floor.deliver()
    assert answer(floor, JO) != "No alert is open."
    tap = next(tap for said in reversed(floor.said) for tap in said.taps if tap.startswith("silent:"))
    floor.tap(next(said.message.chat_id for said in reversed(floor.said) if tap in said.taps), tap)
    assert answer(floor, JO) == "No alert is open."
