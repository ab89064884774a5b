"""A link that is offered is kept until it is taken, refused or past its time, whatever is typed or tapped."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.bot.care.conversation.states import press, write
from tests.bot.care.floor import JO, PAT, Floor

BESIDE = [
    "blah blah",
    "what?",
    "i dont know",
    "why",
    "thanks",
    "new session",
    "the time was wrong",
    "Lisbon",
    "how long will the soreness last?",
    "I want to stop",
    "my arm feels funny",
    "/treated",
    "/treated 16:00",
    "/plan",
    "/sore 4",
    "/pause",
    "/stop",
    "/faq",
    "/help",
    "/carer",
    "/phone",
    "/privacy",
]
NOT_THEIRS = ["not mine", "that's not my session", "sorry, wrong person", "no, it is someone else's"]


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """Pat has a plan, and is asked about a link for a session of two hours ago."""
    opened = Floor(tmp_path)
    opened.employ(JO)
    opened.follow(JO, PAT, "JD 14:30 left shoulder")
    opened.move(hours=4)
    offer(opened, "JD2 16:30 right hip")
    yield opened
    opened.close()


def offer(floor: Floor, line: str) -> None:
    write(floor, JO, f"/enroll {line}")
    write(floor, PAT, f"/start {floor.link(JO)}")
    press(floor, PAT, "For you")


def sessions(floor: Floor) -> dict[str, int]:
    rows = floor.rows("SELECT label, treated_at FROM treatments")
    return {str(row["label"]): int(row["treated_at"]) for row in rows}


def joined(floor: Floor) -> list[str]:
    """By whom a yes to a link of this kind is on file."""
    rows = floor.rows("SELECT given_by FROM consents WHERE wording LIKE 'confirm_join/%'")
    return [str(row["given_by"]) for row in rows]


def asked(floor: Floor) -> str:
    return next(one for one in reversed(floor.said) if one.message.chat_id == PAT and one.taps).words.text


@pytest.mark.parametrize("typed", ["16:00", "it was 4 pm", "4", "two hours ago"])
def test_a_time_that_is_typed_stays_and_the_yes_under_it_is_the_consent(floor: Floor, typed: str) -> None:
    write(floor, PAT, typed)
    assert "has invited you" in asked(floor)
    assert not joined(floor)
    write(floor, PAT, "what?", "/plan", "/treated")
    press(floor, PAT, "Yes")
    assert joined(floor) == ["self"]
    ended = datetime.fromtimestamp(sessions(floor)["JD2"], ZoneInfo("Europe/London"))
    assert f"{ended:%H:%M}" == ("16:00" if typed != "two hours ago" else "16:42")


@pytest.mark.parametrize("other", ["Just now", "This afternoon"])
def test_with_another_time_that_is_tapped_it_is_the_same(floor: Floor, other: str) -> None:
    press(floor, PAT, "No, change it", other)
    if other == "This afternoon":
        press(floor, PAT, "17:00")
    assert "has invited you" in asked(floor)
    assert not joined(floor)
    press(floor, PAT, "Yes")
    assert joined(floor) == ["self"]
    assert set(sessions(floor)) == {"JD", "JD2"}


def test_a_link_that_is_ended_while_the_time_is_told_makes_no_session(floor: Floor) -> None:
    press(floor, PAT, "No, change it")
    floor.store.run_now(lambda tx: tx.run("UPDATE invitations SET ended_at = 1 WHERE label = 'JD2'"))
    press(floor, PAT, "Just now", "Yes")
    assert "does not work any more" in floor.said[-1].words.text
    assert set(sessions(floor)) == {"JD"}
    assert not joined(floor)


@pytest.mark.parametrize("beside", BESIDE)
def test_whatever_comes_between_leaves_it_to_be_taken(floor: Floor, beside: str) -> None:
    write(floor, PAT, beside, "/start")
    assert "has invited you" in asked(floor)
    press(floor, PAT, "Yes")
    assert set(sessions(floor)) == {"JD", "JD2"}


def test_a_question_that_is_open_no_more_leaves_it_as_well(floor: Floor) -> None:
    floor.move(hours=30)
    floor.deliver()
    write(floor, PAT, "/start")
    press(floor, PAT, "For you", "Yes")
    assert set(sessions(floor)) == {"JD", "JD2"}


def test_it_waits_behind_the_question_where_somebody_is(floor: Floor) -> None:
    write(floor, PAT, "/timezone", "yes")
    assert "has invited you" in asked(floor)


def test_a_no_to_something_else_is_none_to_it(floor: Floor) -> None:
    write(floor, PAT, "/forget", "no", "/start")
    assert "has invited you" in asked(floor)
    assert not floor.rows("SELECT 1 FROM invitations WHERE label = 'JD2' AND patient_id IS NOT NULL")


@pytest.mark.parametrize("typed", NOT_THEIRS)
def test_that_it_is_not_theirs_can_be_typed(floor: Floor, typed: str) -> None:
    write(floor, PAT, typed)
    heard = [one.words.text for one in floor.said if one.message.chat_id == JO]
    assert "JD2: somebody opened the link and said no to it" in heard[-1]
    write(floor, PAT, "/start")
    assert "has invited you" not in floor.said[-1].words.text


def test_of_two_links_the_one_that_is_not_refused_is_kept(floor: Floor) -> None:
    offer(floor, "JD3 17:30 neck")
    press(floor, PAT, "Not my session")
    write(floor, PAT, "/start")
    press(floor, PAT, "For you", "Yes")
    assert set(sessions(floor)) == {"JD", "JD2"}


def test_with_the_yes_to_one_the_other_is_asked_about(floor: Floor) -> None:
    offer(floor, "JD3 17:30 neck")
    press(floor, PAT, "Yes", "For you", "Yes")
    assert set(sessions(floor)) == {"JD", "JD2", "JD3"}


def test_one_that_is_ended_meanwhile_is_told_as_over(floor: Floor) -> None:
    floor.store.run_now(lambda tx: tx.run("UPDATE invitations SET ended_at = 1 WHERE label = 'JD2'"))
    write(floor, PAT, "16:00")
    assert "does not work any more" in floor.said[-1].words.text
    assert set(sessions(floor)) == {"JD"}
