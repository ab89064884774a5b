"""Who is taken out of the clinic hears it, once, and nothing of the clinic after that."""

from tests.bot.care.floor import JO, KIM, PAT, Floor

OUT = "You do not work with me at Riverside Physio any more"


def out(floor: Floor, chat: int) -> list[str]:
    return [one.words.text for one in floor.said if one.message.chat_id == chat and OUT in one.words.text]


def test_it_is_said_once_and_to_them_alone(floor: Floor) -> None:
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    code = floor.rows("SELECT code FROM staff WHERE chat_id = :chat", chat=JO)[0]["code"]
    for _ in range(2):
        floor.tap(KIM, f"member:{code}:yes")
        floor.deliver()
    assert len(out(floor, JO)) == 1
    assert not out(floor, KIM)
    assert "JD" not in out(floor, JO)[0]


def test_not_before_the_yes(floor: Floor) -> None:
    code = floor.rows("SELECT code FROM staff WHERE chat_id = :chat", chat=JO)[0]["code"]
    for answer in ("ask", "no"):
        floor.tap(KIM, f"member:{code}:{answer}")
        floor.deliver()
    assert not out(floor, JO)
