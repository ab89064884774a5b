"""Whatever people type or are called does no harm: it is shown as it is, cut, or asked for again."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.care.ground.says.buttons import MOST_BYTES
from bot.rehearsal.shapes import cut
from messages.heard.labels import UNSEEN, plain
from messages.said.catalog import packaged_words
from messages.said.marked import MARK
from tests.bot.staff import Practice, a_practice, link_in, said
from tests.lengths import some
from tests.surroundings import CLINIC

ODD = (
    "<b>JD</b>",
    "=cmd()",
    "@JD +1 -1",
    "J\u202eD\u2066x",
    "J\u200b\u2060D\ufeff",
    "*J_D*[x](https://example.org)",
    "{phone} {0} {{x}} %s",
    "'; DROP TABLE patients; --",
    "日本語" * 13,
    "👩‍⚕️" * 12,
    "a:b:c",
)
LONG = "x" * 4000
MADE = {"italic", "code", "pre", "text_link", "text_mention"}  # what only mark-up makes
WORDS = packaged_words()
URGENCY = [str(text) for key, text in WORDS.items() if key.startswith("staff.urgency.")]
BOLD = {  # what the words themselves mark
    part.format(
        emergency="112",
        clinic=CLINIC["CLINIC_NAME"],
        phone=CLINIC["CLINIC_PHONE"],
        urgency=urgency,
        name="Sam",  # of whom a carer hears
        them="Ann",  # of whom a parent hears
    )
    for text in WORDS.values()
    if isinstance(text, str)
    for part in MARK.findall(text)
    for urgency in URGENCY
}


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


async def harmless(practice: Practice) -> None:
    """Nothing failed, no button holds too much, and nothing unseen is in what was kept or shown."""
    assert [row["key"] for row in practice.rows("outbox") if row["state"] == "quarantined"] == []
    assert [row for row in practice.rows("inbox") if row["state"] == "quarantined"] == []
    for person in practice.clinic.telegram.people:
        for message in person.chat.bot_messages:
            assert message.words
            told = message.body.get("entities", ())
            assert not MADE & {one["type"] for one in told}
            bold = {cut(message.words, one["offset"], one["length"]) for one in told if one["type"] == "bold"}
            assert bold <= BOLD
            for button in (one for row in message.buttons for one in row):
                assert len(str(button.data).encode()) <= MOST_BYTES
    for table, column in (("treatments", "label"), ("invitations", "label"), ("staff", "name")):
        for row in practice.rows(table):
            assert len(row[column]) <= 40
            assert not any(sign in row[column] for sign in "\u202e\u2066\u200b\u2060\ufeff\n")
    assert "Cf" in UNSEEN


@pytest.mark.parametrize("label", some(ODD, 4), ids=range(len(ODD)))
async def test_as_a_label_wherever_it_is_shown(practice: Practice, label: str) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await clinic.hear(jo, "/enroll", "Who is it?")
    await clinic.hear(jo, label, "When did the session end?")
    await clinic.press(jo, "Just now", "Which part")
    await clinic.press(jo, "Skip", "Which protocol?")
    sent = await clinic.press(jo, "Dry needling", "Let the patient scan this")
    await clinic.hear(jo, "/patients", "You follow nobody yet")
    await clinic.press(jo, "Links (1)", "not opened")
    await practice.join(pat, link_in(await clinic.says(jo, "Here is your aftercare", sent.id)))
    for label_of_button, question in (("Hand over", "who takes over?"), ("End the course", "is discharged")):
        await practice.card(jo, pat)
        await clinic.press(jo, label_of_button, question)
    await clinic.hear(jo, "/patients", "Your patients")
    await harmless(practice)


@pytest.mark.parametrize("name", some(ODD, 4, turn=1), ids=range(len(ODD)))
async def test_as_the_name_of_a_colleague(practice: Practice, name: str) -> None:
    clinic, kim, sam = practice.clinic, practice.kim, practice.sam
    sent = kim.say(f"/invite {name}")
    link = link_in(await clinic.says(kim, "You are invited", sent.id))
    await clinic.says(sam, "as a clinician", sam.open(link).id)
    await clinic.says(kim, "has joined", sent.id)
    await practice.follow(sam, practice.pat, "JD 14:30")
    await practice.line(sam, practice.pat, "Ice may help.")
    await clinic.hear(kim, "/clinicians", "These people belong to")
    await harmless(practice)


@pytest.mark.parametrize("name", some([*ODD, "x" * 64, "\u200b"], 4, turn=2))
async def test_as_the_name_that_telegram_shows(practice: Practice, name: str) -> None:
    person = practice.clinic.telegram.person(name)
    await practice.follow(practice.jo, person, "JD 14:30")
    await practice.clinic.says(practice.jo, "the link was opened by")
    await harmless(practice)


@pytest.mark.parametrize("line", some([*ODD, "two\n\nparagraphs", "y" * 1000], 4, turn=3))
async def test_as_a_line_to_a_patient(practice: Practice, line: str) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    await practice.line(practice.jo, practice.pat, line)
    shown = (await practice.clinic.says(practice.pat, "Jo of Riverside Physio writes")).words
    assert line in shown
    assert "If it cannot wait, call +44 20 7946 0123. In an emergency call 112." in shown
    await harmless(practice)


@pytest.mark.parametrize("query", some([*ODD, LONG, "é" * 60], 4))
async def test_as_a_search(practice: Practice, query: str) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    sent = practice.jo.say(f"/patients {query}")
    await practice.clinic.says(practice.jo, "", sent.id)
    sent = practice.jo.say(f"/patient {query}")
    found = "Session ended" if plain(query).casefold() == "jd" else "I do not find such a patient"
    await practice.clinic.says(practice.jo, found, sent.id)
    await practice.clinic.hear(practice.jo, f"/preview {query}", "no protocol of that name")
    await harmless(practice)


async def test_four_thousand_characters_are_asked_for_again(practice: Practice) -> None:
    clinic, jo, kim = practice.clinic, practice.jo, practice.kim
    await practice.follow(jo, practice.pat, "JD 14:30")
    await clinic.hear(jo, f"/enroll {LONG}", "at most 40 characters")
    await clinic.hear(jo, LONG, "at most 40 characters")
    await clinic.hear(jo, "KL", "Let the patient scan this")
    await clinic.hear(kim, f"/invite {LONG}", "That name is too long")
    await practice.card(jo, practice.pat)
    await clinic.press(jo, "Write a line", "type your line")
    await clinic.hear(jo, LONG, "at most 1000 characters")
    assert said(practice.pat, "xxxx") == 0
    await harmless(practice)


async def test_a_label_of_what_cannot_be_seen_is_none(practice: Practice) -> None:
    await practice.clinic.hear(practice.jo, "/enroll", "Who is it?")
    await practice.clinic.hear(practice.jo, "\u200b\u202e", "Who is it?")
