"""A clinician looks after patients: the list, the search, and the timeline of one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.staff import Practice, a_practice, said

NOBODY = "I found nobody like that"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


async def crowd(practice: Practice, size: int) -> None:
    """So many patients of Jo's: P0, P1 and on."""
    for number in range(size):
        await practice.follow(practice.jo, practice.clinic.telegram.person(f"P{number}"), f"File {number}x")


async def test_who_follows_nobody_is_told_how_to_begin(practice: Practice) -> None:
    await practice.clinic.hear(practice.jo, "/patients", "You follow nobody yet. Enrol a patient")


async def test_the_list_shows_hours_soreness_worries_and_links_that_wait(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await practice.follow(jo, pat, "JD 14:30 left shoulder")
    await practice.enrol(jo, "KL")
    while not pat.chat.bot_messages[-1].button("3"):
        await clinic.next_message(pat)
    await clinic.press(pat, "3", "I have noted 3")
    await clinic.press(pat, "I'm worried", "Please look at these signs")
    listed = await clinic.hear(jo, "/patients", "Your patients")
    code = practice.patient(pat).code
    assert (
        f"\n1. JD · Pat · {code} · left shoulder · 6 h since the session · 3/10 · worried\n" in listed.words
    )
    assert listed.labels == ("1. JD", "Links (1)")
    await clinic.press(jo, "Links (1)", "• KL · not opened yet, made 5 h ago")


async def test_the_list_is_turned_by_pages_of_eight(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await crowd(practice, 9)
    first = await clinic.hear(jo, "/patients", "Your patients, page 1 of 2")
    assert [first.words.count(f"File {number}x") for number in range(9)] == [0] + [1] * 8
    second = await clinic.press(jo, "More", "Your patients, page 2 of 2")
    assert "File 0x" in second.words
    again = await clinic.press(jo, "Back", "Your patients, page 1 of 2")
    assert again.words == first.words


async def test_a_page_that_is_not_there_any_more_is_the_first_one(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    newest = practice.jo.chat.bot_messages[-1]
    practice.jo.tap_data(newest, "patients:99999999:")
    assert "JD" in (await practice.clinic.says(practice.jo, "Your patients", newest.id)).words


@pytest.mark.parametrize("label", ["JD", "jd"])
async def test_a_patient_is_opened_by_label_as_well(practice: Practice, label: str) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30 left shoulder + neck")
    card = await practice.clinic.hear(practice.jo, f"/patient {label}", "Session ended:")
    assert "JD · Pat" in card.words
    assert "left shoulder and neck\n" in card.words
    await practice.clinic.hear(practice.lee, f"/patient {label}", "I do not find such a patient")


async def test_a_label_of_several_patients_opens_the_list_of_them(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    await practice.follow(practice.jo, practice.quin, "JD 14:00")
    await practice.clinic.hear(practice.jo, "/patient JD", "Your patients with “JD”")


@pytest.mark.parametrize("query", ["jd", "JD", "j", "Jd "])
async def test_the_search_finds_a_part_of_a_label_in_any_case(practice: Practice, query: str) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    await practice.follow(practice.jo, practice.quin, "KL 14:30")
    found = await practice.clinic.hear(practice.jo, f"/patients {query}", "Your patients with")
    assert "JD · Pat" in found.words
    assert "KL · Quin" not in found.words


async def test_the_search_finds_a_whole_code_and_no_piece_of_it(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    code = practice.patient(practice.pat).code
    await practice.clinic.hear(practice.jo, f"/patients {code.lower()}", "JD ·")
    await practice.clinic.hear(practice.jo, f"/patients {code[:-1]}", NOBODY)


async def test_the_search_takes_wildcards_as_plain_characters(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    for query in ("%", "_", "*", "'", '"', "J%"):
        await practice.clinic.hear(practice.jo, f"/patients {query}", NOBODY)


async def test_a_search_with_colons_is_turned_by_pages_as_well(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    for number in range(9):
        person = clinic.telegram.person(f"P{number}")
        await clinic.hear(jo, "/enroll", "Who is it?")
        await clinic.hear(jo, f"a:b:{number}", "When did the session end?")
        await clinic.press(jo, "Just now", "Which part")
        await clinic.press(jo, "Skip", "Which protocol?")
        sent = await clinic.press(jo, "Dry needling", "Let the patient scan this")
        link = (await clinic.says(jo, "Here is your aftercare", sent.id)).words.split()[-1]
        await practice.join(person, link)
    await clinic.hear(jo, "/patients a:b", "with “a:b”, page 1 of 2")
    await clinic.press(jo, "More", "with “a:b”, page 2 of 2")


async def test_those_under_way_come_before_those_who_are_done(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await practice.follow(jo, practice.pat, "First 12:00")
    await practice.follow(jo, practice.quin, "Second 14:30")
    await practice.card(jo, practice.quin)
    await clinic.press(jo, "End the course", "is discharged")
    listed = await clinic.hear(jo, "/patients", "Your patients")
    assert listed.words.index("1. First") < listed.words.index("2. Second")
    assert "· discharged" in listed.words


async def test_the_timeline_tells_what_was_sent_answered_and_asked(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await practice.follow(jo, pat, "JD 14:30 left shoulder")
    while not pat.chat.bot_messages[-1].button("3"):
        await clinic.next_message(pat)
    await clinic.press(pat, "3", "I have noted 3")
    await clinic.press(pat, "I'm worried", "Please look at these signs")
    await practice.line(jo, pat, "Ice may help.")
    card = await practice.card(jo, pat)
    for event in (
        "Monday 23 November",
        "14:42  sent: what to expect (at once)",
        "16:30  sent: drink (2 h after the session)",
        "20:30  sent: how are you?, move gently (6 h after the session)",
        "20:30  answered: soreness 3 of 10 (tapped)",
        "20:30  tapped “I'm worried”",
        "20:30  sent: a line from the clinic",
        "reminders are on",
    ):
        assert event in card.words
    assert said(jo, "Ice may help.") == 1  # only to be looked at before it goes


async def test_a_code_is_read_in_any_case_and_unknown_ones_are_not_found(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    code = practice.patient(practice.pat).code
    await practice.clinic.hear(practice.jo, f"/patient {code.lower()}", "Session ended:")
    await practice.clinic.hear(practice.jo, "/patient", "Send the label or the code with it")
    for wrong in ("1", "0", "QQ", "%", code[:-1], f"{code}X"):
        await practice.clinic.hear(practice.jo, f"/patient {wrong}", "I do not find such a patient")


async def test_a_colleague_sees_nothing_of_it_and_the_owner_everything(practice: Practice) -> None:
    clinic = practice.clinic
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    await practice.follow(practice.lee, practice.quin, "KL 14:30")
    code = practice.patient(practice.pat).code
    await clinic.hear(practice.lee, f"/patient {code}", "I do not find such a patient")
    await clinic.hear(practice.lee, f"/patients {code}", NOBODY)
    await clinic.hear(practice.lee, "/patients JD", NOBODY)
    assert "JD ·" not in (await clinic.hear(practice.lee, "/patients", "KL ·")).words
    both = await clinic.hear(practice.kim, "/patients", "Your patients")
    assert "JD ·" in both.words
    assert "KL ·" in both.words
    await clinic.hear(practice.kim, f"/patient {code}", "Session ended:")


async def test_who_registered_alone_is_seen_by_the_owner_only(practice: Practice) -> None:
    await practice.clinic.enrol(practice.sam)
    await practice.clinic.hear(practice.jo, "/patients", "You follow nobody yet")
    listed = await practice.clinic.hear(practice.kim, "/patients", "Your patients")
    assert practice.patient(practice.sam).code in listed.words
    assert f"1. Sam · {practice.patient(practice.sam).code} · within the last hour" in listed.words


async def test_who_came_alone_and_has_no_session_yet_is_the_owners_to_know_of(
    practice: Practice,
) -> None:
    """An alert may be about them."""
    await practice.clinic.agree(practice.sam)
    code = practice.patient(practice.sam).code
    for query in ("", f" {code}"):
        listed = await practice.clinic.hear(practice.kim, f"/patients{query}", "With no session yet")
        assert f"With no session yet:\n• Sam · {code}\n" in listed.words
    await practice.clinic.hear(practice.kim, "/patients JD", NOBODY)
    await practice.clinic.hear(practice.jo, "/patients", "You follow nobody yet")
    await practice.clinic.hear(practice.jo, f"/patients {code}", NOBODY)
    await practice.clinic.hear(practice.sam, "today 14:30", "Is that right?")
    await practice.clinic.press(practice.sam, "Yes", "where you are?")
    await practice.clinic.press(practice.sam, "Yes", "This is your plan.")
    listed = await practice.clinic.hear(practice.kim, "/patients", f"1. Sam · {code}")
    assert "With no session yet" not in listed.words


async def test_a_label_of_two_of_whom_one_has_no_session_opens_the_list_of_both(practice: Practice) -> None:
    """An alert may be about either: who is found first is not always who is meant."""
    clinic, jo = practice.clinic, practice.jo
    await practice.follow(jo, practice.pat, "JD 14:30")
    practice.quin.open(await practice.enrol(jo, "JD 14:00"))
    await clinic.says(practice.quin, "has invited you")
    await clinic.press(practice.quin, "I agree", "has noted that your session ended")
    await clinic.hear(practice.quin, "I cannot breathe", "112")
    await clinic.says(jo, "I cannot breathe")
    both = await clinic.hear(jo, "/patient JD", "Your patients with “JD”")
    assert "JD · Pat" in both.words
    assert "With no session yet:\n• JD · Quin" in both.words
