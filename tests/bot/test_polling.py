"""Where asking for updates has become pointless, the process ends and says why."""

from http import HTTPStatus

import pytest

from bot.polling import CONFLICTS, PollingRequest
from bot.rehearsal.people import Person
from bot.rehearsal.trouble import ServerError, Unauthorized
from tests.bot.conftest import Clinic
from tests.patience import patiently


async def test_a_refused_token_ends_the_process(clinic: Clinic, pat: Person) -> None:
    clinic.telegram.trouble("getUpdates", Unauthorized())
    pat.start()
    async with patiently():
        await clinic.bot.ended.wait()
    assert "refuses BOT_TOKEN" in (clinic.bot.failure or "")


async def test_a_passing_error_ends_nothing(clinic: Clinic, pat: Person) -> None:
    clinic.telegram.trouble("getUpdates", ServerError(502, applied=False))
    await clinic.barrier(pat)
    assert not clinic.bot.ended.is_set()


@pytest.fixture
def noted() -> list[str]:
    return []


async def test_conflicts_end_the_process_only_in_a_row(noted: list[str]) -> None:
    request = PollingRequest(noted.append, lambda: None)
    almost = [HTTPStatus.CONFLICT] * (CONFLICTS - 1)
    for code in (*almost, HTTPStatus.OK, *almost):
        request._note(code)
    assert noted == []
    request._note(HTTPStatus.CONFLICT)
    assert "another program" in noted[0]
    await request.shutdown()
