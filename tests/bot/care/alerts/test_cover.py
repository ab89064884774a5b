"""Where whoever follows a patient is away, who is on duty hears: of that alert alone, until it is closed."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from tests.bot.alarm import (
    DAY,
    HOUR,
    MINUTE,
    UNREACHED,
    WORDS,
    WORSE,
    added,
    after,
    followed,
    minutes,
    rest,
    told,
    unreached,
    write,
)
from tests.bot.staff import OLD, Practice, data, said

ALONE = "You see this alert until it is closed, and no more of the patient."
NOT_FOUND = "I do not find such a patient among those you follow."
FRIDAY_NIGHT = datetime(2026, 11, 27, 22, 0, tzinfo=UTC)
SIGNS, SILENT = "my arm feels funny", "NO ANSWER ABOUT WARNING SIGNS"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Pat; Kim owns, and Lee is another clinician."""
    async with followed(tmp_path) as opened:
        yield opened


async def go_away(practice: Practice, *members: Person, until: str = "") -> None:
    for member in members:
        await practice.clinic.hear(member, f"/away {until}", "You are away")


def noted(practice: Practice, action: str) -> list[str]:
    """Who did that, by the record, or whom it is about."""
    return [row["action"] for row in practice.rows("audit") if action in row["action"]]


async def test_while_the_follower_is_away_all_on_duty_hear_at_once_and_why(practice: Practice) -> None:
    await go_away(practice, practice.jo, until="until Friday")
    await write(practice)
    assert minutes(practice.lee) == minutes(practice.kim) == [0]
    assert told(practice.jo) == []
    words = told(practice.lee)[0].words
    assert "Jo follows this patient and is away until Friday 27 November, 08:00. On duty: Kim, Lee." in words
    assert words.endswith(ALONE)
    assert ALONE not in told(practice.kim)[0].words
    await after(practice, 31 * MINUTE)
    assert minutes(practice.jo) == [30]


async def test_an_alert_that_is_open_goes_to_those_on_duty_as_soon_as_the_follower_leaves(
    practice: Practice,
) -> None:
    await write(practice)
    practice.clinic.clock.move(minutes=1)
    await go_away(practice, practice.jo)
    await rest(practice)
    assert minutes(practice.lee) == [1]


async def test_who_is_away_or_does_not_cover_hears_with_everybody_alone(practice: Practice) -> None:
    await go_away(practice, practice.kim)
    await practice.clinic.hear(practice.kim, "/duty", "Who covers, in this order")
    await practice.clinic.press(practice.kim, "Take Lee off cover", "Lee, does not cover for others")
    await write(practice)
    await after(practice, 31 * MINUTE)
    assert minutes(practice.jo) == [0, 2, 5, 10, 15, 30]
    assert minutes(practice.kim) == minutes(practice.lee) == [30]


async def test_where_nobody_is_on_duty_all_hear_at_once_and_the_patient_the_truth(practice: Practice) -> None:
    await go_away(practice, practice.jo, practice.kim, practice.lee)
    await write(practice)
    assert minutes(practice.jo) == minutes(practice.kim) == minutes(practice.lee) == [0]
    assert said(practice.pat, "I cannot tell Riverside Physio for you") == 1
    assert (said(practice.pat, UNREACHED), unreached(practice)) == (1, 1)
    practice.clinic.clock.move(minutes=1)
    await practice.clinic.hear(practice.lee, "/back", "Red flags that wait: 1.")
    await rest(practice)
    assert minutes(practice.lee) == [0, 1]
    assert unreached(practice) == 0


async def test_an_absence_ends_by_itself(practice: Practice) -> None:
    await go_away(practice, practice.jo, until="until 16:00")
    await after(practice, 2 * HOUR)
    await write(practice)
    assert minutes(practice.jo) == [120]
    assert told(practice.lee) == []


async def test_who_covers_sees_and_writes_in_the_thread_and_the_patient_hears_from_them(
    practice: Practice,
) -> None:
    await go_away(practice, practice.jo)
    await write(practice)
    seen = await practice.clinic.press(practice.lee, "Seen", "you have read it, at 14:42")
    assert seen.labels == ("Write to them", "Close")
    await rest(practice)
    assert said(practice.pat, "Lee at Riverside Physio has read your message") == 1
    await practice.clinic.hear(practice.pat, "my sister is with me", "Lee")
    await after(practice, 2 * MINUTE)
    assert ["my sister is with me" in line.words for line in added(practice.lee)] == [True]
    assert added(practice.jo) == []
    await practice.clinic.press(practice.lee, "Write to them", "type your line")
    await practice.clinic.hear(practice.lee, "I am calling you now.", "Shall I send it?")
    await practice.clinic.press(practice.lee, "Send it", "On its way to JD")
    await practice.clinic.says(practice.pat, "Lee of Riverside Physio writes:")


async def test_nothing_else_of_the_patient_is_theirs(practice: Practice) -> None:
    await go_away(practice, practice.jo)
    card = await practice.card(practice.kim, practice.pat)
    await write(practice)
    code = practice.patient(practice.pat).code
    await practice.clinic.hear(practice.lee, f"/patient {code}", NOT_FOUND)
    await practice.clinic.hear(practice.lee, "/patients", "You follow nobody yet")
    alert = data(told(practice.lee)[0], "Seen").removeprefix("alert:seen:")
    case = data(card, "Erase").removeprefix("case:erase:")
    held = [data(card, label) for label in card.labels]
    for tap in (*held, f"patient:{case}", f"alert:on:{alert}", f"alert:close:{alert}"):
        flash = await practice.flash(practice.lee, tap)
        assert flash == OLD, tap


async def test_it_ends_when_the_alert_is_closed(practice: Practice) -> None:
    await go_away(practice, practice.jo)
    await write(practice)
    alert = data(told(practice.lee)[0], "Seen")
    await practice.clinic.press(practice.lee, "Write to them", "type your line")
    await practice.clinic.hear(practice.lee, "Lee here.", "Shall I send it?")
    await practice.clinic.press(practice.lee, "Send it", "On its way to JD")
    await practice.clinic.press(practice.lee, "Close", "the case is closed")
    for what in ("seen", "write", "close", "call", "false"):
        tap = alert.replace("seen", what)
        assert await practice.flash(practice.lee, tap) == OLD
    heard = len(practice.lee.chat.bot_messages)
    await practice.clinic.hear(practice.pat, "see you on tuesday then", "")
    await after(practice, HOUR)
    assert len(practice.lee.chat.bot_messages) == heard
    assert said(practice.jo, "see you on tuesday then") == 1


async def test_it_is_on_record_whom_an_alert_was_brought_to_beyond_the_follower(practice: Practice) -> None:
    await go_away(practice, practice.jo)
    await write(practice)
    lee = practice.member(practice.lee)
    assert lee is not None
    assert noted(practice, "brought an alert") == [f"brought an alert to clinic:{lee.code}, who covers"]
    await practice.clinic.press(practice.lee, "Seen", "you have read it")
    assert noted(practice, "saw an alert") == ["saw an alert"]


async def test_who_was_away_hears_when_they_are_back_who_has_read_it(practice: Practice) -> None:
    await go_away(practice, practice.jo, until="until tomorrow")
    await write(practice)
    await practice.clinic.press(practice.lee, "Seen", "you have read it")
    await after(practice, DAY)
    assert said(practice.jo, "Lee has read the alert at 14:42") == 1
    assert told(practice.jo) == []


async def test_who_was_told_while_they_were_away_hears_once_who_has_read_it(practice: Practice) -> None:
    await go_away(practice, practice.jo)
    await write(practice)
    await after(practice, 31 * MINUTE)
    assert len(told(practice.jo)) == 1
    await practice.clinic.press(practice.lee, "Seen", "you have read it")
    await after(practice, DAY)
    assert said(practice.jo, "Lee has read the alert") == 1


async def test_on_duty_alerts_shows_everything_that_is_open_and_it_is_theirs_from_then_on(
    practice: Practice,
) -> None:
    await write(practice)
    shown = await practice.clinic.hear(practice.lee, "/alerts", WORDS)
    assert "Jo follows this patient. On duty: Kim, Jo, Lee." in shown.words
    await practice.clinic.press(practice.lee, "Seen", "you have read it, at 14:42")
    await rest(practice)
    assert said(practice.jo, "Lee has read the alert at 14:42") == 1


async def test_who_left_while_they_had_the_case_leaves_its_lines_to_those_on_duty(practice: Practice) -> None:
    await go_away(practice, practice.jo)
    await write(practice)
    await practice.clinic.press(practice.lee, "Seen", "you have read it")
    await go_away(practice, practice.lee)
    await write(practice, WORSE)
    assert said(practice.pat, "gets this one too") == 0
    await after(practice, 2 * MINUTE)
    assert WORSE in added(practice.kim)[-1].words
    assert added(practice.lee) == []


async def test_a_revoked_colleague_covers_nothing_any_more(practice: Practice) -> None:
    await go_away(practice, practice.jo)
    await write(practice)
    await practice.revoke(practice.lee)
    assert [row["staff_id"] for row in practice.rows("cover")] == []


async def test_silence_after_the_signs_goes_to_those_on_duty_with_nothing_to_open(practice: Practice) -> None:
    await go_away(practice, practice.jo)
    await write(practice, SIGNS)
    await after(practice, 16 * MINUTE)
    silent = [one for one in practice.lee.chat.bot_messages if SILENT in one.words]
    assert [one.labels for one in silent] == [("Seen",)]
    assert SIGNS in silent[0].words
    assert said(practice.jo, SILENT) == 0
    assert len(noted(practice, "brought a silence")) == 1


async def test_who_covers_hears_nothing_of_themselves_as_a_patient(practice: Practice) -> None:
    """Lee is a patient of Jo's: nobody is told of their own alert, nor can they see to it."""
    await practice.follow(practice.jo, practice.lee, "LL 14:30 neck")
    await go_away(practice, practice.jo)
    await write(practice, WORDS, practice.lee)
    assert told(practice.lee) == []
    assert minutes(practice.kim) == [0]
    await practice.clinic.hear(practice.lee, "/alerts", "No alert is open.")


async def test_what_can_wait_waits_for_the_opening_also_where_somebody_leaves(tmp_path: Path) -> None:
    async with followed(tmp_path, FRIDAY_NIGHT) as practice:
        await write(practice, "my soreness got worse after 4 days")
        await go_away(practice, practice.jo)
        await after(practice, 3 * DAY, FRIDAY_NIGHT)
        assert [message.at for message in told(practice.lee)] == [datetime(2026, 11, 30, 8, 0, tzinfo=UTC)]


async def test_silence_reaches_the_follower_alone_where_they_are_at_work(practice: Practice) -> None:
    await write(practice, SIGNS)
    await after(practice, 16 * MINUTE)
    assert [said(member, SILENT) for member in (practice.jo, practice.lee, practice.kim)] == [1, 0, 0]
