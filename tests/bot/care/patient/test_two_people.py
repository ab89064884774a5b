"""Several people on one phone: each with a plan, answers, consent and erasure of their own."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.care.ground.says.erasure import PatientErased
from bot.model import Status
from bot.store.tx import stamp
from tests.bot.conftest import MONDAY
from tests.bot.family import ADULT, ANN, CHILD, TOM, WARD, another, named, people, two_children
from tests.bot.staff import Practice, a_practice, said


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


def begun(practice: Practice, name: str) -> list[str]:
    """The steps that went out about one of them."""
    whose = named(practice, practice.sam, name).id
    return [
        row["step"]
        for row in practice.rows("outbox")
        if row["patient_id"] == whose and row["step"] and row["state"] == "sent"
    ]


async def test_each_link_adds_a_person_with_a_plan_of_their_own(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    tom, ann = people(practice, practice.sam)
    assert (tom.chat_id, tom.called, tom.zone) == (ann.chat_id, "Tom", ann.zone)
    assert {row["patient_id"] for row in practice.rows("treatments")} == {tom.id, ann.id}
    shown = await practice.clinic.hear(practice.sam, "/plan", "For Ann:\n\nThis is the plan for Ann.")
    assert said(practice.sam, "For Tom:\n\nThis is the plan for Tom.") >= 1
    assert "14:30" in shown.words


@pytest.mark.parametrize(
    ("by", "given", "asks"),
    [
        (CHILD, "parent", "Are you their parent"),
        (ADULT, "self", "Please let them read this themselves"),
        (WARD, "guardian", "May you decide for them by law"),
    ],
)
async def test_who_may_say_yes_is_asked_in_the_words_for_their_age_and_kept(
    practice: Practice, by: str, given: str, asks: str
) -> None:
    await practice.follow(practice.jo, practice.sam, "SS 14:00 hip")
    await another(practice, practice.sam, TOM, "Tom", by=by)
    assert said(practice.sam, asks) == 1
    assert [row["given_by"] for row in practice.rows("consents")] == ["self", given]
    assert practice.rows("consents")[1]["wording"].endswith("/2026-11a/en")


async def test_nothing_is_kept_of_somebody_else_before_a_yes(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.sam, "SS 14:00 hip")
    practice.sam.open(await practice.enrol(practice.jo, TOM))
    await practice.clinic.says(practice.sam, "Whom is it for?")
    await practice.clinic.press(practice.sam, "For somebody else", "Who was treated?")
    await practice.clinic.press(practice.sam, CHILD, "Are you their parent")
    await practice.clinic.press(practice.sam, "What is kept", "who said yes")
    assert len(people(practice, practice.sam)) == 1
    await practice.clinic.press(practice.sam, "Not now", "I keep nothing about them")
    assert len(people(practice, practice.sam)) == len(practice.rows("consents")) == 1


async def test_the_same_label_is_the_next_session_of_the_same_person(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    opened = practice.sam.open(await practice.enrol(practice.jo, "CHILD1 14:20 left calf"))
    asked = await practice.clinic.says(practice.sam, "has invited Tom for a session", opened.id)
    assert asked.words.startswith("For Tom:")
    await practice.clinic.press(practice.sam, "Yes", "This is the plan for Tom.")
    assert len(people(practice, practice.sam)) == 2


async def test_with_another_label_it_may_be_for_one_of_them_again(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    opened = practice.sam.open(await practice.enrol(practice.jo, "TH 14:20 left calf"))
    asked = await practice.clinic.says(practice.sam, "Whom is it for?", opened.id)
    assert asked.labels == ("For Tom", "For Ann", "For me", "For somebody else")
    again = await practice.clinic.press(practice.sam, "For Ann", "has invited Ann for a session")
    assert again.words.startswith("For Ann:")


async def test_messages_say_whom_they_are_about_and_do_not_where_there_is_one(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    await practice.follow(practice.jo, practice.pat, "PP 14:20 hip")
    await practice.at(MONDAY + timedelta(hours=7))
    for name in ("Tom", "Ann"):
        assert said(practice.sam, f"For {name}:\n\nTime for {name} to have something to drink") == 1
        assert said(practice.sam, f"For {name}:\n\nA little gentle movement may help") == 1
    assert said(practice.pat, "For you:") == 0


async def test_an_answer_belongs_to_the_person_of_its_message(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    await practice.at(MONDAY + timedelta(hours=7))
    scale = next(one for one in practice.sam.chat.bot_messages if one.button("10"))
    assert scale.words.startswith("For Tom:")
    practice.sam.tap(scale, "3")
    noted = await practice.clinic.says(practice.sam, "I have noted 3")
    assert noted.words.startswith("For Tom:")
    assert [row["patient_id"] for row in practice.rows("answers")] == [
        named(practice, practice.sam, "Tom").id
    ]


async def test_a_number_that_may_be_either_brings_the_scale_of_each(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    await practice.at(MONDAY + timedelta(hours=7))
    sent = practice.sam.say("4").id
    for name in ("Tom", "Ann"):
        scale = await practice.clinic.says(
            practice.sam, f"For {name}:\n\nHow sore is {name} right now?", sent
        )
        assert scale.button("4")
    assert practice.rows("answers") == []
    await practice.clinic.hear(practice.sam, "Tom 4", "For Tom:\n\nThank you. I have noted 4")


async def test_what_falls_due_together_rings_apart_and_is_never_made_one(practice: Practice) -> None:
    await another(practice, practice.sam, "CHILD1 14:30 left calf", "Tom")
    await another(practice, practice.sam, "CHILD2 14:30 neck", "Ann")
    await practice.at(MONDAY + timedelta(hours=7))
    asked = [one for one in practice.sam.chat.bot_messages if one.button("10")]
    assert [one.words.partition(":")[0] for one in asked] == ["For Tom", "For Ann"]
    assert stamp(asked[1].at) - stamp(asked[0].at) == 300
    assert begun(practice, "Tom") == begun(practice, "Ann")


async def test_a_bare_stop_asks_for_whom_and_stops_that_one(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    asked = await practice.clinic.hear(practice.sam, "stop", "Whose reminders shall end?")
    assert asked.labels == ("For Tom", "For Ann", "For all")
    await practice.clinic.press(practice.sam, "For Ann", "For Ann:\n\nI will send no more reminders")
    assert named(practice, practice.sam, "Ann").status is Status.STOPPED
    assert named(practice, practice.sam, "Tom").status is Status.ACTIVE


async def test_for_all_is_said_of_each(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    await practice.clinic.hear(practice.sam, "/pause", "Whose reminders shall rest?")
    await practice.clinic.press(practice.sam, "For all", "For Ann:\n\nThe reminders for Ann rest now")
    assert said(practice.sam, "For Tom:\n\nThe reminders for Tom rest now") == 1


async def test_erasing_one_leaves_the_other_whole(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    ann, tom = named(practice, practice.sam, "Ann"), named(practice, practice.sam, "Tom")
    of_ann = [row for row in practice.rows("outbox") if row["patient_id"] == ann.id and row["step"]]
    await practice.clinic.hear(practice.sam, "/forget", "Whose data shall I erase?")
    await practice.clinic.press(practice.sam, "For Tom", "For Tom:\n\nI would erase everything")
    await practice.clinic.press(practice.sam, "Yes, erase everything", "Everything I kept for Tom is erased")
    assert [one.called for one in people(practice, practice.sam)] == ["Ann"]
    assert [row for row in practice.rows("outbox") if row["patient_id"] == ann.id and row["step"]] == of_ann
    for table in ("consents", "treatments", "outbox", "questions", "alerts"):
        assert tom.id not in {row.get("patient_id") for row in practice.rows(table)}, table
    told = [row for row in practice.rows("outbox") if row["key"] != PatientErased.key]
    assert "CHILD1" not in str([told, practice.rows("treatments"), practice.rows("invitations")])
    shown = await practice.clinic.hear(practice.sam, "/plan", "This is the plan for Ann.")
    assert not shown.words.startswith("For")


async def test_erasing_all_erases_all(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    await practice.clinic.hear(practice.sam, "/forget", "Whose data shall I erase?")
    await practice.clinic.press(practice.sam, "For all", "everybody on this phone")
    await practice.clinic.press(practice.sam, "Yes, erase everything", "You can delete this chat as well")
    assert people(practice, practice.sam) == []


async def test_a_time_that_is_typed_answers_the_question_that_is_open(practice: Practice) -> None:
    """Of the person it was put about, whatever was said of the other before."""
    await two_children(practice, practice.sam)
    await practice.clinic.hear(practice.sam, "/treated", "Whose session is it about?")
    await practice.clinic.press(practice.sam, "For Tom", "Do you want to correct that time")
    await practice.clinic.press(practice.sam, "Correct the time", "When did the session of Tom end?")
    asked = await practice.clinic.hear(practice.sam, "13:50", "Is that right?")
    assert asked.words.startswith("For Tom:")
    await practice.clinic.press(practice.sam, "Yes", "ended on Monday 23 November, 13:50")


async def test_an_old_button_of_one_answers_no_question_about_the_other(practice: Practice) -> None:
    await another(practice, practice.sam, TOM, "Tom")
    opened = practice.sam.open(await practice.enrol(practice.jo, ANN))
    await practice.clinic.says(practice.sam, "Whom is it for?", opened.id)
    await practice.clinic.press(practice.sam, "For Tom", "has invited Tom for a session")
    asked = practice.sam.chat.bot_messages[-1]
    await practice.clinic.hear(practice.sam, "/forget", "This cannot be undone")
    await practice.clinic.press(practice.sam, "Yes, erase everything", "is erased")
    await practice.clinic.toast(practice.sam, lambda: practice.sam.tap(asked, "Yes"))
    assert people(practice, practice.sam) == []


async def test_a_question_goes_only_to_whoever_follows_the_one_it_is_about(tmp_path: Path) -> None:
    """Before that is said, no clinician sees it."""
    async with a_practice(tmp_path) as apart:
        await two_children(apart, apart.sam, other=apart.lee)
        clinic, asked = apart.clinic, "can you recommend a good film about horses"
        await clinic.hear(apart.sam, asked, "Shall I pass")
        for member in (apart.jo, apart.lee):
            await clinic.hear(member, "/unanswered", "No question is waiting.")
        await clinic.press(apart.sam, "Pass my question to the clinic", "Whom is your question about?")
        await clinic.press(apart.sam, "For Tom", "For Tom:\n\nYour question is with Riverside Physio now")
        await clinic.hear(apart.jo, "/unanswered", asked)
        await clinic.hear(apart.lee, "/unanswered", "No question is waiting.")


async def test_the_answer_of_a_line_goes_to_who_wrote_it_about_whom(tmp_path: Path) -> None:
    async with a_practice(tmp_path) as apart:
        await two_children(apart, apart.sam, other=apart.lee)
        tom = named(apart, apart.sam, "Tom")
        await apart.clinic.hear(apart.jo, f"/patient {tom.code}", tom.code)
        await apart.clinic.press(apart.jo, "Write a line", "type your line")
        await apart.clinic.hear(apart.jo, "How is the calf?", "Shall I send it?")
        await apart.clinic.press(apart.jo, "Send it", "On its way to")
        line = await apart.clinic.says(apart.sam, "How is the calf?")
        assert line.words.startswith("For Tom:")
        await apart.clinic.hear(apart.sam, "it is a little better today", "Jo gets your answer")
        await apart.at(apart.clinic.clock.now + timedelta(minutes=2))
        assert said(apart.jo, "it is a little better today") == 1
        assert said(apart.lee, "it is a little better today") == 0


async def test_a_clinician_sees_nobody_else_of_a_phone(tmp_path: Path) -> None:
    """Not in a list, a search or by code, nor on the card of their own."""
    async with a_practice(tmp_path) as apart:
        await two_children(apart, apart.sam, other=apart.lee)
        ann = named(apart, apart.sam, "Ann")
        for command in ("/patients", "/patients Ann", "/patients CHILD2", f"/patient {ann.code}"):
            sent = apart.jo.say(command)
            shown = await apart.clinic.says(apart.jo, "", sent.id)
            assert not {"CHILD2", "Ann", ann.code} & set(shown.words.replace("“", " ").split()) - {
                *command.split()
            }
        card = await apart.clinic.hear(apart.lee, f"/patient {ann.code}", "a parent said yes")
        assert "CHILD1" not in card.words
        assert "Tom" not in card.words


async def test_where_the_clinic_erases_one_the_other_goes_on(practice: Practice) -> None:
    await two_children(practice, practice.sam)
    tom = named(practice, practice.sam, "Tom")
    await practice.clinic.hear(practice.jo, f"/patient {tom.code}", tom.code)
    await practice.clinic.press(practice.jo, "Erase", "Erase CHILD1")
    await practice.clinic.press(practice.jo, "Yes, erase", "CHILD1 is erased")
    await practice.clinic.says(practice.sam, "Everything I kept for Tom is erased. The others here go on")
    assert [one.called for one in people(practice, practice.sam)] == ["Ann"]
