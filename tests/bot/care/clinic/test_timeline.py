"""The card of a patient tells of red flags as well: how urgent, in what words, and who has read them."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Clinician
from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from bot.store import alerts, timeline
from bot.store.tx import Tx
from messages.heard.red_flags.finding import Tier
from tests.bot.alarm import DAY, WORDS, WORSE, followed, write
from tests.bot.conftest import MONDAY
from tests.bot.staff import Practice


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


async def card_of(practice: Practice, clinician: Person, person: Person) -> Message:
    """The card itself, for an alert names the patient as well."""
    code = practice.patient(person).code
    return await practice.clinic.hear(clinician, f"/patient {code}", "Session ended:")


def found(practice: Practice, person: Person, label: str) -> int:
    """How many red flags somebody of the clinic finds in the timeline of the treatment of that label."""
    code = next(str(row["code"]) for row in practice.rows("treatments") if row["label"] == label)
    member = practice.member(person)
    assert isinstance(member, Clinician)
    return len(practice.clinic.bot.store.run_now(timeline.red_flags, member, code))


async def test_the_timeline_tells_that_nobody_has_read_a_red_flag_and_then_who_has(
    practice: Practice,
) -> None:
    clinic, jo = practice.clinic, practice.jo
    await write(practice)
    await write(practice, WORSE)
    line = f"14:42  RED FLAG, emergency: “{WORDS} / {WORSE}”"
    card = await card_of(practice, jo, practice.pat)
    assert f"{line} Nobody has read it yet." in card.words
    assert "reminders rest, by the patient's wish or since a red flag" in card.words
    clinic.clock.move(minutes=3)
    await clinic.hear(jo, "/alerts", WORSE)
    await clinic.press(jo, "Seen", "")
    card = await card_of(practice, jo, practice.pat)
    assert f"{line} Read by Jo, Monday 23 November, 14:45." in card.words
    await clinic.press(jo, "False alarm", "noted as a false alarm")
    card = await card_of(practice, jo, practice.pat)
    assert f"{line} Read by Jo, Monday 23 November, 14:45: a false alarm." in card.words


async def test_the_timeline_shortens_long_words_and_names_tapped_signs(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "worse 9", "Do you have any of these right now?")
    await practice.clinic.press(practice.pat, "Coughing up blood", "Call 112 now")
    await write(practice, f"I cannot breathe {'very ' * 300}well")
    card = await card_of(practice, practice.jo, practice.pat)
    (line,) = [line for line in card.words.split("\n") if "RED FLAG" in line]
    assert "(chosen) Coughing up blood / I cannot breathe very very" in line
    assert re.search("very?…” Nobody has read it yet.$", line)
    assert len(line) < 160


async def test_a_timeline_of_many_red_flags_fits_into_one_message(practice: Practice) -> None:
    """The newest come last, and the card says how many earlier ones it leaves out."""
    clinic, pat = practice.clinic, practice.patient(practice.pat)
    for number in range(30):

        def flag(tx: Tx, number: int = number) -> None:
            raised = MONDAY + timedelta(minutes=number)
            made = alerts.add(tx, patient_id=pat.id, tier=Tier.SAME_DAY, first=MONDAY + DAY, now=raised)
            alerts.add_words(tx, made.id, f"{number} {'🩸' * 4000}", now=raised)

        clinic.bot.store.run_now(flag)
    card = await card_of(practice, practice.jo, practice.pat)
    assert "earlier)" in card.words
    assert "“29 🩸" in card.words
    assert len(card.words.encode("utf-16-le")) // 2 <= 4096
    assert not card.words.endswith("…")


async def test_red_flags_are_on_the_card_of_whoever_follows_the_patient_and_of_nobody_else(
    practice: Practice,
) -> None:
    clinic, jo, lee, kim = practice.clinic, practice.jo, practice.lee, practice.kim
    await practice.follow(lee, practice.quin, "KL 14:30 hip")
    await write(practice)
    for member in (jo, kim):
        assert WORDS in (await card_of(practice, member, practice.pat)).words
    assert "RED FLAG" not in (await card_of(practice, lee, practice.quin)).words
    code = practice.patient(practice.pat).code
    await clinic.hear(lee, f"/patient {code}", "I do not find such a patient")
    assert [found(practice, member, "JD") for member in (jo, kim, lee)] == [1, 1, 0]


async def test_a_red_flag_of_an_earlier_session_is_not_on_the_card_of_a_later_one(practice: Practice) -> None:
    """Unless nobody has read it yet."""
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await write(practice)
    clinic.clock.move(hours=1)
    sent = pat.open(await practice.enrol(practice.lee, "KL 15:00 right calf"))
    await clinic.says(pat, "Whom is it for?", sent.id)
    await clinic.press(pat, "For you", "has invited you for a session")
    await clinic.press(pat, "Yes", "Your session ended on")
    assert found(practice, practice.lee, "KL") == 1
    await clinic.hear(jo, "/alerts", WORDS)
    await clinic.press(jo, "Seen", "")
    assert found(practice, practice.lee, "KL") == 0
    assert found(practice, jo, "JD") == 1
