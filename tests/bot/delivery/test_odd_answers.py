"""Whatever answers in Telegram's place, nobody counts as gone for it, and no alert is given up."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from telegram.error import TimedOut

from bot.delivery.pace import SLOTS
from bot.model import Status
from bot.rehearsal.people import Person
from bot.rehearsal.trouble import BadRequest, Forbidden, Page, Silence, Trickle, Trouble
from bot.store import staff
from bot.telegram_request import TelegramRequest
from tests.bot.alarm import CALL, EMERGENCY, UNREACHED, WORDS, after, barrier, followed, minutes, told
from tests.bot.conftest import Clinic
from tests.bot.facts import status_of
from tests.bot.staff import Practice, said
from tests.patience import patiently

MINUTE = timedelta(minutes=1)
JSON = "application/json"
DENIED = b"<html>Access denied</html>"


def refusal(code: int, words: str, parameters: str = "{}") -> Page:
    body = f'{{"ok":false,"error_code":{code},"description":"{words}","parameters":{parameters}}}'
    return Page(code, body.encode(), JSON)


PAGES: list[Trouble] = [
    Page(403, DENIED),
    Page(403, b'{"description":"Forbidden: bot was blocked by the user"}', JSON),
    Page(400, b'{"parameters":{"migrate_to_chat_id":-100}}', JSON),
    refusal(400, "Bad Request: something new", '{"migrate_to_chat_id":-100}'),
    Page(401, DENIED),
    Page(404, DENIED),
    Page(200, DENIED),
    Page(200, b"{}", JSON),
    Page(200, b"null", JSON),
    Page(200, b"[]", JSON),
    Page(503, b""),
    refusal(429, "Too Many Requests", '{"retry_after":1000000000000}'),
    refusal(429, "Too Many Requests", '{"retry_after":"2"}'),
    refusal(429, "Too Many Requests", '{"retry_after":-5}'),
    refusal(429, "Too Many Requests", '{"retry_after":null}'),
    refusal(403, "Forbidden: something new"),
    refusal(499, "Something new"),
    BadRequest("message is too long"),
    Forbidden("something new"),
]
ODD_GRANTS = [
    b'{"ok":true}',
    b'{"ok":true,"result":null}',
    b'{"ok":true,"result":{}}',
    b'{"ok":true,"result":[]}',
    b'{"ok":true,"result":true}',
    b'{"ok":true,"result":{"message_id":"5","date":"x","chat":[]}}',
    b'{"ok":true,"result":{"message_id":' + b"9" * 5000 + b"}}",
]


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


def states(clinic: Clinic, key: str) -> list[str]:
    rows = clinic.bot.store.run_now(
        lambda tx: tx.all("SELECT state FROM outbox WHERE key = :key ORDER BY id", key=key)
    )
    return [row["state"] for row in rows]


async def met(practice: Practice, trouble: Trouble, times: int) -> None:
    """So many calls have met it, and what came of them is on disk."""
    calls = practice.clinic.telegram.calls
    await practice.clinic.telegram.until(lambda: sum(call.trouble == trouble for call in calls) >= times)
    await practice.clinic.settled()


@pytest.mark.parametrize("page", PAGES, ids=str)
async def test_a_red_flag_amid_odd_answers_reaches_the_patient_and_the_clinic(
    practice: Practice, page: Trouble
) -> None:
    clinic, pat = practice.clinic, practice.pat
    clinic.telegram.trouble("sendMessage", page, times=2)
    clinic.telegram.trouble("sendPhoto", page)
    pat.say(WORDS)
    await met(practice, page, 2)  # the card waits for the words that it goes with
    assert not {"failed", "blocked"} & {
        *states(clinic, "bot.urgent_emergency"),
        *states(clinic, "staff.alert"),
    }
    await after(practice, MINUTE)
    await met(practice, page, 3)
    assert said(pat, CALL) == 1
    assert WORDS in told(practice.jo)[0].words
    assert said(pat, UNREACHED) == 0
    member = practice.member(practice.jo)
    assert member is not None
    assert not clinic.bot.store.run_now(partial(staff.is_unreachable, staff_id=member.id))
    assert not clinic.bot.ended.is_set()


async def test_an_alert_that_telegram_will_not_take_goes_on_being_tried_and_the_others_are_told(
    practice: Practice,
) -> None:
    """For one chat only, for as long as it can matter."""
    clinic, jo = practice.clinic, practice.jo
    refused = BadRequest("something new")
    clinic.telegram.trouble("sendMessage", refused, times=9, chat_id=jo.id)
    practice.pat.say(WORDS)
    await met(practice, refused, 1)
    await clinic.says(practice.kim, EMERGENCY)
    assert minutes(practice.kim)[0] == 0
    await after(practice, 5 * MINUTE)
    assert WORDS in told(jo)[0].words


@pytest.mark.parametrize("body", ODD_GRANTS, ids=lambda body: body[:40])
async def test_what_telegram_granted_went_whatever_it_says_of_it(practice: Practice, body: bytes) -> None:
    clinic = practice.clinic
    clinic.telegram.trouble("sendMessage", Page(200, body, JSON, applied=True), times=2)
    clinic.telegram.trouble("sendPhoto", Page(200, body, JSON, applied=True))
    practice.pat.say(WORDS)
    await clinic.says(practice.jo, WORDS)
    await clinic.says(practice.pat, CALL)
    await clinic.settled()
    assert states(clinic, "bot.urgent_emergency") == ["sent"]
    assert states(clinic, "staff.alert")[:1] == ["sent"]


@pytest.mark.parametrize("page", [Page(403, DENIED), Page(400, DENIED), Page(200, b"{}", JSON)], ids=str)
async def test_a_reminder_amid_a_page_is_parked_and_the_plan_goes_on(
    clinic: Clinic, pat: Person, page: Page
) -> None:
    await clinic.enrol(pat)
    clinic.telegram.trouble("sendMessage", page, chat_id=pat.id)
    clinic.clock.now = (await clinic.bot.next_due()) or clinic.clock.now
    clinic.bot.pump.wake()
    await clinic.telegram.until(lambda: any(call.trouble for call in clinic.telegram.calls))
    await clinic.settled()
    assert states(clinic, "dry_needling.first_drink") == ["unknown"]
    assert status_of(clinic, pat) is Status.ACTIVE
    await clinic.next_message(pat)


async def test_a_long_wait_for_a_reminder_is_no_wait_for_urgent_words(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    wait = refusal(429, "Too Many Requests", '{"retry_after":3000}')
    clinic.telegram.trouble("sendMessage", wait, chat_id=pat.id)
    clinic.clock.now = (await clinic.bot.next_due()) or clinic.clock.now
    clinic.bot.pump.wake()
    await clinic.telegram.until(lambda: any(call.trouble for call in clinic.telegram.calls))
    await clinic.settled()
    await clinic.hear(pat, WORDS, CALL)


async def test_whatever_hangs_an_alert_to_the_clinic_leaves(practice: Practice) -> None:
    """Urgent words to others hold every slot but one, and get no answer."""
    clinic = practice.clinic
    strangers = [clinic.telegram.person(f"Stranger {number}") for number in range(SLOTS + 2)]
    for stranger in strangers:
        clinic.telegram.trouble("sendMessage", Silence(), times=99, chat_id=stranger.id)
        stranger.say(WORDS)
    await clinic.telegram.until(lambda: len(clinic.bot.pump._pace.in_flight) >= SLOTS - 1)
    practice.pat.say(WORDS)
    await clinic.says(practice.jo, WORDS)
    await clinic.telegram.outage(True)


async def test_an_answer_that_trickles_in_holds_nothing_longer_than_the_deadline(
    clinic: Clinic, pat: Person
) -> None:
    request = TelegramRequest(deadline=0.3)
    await request.initialize()
    clinic.telegram.trouble("getMe", Trickle(0.1))
    with pytest.raises(TimedOut):
        async with patiently():
            await request.do_request(f"{clinic.bot.application.bot.base_url}/getMe", "POST")
    await request.shutdown()
    await clinic.barrier(pat)


@pytest.mark.parametrize("body", [b"{}", b"null", *ODD_GRANTS[:4]])
async def test_a_menu_that_is_answered_oddly_ends_nothing(tmp_path: Path, body: bytes) -> None:
    async with followed(tmp_path) as practice:
        clinic: Any = practice.clinic
        clinic.telegram.trouble("setMyCommands", Page(200, body, JSON), times=3)
        clinic.bot.rounds.roles_changed()
        await barrier(practice)
        assert not clinic.bot.ended.is_set()
