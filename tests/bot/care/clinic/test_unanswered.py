"""What waits for an answer comes a few at a time, the gravest first."""

import pytest

from tests.bot.care.floor import JO, LEE, PAT, QUIN, Floor, Said

GRAVE = "I feel strange since the needles"
PLAIN = ("can I eat trombones", "is my cat allowed on the sofa", "what about knitting a jumper")
MARK = "MAY BE A WARNING SIGN: I asked about the signs, and have no answer yet."


@pytest.fixture
def asked(floor: Floor) -> Floor:
    """Pat asks what may be grave, then other things; Quin types a time."""
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    floor.follow(JO, QUIN, "QX 14:30 neck")
    for words in (GRAVE, *PLAIN):
        floor.say(PAT, words)
        floor.deliver()
        floor.move(hours=1)
    floor.say(QUIN, "yesterday 3pm")
    floor.deliver()
    return floor


def shown(floor: Floor, who: int = JO) -> list[Said]:
    floor.say(who, "/unanswered")
    return floor.deliver()


def test_what_brought_up_the_signs_comes_first_and_says_so(asked: Floor) -> None:
    first, *others = [one.words.text for one in shown(asked)]
    assert first.startswith(f"{MARK}\n\nJD")
    assert GRAVE in first
    assert not any(MARK in one for one in others)


def test_none_of_the_signs_is_said_as_well(asked: Floor) -> None:
    screen = next(one for one in asked.said if one.message.key == "bot.screen")
    asked.tap(PAT, next(tap for tap in screen.taps if "none" in tap))
    asked.deliver()
    assert "none of them, the patient has said" in shown(asked)[0].words.text


def test_only_a_few_come_and_the_others_on_a_tap(asked: Floor) -> None:
    said = shown(asked)
    assert [one.message.key for one in said] == ["staff.question"] * 3 + ["staff.questions_more"]
    asked.tap(JO, said[-1].taps[0])
    (last,) = asked.deliver()
    assert PLAIN[0] in last.words.text


def test_what_is_left_still_comes_where_the_last_one_shown_is_dealt_with(asked: Floor) -> None:
    said = shown(asked)
    asked.tap(JO, said[2].taps[1])
    asked.tap(JO, said[-1].taps[0])
    assert [one.message.key for one in asked.deliver()] == ["staff.question"] * 3


def test_more_is_for_who_may_see_it(asked: Floor) -> None:
    said = shown(asked)
    asked.tap(LEE, said[-1].taps[0])
    assert asked.deliver() == []


def test_a_time_alone_is_no_question(asked: Floor) -> None:
    assert any(row["words"] == "yesterday 3pm" for row in asked.rows("SELECT words FROM questions"))
    said = shown(asked)
    asked.tap(JO, said[-1].taps[0])
    assert not any("yesterday 3pm" in one.words.text for one in (*said, *asked.deliver()))


def test_what_is_typed_next_is_asked_for_with_the_words_it_answers(asked: Floor) -> None:
    asked.tap(JO, shown(asked)[0].taps[0])
    (reply,) = asked.deliver()
    assert reply.words.text.startswith(f"To JD: “{GRAVE}”\n\nType your answer")
