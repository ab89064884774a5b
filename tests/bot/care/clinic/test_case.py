"""What a clinician does about a patient: correct, write, hand over, discharge, erase."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.conftest import MONDAY
from tests.bot.facts import planned
from tests.bot.staff import OLD, Practice, a_practice, data, said

UNFOUND = "I do not find such a patient"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Pat."""
    async with a_practice(tmp_path) as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:30 left shoulder")
        yield opened


async def test_a_corrected_time_rebuilds_the_plan_and_sends_nothing_twice(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await clinic.next_message(pat)
    await practice.card(jo, pat)
    await clinic.press(jo, "Change time", "when did the session end?")
    card = await clinic.hear(jo, "13:30", "Session ended: Monday 23 November, 13:30")
    assert "16:30  sent: drink" in card.words
    await clinic.says(pat, "has corrected when your session ended")
    plan = await clinic.says(pat, "Your session ended on Monday 23 November, 13:30")
    assert "✓ 16:30  drink\n• 19:30  how are you?" in plan.words
    await practice.at(MONDAY + timedelta(hours=10))
    assert said(pat, "something to drink") == 1
    assert said(pat, "What to expect") == 1


async def test_a_time_may_also_be_tapped(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await practice.card(jo, practice.pat)
    await clinic.press(jo, "Change time", "when did the session end?")
    await clinic.press(jo, "14:12", "Session ended: Monday 23 November, 14:12")
    await clinic.hear(jo, "13:00", "I do not know what that is for")


@pytest.mark.parametrize(
    ("typed", "answer"), [("16:00", "still to come"), ("hm", "could not read"), ("1.11. 9am", "two weeks")]
)
async def test_a_time_that_cannot_be_used_is_asked_for_again(
    practice: Practice, typed: str, answer: str
) -> None:
    clinic, jo = practice.clinic, practice.jo
    await practice.card(jo, practice.pat)
    await clinic.press(jo, "Change time", "when did the session end?")
    before = planned(practice, "JD")
    await clinic.hear(jo, typed, answer)
    assert planned(practice, "JD") == before
    await clinic.hear(jo, "14:00", "Session ended: Monday 23 November, 14:00")


async def test_another_protocol_takes_over_what_is_unsent(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await clinic.next_message(pat)
    await practice.card(jo, pat)
    await clinic.press(jo, "Change protocol", "which protocol from here on?")
    await clinic.press(jo, "Dry needling, light", "Protocol: Dry needling, light")
    await clinic.says(pat, "has changed your plan")
    await practice.at(MONDAY + timedelta(days=4))
    assert said(pat, "And have something to drink") == 0
    assert said(pat, "Time for something to drink") == 1
    assert said(pat, "gentle movement") == 0
    assert said(pat, "A short, easy walk may help") == 1
    assert said(pat, "What to expect") == 1


async def test_the_same_protocol_changes_nothing(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await practice.card(jo, practice.pat)
    await clinic.press(jo, "Change protocol", "which protocol from here on?")
    before = await practice.kept()
    assert "already" in await clinic.toast(jo, lambda: jo.tap("Dry needling"))
    assert await practice.kept() == before


async def test_a_line_goes_to_the_patient_marked_as_from_the_clinic(practice: Practice) -> None:
    await practice.line(practice.jo, practice.pat, "Ice may help.\nSee you on Friday.")
    words = (await practice.clinic.says(practice.pat, "Ice may help.")).words
    assert words.startswith("Jo of Riverside Physio writes:\n\nIce may help.\nSee you on Friday.\n\n")
    assert "112" in words


async def test_a_line_that_is_too_long_is_not_sent(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await practice.card(jo, practice.pat)
    await clinic.press(jo, "Write a line", "type your line")
    await clinic.hear(jo, "x" * 1001, "at most 1000 characters")
    await clinic.hear(jo, "y" * 1000, "Shall I send it?")
    await clinic.press(jo, "Send it", "On its way")
    await clinic.says(practice.pat, "y" * 1000)
    assert said(practice.pat, "xxx") == 0


async def test_a_line_to_somebody_out_of_reach_is_not_said_to_be_on_its_way(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    pat.block()
    await practice.card(jo, pat)
    await clinic.press(jo, "Write a line", "type your line")
    await clinic.hear(jo, "Hello?", "Shall I send it?")
    await clinic.press(jo, "Send it", "cannot be reached on Telegram")


async def test_handed_over_the_patient_is_the_colleagues_and_only_theirs(practice: Practice) -> None:
    clinic, jo, lee, pat = practice.clinic, practice.jo, practice.lee, practice.pat
    code = practice.patient(pat).code
    old = await practice.card(jo, pat)
    await clinic.press(jo, "Hand over", "who takes over?")
    await clinic.press(jo, "Lee", "is with Lee now")
    await clinic.says(lee, f"Jo has handed JD, {code} over to you")
    await clinic.hear(jo, f"/patient {code}", UNFOUND)
    for label in old.labels:
        assert "no longer open" in await clinic.toast(jo, lambda label=label: jo.tap(old, label))  # type: ignore[misc]
    await practice.line(lee, pat, "From now on it is me.")
    await clinic.says(pat, "Lee of Riverside Physio writes")


async def test_who_handed_a_patient_over_can_erase_them_no_more(practice: Practice) -> None:
    """The button under the word that the link was opened is older than that."""
    clinic, jo = practice.clinic, practice.jo
    opened = await clinic.says(jo, "the link was opened by Pat")
    asked = await clinic.press(jo, "Wrong person", "opened by the wrong person?")
    await practice.card(jo, practice.pat)
    await clinic.press(jo, "Hand over", "who takes over?")
    await clinic.press(jo, "Lee", "is with Lee now")
    before = await practice.kept()
    for button in (data(asked, "Yes, end and erase it"), data(opened, "Wrong person")):
        assert "no longer open" in await clinic.toast(jo, lambda b=button: jo.tap_data(opened, b))  # type: ignore[misc]
    assert await practice.kept() == before


async def test_discharged_a_patient_hears_nothing_more_but_can_be_read(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await practice.card(jo, pat)
    await clinic.press(jo, "End the course", "is discharged")
    await practice.at(MONDAY + timedelta(minutes=2))
    await clinic.says(pat, "has ended my reminders for your session")
    heard = len(pat.chat.bot_messages)
    await practice.at(MONDAY + timedelta(days=4))
    assert len(pat.chat.bot_messages) == heard
    card = await practice.card(jo, pat)
    assert "discharged" in card.words
    assert card.labels == ("New session, just now", "Summary for the notes", "Adverse event", "Erase")
    assert await clinic.bot.next_due() is None


async def test_erased_nothing_of_a_patient_is_left(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await practice.line(jo, pat, "Ice may help.")
    await practice.card(jo, pat)
    await clinic.press(jo, "Erase", "Erase JD")
    await clinic.press(jo, "Yes, erase", "JD is erased")
    await clinic.says(pat, "has ended this and erased everything I kept about you")
    for table in ("patients", "consents", "treatments", "answers", "worries", "notices"):
        assert practice.rows(table) == [], table
    assert not [row for row in practice.rows("outbox") if row["step"] or row["about_id"] or row["patient_id"]]
    await clinic.hear(pat, "/plan", "Is that all right with you?")


async def test_no_is_no(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await practice.card(jo, practice.pat)
    await clinic.press(jo, "Erase", "Erase JD")
    before = await practice.kept()
    assert await clinic.toast(jo, lambda: jo.tap("No, leave it")) == "Nothing has changed."
    assert await practice.kept() == before


async def draft(practice: Practice) -> None:
    """Jo has typed a line to Pat, which waits for a yes."""
    await practice.card(practice.jo, practice.pat)
    await practice.clinic.press(practice.jo, "Write a line", "type your line")
    await practice.clinic.hear(practice.jo, "See you on Friday.", "Shall I send it?")


DROPPED = "I have not sent this, and dropped it, as you have begun something else:\n\nSee you on Friday."


@pytest.mark.parametrize("command", ["/patients", "/alerts", "/report"])
async def test_a_line_that_a_command_leaves_is_shown_once_more_and_not_sent(
    practice: Practice, command: str
) -> None:
    await draft(practice)
    await practice.clinic.hear(practice.jo, command, DROPPED)
    flash = await practice.clinic.toast(practice.jo, lambda: practice.jo.tap("Send it"))
    assert flash == OLD
    await practice.clinic.hear(practice.jo, command, "")
    await practice.clinic.barrier(practice.jo)
    assert said(practice.jo, DROPPED) == 1
    assert said(practice.pat, "See you on Friday.") == 0


async def test_a_line_that_another_button_leaves_is_shown_once_more(practice: Practice) -> None:
    await draft(practice)
    await practice.clinic.press(practice.jo, "Change time", DROPPED)


async def test_a_line_that_was_sent_or_not_sent_is_no_draft(practice: Practice) -> None:
    await draft(practice)
    await practice.clinic.press(practice.jo, "Send it", "On its way to JD")
    await practice.clinic.hear(practice.jo, "/patients", "Your patients")
    await practice.clinic.barrier(practice.jo)
    assert said(practice.jo, DROPPED) == 0


async def test_a_draft_is_erased_with_whom_it_was_for(practice: Practice) -> None:
    await draft(practice)
    await practice.clinic.hear(practice.jo, "/patients", DROPPED)
    await practice.clinic.hear(practice.pat, "/forget", "Shall I do that?")
    await practice.clinic.press(practice.pat, "Yes, erase everything", "is erased")
    assert [row for row in practice.rows("outbox") if "See you on Friday." in row["facts"]] == []
