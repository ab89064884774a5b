"""What is urgent is always said: in fixed words where its own cannot be made, and health is red."""

from pathlib import Path

import pytest

from bot.care.ground.says.message import ToPatient
from bot.care.ground.says.red_flag import URGENT, Card, UrgentLife
from bot.model import Audience, Sort
from bot.store import outbox, vitals
from tests.bot.alarm import followed
from tests.bot.conftest import Clinic
from tests.bot.staff import Practice, said

BOTH = ("112", "+44 20 7946")


def signs(clinic: Clinic) -> str:
    """The key of the urgent words that health is red for, or `well`."""
    return clinic.bot.store.run_now(vitals.value, vitals.WORDS) or vitals.WELL


async def owed_without_facts(practice: Practice, key: str, sort: Sort, audience: Audience) -> None:
    """As a version might have stored it that knew of none of today's facts."""
    who = practice.pat if audience is Audience.PATIENT else practice.jo
    owe = {"chat_id": who.id, "language": "en", "due": practice.clinic.clock.now, "facts": {}}
    practice.clinic.bot.store.run_now(
        lambda tx: outbox.put(tx, sort=sort, key=key, audience=audience, **owe)  # type: ignore[arg-type]
    )
    practice.clinic.bot.pump.wake()
    await practice.done(practice.clinic.clock.now)


@pytest.mark.parametrize("kind", [*URGENT.values(), UrgentLife, Card])
async def test_urgent_words_that_lack_a_fact_go_out_with_both_numbers(
    tmp_path: Path, kind: type[ToPatient]
) -> None:
    async with followed(tmp_path) as practice:
        seen = practice.pat.chat.bot_messages[-1].id
        await owed_without_facts(practice, kind.key, Sort.URGENT, Audience.PATIENT)
        last = practice.pat.chat.bot_messages[-1]
        assert last.id > seen
        assert all(number in last.words for number in BOTH)
        assert signs(practice.clinic) == kind.key


async def test_an_alert_that_cannot_be_shown_reaches_the_clinic_all_the_same(tmp_path: Path) -> None:
    async with followed(tmp_path) as practice:
        await owed_without_facts(practice, "staff.alert", Sort.ALERT, Audience.STAFF)
        assert said(practice.jo, "EMERGENCY: please act now") == 1
        assert signs(practice.clinic) == "staff.alert"


async def test_health_is_well_again_when_the_same_words_can_be_made(tmp_path: Path) -> None:
    async with followed(tmp_path) as practice:
        await owed_without_facts(practice, "bot.urgent_emergency", Sort.URGENT, Audience.PATIENT)
        practice.pat.say("I cannot breathe")
        await practice.clinic.says(practice.pat, "What you write can be serious")
        await practice.done(practice.clinic.clock.now)
        assert signs(practice.clinic) == vitals.WELL


async def test_of_what_can_wait_a_row_that_cannot_be_said_fails(tmp_path: Path) -> None:
    async with followed(tmp_path) as practice:
        await owed_without_facts(practice, "bot.sore_noted", Sort.REPLY, Audience.PATIENT)
        failed = [row["key"] for row in practice.rows("outbox") if row["state"] == "failed"]
        assert failed == ["bot.sore_noted"]
        assert signs(practice.clinic) == vitals.WELL
