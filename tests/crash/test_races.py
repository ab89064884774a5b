"""Moments between a sending and its being marked, and what two good rules do to each other."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

from bot.store.tx import Row
from tests.crash.busy import HEAD, QUESTION, TIP, write_content
from tests.crash.network import Outcome, World
from tests.crash.people import say, tap
from tests.crash.story import END, START, STORY
from tests.crash.tale import live
from tests.crash.ward import Place, Ward

EVENING = START.replace(hour=20, minute=30)  # the first question is due


async def begun(folder: Path, *, beats: int = 5, place: Place | None = None) -> Ward:
    ward = Ward(place or Place.at(folder), folder / "race.db", World(START))
    await ward.open()
    for beat in STORY[:beats]:
        await live(ward, beat)
    return ward


async def in_flight(ward: Ward, at: datetime) -> None:
    """Send what is due then, and stop before it is marked."""
    await ward.until(at - timedelta(minutes=1))
    ward.world.now = at
    ward.seconds += 10
    await ward.bot.pump.turn()
    await ward.rest()


def steps(ward: Ward, step: str) -> list[Row]:
    return [row for row in ward.rows() if row["step"] == step]


async def test_a_question_answered_before_its_sending_was_marked_is_not_asked_again(tmp_path: Path) -> None:
    ward = await begun(tmp_path)
    await in_flight(ward, EVENING)
    assert tap(ward.world, "4")
    await ward.hear()
    await ward.until(EVENING + timedelta(hours=13))
    assert [row["round"] for row in steps(ward, "first_check")] == [0]
    ward.close()


async def test_a_question_of_an_earlier_session_is_not_asked_again(tmp_path: Path) -> None:
    ward = await begun(tmp_path)
    await ward.until(EVENING - timedelta(minutes=10))
    say(ward.world, "/treated")
    await ward.until(ward.world.now)
    tap(ward.world, "A new session")
    await ward.until(ward.world.now)
    say(ward.world, "today 19:50")
    await ward.until(ward.world.now)
    await in_flight(ward, EVENING)
    tap(ward.world, "Yes")
    await ward.hear()
    await ward.until(END)
    again = [row for row in steps(ward, "first_check") if row["treatment_id"] == 1 and row["round"]]
    assert all(row["state"] == "cancelled" for row in again)
    ward.close()


async def test_an_orderly_stop_never_leaves_a_claimed_message_unsent(tmp_path: Path) -> None:
    ward = await begun(tmp_path)
    await ward.until(EVENING - timedelta(minutes=1))
    ward.world.now = EVENING
    ward.seconds += 10
    delivery = asyncio.create_task(ward.bot.pump.run())
    for _ in range(3):  # into the middle of the turn: the claim is on its way to the disk
        await asyncio.wait({delivery}, timeout=0)
    ward.bot.pump.end()
    await delivery
    await ward.bot.pump.settle_all()
    assert next(row["state"] for row in steps(ward, "first_check") if not row["round"]) in ("due", "sent")
    ward.close()


async def test_a_tip_is_not_merged_into_a_question_that_is_not_asked(tmp_path: Path) -> None:
    tip = TIP.format(n=1, after="2h", kind="hydration", expires="6h")
    question = QUESTION.format(name="check", after="2h", expires="6h") + 'only_if = "still_sore"\n'
    words = {"tip_1": "A tip.", "check": "How sore are you?"}
    own = write_content(tmp_path / "content", HEAD + tip + question, words)
    ward = await begun(tmp_path, place=Place.at(tmp_path, content_dir=own))
    await ward.until(END)
    assert [row["state"] for row in steps(ward, "check")] == ["cancelled"]
    assert [row["state"] for row in steps(ward, "tip_1")] == ["sent"]
    ward.close()


async def test_the_warning_signs_are_sent_even_if_the_patient_pauses_and_resumes_first(
    tmp_path: Path,
) -> None:
    ward = await begun(tmp_path, beats=4)
    ward.world.ahead = [Outcome.WAIT]
    STORY[4].does(ward.world)
    await ward.hear()
    await ward.bot.pump.turn()
    await ward.rest()
    await ward.bot.pump.turn()
    say(ward.world, "/pause")
    say(ward.world, "/resume")
    await ward.hear()
    await ward.until(END)
    assert [row["state"] for row in steps(ward, "what_to_expect")] == ["sent"]
    ward.close()


async def test_no_message_gets_the_id_of_an_erased_one(tmp_path: Path) -> None:
    """An old button, or the outcome of a sending under way, would meet somebody else's message."""
    ward = await begun(tmp_path)
    highest = max(row["id"] for row in ward.rows())
    say(ward.world, "/forget")
    await ward.until(START)
    erased = max(highest, *(row["id"] for row in ward.rows()))
    tap(ward.world, "Yes, erase everything")
    await ward.until(START)
    assert all(row["id"] > erased for row in ward.rows() if row["key"] == "bot.forgotten")
    ward.close()


async def test_asking_whether_reminders_are_still_wanted_can_wait_for_the_morning(tmp_path: Path) -> None:
    checks = [QUESTION.format(name=f"c{n}", after=f"{n}h", expires="6h") for n in range(1, 5)]
    words = {f"c{n}": "How sore are you?" for n in range(1, 5)}
    head = HEAD.replace("0s", "2h")  # too close for repetitions
    own = write_content(tmp_path / "content", head + "".join(checks), words)
    place = Place.at(tmp_path, content_dir=own, quiet_hours="18:35-08:00")
    ward = await begun(tmp_path, place=place)
    await ward.until(START.replace(hour=18, minute=29))
    ward.world.weather = Outcome.UNREACHABLE
    await ward.until(START.replace(hour=18, minute=30))
    ward.world.now = START.replace(hour=19)
    ward.world.weather = Outcome.OK
    await ward.until(END)
    asked = [message.at.hour for message in ward.world.shown if "Do you still want" in message.text]
    assert asked
    assert all(8 <= hour < 18 for hour in asked)
    ward.close()
