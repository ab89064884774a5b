"""What a sending that was held up meets when it can go at last: the night, its expiry, a changed mind."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.crash.network import Outcome, World
from tests.crash.people import say, tap
from tests.crash.story import END, START, STORY
from tests.crash.tale import live
from tests.crash.ward import Place, Ward

EVENING = START.replace(hour=20, minute=25)
NIGHT = START.replace(hour=21, minute=30)


@pytest.fixture
async def ward(tmp_path: Path) -> Ward:
    """A patient with a plan, whose evening question is due at 20:30."""
    ward = Ward(Place.at(tmp_path), tmp_path / "night.db", World(START))
    await ward.open()
    for beat in STORY[:5]:
        await live(ward, beat)
    await ward.until(EVENING)
    return ward


async def outage(ward: Ward, weather: Outcome, hours: float) -> None:
    """Nothing can be sent for so long; the bot keeps trying as it does."""
    ward.world.weather = weather
    end = ward.world.now + timedelta(hours=hours)
    await ward.until(end - timedelta(minutes=15))
    ward.world.now = end
    ward.world.weather = Outcome.OK


@pytest.mark.parametrize("weather", [Outcome.UNREACHABLE, Outcome.WAIT])
async def test_a_question_that_an_outage_carries_into_the_night_waits_for_the_morning(
    ward: Ward, weather: Outcome
) -> None:
    before = len(ward.world.shown)
    await outage(ward, weather, 1.5)
    await ward.until(END)
    rung = [message.at.hour for message in ward.world.shown[before:]]
    assert rung
    assert all(8 <= hour < 21 for hour in rung)
    ward.close()


async def test_the_urgent_words_do_not_wait_for_the_morning(ward: Ward) -> None:
    ward.world.now = NIGHT
    ward.world.ahead = [Outcome.RESET, Outcome.ERROR_APPLIED]
    tap(ward.world, "I'm worried")
    await ward.until(NIGHT)
    said = [m for m in ward.world.shown if "look at these signs" in m.text]
    assert len(said) == 2
    assert [row["state"] for row in ward.rows() if row["sort"] == "urgent"] == ["sent"]
    ward.close()


async def test_a_reminder_whose_time_passed_in_an_outage_is_never_shown(ward: Ward) -> None:
    await outage(ward, Outcome.UNREACHABLE, 20)
    await ward.until(END)
    rows = {row["id"]: row for row in ward.rows()}
    late = [m for m in ward.world.shown if m.row and m.at.timestamp() >= rows[m.row]["expires_at"]]
    assert not late
    assert not {row["state"] for row in rows.values()} & {"due", "sending"}
    ward.close()


async def test_a_reminder_held_up_by_telegram_is_not_sent_after_the_patient_has_paused(ward: Ward) -> None:
    ward.world.now = EVENING.replace(minute=30)
    ward.world.ahead = [Outcome.WAIT]
    say(ward.world, "/pause")
    await ward.until(END)
    assert all(message.status != "paused" or message.row is None for message in ward.world.shown)
    ward.close()
