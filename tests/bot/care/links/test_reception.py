"""A receptionist enrols for a colleague, and sees links and appointments: nothing that a patient says."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import handlers
from bot.model import Role
from bot.rehearsal.people import Person
from bot.store import cases, cover, questions
from tests.bot.alarm import WORDS, followed, rest, told, write
from tests.bot.staff import FORWARD, OLD, Practice, a_practice, data, link_in, said

REFUSED = "That is for those who treat patients, so I have done nothing."
LINE = "JD 14:30 left shoulder"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Kim owns, Jo and Lee are clinicians."""
    async with a_practice(tmp_path) as opened:
        yield opened


async def enrolled(practice: Practice, rae: Person, patient: Person, line: str) -> None:
    """Somebody whom the receptionist has enrolled, with a plan under way."""
    sent = rae.say(f"/enroll {line}")
    await practice.join(patient, link_in(await practice.clinic.says(rae, FORWARD, sent.id)))


@pytest.mark.parametrize("line", [f"{LINE} for Jo", f"for jo {LINE}", "JD 14:30 for Jo left shoulder"])
async def test_the_patient_is_the_colleagues_from_the_link_on(
    practice: Practice, rae: Person, line: str
) -> None:
    sent = rae.say(f"/enroll {line}")
    card = await practice.clinic.says(rae, "Let the patient scan this", sent.id)
    assert card.words.startswith("JD · left shoulder\nSession ended: Monday 23 November, 14:30\n")
    assert "\nfor Jo\n" in card.words
    link = link_in(await practice.clinic.says(rae, FORWARD, sent.id))
    await practice.clinic.says(practice.pat, "Jo has invited you", practice.pat.open(link).id)
    await practice.clinic.press(practice.pat, "I agree", "has noted that your session ended")
    await practice.clinic.press(practice.pat, "Yes", "where you are?")
    await practice.clinic.press(practice.pat, "Yes", "This is your plan.")
    await practice.clinic.hear(practice.jo, "/patients", "JD · Pat")
    await practice.clinic.says(practice.jo, "JD: the link was opened by Pat")
    await practice.clinic.hear(practice.lee, "/patients", "You follow nobody yet")


@pytest.mark.parametrize("line", [LINE, f"{LINE} for Ned"])
async def test_where_no_name_is_known_it_is_asked_for_by_buttons(
    practice: Practice, rae: Person, line: str
) -> None:
    asked = await practice.clinic.hear(rae, f"/enroll {line}", "For whom do you enrol JD?")
    assert asked.labels == ("Kim", "Jo", "Lee")
    await practice.clinic.press(rae, "Lee", "for Lee")
    assert [row["label"] for row in practice.rows("invitations") if row["opens"] == "patient"] == ["JD"]


async def test_several_lines_without_a_name_are_asked_about_once(practice: Practice, rae: Person) -> None:
    lines = f"{LINE}\nMK 14:40 neck\nPQ 14:50 left calf for Jo"
    await practice.clinic.hear(rae, f"/enroll {lines}", "For whom do you enrol JD, MK?")
    await practice.clinic.press(rae, "Lee", "for Lee")
    made = [row for row in practice.rows("invitations") if row["opens"] == "patient"]
    whose = {row["id"]: row["name"] for row in practice.rows("staff")}
    assert {row["label"]: whose[row["staff_id"]] for row in made} == {"JD": "Lee", "MK": "Lee", "PQ": "Jo"}


async def test_where_two_have_that_name_those_two_are_asked_about(practice: Practice, rae: Person) -> None:
    for name in ("Jo Summers", "Jo Winters"):
        sent = practice.kim.say(f"/invite {name}")
        link = link_in(await practice.clinic.says(practice.kim, "You are invited", sent.id))
        member = practice.clinic.telegram.person(name)
        await practice.clinic.says(member, "as a clinician", member.open(link).id)
    await practice.revoke(practice.jo)
    asked = await practice.clinic.hear(rae, f"/enroll {LINE} for Jo", "For whom do you enrol JD?")
    assert asked.labels == ("Jo Summers", "Jo Winters")
    await practice.clinic.hear(rae, "winters", "for Jo Winters")


async def test_bare_enroll_asks_who_for_whom_and_when(practice: Practice, rae: Person) -> None:
    await practice.clinic.hear(rae, "/enroll", "Who is it?")
    await practice.clinic.hear(rae, "JD", "For whom do you enrol JD?")
    await practice.clinic.press(rae, "Jo", "When did the session end?")
    await practice.clinic.press(rae, "Just now", "Which part of the body")


async def test_links_shows_label_time_state_and_for_whom_and_no_more(practice: Practice, rae: Person) -> None:
    await enrolled(practice, rae, practice.pat, f"{LINE} for Jo")
    await practice.enrol(practice.lee, "MK 13:00 neck")
    await write(practice, WORDS)
    listed = await practice.clinic.hear(rae, "/links", "Links and appointments")
    assert listed.words.splitlines()[2:] == [
        "MK · Monday 23 November, 13:00 · not opened · for Lee",
        "JD · Monday 23 November, 14:30 · opened · for Jo",
    ]
    assert listed.labels == ("MK:", "Revoke link")
    await practice.clinic.press(rae, "MK:", "Here is your aftercare companion")
    own = await practice.clinic.hear(practice.lee, "/links", "Links and appointments")
    assert own.words.splitlines()[2:] == ["MK · Monday 23 November, 13:00 · not opened"]


async def test_no_answer_no_alert_and_no_question_comes_to_a_receptionist(
    practice: Practice, rae: Person
) -> None:
    await enrolled(practice, rae, practice.pat, f"{LINE} for Jo")
    heard = len(rae.chat.bot_messages)
    await practice.clinic.hear(practice.jo, "/away", "You are away")
    await write(practice, WORDS)
    await rest(practice)
    assert told(practice.lee)
    alert, case = (
        data(told(practice.lee)[0], "Seen"),
        data(await practice.card(practice.kim, practice.pat), "Erase"),
    )
    link = practice.rows("invitations")[-1]["code"]
    for tap in (alert, case, "patients:0:", "away:0", f"wrong:{link}:ask", f"patient:{case[11:]}"):
        assert await practice.flash(rae, tap) == OLD, tap
    assert len(rae.chat.bot_messages) == heard


async def test_commands_that_are_not_theirs_are_refused_in_words(practice: Practice, rae: Person) -> None:
    await enrolled(practice, rae, practice.pat, f"{LINE} for Jo")
    code = practice.patient(practice.pat).code
    for command in handlers.COMMANDS:
        if command.role in (Role.CLINICIAN, Role.OWNER):
            for name in command.spelled:
                await practice.clinic.hear(rae, f"/{name} {code}", REFUSED)


async def test_menu_and_help_hold_what_is_theirs(practice: Practice, rae: Person) -> None:
    shown = await practice.clinic.hear(rae, "/help", "what you can do here as a receptionist")
    assert "/enroll" in shown.words
    assert "/links" in shown.words
    assert not [name for name in ("/patients", "/alerts", "/away", "/invite") if name in shown.words]
    await practice.clinic.telegram.until(
        lambda: {str(one["command"]) for one in rae.commands} >= {"enroll", "links", "plan"}
    )
    assert {"patients", "alerts", "away", "invite"} & {str(one["command"]) for one in rae.commands} == set()
    await practice.clinic.hear(rae, "/start", "You work with me here as a receptionist")
    await practice.clinic.hear(rae, "good morning", "/links shows those there are")


async def test_nobody_is_handed_over_to_the_front_desk(practice: Practice, rae: Person) -> None:
    await enrolled(practice, rae, practice.pat, f"{LINE} for Jo")
    await practice.card(practice.jo, practice.pat)
    offered = await practice.clinic.press(practice.jo, "Hand over", "who takes over?")
    assert offered.labels == ("Kim", "Lee")
    member = practice.member(rae)
    assert member is not None
    tap = data(offered, "Lee").rpartition(":")[0] + f":{member.code}"
    assert await practice.flash(practice.jo, tap) == OLD


async def test_a_link_that_nobody_opens_is_told_to_whoever_made_it(practice: Practice, rae: Person) -> None:
    await practice.clinic.hear(rae, f"/enroll {LINE} for Jo", FORWARD)
    await practice.clinic.next_message(rae)
    assert said(rae, "JD: the link of") == 1
    assert said(practice.jo, "JD: the link of") == 0


async def test_the_line_without_a_colleague_is_anybodys_who_treats_alone(tmp_path: Path) -> None:
    """Where one person treats, there is nobody else to ask about; and a clinician's "for" is no name."""
    async with a_practice(tmp_path) as practice:
        for member in (practice.jo, practice.lee):
            await practice.revoke(member)
        person = practice.clinic.telegram.person("Rae")
        await practice.employ_at_desk(person)
        await practice.clinic.hear(person, f"/enroll {LINE}", "for Kim")
        asked = await practice.clinic.hear(person, f"/enroll {LINE} for Ned", "For whom do you enrol JD?")
        assert asked.labels == ("Kim",)


async def test_scope_gives_a_receptionist_no_patient_whatever_they_were_before(tmp_path: Path) -> None:
    """Whoever followed patients, and is at the front desk now, finds none in any query."""
    async with followed(tmp_path) as practice:
        await write(practice)
        run, now = practice.clinic.bot.store.run_now, practice.clinic.clock.now
        before = practice.member(practice.jo)
        assert before is not None
        assert run(lambda tx: cases.count(tx, before)) == len(
            run(lambda tx: cover.open_alerts(tx, before, now=now))
        )
        desk = replace(before, role=Role.RECEPTIONIST)
        assert run(lambda tx: cases.count(tx, desk)) == 0
        assert run(lambda tx: cover.open_alerts(tx, desk, now=now)) == []
        assert run(lambda tx: questions.open_ones(tx, desk, most=9)) == []
