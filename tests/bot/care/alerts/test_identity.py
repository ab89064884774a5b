"""An alert names the person by all that the clinic ever said of them, at whatever stage they are."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from tests.bot.alarm import CALL, CARD, EMERGENCY, barrier, rest, told, write
from tests.bot.conftest import MONDAY
from tests.bot.family import two_children as family
from tests.bot.staff import Practice, a_practice, said

BREATH = "i cant breathe"
WHICH = "which session is this about?"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


def card(person: Person) -> str:
    return [message.words for message in person.chat.bot_messages if CARD in message.words][-1]


async def opened(practice: Practice, person: Person, line: str) -> None:
    """Somebody opens a link and agrees, and has not said yet whether its time is right."""
    link = await practice.enrol(practice.jo, line)
    await practice.clinic.says(person, "has invited you", person.open(link).id)
    await practice.clinic.press(person, "I agree", "has noted that your session ended")


async def another(practice: Practice, person: Person, line: str) -> Message:
    """A patient opens a link with another label; for whom it is, is asked."""
    link = await practice.enrol(practice.jo, line)
    return await practice.clinic.says(person, "Whom is it for?", person.open(link).id)


async def two_children(practice: Practice) -> None:
    """A mother follows the plans of both on her phone, and took them for her own."""
    await practice.follow(practice.jo, practice.pat, "CHILD1 14:10 left calf")
    await another(practice, practice.pat, "CHILD2 14:30 neck")
    await practice.clinic.press(practice.pat, "For you", "has invited you for a session")
    await practice.clinic.press(practice.pat, "Yes", "This is your plan.")
    await practice.clinic.says(practice.pat, "As before")


async def test_a_session_that_the_patient_adds_is_named_by_what_the_clinic_said_before(
    practice: Practice,
) -> None:
    """Also by the region of last week, and to whoever follows that."""
    await practice.follow(practice.jo, practice.pat, "PX 14:30 left calf")
    await practice.at(MONDAY + timedelta(days=7))
    await practice.clinic.hear(practice.pat, "/treated", "When did your session end?")
    await practice.clinic.press(practice.pat, "Just now", "This is your plan.")
    await write(practice, BREATH)
    words = (await practice.clinic.says(practice.jo, EMERGENCY)).words
    await practice.clinic.says(practice.pat, "PLEASE SHOW THIS")
    assert f"PX · Pat · {practice.patient(practice.pat).code}\n" in words
    assert "\nregion not given · Monday 30 November, 14:42 · Dry needling\n" in words
    assert "\nPX · left calf · Monday 23 November, 14:30 · Dry needling\n" in words
    assert "Where: left calf\nWhen: Monday 23 November, 14:30" in card(practice.pat)
    called = await practice.clinic.press(practice.jo, "Call them", "they have left no phone number")
    assert called.words.startswith("PX · Pat · ")


async def test_who_has_not_confirmed_the_time_is_named_as_the_link_says(practice: Practice) -> None:
    """To whoever made the link, who can press Seen; and on the card."""
    await opened(practice, practice.pat, "AB 14:20 left shoulder")
    await write(practice, "chest hurts, can't breathe")
    words = told(practice.jo)[-1].words
    assert words.startswith(f"{EMERGENCY}\n\nAB · Pat · ")
    assert (
        "left shoulder · Monday 23 November, 14:20 · Dry needling · "
        "enrolled; the patient has not confirmed this session yet"
    ) in words
    assert "My name: Pat\n" in card(practice.pat)
    assert "Where: left shoulder\nWhen: Monday 23 November, 14:20" in card(practice.pat)
    yours = await practice.clinic.press(practice.jo, "Seen", "you have read it")
    assert yours.words.startswith("AB · Pat · ")
    assert said(practice.pat, "Jo at Riverside Physio has read your message") == 1


async def test_nobody_else_sees_or_can_press_what_is_about_a_link_of_another(practice: Practice) -> None:
    await opened(practice, practice.pat, "AB 14:20 left shoulder")
    await write(practice, BREATH)
    assert told(practice.lee) == []
    await practice.clinic.hear(practice.lee, "/away", "You are away")
    await practice.clinic.hear(practice.lee, "/alerts", "No alert is open.")


async def test_of_two_on_one_phone_both_are_named_and_which_one_is_asked_once(practice: Practice) -> None:
    """After the urgent words, by region and day; the clinic's labels stay with the clinic."""
    await two_children(practice)
    sent = await write(practice, "one feels faint and cannot breathe")
    urgent, shown, which = [one for one in practice.pat.chat.bot_messages if one.id > sent]
    assert urgent.words.startswith(CALL)
    assert "Where: neck" in shown.words
    assert "Where: left calf" in shown.words
    assert "My name" not in shown.words
    assert WHICH in which.words
    assert which.labels == ("neck, Monday 23 November", "left calf, Monday 23 November")
    assert "CHILD2 / CHILD1 · Pat" in told(practice.jo)[-1].words
    assert "\nCHILD1 · left calf · " in told(practice.jo)[-1].words
    await write(practice, "she really cannot breathe")
    assert said(practice.pat, WHICH) == 1
    assert not [one for one in practice.pat.chat.bot_messages if "CHILD" in one.words]


async def test_the_answer_joins_the_alert_and_brings_the_card_of_that_session(practice: Practice) -> None:
    await two_children(practice)
    await write(practice, BREATH)
    practice.clinic.clock.move(minutes=1)
    practice.pat.tap("left calf, Monday 23 November")
    await barrier(practice)
    words = told(practice.jo)[-1].words
    assert f"\nCHILD1 · Pat · {practice.patient(practice.pat).code}\nleft calf · " in words
    assert f"\n{BREATH}\n(chosen) this is about CHILD1\n" in words
    assert "neck" not in words
    assert "Where: left calf" in card(practice.pat)
    assert "neck" not in card(practice.pat)
    assert (await practice.clinic.press(practice.jo, "Seen", "you have read")).words.startswith("CHILD1 · ")


async def test_which_one_is_told_also_to_whoever_has_seen_the_alert(practice: Practice) -> None:
    await two_children(practice)
    await write(practice, BREATH)
    await practice.clinic.press(practice.jo, "Seen", "you have read it")
    sent = practice.jo.chat.messages[-1].id
    practice.pat.tap("neck, Monday 23 November")
    await barrier(practice)
    heard = await practice.clinic.says(practice.jo, "the alert is about this session", sent)
    assert heard.words.startswith("CHILD2 · Pat · ")
    assert len(practice.rows("alerts")) == 1


async def test_a_link_that_is_only_opened_on_a_phone_of_several_is_nobodys_there(practice: Practice) -> None:
    await family(practice, practice.pat)
    await another(practice, practice.pat, "FOREIGN 14:20 left hip")
    await write(practice, BREATH)
    assert "FOREIGN" not in told(practice.jo)[-1].words
    labels = [label for message in practice.pat.chat.bot_messages[-3:] for label in message.labels]
    assert not [label for label in labels if "hip" in label]
    assert [label for label in labels if "neck" in label]


async def test_a_second_link_that_is_only_opened_is_named_as_well(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, "CHILD1 14:10 left calf")
    await another(practice, practice.pat, "CHILD2 14:30 neck")
    await write(practice, BREATH)
    assert "CHILD2 / CHILD1 · Pat" in told(practice.jo)[-1].words
    assert said(practice.pat, WHICH) == 1


async def test_a_rating_is_about_the_session_it_was_asked_for(practice: Practice) -> None:
    await two_children(practice)
    await practice.clinic.hear(practice.pat, "/sore", "How sore are you right now?")
    await rest(practice)
    await practice.clinic.press(practice.pat, "9", "That is a lot")
    shown = await practice.clinic.hear(practice.jo, "/alerts", "9/10")
    assert shown.words.partition("\n\n")[2].startswith(("CHILD1 · Pat", "CHILD2 · Pat"))
    assert " / " not in shown.words.partition("\n\n")[2].partition("\n")[0]


async def test_urgent_words_that_join_the_alert_of_a_rating_may_be_about_another(practice: Practice) -> None:
    await two_children(practice)
    await practice.clinic.hear(practice.pat, "/sore", "How sore are you right now?")
    await rest(practice)
    await practice.clinic.press(practice.pat, "9", "That is a lot")
    await write(practice, BREATH)
    assert "CHILD2 / CHILD1 · Pat" in told(practice.jo)[-1].words
    assert said(practice.pat, WHICH) == 1


async def test_what_cannot_be_called_is_not_seen_by_that(practice: Practice) -> None:
    """Who registered alone and gave no name: there is nothing to look up."""
    await practice.clinic.enrol(practice.sam)
    await write(practice, BREATH, practice.sam)
    none = await practice.clinic.press(practice.kim, "Call them", "there is nothing to call")
    assert none.words.startswith(f"Sam · {practice.patient(practice.sam).code}: ")
    assert none.labels == ("Seen", "Write to them")
    assert said(practice.sam, "has read your message") == 0
    assert [row["seen_at"] for row in practice.rows("alerts")] == [None]
    await practice.clinic.press(practice.kim, "Seen", "you have read it")
    assert said(practice.sam, "has read your message") == 1


async def test_the_name_that_the_clinic_knows_is_in_alerts_and_lists_and_is_erased(
    practice: Practice,
) -> None:
    clinic, sam = practice.clinic, practice.sam
    await clinic.enrol(sam)
    await clinic.hear(sam, "Samantha van Dyk", "can look you up as Samantha van Dyk")
    await clinic.says(sam, "you can leave your phone number")
    await write(practice, BREATH, sam)
    known = f"Sam · known as Samantha van Dyk · {practice.patient(sam).code}"
    assert known in told(practice.kim)[-1].words
    assert "My name: Samantha van Dyk" in card(sam)
    await clinic.press(practice.kim, "Call them", "Look this up in your records")
    listed = await clinic.hear(practice.kim, "/patients dyk", "Your patients")
    assert known in listed.words
    await clinic.hear(sam, "/forget", "This cannot be undone")
    await clinic.press(sam, "Yes, erase everything", "is erased")
    assert "Dyk" not in str([practice.rows("patients"), practice.rows("alerts")])


async def test_the_name_is_asked_once_and_only_of_whom_the_clinic_has_no_label(practice: Practice) -> None:
    asked = "by what name does Riverside Physio know you?"
    clinic, sam = practice.clinic, practice.sam
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    await clinic.enrol(sam)
    sam.tap("Not now")
    await clinic.hear(sam, "/treated", "Do you want to correct that time")
    await clinic.press(sam, "A new session", "When did your session end?")
    await clinic.press(sam, "Just now", "This is your plan.")
    await barrier(practice)
    assert (said(practice.pat, asked), said(sam, asked)) == (0, 1)


@pytest.mark.parametrize("text", ["I can't breathe", "Can't breathe", "STOP", "how long will I be sore?"])
async def test_what_is_no_name_is_heard_as_ever(practice: Practice, text: str) -> None:
    await practice.clinic.enrol(practice.sam)
    await write(practice, text, practice.sam)
    assert said(practice.sam, "can look you up as") == 0
    assert not practice.patient(practice.sam).known_as


async def test_a_name_that_is_typed_when_it_is_asked_no_more_is_no_answer_to_it(practice: Practice) -> None:
    await practice.clinic.enrol(practice.sam)
    await practice.at(MONDAY + timedelta(hours=20))
    await write(practice, "Samantha Dyk", practice.sam)
    assert not practice.patient(practice.sam).known_as
