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
from tests.bot.staff import Practice, a_practice, data


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
    assert "reminders rest since a red flag" in card.words
    clinic.clock.move(minutes=3)
    await clinic.hear(jo, "/alerts", WORSE)
    await clinic.press(jo, "Seen", "")
    card = await card_of(practice, jo, practice.pat)
    assert f"{line} Read by Jo, Monday 23 November, 14:45." in card.words
    await clinic.press(jo, "False alarm", "surely a false alarm")
    await clinic.press(jo, "Yes, a false alarm", "noted as a false alarm")
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


async def test_the_timeline_tells_what_is_to_come_and_why_each_message_stands_there(tmp_path: Path) -> None:
    """In words, with every step that is said in it; where the night moved it, that is why."""
    async with a_practice(tmp_path) as practice:
        await practice.follow(practice.jo, practice.pat, "JD 14:30 left shoulder")
        await practice.at(MONDAY + timedelta(hours=2))
        past, _, ahead = (await card_of(practice, practice.jo, practice.pat)).words.partition("To come:")
        assert "16:30  sent: drink (2 h after the session)" in past
        assert ahead.strip().split("\n") == [
            "Monday 23 November",
            "20:30  how are you?, move gently (6 h after the session)",
            "Tuesday 24 November",
            "10:30  drink, stretch (20 h after the session)",
            "14:30  how are you? (24 h after the session)",
            "20:30  move gently (30 h after the session)",
            "Wednesday 25 November",
            "08:30  stretch, drink (42 h after the session)",
            "14:30  how are you?, closing words (48 h after the session)",
            "Thursday 26 November",
            "14:30  how are you? (72 h after the session; only if still sore)",
        ]
        await practice.follow(practice.jo, practice.quin, "KL 12:00 hip")
        late = (await card_of(practice, practice.jo, practice.quin)).words.partition("To come:")[2]
        assert "08:00  stretch, drink (42 h after the session; in quiet hours, so after them)" in late


async def test_a_corrected_rating_stands_beside_what_it_was_each_with_its_time_and_way(
    tmp_path: Path,
) -> None:
    async with a_practice(tmp_path) as practice:
        clinic, pat = practice.clinic, practice.pat
        await practice.follow(practice.jo, pat, "JD 14:30 left shoulder")
        await practice.at(MONDAY + timedelta(hours=6))
        question = pat.chat.bot_messages[-1]
        three = data(question, "3")
        await clinic.press(pat, "6", "I have noted 6 out of 10")
        clinic.clock.move(minutes=5)
        await clinic.hear(pat, "4", "I have noted 4 out of 10")
        clinic.clock.move(minutes=5)
        pat.tap_data(question, three)
        await clinic.says(pat, "I have noted 3 out of 10", question.id)
        card = (await card_of(practice, practice.jo, pat)).words
        assert [line for line in card.split("\n") if "answered" in line] == [
            "20:42  answered: soreness 6 of 10 (tapped)",
            "20:47  answered: soreness 4 of 10 instead of 6 (typed)",
            "20:52  answered: soreness 3 of 10 instead of 4 (tapped)",
        ]
        (kept,) = practice.rows("answers")
        assert (kept["value"], kept["way"]) == (3, "tapped")
        assert [row["value"] for row in practice.rows("former_answers")] == [6, 4]
