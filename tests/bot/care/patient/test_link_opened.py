"""A link is opened by one person, who becomes the patient it was made for, or turns out to be wrong."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model import Status
from tests.bot.facts import status_of
from tests.bot.staff import DEAD, OLD, Practice, a_practice, data, said


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


async def test_a_patient_opens_the_link_agrees_confirms_and_has_the_plan(practice: Practice) -> None:
    plan = await practice.join(practice.pat, await practice.enrol(practice.jo))
    assert "Your session ended on Monday 23 November, 14:30." in plan.words
    assert "• 16:30  drink" in plan.words
    await practice.clinic.says(practice.pat, "What to expect")
    assert "something to drink" in (await practice.clinic.next_message(practice.pat)).words


async def test_the_patient_corrects_the_time_and_the_rest_of_the_link_stands(practice: Practice) -> None:
    clinic, pat = practice.clinic, practice.pat
    opened = pat.open(await practice.enrol(practice.jo))
    await clinic.says(pat, "Jo has invited you", opened.id)
    await clinic.press(pat, "I agree", "has noted that your session ended")
    await clinic.press(pat, "No, change it", "When did your session end?")
    await clinic.hear(pat, "13:30", "Is that right?")
    await clinic.press(pat, "Yes", "where you are?")
    plan = await clinic.press(pat, "Yes", "This is your plan.")
    assert "Your session ended on Monday 23 November, 13:30." in plan.words
    card = await practice.card(practice.jo, pat)
    assert "JD" in card.words
    assert "left shoulder" in card.words
    assert "Session ended: Monday 23 November, 13:30" in card.words


async def test_the_clinician_hears_who_opened_it_and_when(practice: Practice) -> None:
    practice.clinic.clock.move(minutes=10)
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    notice = await practice.clinic.says(practice.jo, "the link was opened by")
    assert notice.words == "JD: the link was opened by Pat on Monday 23 November, 14:52. Not who you meant?"
    assert said(practice.lee, "the link was opened") == 0


async def test_wrong_person_ends_and_erases_what_came_of_the_link(practice: Practice) -> None:
    clinic, jo, sam = practice.clinic, practice.jo, practice.sam
    await practice.follow(jo, sam, "JD 14:30")
    await clinic.press(jo, "Wrong person", "opened by the wrong person?")
    await clinic.press(jo, "Yes, end and erase it", "ended and erased")
    await clinic.says(sam, "meant for somebody else")
    assert status_of(clinic, sam) is None
    assert [practice.rows(name) for name in ("patients", "treatments", "consents")] == [[], [], []]
    assert not [row for row in practice.rows("outbox") if row["step"] or row["patient_id"] or row["about_id"]]
    assert practice.rows("invitations") == [row for row in practice.rows("invitations") if row["ended_at"]]


async def test_wrong_person_before_the_time_is_confirmed_ends_the_conversation(practice: Practice) -> None:
    clinic, jo, sam = practice.clinic, practice.jo, practice.sam
    sam.open(await practice.enrol(jo))
    await clinic.says(sam, "has invited you")
    question = await clinic.press(sam, "I agree", "has noted that your session ended")
    await clinic.says(jo, "the link was opened by Sam")
    await clinic.press(jo, "Wrong person", "opened by the wrong person?")
    await clinic.press(jo, "Yes, end and erase it", "ended and erased")
    assert await clinic.toast(sam, lambda: sam.tap(question, "Yes")) == OLD
    assert status_of(clinic, sam) is None


async def test_the_right_person_stays(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await practice.follow(jo, practice.pat, "JD 14:30")
    await clinic.press(jo, "Wrong person", "opened by the wrong person?")
    assert await clinic.toast(jo, lambda: jo.tap("No, leave it")) == "Nothing has changed."
    assert status_of(clinic, practice.pat) is Status.ACTIVE


async def test_a_second_tap_on_start_asks_the_same_question_again(practice: Practice) -> None:
    clinic, pat = practice.clinic, practice.pat
    link = await practice.enrol(practice.jo)
    for _ in range(2):
        opened = pat.open(link)
        await clinic.says(pat, "Jo has invited you", opened.id)
    await clinic.press(pat, "I agree", "has noted that your session ended")
    opened = pat.open(link)
    await clinic.says(pat, "Is that right?", opened.id)


async def test_who_opens_their_own_used_link_is_where_they_were(practice: Practice) -> None:
    link = await practice.enrol(practice.jo)
    await practice.join(practice.pat, link)
    before = await practice.kept()
    opened = practice.pat.open(link)
    await practice.clinic.says(practice.pat, "Welcome back. This is your plan.", opened.id)
    assert await practice.kept() == before


async def test_the_clinician_who_opens_it_leaves_it_unused(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    link = await practice.enrol(jo)
    opened = jo.open(link)
    await clinic.says(jo, "the link that you made for your patient", opened.id)
    await practice.join(practice.pat, link)


async def test_declining_leaves_the_link_to_be_opened_again_by_anybody(practice: Practice) -> None:
    clinic, pat = practice.clinic, practice.pat
    link = await practice.enrol(practice.jo)
    pat.open(link)
    await clinic.says(pat, "Jo has invited you")
    await clinic.press(pat, "Not now", "I keep nothing about you")
    await practice.join(practice.sam, link)
    await clinic.says(pat, DEAD, pat.open(link).id)


async def test_a_link_is_not_in_the_database_and_survives_a_restart(practice: Practice) -> None:
    link = await practice.enrol(practice.jo)
    held = link.partition("start=")[2]
    tables = (await practice.kept()) | {"outbox": practice.rows("outbox"), "inbox": practice.rows("inbox")}
    assert held not in repr(tables)
    await practice.clinic.reopen()
    again = await practice.clinic.hear(practice.jo, "/patients", "You follow nobody yet")
    await practice.clinic.press(practice.jo, "Links (1)", "JD · not opened yet, made within the last hour")
    practice.jo.tap("JD:")
    assert held in (await practice.clinic.says(practice.jo, "Here is your aftercare", again.id)).words
    await practice.join(practice.pat, link)


async def test_a_patient_goes_on_with_a_second_link_beside_the_first(practice: Practice) -> None:
    """They are asked once more, since somebody else will see how they answer."""
    await practice.follow(practice.jo, practice.pat, "JD 14:30 left shoulder")
    opened = practice.pat.open(await practice.enrol(practice.lee, "JD 14:00 right calf"))
    question = await practice.clinic.says(practice.pat, "has invited you for a session", opened.id)
    assert data(question, "Yes").startswith("right:yes:")
    await practice.clinic.press(practice.pat, "Yes", "This is your plan.")
    assert len(practice.rows("treatments")) == 2
