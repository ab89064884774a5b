"""Cover of somebody in a course: the number comes with the alert alone; silence finds who may act."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from bot.store import cover
from bot.store.tx import Tx
from tests.bot.alarm import MINUTE, after, followed, rest, told, write
from tests.bot.conftest import MONDAY
from tests.bot.staff import OLD, Practice, data, said

DAY = timedelta(days=1)
NUMBER, SHOWN = "+15550100", "was shown a phone number"
NOTED, SILENT = "a session is noted that ended on", "no new session since"
NOT_FOUND = "I do not find such a patient among those you follow."


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Pat, who has left a number, and is away; Kim owns, Lee is another clinician."""
    async with followed(tmp_path) as opened:
        await opened.clinic.says(opened.pat, "can call you on it", opened.pat.contact().id)
        yield opened


async def away(practice: Practice, *members: Person) -> None:
    for member in members:
        await practice.clinic.hear(member, "/away", "You are away")


async def another_session(practice: Practice) -> None:
    """On Thursday Pat's next session is noted and confirmed."""
    await practice.at(MONDAY + 3 * DAY)
    await practice.clinic.hear(practice.jo, "/enroll JD 14:10 neck", NOTED)
    await practice.clinic.press(practice.pat, "Yes", "This is your plan.")


def shown_to(practice: Practice, person: Person) -> int:
    """How often the record says that they were shown a number."""
    member = practice.member(person)
    assert member is not None
    rows = [row for row in practice.rows("audit") if row["action"] == SHOWN]
    return len([row for row in rows if member.code in row["actor"]])


async def test_who_covers_is_shown_the_number_with_the_alert_and_that_is_on_record(
    practice: Practice,
) -> None:
    await away(practice, practice.jo)
    assert shown_to(practice, practice.lee) == 0
    await write(practice)
    assert NUMBER in told(practice.lee)[0].words
    assert shown_to(practice, practice.lee) == 1
    await practice.clinic.press(practice.lee, "Call them", NUMBER)
    assert shown_to(practice, practice.lee) == 2
    assert shown_to(practice, practice.jo) == 0


async def test_after_the_alert_has_ended_nobody_who_covered_is_shown_it(practice: Practice) -> None:
    await away(practice, practice.jo)
    await write(practice)
    call = data(told(practice.lee)[0], "Call them")
    await practice.clinic.press(practice.kim, "Seen", "you have read it")
    await practice.clinic.press(practice.kim, "Close", "closed")
    await rest(practice)
    before = said(practice.lee, NUMBER), shown_to(practice, practice.lee)
    assert await practice.flash(practice.lee, call) == OLD
    code = practice.patient(practice.pat).code
    await practice.clinic.hear(practice.lee, f"/patient {code}", NOT_FOUND)
    await after(practice, 40 * MINUTE)
    assert (said(practice.lee, NUMBER), shown_to(practice, practice.lee)) == before


async def test_who_covers_writes_to_the_session_that_has_followed_the_one_that_was_meant(
    practice: Practice,
) -> None:
    await another_session(practice)
    await away(practice, practice.jo)
    await write(practice)
    first = practice.rows("treatments")[0]["code"]
    practice.clinic.bot.store.run_now(lambda tx: tx.run("UPDATE alerts SET about = :code", code=first))
    await practice.clinic.press(practice.lee, "Write to them", "type your line")
    await practice.clinic.hear(practice.lee, "I am calling you now.", "Shall I send it?")
    await practice.clinic.press(practice.lee, "Send it", "On its way to JD")
    await rest(practice)
    assert said(practice.pat, "I am calling you now.") == 1


async def test_an_alert_about_one_person_opens_no_session_of_another_in_the_same_row(
    practice: Practice,
) -> None:
    """Such rows are from before a phone could serve several."""
    await another_session(practice)
    await practice.clinic.hear(practice.jo, "/away", "You are away")
    await write(practice)
    first, second = (row["code"] for row in practice.rows("treatments"))
    run, lee = practice.clinic.bot.store.run_now, practice.member(practice.lee)
    assert lee is not None

    def opened(tx: Tx) -> list[bool]:
        since = MONDAY
        return [cover.case_under(tx, lee, code, since=since) is not None for code in (first, second)]

    run(lambda tx: tx.run("UPDATE alerts SET about = :code", code=first))
    assert run(opened) == [True, True]
    run(lambda tx: tx.run("UPDATE treatments SET label = 'Kid', search = 'kid' WHERE code = :c", c=second))
    assert run(opened) == [True, True]
    run(lambda tx: tx.run("UPDATE patients SET by_label = 1"))
    assert run(opened) == [True, False]
    run(lambda tx: tx.run("UPDATE alerts SET closed_at = 1"))
    assert run(opened) == [False, False]


async def test_silence_after_a_course_goes_to_who_follows_it_while_they_are_there(practice: Practice) -> None:
    await another_session(practice)
    await practice.at(MONDAY + 30 * DAY)
    assert [said(one, SILENT) for one in (practice.jo, practice.kim, practice.lee)] == [1, 0, 0]


async def test_silence_goes_to_the_owner_on_duty_while_they_are_away(practice: Practice) -> None:
    """Scope opens to a colleague for an alert alone: of those on duty it is for who sees every patient."""
    await another_session(practice)
    await away(practice, practice.jo)
    await practice.at(MONDAY + 30 * DAY)
    assert [said(one, SILENT) for one in (practice.jo, practice.kim, practice.lee)] == [0, 1, 0]
    await practice.clinic.hear(practice.jo, "/back", "You are back on duty")
    await practice.at(MONDAY + 30 * DAY + timedelta(hours=1))
    assert [said(one, SILENT) for one in (practice.jo, practice.kim, practice.lee)] == [1, 1, 0]


async def test_where_no_owner_is_on_duty_silence_waits_for_nobody(practice: Practice) -> None:
    await another_session(practice)
    await away(practice, practice.jo, practice.kim)
    await practice.at(MONDAY + 30 * DAY)
    assert [said(one, SILENT) for one in (practice.jo, practice.kim, practice.lee)] == [1, 0, 0]
