"""Enrolled once: the next session is one tap of the clinician's and one of the patient's."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.messages import Message
from tests.bot.alarm import write
from tests.bot.conftest import MONDAY
from tests.bot.staff import OLD, Practice, a_practice, data, link_in, said

DAY = timedelta(days=1)
ASKED = "has noted a new session of yours"
NOTED = "a session is noted that ended on"
ONCE_MORE = "so I ask once more"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Pat, whose first session was on Monday; it is Thursday."""
    async with a_practice(tmp_path) as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:30 left shoulder")
        await opened.at(MONDAY + 3 * DAY)
        yield opened


async def note(practice: Practice) -> Message:
    """One tap on the card; what the patient is asked."""
    await practice.card(practice.jo, practice.pat)
    seen = practice.pat.chat.messages[-1].id
    await practice.clinic.press(practice.jo, "New session, just now", NOTED)
    return await practice.clinic.says(practice.pat, ASKED, seen)


def treatments(practice: Practice) -> list[tuple[str, str | None, bool]]:
    rows = practice.rows("treatments")
    return [(row["label"], row["region"], row["ended_at"] is not None) for row in rows]


async def test_one_tap_each_and_there_is_a_new_plan_and_the_old_one_is_over(practice: Practice) -> None:
    asked = await note(practice)
    assert "(left shoulder) that ended on Thursday 26 November, 14:42" in asked.words
    plan = await practice.clinic.press(practice.pat, "Yes", "This is your plan.")
    assert "Your session ended on Thursday 26 November, 14:42." in plan.words
    assert treatments(practice) == [("JD", "left.shoulder", True), ("JD", "left.shoulder", False)]
    await practice.at(MONDAY + 5 * DAY)
    assert said(practice.pat, "About:") == 0
    assert not [r for r in practice.rows("outbox") if r["treatment_id"] == 1 and r["state"] == "due"]


async def test_from_the_second_visit_on_the_signs_are_one_line_and_a_button(practice: Practice) -> None:
    assert said(practice.pat, "What to expect") == 1
    await note(practice)
    plan = await practice.clinic.press(practice.pat, "Yes", "This is your plan.")
    line = await practice.clinic.says(practice.pat, "As before: short breath, chest pain", plan.id)
    assert "a weak or numb arm or leg: call 112." in line.words
    assert line.labels == ("Warning signs", "I'm worried")
    await practice.at(MONDAY + 7 * DAY)
    assert said(practice.pat, "What to expect") == 1
    await practice.clinic.press(practice.pat, "Warning signs", "blood when you cough")


async def test_neither_consent_nor_zone_is_asked_again(practice: Practice) -> None:
    await note(practice)
    await practice.clinic.press(practice.pat, "Yes", "This is your plan.")
    assert said(practice.pat, "Is that all right with you?") == 1
    assert said(practice.pat, "where you are?") == 1


async def test_a_typed_yes_will_do(practice: Practice) -> None:
    await note(practice)
    await practice.clinic.hear(practice.pat, "yes", "This is your plan.")
    assert len(treatments(practice)) == 2


async def test_a_second_tap_of_either_changes_nothing(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    asked = await note(practice)
    flash = await clinic.toast(jo, lambda: jo.tap("New session, just now"))
    assert flash == "There is a session of the last hours here."
    await clinic.press(pat, "Yes", "This is your plan.")
    assert await clinic.toast(pat, lambda: pat.tap_data(asked, data(asked, "Yes"))) == OLD
    assert len(treatments(practice)) == 2
    await practice.card(jo, pat)
    assert await clinic.toast(jo, lambda: jo.tap("New session, just now")) == flash


async def test_a_line_with_the_same_label_is_the_next_session_and_no_link(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    links = said(jo, "Here is your aftercare companion")
    seen = practice.pat.chat.messages[-1].id
    noted = await clinic.hear(jo, "/enroll jd 14:10 neck", NOTED)
    assert noted.words.startswith(f"JD · Pat · {practice.patient(practice.pat).code}: ")
    assert "Thursday 26 November, 14:10 (neck)" in noted.words
    asked = await clinic.says(practice.pat, ASKED, seen)
    assert "(neck) that ended on Thursday 26 November, 14:10" in asked.words
    assert said(jo, "Here is your aftercare companion") == links
    await clinic.press(practice.pat, "Yes", "This is your plan.")
    assert treatments(practice)[-1] == ("JD", "neck", False)


async def test_where_somebody_else_was_meant_a_link_takes_its_place(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await clinic.hear(jo, "/enroll JD 14:10 neck", NOTED)
    asked = await clinic.says(pat, ASKED)
    sent = jo.chat.messages[-1].id
    await clinic.press(jo, "Somebody else: make a link", "taken back")
    card = await clinic.says(jo, "Let the patient scan this", sent)
    assert card.words.startswith("JD · neck\nSession ended: Thursday 26 November, 14:10")
    await clinic.says(pat, "has taken that back", asked.id)
    assert await clinic.toast(pat, lambda: pat.tap_data(asked, data(asked, "Yes"))) == OLD


async def test_a_colleague_with_the_same_label_makes_a_link_as_ever(practice: Practice) -> None:
    assert await practice.enrol(practice.lee, "JD 14:10 neck")
    assert said(practice.pat, ASKED) == 0


async def test_a_label_that_two_have_is_no_ones_next_session(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await clinic.hear(jo, "/enroll JD 8:00 calf", NOTED)
    sent = jo.chat.messages[-1].id
    await clinic.press(jo, "Somebody else: make a link", "taken back")
    await practice.join(practice.quin, link_in(await clinic.says(jo, "Here is your aftercare", sent)))
    clinic.clock.move(hours=7)
    assert await practice.enrol(jo, "JD just now")
    assert (said(practice.pat, ASKED), said(practice.quin, ASKED)) == (1, 0)


async def test_a_link_with_the_same_label_is_the_next_session_as_well(practice: Practice) -> None:
    """Shown to somebody who is accompanied already, by who was asked step by step."""
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await clinic.hear(jo, "/enroll", "Who is it?")
    await clinic.hear(jo, "JD", "When did the session end?")
    await clinic.press(jo, "Just now", "Which part")
    sent = await clinic.press(jo, "Skip", "Which protocol?")
    await clinic.press(jo, "Dry needling", "Let the patient scan this")
    link = (await clinic.says(jo, "Here is your aftercare", sent.id)).words.split()[-1]
    await clinic.says(pat, "has invited you for a session", pat.open(link).id)
    plan = await clinic.press(pat, "Yes", "This is your plan.")
    await clinic.says(pat, "As before: short breath", plan.id)
    assert treatments(practice) == [("JD", "left.shoulder", True), ("JD", None, False)]


async def test_undone_before_the_patient_says_yes_nothing_is_left_of_it(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    asked = await note(practice)
    noted = await clinic.says(jo, NOTED)
    await clinic.press(jo, "Undo", "taken back. No new session is noted.")
    await clinic.says(pat, "has taken that back", asked.id)
    await practice.at(MONDAY + 5 * DAY)
    assert said(pat, ONCE_MORE) == 0
    assert treatments(practice) == [("JD", "left.shoulder", False)]
    undo = data(noted, "Undo")
    assert await clinic.toast(jo, lambda: jo.tap_data(noted, undo)) == "That link is used or ended already."


async def test_unconfirmed_it_is_asked_once_more_and_the_clinic_sees_so(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await note(practice)
    listed = await clinic.hear(jo, "/patients", "Your patients")
    assert "· next session not confirmed" in listed.words
    card = await practice.card(jo, pat)
    assert "Noted as ended on Thursday 26 November, 14:42: not confirmed yet." in card.words
    await practice.at(MONDAY + 3 * DAY + timedelta(hours=3))
    assert said(pat, ONCE_MORE) == 1
    await practice.at(MONDAY + 6 * DAY)
    assert (said(pat, ONCE_MORE), said(pat, ASKED)) == (1, 2)
    assert said(jo, "has not confirmed the session that was noted on Thursday 26 November, 14:42") == 1
    plan = await clinic.press(pat, "Yes", "This is your plan.")
    assert "Thursday 26 November, 14:42" in plan.words
    await practice.at(MONDAY + 9 * DAY)
    assert said(jo, "has not confirmed") == 1


async def test_who_has_said_yes_is_not_asked_again_and_nobody_hears_that_they_had_not(
    practice: Practice,
) -> None:
    await note(practice)
    await practice.clinic.press(practice.pat, "Yes", "This is your plan.")
    await practice.at(MONDAY + 6 * DAY)
    assert (said(practice.pat, ONCE_MORE), said(practice.jo, "has not confirmed")) == (0, 0)


async def test_another_time_is_theirs_to_say(practice: Practice) -> None:
    clinic, pat = practice.clinic, practice.pat
    await note(practice)
    await clinic.press(pat, "No, change it", "When did your session end?")
    await clinic.hear(pat, "13:15", "Is that right?")
    await clinic.press(pat, "Yes", "Your session ended on Thursday 26 November, 13:15.")
    assert treatments(practice)[0][2]


async def test_what_is_not_theirs_is_left_and_the_clinic_hears_so(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await note(practice)
    await clinic.press(pat, "Not my session", "Then I leave it")
    denied = await clinic.says(jo, "is not theirs")
    assert denied.words.startswith("JD · Pat · ")
    assert treatments(practice) == [("JD", "left.shoulder", False)]


async def test_an_alarm_before_the_yes_names_the_person_and_both_sessions(practice: Practice) -> None:
    await note(practice)
    await write(practice, "i cant breathe")
    alert = await practice.clinic.says(practice.jo, "EMERGENCY")
    assert f"JD · Pat · {practice.patient(practice.pat).code}\n" in alert.words
    assert "left shoulder · Thursday 26 November, 14:42 · Dry needling · enrolled; the patient" in alert.words
    assert "left shoulder · Monday 23 November, 14:30 · Dry needling" in alert.words


async def test_an_alarm_after_the_yes_still_names_the_session_before(practice: Practice) -> None:
    """Its needle spots are watched for two weeks, whatever came after."""
    await note(practice)
    await practice.clinic.press(practice.pat, "Yes", "This is your plan.")
    await write(practice, "i cant breathe")
    alert = await practice.clinic.says(practice.jo, "EMERGENCY")
    assert "left shoulder · Thursday 26 November, 14:42 · Dry needling\n" in alert.words
    assert "left shoulder · Monday 23 November, 14:30 · Dry needling" in alert.words


async def test_the_owner_notes_it_for_whoever_follows_the_patient(practice: Practice) -> None:
    clinic, kim, pat = practice.clinic, practice.kim, practice.pat
    await practice.card(kim, pat)
    await clinic.press(kim, "New session, just now", NOTED)
    await clinic.press(pat, "Yes", "This is your plan.")
    followers = {row["clinician_id"] for row in practice.rows("treatments")}
    jo = practice.member(practice.jo)
    assert jo is not None
    assert followers == {jo.id}


async def test_a_colleague_who_does_not_follow_them_can_neither_note_nor_undo(practice: Practice) -> None:
    clinic, lee = practice.clinic, practice.lee
    card = await practice.card(practice.jo, practice.pat)
    noted = await clinic.press(practice.jo, "New session, just now", NOTED)
    await clinic.says(practice.pat, ASKED)
    await clinic.hear(lee, "/patients", "You follow nobody yet")
    before = await practice.kept()
    shown = lee.chat.messages[0]
    note_it, undo = data(card, "New session, just now"), data(noted, "Undo")
    assert await clinic.toast(lee, lambda: lee.tap_data(shown, note_it)) == OLD
    assert "used or ended" in await clinic.toast(lee, lambda: lee.tap_data(shown, undo))
    assert await practice.kept() == before


async def test_what_waits_goes_with_the_patient_who_is_handed_over(practice: Practice) -> None:
    clinic, jo, lee, pat = practice.clinic, practice.jo, practice.lee, practice.pat
    await note(practice)
    await practice.card(jo, pat)
    await clinic.press(jo, "Hand over", "who takes over?")
    await clinic.press(jo, "Lee", "is with Lee now")
    await clinic.press(pat, "Yes", "This is your plan.")
    await clinic.hear(jo, "/patients", "You follow nobody yet")
    assert "2 sessions" in (await clinic.hear(lee, "/patients", "Your patients")).words


async def test_who_cannot_be_reached_is_not_said_to_be_asked(practice: Practice) -> None:
    practice.pat.block()
    await practice.card(practice.jo, practice.pat)
    await practice.clinic.press(practice.jo, "New session, just now", "cannot be reached on Telegram")
    assert [row["follows"] for row in practice.rows("invitations")] == [None]
