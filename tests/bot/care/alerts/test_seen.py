"""An alert is over when a person has seen it, and everybody who was told of it hears the truth."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from tests.bot.alarm import (
    DAY,
    EMERGENCY,
    HOUR,
    MINUTE,
    READ,
    SPOT,
    WORDS,
    WORSE,
    after,
    followed,
    minutes,
    rest,
    told,
    write,
)
from tests.bot.conftest import MONDAY
from tests.bot.staff import OLD, Practice, data, said

YOURS = "you have read it, at 14:42. I write that to the patient."
PRESSES = {
    "Seen": "you have read it, at",
    "Call them": "they have left no phone number",
    "Write to them": "type your line",
}


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        await write(opened)
        yield opened


async def see(practice: Practice, member: Person) -> None:
    await practice.clinic.press(member, "Seen", "you have read it, at")
    await rest(practice)


async def test_what_was_seen_is_never_told_again(practice: Practice) -> None:
    await after(practice, 3 * MINUTE)
    await see(practice, practice.jo)
    await after(practice, DAY)
    assert minutes(practice.jo) == [0, 2]
    assert minutes(practice.kim) == []


@pytest.mark.parametrize("label", PRESSES)
async def test_each_button_proves_that_a_person_has_seen_it(practice: Practice, label: str) -> None:
    await practice.clinic.press(practice.jo, label, PRESSES[label])
    await after(practice, DAY)
    assert said(practice.pat, f"Jo {READ} 14:42") == 1
    assert said(practice.jo, YOURS) == 1
    assert minutes(practice.jo) == [0]


async def test_the_first_who_sees_it_is_named_and_the_others_are_told(practice: Practice) -> None:
    await after(practice, 16 * MINUTE)
    await see(practice, practice.kim)
    assert said(practice.jo, "Kim has read the alert at 14:58") == 1
    practice.jo.tap("Seen")
    await practice.clinic.barrier(practice.jo)
    await after(practice, DAY)
    assert said(practice.pat, READ) == said(practice.pat, f"Kim {READ} 14:58") == 1
    assert said(practice.lee, "Kim has read the alert at 14:58") == 1


async def test_a_line_written_from_an_alert_reaches_the_patient(practice: Practice) -> None:
    await practice.clinic.press(practice.jo, "Write to them", "type your line")
    await practice.clinic.hear(practice.jo, "I am calling you now.", "Shall I send it?")
    await practice.clinic.press(practice.jo, "Send it", "On its way to")
    line = await practice.clinic.says(practice.pat, "I am calling you now.")
    assert line.words.startswith("Jo of Riverside Physio writes:")


async def test_reminders_rest_until_the_patient_says_go_on(practice: Practice) -> None:
    heard = len(practice.pat.chat.bot_messages)
    await see(practice, practice.jo)
    await after(practice, 4 * HOUR)
    assert len(practice.pat.chat.bot_messages) == heard + 1
    await practice.clinic.hear(practice.pat, "/resume", "we go on from here")
    await after(practice, DAY)
    assert len(practice.pat.chat.bot_messages) > heard + 3


async def test_reminders_go_on_by_the_button_of_the_clinic(practice: Practice) -> None:
    await see(practice, practice.jo)
    await practice.clinic.press(
        practice.jo, "Let reminders go on", "reminders go on. I write that to the patient."
    )
    heard = await practice.clinic.says(practice.pat, "we go on from here")
    await after(practice, DAY)
    assert practice.pat.chat.bot_messages[-1].id > heard.id


async def test_going_on_says_nothing_of_having_been_read(practice: Practice) -> None:
    """The patient alone lets the reminders go on; the alert still climbs."""
    await practice.clinic.hear(practice.pat, "/resume", "we go on from here")
    await after(practice, 6 * MINUTE)
    assert minutes(practice.jo) == [0, 2, 5]


async def test_alerts_shows_what_is_open_to_who_may_see_it(practice: Practice) -> None:
    await practice.clinic.hear(practice.jo, "/alerts", WORDS)
    await practice.clinic.hear(practice.kim, "/alerts", WORDS)
    await practice.clinic.hear(practice.lee, "/alerts", WORDS)
    await practice.clinic.hear(practice.lee, "/away", "You are away")
    await practice.clinic.hear(practice.quin, "/alerts", "I do not know that command")
    await see(practice, practice.kim)
    await practice.clinic.hear(practice.jo, "/alerts", "No alert is open.")


@pytest.mark.parametrize("who", ["lee", "quin", "pat"])
async def test_nobody_else_can_press_what_they_were_not_shown(practice: Practice, who: str) -> None:
    person: Person = getattr(practice, who)
    await practice.clinic.barrier(person)
    for label in PRESSES:
        held = data(told(practice.jo)[0], label)
        shown = person.chat.bot_messages[-1]
        assert await practice.clinic.toast(person, _tap(person, shown.id, held)) == OLD
    await after(practice, 2 * MINUTE)
    assert said(practice.pat, READ) == 0
    assert minutes(practice.jo) == [0, 2]
    assert told(practice.lee) == []


def _tap(person: Person, message: int, held: str) -> Callable[[], object]:
    return lambda: person.tap_data(message, held)


async def test_more_words_after_it_was_seen_are_a_new_alert(practice: Practice) -> None:
    await see(practice, practice.jo)
    practice.clinic.clock.move(minutes=30)
    await write(practice, WORSE)
    assert minutes(practice.jo) == [0, 30]
    assert WORDS not in told(practice.jo)[-1].words
    await after(practice, 32 * MINUTE)
    assert minutes(practice.jo) == [0, 30, 32]


async def test_the_alerts_of_two_patients_are_seen_apart(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.quin, "KL 14:30 hip")
    await write(practice, SPOT, practice.quin)
    await see(practice, practice.jo)
    assert said(practice.quin, READ) == 1
    assert said(practice.pat, READ) == 0
    await after(practice, 2 * MINUTE, MONDAY)
    assert told(practice.jo)[-1].words.startswith(EMERGENCY)
