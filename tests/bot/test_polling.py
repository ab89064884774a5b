"""Telegram is asked again whatever answers in its place; what it gives is confirmed once it is on disk."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence

import pytest

from bot.polling import ALLOWED, IN_A_ROW, LONGEST_PAUSE, LONGEST_WAIT, SAME_PAUSE, Polling, polling_request
from bot.rehearsal.people import Person
from bot.rehearsal.trouble import Page, Reset, Trickle, Trouble, Unauthorized
from bot.store import vitals
from bot.store.inbox import Kept
from bot.tls import TrustingRequest
from tests.bot.conftest import Clinic

LOGIN = b"<html><body>Please accept the terms of this hotel</body></html>"
ODD_PAGES: list[Trouble] = [Page(200, LOGIN), Page(401, LOGIN), Reset()]
ODD_BODIES = [
    LOGIN,
    b"",
    b"{}",
    b"null",
    b"[]",
    b'{"ok":true}',
    b'{"ok":true,"result":null}',
    b'{"ok":true,"result":{"update_id":5}}',
    b'{"ok":true,"result":[{"update_id":5,',
    b'{"error":"invalid_token"}',
    b'{"ok":false}',
    b'{"ok":false,"error_code":401}',
    b'{"ok":false,"error_code":409,"description":null}',
]


async def test_whatever_answers_in_telegrams_place_ends_nothing(clinic: Clinic, pat: Person) -> None:
    for page in ODD_PAGES:
        clinic.telegram.trouble("getUpdates", page)
    await clinic.barrier(pat)
    assert not clinic.bot.ended.is_set()


async def test_a_token_that_telegram_refuses_again_and_again_ends_the_process(
    clinic: Clinic, pat: Person
) -> None:
    clinic.telegram.trouble("getUpdates", Unauthorized(), times=IN_A_ROW)
    pat.start()
    async with asyncio.timeout(10):
        await clinic.bot.ended.wait()
    assert "refuses BOT_TOKEN" in (clinic.bot.failure or "")


async def test_a_token_that_telegram_refuses_once_ends_nothing(clinic: Clinic, pat: Person) -> None:
    clinic.telegram.trouble("getUpdates", Unauthorized(), times=IN_A_ROW - 1)
    await clinic.barrier(pat)
    assert not clinic.bot.ended.is_set()


async def test_the_kinds_that_are_wanted_are_named_every_time(clinic: Clinic, pat: Person) -> None:
    await clinic.barrier(pat)
    asked = [call.params for call in clinic.telegram.calls if call.method == "getUpdates"]
    assert asked
    assert all(params["allowed_updates"] == ALLOWED for params in asked)
    forgotten = [call.params for call in clinic.telegram.calls if call.method == "deleteWebhook"]
    assert not any(params.get("drop_pending_updates") for params in forgotten)


async def test_telegram_counts_as_heard_when_what_it_gave_is_on_disk(clinic: Clinic, pat: Person) -> None:
    await clinic.barrier(pat)
    clinic.clock.move(minutes=7)
    clinic.telegram.trouble("getUpdates", Page(200, LOGIN), times=2)
    await clinic.barrier(pat)
    signs = clinic.bot.store.run_now(vitals.all_of_them)
    assert signs[vitals.HEARD][1] == clinic.clock.now


async def test_what_is_no_update_takes_nobody_elses_place(clinic: Clinic, pat: Person) -> None:
    """Whoever grants the same of that again and again is not heard, and no update is given up for it."""
    await clinic.barrier(pat)
    clinic.clock.move(minutes=7)
    clinic.telegram.trouble("getUpdates", Page(200, b'{"ok":true,"result":[1]}'), times=4)
    await clinic.barrier(pat)
    await clinic.telegram.until(lambda: sum(bool(call.trouble) for call in clinic.telegram.calls) == 4)
    heard = clinic.bot.store.run_now(vitals.all_of_them)[vitals.HEARD][1]
    clinic.clock.move(minutes=7)
    for _ in range(4):
        await clinic.barrier(pat)
    assert clinic.bot.store.run_now(vitals.all_of_them)[vitals.HEARD][1] > heard


class Asked:
    """What a poll leads to, without a network."""

    def __init__(self) -> None:
        self.kept: list[Kept] = []
        self.ended: list[str] = []
        self.forgotten = 0
        self.full = False
        self.polling = Polling(polling_request(), lambda: "", self._keep, self._forget, self.ended.append)

    async def _keep(self, arrived: Sequence[Kept]) -> int:
        if self.full:
            raise OSError("the disk is full")
        fresh = [one for one in arrived if one.update_id not in {kept.update_id for kept in self.kept}]
        self.kept += fresh
        return len(fresh)

    async def _forget(self) -> None:
        self.forgotten += 1

    async def hears(self, *updates: bytes) -> float:
        return await self.polling.hear(b'{"ok":true,"result":[' + b",".join(updates) + b"]}")

    async def refused(self, code: int, words: str, **parameters: object) -> float:
        told = {"ok": False, "error_code": code, "description": words, "parameters": parameters}
        return await self.polling.hear(json.dumps(told).encode())


@pytest.fixture
async def asked() -> AsyncIterator[Asked]:
    found = Asked()
    yield found
    await found.polling._request.shutdown()


def update(number: int) -> bytes:
    return b'{"update_id":%d}' % number


@pytest.mark.parametrize("body", ODD_BODIES)
async def test_no_page_of_whatever_status_is_heard_or_believed(asked: Asked, body: bytes) -> None:
    for _ in range(IN_A_ROW * 2):
        assert await asked.polling.hear(body) > 0
    assert (asked.kept, asked.ended, asked.polling._offset) == ([], [], 0)


async def test_the_next_question_confirms_what_was_kept_and_no_more(asked: Asked) -> None:
    assert await asked.hears(update(5), b"nonsense", update(9), b"[]") == 0
    assert asked.polling._offset == 11
    assert [kept.update_id for kept in asked.kept if kept.update_id > 0] == [5, 9]
    asked.full = True
    assert await asked.hears(update(11)) > 0
    assert asked.polling._offset == 11
    assert asked.ended[0] == "the database cannot be written"


async def test_the_same_updates_again_and_again_are_asked_for_more_and_more_slowly(asked: Asked) -> None:
    """A server that offers what can never be confirmed is not asked thousands of times a second."""
    pauses = [await asked.hears(b"nonsense") for _ in range(12)]
    assert pauses[0] == 0
    assert pauses[1:] == sorted(pauses[1:])
    assert 0 < pauses[1] < pauses[-1] == SAME_PAUSE
    assert await asked.hears(b"nonsense", update(5)) == 0


async def test_pauses_grow_and_end_with_the_trouble(asked: Asked) -> None:
    pauses = [await asked.polling.hear(LOGIN) for _ in range(12)]
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1] == LONGEST_PAUSE
    assert await asked.hears() == 0
    assert await asked.polling.hear(LOGIN) == pauses[0]


async def test_the_same_trouble_is_said_once_and_its_end_with_its_length(
    asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(20):
        await asked.polling.hear(LOGIN)
    await asked.hears()
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 2
    assert "20 answers" in said[1]


async def test_conflicts_end_the_process_only_in_a_row(asked: Asked) -> None:
    words = "Conflict: terminated by other getUpdates request"
    for _ in range(IN_A_ROW - 1):
        await asked.refused(409, words)
    await asked.hears()
    for _ in range(IN_A_ROW - 1):
        await asked.refused(409, words)
    assert asked.ended == []
    await asked.refused(409, words)
    assert "another program" in asked.ended[0]
    assert "look for the other first" in asked.ended[0], "this may be the right one"


async def test_a_webhook_that_somebody_set_is_forgotten(asked: Asked) -> None:
    for _ in range(IN_A_ROW):
        await asked.refused(409, "Conflict: can't use getUpdates method while webhook is active")
    assert asked.ended == []
    assert asked.forgotten == IN_A_ROW


@pytest.mark.parametrize(("code", "words"), [(401, "Unauthorized"), (404, "Not Found")])
async def test_only_telegrams_words_refuse_a_token(asked: Asked, code: int, words: str) -> None:
    for _ in range(IN_A_ROW * 2):
        await asked.refused(code, "somebody else's words")
    assert asked.ended == []
    for _ in range(IN_A_ROW):
        await asked.refused(code, words)
    assert "refuses BOT_TOKEN" in asked.ended[0]


@pytest.mark.parametrize(("wait", "waited"), [(7, 7), (1e12, LONGEST_WAIT), (-1, 1), ("2", 2)])
async def test_patience_is_had_but_not_for_long(asked: Asked, wait: object, waited: float) -> None:
    assert await asked.refused(429, "Too Many Requests", retry_after=wait) == waited


async def test_an_answer_that_trickles_in_ends_at_the_deadline(clinic: Clinic, pat: Person) -> None:
    """Each byte comes in time, the whole does not."""
    request = TrustingRequest(deadline=0.3)
    failed: list[str] = []

    async def keep(_: Sequence[Kept]) -> int:
        raise AssertionError

    async def forget() -> None:
        """Nothing is set."""

    url: Callable[[], str] = lambda: f"{clinic.bot.application.bot.base_url}/getUpdates"  # noqa: E731
    polling = Polling(request, url, keep, forget, failed.append)
    clinic.telegram.trouble("getUpdates", Trickle(0.1), times=2)
    await request.initialize()
    pat.start()
    async with asyncio.timeout(3):
        assert await polling.ask() > 0
    await request.shutdown()
    assert failed == []
