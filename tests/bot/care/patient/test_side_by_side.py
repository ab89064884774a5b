"""Two treatments of one patient by two clinicians, and who is patient and clinician, mix nothing up."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.conftest import MONDAY
from tests.bot.staff import Practice, a_practice, said

SHOULDER, CALF = "About: left shoulder", "About: right calf"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Pat's shoulder and Lee Pat's calf, half an hour apart."""
    async with a_practice(tmp_path) as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:00 left shoulder")
        sent = opened.pat.open(await opened.enrol(opened.lee, "KL 14:30 right calf"))
        await opened.clinic.says(opened.pat, "Whom is it for?", sent.id)
        await opened.clinic.press(opened.pat, "For you", "has invited you for a session")
        await opened.clinic.press(opened.pat, "Yes", "This is your plan.")
        yield opened


def steps(practice: Practice, label: str) -> list[tuple[str, str, int]]:
    treatment = next(row["id"] for row in practice.rows("treatments") if row["label"] == label)
    rows = [row for row in practice.rows("outbox") if row["treatment_id"] == treatment and row["step"]]
    return [(row["step"], row["state"], row["due_at"]) for row in rows]


async def test_both_plans_run_and_each_message_says_which_session_it_is_about(practice: Practice) -> None:
    await practice.at(MONDAY + timedelta(hours=3))
    assert said(practice.pat, f"{SHOULDER}\n\nTime for something to drink") == 1
    assert said(practice.pat, f"{CALF}\n\nTime for something to drink") == 1


async def test_an_answer_belongs_to_the_session_it_was_asked_about(practice: Practice) -> None:
    clinic, pat = practice.clinic, practice.pat
    await practice.at(MONDAY + timedelta(hours=5, minutes=20))
    question = await clinic.says(pat, "How sore")
    assert SHOULDER in question.words
    pat.tap(question, "7")
    await clinic.says(pat, "I have noted 7")
    assert "answered: soreness 7 of 10" in (await practice.card(practice.jo, pat)).words
    assert "answered" not in (await practice.card(practice.lee, pat)).words


async def both_asked(practice: Practice) -> None:
    """Pat has an open check-in about each session."""
    await practice.at(MONDAY + timedelta(hours=6))
    asked = [message.words for message in practice.pat.chat.bot_messages if message.button("10")]
    assert [words.partition("\n")[0] for words in asked] == [SHOULDER, CALF]


async def test_a_number_that_may_be_about_either_session_brings_both_scales(practice: Practice) -> None:
    await both_asked(practice)
    sent = practice.pat.say("4").id
    for session in (CALF, SHOULDER):
        scale = await practice.clinic.says(practice.pat, f"{session}\n\nHow sore are you right now?", sent)
        assert scale.button("4")
    assert practice.rows("answers") == []


async def test_a_question_that_holds_numbers_is_a_question_beside_two_open_check_ins(
    practice: Practice,
) -> None:
    await both_asked(practice)
    asked = "hello my name is Pat and I have 2 kids, can I take my blood thinner tonight at 9"
    sent = practice.pat.say(asked).id
    await practice.clinic.says(practice.pat, "Shall I pass", sent)
    assert not [m for m in practice.pat.chat.bot_messages if m.id > sent and m.button("4")]
    await practice.clinic.hear(practice.jo, "/unanswered", asked)


@pytest.mark.parametrize("how", ["End the course", "Erase"])
async def test_ending_one_leaves_every_message_of_the_other_where_it_was(
    practice: Practice, how: str
) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    before = steps(practice, "KL")
    await practice.card(jo, pat)
    await clinic.press(jo, how, "Erase JD" if how == "Erase" else "is discharged")
    if how == "Erase":
        await clinic.press(jo, "Yes, erase", "is erased")
    assert steps(practice, "KL") == before
    await practice.at(MONDAY + timedelta(days=4))
    heard = Counter(
        message.words for message in pat.chat.bot_messages if "something to drink" in message.words
    )
    assert sum(heard.values()) == 1
    await practice.card(practice.lee, pat)


async def test_correcting_one_moves_nothing_of_the_other(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    before = steps(practice, "KL")
    await practice.card(jo, practice.pat)
    await clinic.press(jo, "Change time", "when did the session end?")
    await clinic.hear(jo, "12:00", "Session ended: Monday 23 November, 12:00")
    assert steps(practice, "KL") == before
    assert steps(practice, "JD") != before


async def test_wrong_person_on_one_link_leaves_the_other_session(practice: Practice) -> None:
    clinic, lee, pat = practice.clinic, practice.lee, practice.pat
    before = steps(practice, "JD")
    await clinic.press(lee, "Wrong person", "opened by the wrong person?")
    await clinic.press(lee, "Yes, end and erase it", "ended and erased")
    assert steps(practice, "JD") == before
    await clinic.says(pat, "has erased one of your sessions")
    await practice.card(practice.jo, pat)


async def test_each_clinician_sees_their_own_session_only(practice: Practice) -> None:
    for clinician, own, other in ((practice.jo, "JD", "KL"), (practice.lee, "KL", "JD")):
        listed = await practice.clinic.hear(clinician, "/patients", f"{own} ·")
        assert f"{other} ·" not in listed.words
        assert f"{other} ·" not in (await practice.card(clinician, practice.pat)).words
    both = await practice.clinic.hear(practice.kim, "/patients", "Your patients")
    assert "1. KL / JD ·" in both.words


async def test_the_patient_out_of_reach_is_told_to_both(practice: Practice) -> None:
    practice.pat.block()
    await practice.clinic.barrier(practice.sam)
    await practice.at(MONDAY + timedelta(hours=1))
    for clinician, label in ((practice.jo, "JD"), (practice.lee, "KL")):
        assert (
            said(clinician, f"• {label} · Pat · {practice.patient(practice.pat).code}: cannot be reached")
            == 1
        )


async def test_a_clinician_may_be_a_colleagues_patient(practice: Practice) -> None:
    clinic, lee = practice.clinic, practice.lee
    await practice.follow(practice.jo, lee, "LL 14:30 neck")
    assert "something to drink" in (await said_next(practice)).lower()
    await clinic.hear(lee, "/patients", "KL ·")
    assert "LL ·" not in (await clinic.hear(lee, "/patients", "KL ·")).words
    await clinic.hear(lee, "/plan", "This is your plan.")
    await clinic.hear(lee, "can I take ibuprofen?", "reads it in working hours")
    card = await practice.card(lee, practice.pat)
    await clinic.press(lee, "Write a line", "type your line")
    await clinic.hear(lee, "4", "Shall I send it?")
    await clinic.press(lee, "Send it", "On its way")
    assert said(practice.pat, "\n\n4\n\n") == 1
    assert card.words.startswith("KL ·")


async def said_next(practice: Practice) -> str:
    """What the newest patient hears first of the plan."""
    while not said(practice.lee, "something to drink"):
        await practice.at((await practice.clinic.bot.next_due()) or MONDAY)
    return next(m.words for m in reversed(practice.lee.chat.bot_messages) if "drink" in m.words)


async def test_who_is_both_stays_a_patient_when_revoked(practice: Practice) -> None:
    clinic, lee = practice.clinic, practice.lee
    await practice.follow(practice.jo, lee, "LL 14:30 neck")
    await clinic.hear(practice.kim, "/revoke", "These people belong to")
    await clinic.press(practice.kim, "Revoke Lee", "Shall I take Lee out?")
    await clinic.press(practice.kim, "Yes, take them out", "Lee is out")
    await clinic.hear(lee, "/patients", "I do not know that command")
    await clinic.hear(lee, "/plan", "This is your plan.")
