"""What concerns somebody who is there is told at any hour; who has gone home hears it in the morning."""

from datetime import UTC, datetime

import pytest

from tests.bot.care.floor import JO, KIM, PAT, Floor

pytestmark = pytest.mark.jo_alone

EVENING = datetime(2026, 11, 23, 20, 45, tzinfo=UTC)


def told(floor: Floor, who: int, words: str) -> bool:
    return any(words in said.words.text for said in floor.deliver() if said.message.chat_id == who)


def invited(floor: Floor, minutes: float, now: datetime = EVENING) -> None:
    """Kim invites at that time, and so many minutes later Pat agrees."""
    floor.now = now
    floor.say(KIM, "/enroll JD 20:30 calf")
    floor.deliver()
    floor.move(minutes=minutes)
    floor.say(PAT, f"/start {floor.link(KIM)}")
    said = next(one for one in floor.deliver() if one.message.chat_id == PAT)
    floor.tap(PAT, said.taps[0])


def test_that_a_link_was_opened_is_told_at_once_in_the_evening(floor: Floor) -> None:
    invited(floor, 5)
    assert told(floor, KIM, "JD: the link was opened by Patname")


def test_who_wrote_more_than_an_hour_ago_hears_it_in_the_morning(floor: Floor) -> None:
    invited(floor, 61)
    assert not told(floor, KIM, "JD: the link was opened")
    floor.now = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert told(floor, KIM, "JD: the link was opened by Patname")


@pytest.mark.parametrize(("minutes", "there"), [(50, True), (61, False)])
def test_what_is_gathered_is_told_to_who_is_there_when_it_was_gathered(
    floor: Floor, minutes: float, there: bool
) -> None:
    """A question that was passed on."""
    floor.follow(JO, PAT, "JD 14:30 calf")
    floor.now = EVENING
    floor.say(JO, "/patients")
    floor.move(minutes=minutes)
    floor.say(PAT, "can I drink a beer tonight")
    asked = next(one for one in floor.deliver() if one.message.chat_id == PAT and "pass" in one.whole)
    floor.tap(PAT, next(tap for tap in asked.taps if tap.startswith("pass")))
    floor.deliver()
    floor.move(minutes=15)
    assert told(floor, JO, "asked something I cannot answer") == there


def test_who_is_handed_a_patient_hears_so_at_once_while_they_are_there(floor: Floor) -> None:
    floor.follow(KIM, PAT, "JD 14:30 calf")
    floor.now = EVENING
    floor.say(JO, "/patients")
    case = floor.rows("SELECT code FROM treatments")[0]["code"]
    jo = floor.rows("SELECT code FROM staff WHERE chat_id = :chat", chat=JO)[0]["code"]
    floor.tap(KIM, f"casehand:{case}:{jo}")
    assert told(floor, JO, "has handed JD")
