"""That no answer came about the warning signs is told again, and to more people, until somebody saw it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.care.floor import JO, KIM, LEE, PAT, QUIN, Floor

KEY, SEEN = "staff.signs_silent", "staff.signs_silent_seen"
HEAD = "NO ANSWER ABOUT WARNING SIGNS"


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """Pat, whom Jo follows and not Lee, wrote at night what may be grave, and says no more."""
    opened = Floor(tmp_path)
    opened.employ(JO, LEE)
    opened.follow(JO, PAT, "JD 14:30 calf")
    opened.follow(JO, QUIN, "QN 14:30 neck")
    opened.deliver()
    opened.move(hours=15)
    opened.say(PAT, "my arm feels funny")
    opened.deliver()
    yield opened
    opened.close()


def told(floor: Floor, minutes: int) -> list[int]:
    """Who is told of it, and how often, in so many minutes."""
    chats = []
    for _ in range(minutes):
        floor.move(minutes=1)
        chats += [one.message.chat_id for one in floor.deliver() if one.message.key == KEY]
    return chats


def seen(floor: Floor, who: int) -> None:
    """Somebody taps Seen under what they were told last."""
    last = [one for one in floor.said if one.message.key == KEY and one.message.chat_id == who][-1]
    floor.tap(who, next(tap for tap in last.taps if tap.startswith("silent:")))


def test_it_is_told_again_and_to_others_until_somebody_has_seen_it(floor: Floor) -> None:
    assert told(floor, 16) == [JO]
    assert told(floor, 10) == [JO]
    assert set(told(floor, 10)) == {JO, LEE, KIM}
    assert set(told(floor, 25)) == {JO, LEE, KIM}
    assert set(told(floor, 120)) == {JO, LEE, KIM}


def test_who_has_seen_it_stops_it_for_all_and_the_others_hear_who_it_was(floor: Floor) -> None:
    told(floor, 40)
    seen(floor, LEE)
    hear = [one.message.chat_id for one in floor.deliver() if one.message.key == SEEN]
    assert set(hear) == {JO, KIM}
    assert told(floor, 200) == []


def test_an_answer_of_the_patient_stops_it_and_each_hears_so_once(floor: Floor) -> None:
    told(floor, 30)
    floor.say(PAT, "none of these")
    hear = [one.message.chat_id for one in floor.deliver() if one.message.key == "staff.signs_answered"]
    assert hear == [JO]
    assert told(floor, 200) == []


def test_who_has_seen_it_still_hears_of_an_answer(floor: Floor) -> None:
    told(floor, 16)
    seen(floor, JO)
    floor.say(PAT, "none of these")
    assert "staff.signs_answered" in [one.message.key for one in floor.deliver()]


def test_an_alarm_takes_its_place(floor: Floor) -> None:
    told(floor, 16)
    floor.say(PAT, "I cannot breathe")
    floor.deliver()
    assert told(floor, 60) == []


def test_more_that_is_written_comes_within_a_quarter_of_an_hour_with_what_came_before(floor: Floor) -> None:
    told(floor, 70)
    floor.say(PAT, "my leg feels funny too")
    floor.deliver()
    assert JO in told(floor, 16)
    words = [one.words.text for one in floor.said if one.message.key == KEY][-1]
    assert "my arm feels funny" in words
    assert "my leg feels funny too" in words


def shown(floor: Floor, command: str) -> str:
    floor.say(JO, command)
    return "\n".join(one.words.text for one in floor.deliver() if one.message.chat_id == JO)


@pytest.mark.parametrize("command", ["/alerts", "/today", "/patients", "/patient JD"])
def test_it_stands_wherever_the_clinic_looks_until_it_is_seen(floor: Floor, command: str) -> None:
    told(floor, 16)
    assert HEAD in shown(floor, command)
    seen(floor, JO)
    floor.deliver()
    assert HEAD not in shown(floor, command)


def test_it_stands_among_the_alerts_beside_the_alarms_of_others(floor: Floor) -> None:
    floor.say(QUIN, "I cannot breathe")
    told(floor, 16)
    assert HEAD in shown(floor, "/alerts")


def test_nobody_sees_it_for_another(floor: Floor) -> None:
    told(floor, 16)
    mine = [one for one in floor.said if one.message.key == KEY][-1]
    floor.tap(LEE, next(tap for tap in mine.taps if tap.startswith("silent:")))
    assert JO in told(floor, 30)
