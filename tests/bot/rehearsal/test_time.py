"""Time on the page: it stops where something is due, goes forward only, and begins again anew."""

import asyncio
from datetime import datetime, timedelta

from tests.bot.rehearsal.conftest import Clock
from tests.bot.rehearsal.pages import Page, seen


def due_every(page: Page, hours: int) -> None:
    """A bot that has something to send every so many hours, and knows the next only once it has sent."""

    def sent(now: datetime) -> None:
        while page.house.due and page.house.due <= now:
            page.house.due += timedelta(hours=hours)

    page.house.due = page.clock() + timedelta(hours=hours)
    page.house.sends = sent


async def test_hours_pass_by_way_of_everything_that_is_due_in_them(page: Page, clock: Clock) -> None:
    due_every(page, 2)
    assert await page.act("move", minutes=300) == {"say": "It is now Tuesday 03:00."}
    begun = clock()
    assert page.house.looked_at == [begun + timedelta(hours=hours) for hours in (2, 4, 5)]


async def test_the_next_message_is_moved_to_exactly(page: Page, clock: Clock) -> None:
    """What was planned and came to nothing is passed by."""
    assert await page.act("next") == {"say": "Nothing more is planned."}
    assert page.house.looked_at == []
    begun, pat = clock(), page.server.people[0]
    plan = [begun + timedelta(hours=hours, seconds=7) for hours in (1, 2, 3)]

    def sent(now: datetime) -> None:
        page.house.due = next((due for due in plan if due > now), None)
        if now == plan[1]:
            page.server.world.post(pat.chat, page.server.world.me, {"text": "a word"})

    page.house.due, page.house.sends = plan[0], sent
    assert await page.act("next") == {"say": "It is now Tuesday 00:00."}
    assert page.house.looked_at == plan[:2]
    assert page.clock() == plan[1]


async def test_one_goes_to_an_hour_after_treatment_and_never_back(page: Page, clock: Clock) -> None:
    refused = await page.act("hour", hour=6)
    assert refused["say"].startswith("Nobody has had a session yet.")
    page.house.treated = clock() - timedelta(minutes=30)
    assert await page.act("hour", hour=6) == {"say": "It is now Tuesday 03:30."}
    assert await page.act("hour", hour=24) == {"say": "It is now Tuesday 21:30."}
    refused = await page.act("hour", hour=6)
    assert refused == {"say": "Hour 6 has passed. Time only goes forward here. To be earlier, start again."}
    refused = await page.act("move", minutes=-5)
    assert refused == {"say": "Time only goes forward here. To be earlier, start again."}
    assert page.clock() == clock() + timedelta(hours=23, minutes=30)


async def test_before_anything_has_happened_the_same_bot_waits_for_another_hour(page: Page) -> None:
    assert await page.act("reset", day="friday", time="16:00") == {"say": "It is now Friday 16:00."}
    assert page.house.begun == []


async def test_a_reset_begins_earlier_with_empty_phones_and_a_bot_that_knows_nobody(page: Page) -> None:
    pat = page.server.people[0]
    pat.start()
    pat.photo()
    pat.block()
    await page.act("move", minutes=3000)
    told = await page.act("reset", day="tuesday", time="09:00", zone="Europe/London", patients="Asia/Tokyo")
    assert told == {"say": "It is now Tuesday 09:00."}
    assert page.house.begun == ["Europe/London"]
    assert (pat.chat.messages, pat.blocking, page.server.pending, page.server.calls) == ([], False, [], [])
    socket = await page.listen()
    view = await seen(socket)
    socket.close()
    assert view["turn"] == 2
    assert view["start"] == {
        "day": "tuesday", "time": "09:00", "zone": "Europe/London", "patients": "Asia/Tokyo",
    }  # fmt: skip
    pat.start()
    assert [update["update_id"] for update in page.server.pending] == [100_000_001]


async def test_a_wrong_start_is_said_and_changes_nothing(page: Page) -> None:
    assert (await page.act("reset", zone="Atlantis"))["say"].startswith("I know no time zone “Atlantis”.")
    refused = await page.act("reset", zone="Asia/Tokyo", day="forward")
    assert refused == {"say": "The clocks of Asia/Tokyo do not change."}
    assert page.house.begun == []


async def test_a_new_beginning_is_carried_through_though_nobody_waits_for_it(page: Page) -> None:
    """Else whoever chooses one story after the other would be left without a bot."""
    stage, pat = page.player.stage, page.server.people[0]
    pat.start()
    page.house.may_begin.clear()
    waiting = asyncio.create_task(stage.begin(stage.start))
    await page.server.until(lambda: not pat.chat.messages)
    waiting.cancel()
    page.house.may_begin.set()
    await page.server.until(lambda: stage.turn == 2)
    assert page.house.begun == ["Pacific/Auckland"]
