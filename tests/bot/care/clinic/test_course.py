"""A course of treatment on the clinic's side: one line a person, one card, its end, and silence after it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from tests.bot.conftest import MONDAY
from tests.bot.staff import OLD, Practice, a_practice, data, said

DAY = timedelta(days=1)
NOTED = "a session is noted that ended on"
SILENT = "no new session since"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Pat, whose first session was on Monday."""
    async with a_practice(tmp_path) as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:30 left shoulder")
        yield opened


async def rate(practice: Practice, value: str) -> None:
    """Pat answers the newest scale."""
    scale = next(m for m in reversed(practice.pat.chat.bot_messages) if m.button("10"))
    seen = practice.pat.chat.messages[-1].id
    practice.pat.tap(scale, value)
    await practice.clinic.says(practice.pat, f"I have noted {value}", seen)


async def another(practice: Practice, line: str) -> None:
    """The next session, by a line of Jo's and Pat's yes."""
    await practice.clinic.hear(practice.jo, f"/enroll {line}", NOTED)
    await practice.clinic.says(practice.pat, "has noted a new session of yours")
    await practice.clinic.press(practice.pat, "Yes", "This is your plan.")


async def two_sessions(practice: Practice) -> None:
    """On Monday and on Thursday, with ratings after both."""
    await practice.at(MONDAY + timedelta(hours=6))
    await rate(practice, "4")
    await practice.at(MONDAY + timedelta(hours=24))
    await rate(practice, "3")
    await practice.at(MONDAY + 3 * DAY)
    await another(practice, "JD 14:10 neck")
    await practice.at(MONDAY + 3 * DAY + timedelta(hours=6))
    await rate(practice, "2")


async def end_course(practice: Practice) -> None:
    await practice.card(practice.jo, practice.pat)
    await practice.clinic.press(practice.jo, "End the course", "the course is over")


async def test_a_person_is_one_line_by_the_newest_session(practice: Practice) -> None:
    await two_sessions(practice)
    listed = await practice.clinic.hear(practice.jo, "/patients", "Your patients")
    code = practice.patient(practice.pat).code
    assert f"\n1. JD · Pat · {code} · neck · 6 h since the session · 2/10 · 2 sessions\n" in listed.words
    assert listed.labels == ("1. JD",)
    assert "JD ·" in (await practice.clinic.hear(practice.jo, "/patients jd", "with “jd”")).words


async def test_the_card_tells_the_course_with_regions_and_ratings(practice: Practice) -> None:
    await two_sessions(practice)
    card = await practice.card(practice.jo, practice.pat)
    assert (
        "2 sessions so far, with soreness out of 10:\n"
        "1. Monday 23 November · left shoulder · 4, 3\n"
        "2. Thursday 26 November · neck · 2\n"
    ) in card.words
    assert card.words.count("Session ended:") == 1


async def test_the_session_before_is_one_tap_away_and_cannot_be_followed_again(practice: Practice) -> None:
    await two_sessions(practice)
    await practice.card(practice.jo, practice.pat)
    before = await practice.clinic.press(practice.jo, "The session before", "Monday 23 November, 14:30")
    assert "a later session has followed" in before.words
    assert before.labels == ("Summary for the notes", "Adverse event", "Erase")


async def test_one_who_is_treated_by_two_is_seen_by_each_as_far_as_it_is_theirs(practice: Practice) -> None:
    """Lee's sessions are not on Jo's card, nor Jo's on Lee's; the owner sees both."""
    clinic, pat = practice.clinic, practice.pat
    sent = pat.open(await practice.enrol(practice.lee, "KL 14:35 right calf"))
    await clinic.says(pat, "Whom is it for?", sent.id)
    await clinic.press(pat, "For you", "has invited you for a session")
    await clinic.press(pat, "Yes", "This is your plan.")
    assert "calf" not in (await practice.card(practice.jo, pat)).words
    assert "shoulder" not in (await practice.card(practice.lee, pat)).words
    listed = await clinic.hear(practice.kim, "/patients", "Your patients")
    assert listed.labels == ("1. KL / JD",)
    assert "· right calf · within the last hour · 2 sessions" in listed.words
    assert "shoulder" in (await clinic.press(practice.kim, "1. KL / JD", "Session ended:")).words


async def test_one_under_two_labels_of_a_colleague_is_one_line_and_one_course(practice: Practice) -> None:
    """They said that the second link is theirs as well; both plans go on, as that may be a slip."""
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    sent = pat.open(await practice.enrol(jo, "KID 14:35 right calf"))
    await clinic.says(pat, "Whom is it for?", sent.id)
    await clinic.press(pat, "For you", "has invited you for a session")
    await clinic.press(pat, "Yes", "This is your plan.")
    listed = await clinic.hear(jo, "/patients", "Your patients")
    assert listed.labels == ("1. KID / JD",)
    assert "2 sessions" in listed.words
    assert (await clinic.hear(jo, "/patients jd", "with “jd”")).labels == listed.labels
    assert said(pat, "What to expect") == 1
    assert not [row for row in practice.rows("treatments") if row["ended_at"]]


async def test_the_report_counts_a_person_once(practice: Practice) -> None:
    await two_sessions(practice)
    week = (await practice.clinic.hear(practice.jo, "/report", "Sessions of the last seven days: 2")).words
    assert "Patients: 1\n" in week or week.endswith("Patients: 1")


async def test_ended_with_one_tap_the_patient_hears_it_once_and_kindly(practice: Practice) -> None:
    await two_sessions(practice)
    await end_course(practice)
    await practice.at(practice.clinic.clock.now + timedelta(hours=12))
    assert said(practice.pat, "your course of treatment is over") == 1
    heard = len(practice.pat.chat.bot_messages)
    await practice.at(MONDAY + 30 * DAY)
    assert len(practice.pat.chat.bot_messages) == heard
    card = await practice.card(practice.jo, practice.pat)
    assert "\ndischarged" in card.words
    assert card.labels == (
        "New session, just now",
        "Summary for the notes",
        "Adverse event",
        "Erase",
        "The session before",
    )


async def test_taken_back_at_once_the_patient_hears_nothing_and_the_plan_goes_on(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    due = [row["due_at"] for row in practice.rows("outbox") if row["state"] == "due" and row["step"]]
    await end_course(practice)
    assert not [row for row in practice.rows("outbox") if row["state"] == "due" and row["step"]]
    ended = await clinic.press(jo, "Undo", "the course goes on")
    kept = [row["due_at"] for row in practice.rows("outbox") if row["state"] == "due" and row["step"]]
    assert kept == due
    await practice.at(MONDAY + timedelta(hours=3))
    assert said(pat, "your course of treatment") == 0
    assert said(pat, "something to drink") == 1
    assert ended.labels == ()


async def test_taken_back_later_the_patient_is_told_so(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await end_course(practice)
    await practice.at(MONDAY + timedelta(minutes=10))
    assert said(pat, "your course of treatment is over") == 1
    undo = data(await clinic.says(jo, "the course is over"), "Undo")
    await clinic.press(jo, "Undo", "the course goes on")
    await clinic.says(pat, "has taken that back: your course of treatment goes on")
    shown = jo.chat.bot_messages[-1]
    assert await clinic.toast(jo, lambda: jo.tap_data(shown, undo)) == OLD


async def test_nobody_else_ends_a_course_or_takes_that_back(practice: Practice) -> None:
    clinic, lee = practice.clinic, practice.lee
    end = data(await practice.card(practice.jo, practice.pat), "End the course")
    await clinic.hear(lee, "/patients", "You follow nobody yet")
    assert await clinic.toast(lee, lambda: lee.tap_data(lee.chat.messages[0], end)) == OLD
    await end_course(practice)
    undo = data(await clinic.says(practice.jo, "the course is over"), "Undo")
    before = await practice.kept()
    assert await clinic.toast(lee, lambda: lee.tap_data(lee.chat.messages[0], undo)) == OLD
    assert await practice.kept() == before


async def test_a_session_that_waits_for_a_yes_ends_with_the_course(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await practice.at(MONDAY + 3 * DAY)
    await clinic.hear(jo, "/enroll JD 14:10 neck", NOTED)
    asked = await clinic.says(pat, "has noted a new session of yours")
    await end_course(practice)
    assert await clinic.toast(pat, lambda: pat.tap_data(asked, data(asked, "Yes"))) == OLD
    await practice.at(MONDAY + 5 * DAY)
    assert said(pat, "so I ask once more") == 0


async def test_a_new_course_begins_with_one_tap_too(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await end_course(practice)
    await practice.at(MONDAY + 20 * DAY)
    await practice.card(jo, pat)
    await clinic.press(jo, "New session, just now", NOTED)
    await clinic.press(pat, "Yes", "This is your plan.")
    assert "2 sessions" in (await clinic.hear(jo, "/patients", "Your patients")).words


async def test_silence_after_a_course_is_said_once_and_names_the_last_session(practice: Practice) -> None:
    """No new session by the end of the watch, and no word for a week."""
    await two_sessions(practice)
    await practice.at(MONDAY + 16 * DAY)
    assert said(practice.jo, SILENT) == 0
    await practice.at(MONDAY + 60 * DAY)
    assert said(practice.jo, f"{SILENT} Thursday 26 November, 14:10, and no word for a week") == 1


async def test_after_a_single_session_silence_is_what_was_meant(practice: Practice) -> None:
    await practice.at(MONDAY + 60 * DAY)
    assert said(practice.jo, SILENT) == 0


@pytest.mark.parametrize("why", ["ended", "word", "another session"])
async def test_what_is_no_silence_is_not_called_so(practice: Practice, why: str) -> None:
    await two_sessions(practice)
    await practice.at(MONDAY + 12 * DAY)
    if why == "ended":
        await end_course(practice)
    elif why == "word":
        await practice.clinic.barrier(practice.pat)
    else:
        await another(practice, "JD 14:10 neck")
    await practice.at(MONDAY + 22 * DAY)
    assert said(practice.jo, SILENT) == 0
    await practice.at(MONDAY + 60 * DAY)
    assert said(practice.jo, SILENT) == (0 if why == "ended" else 1)


async def named(practice: Practice, person: Person, words: str) -> str:
    return (await practice.clinic.says(person, words)).words


async def test_whoever_is_there_hears_at_once_that_a_link_was_opened_at_any_hour(tmp_path: Path) -> None:
    """On a Saturday, to who made it a minute ago; who has gone home hears when the clinic opens."""
    saturday = MONDAY + 5 * DAY
    async with a_practice(tmp_path, now=saturday) as practice:
        await practice.follow(practice.jo, practice.pat, "JD 14:30")
        assert "JD: the link was opened by Pat" in await named(practice, practice.jo, "opened by Pat")
        link = await practice.enrol(practice.jo, "KL 14:30")
        practice.clinic.clock.move(hours=2)
        await practice.join(practice.quin, link)
        await practice.at(saturday + DAY)
        assert said(practice.jo, "opened by Quin") == 0
        await practice.at(saturday + 3 * DAY)
        assert said(practice.jo, "opened by Quin") == 1
