"""Nobody waits in silence for an answer that was cut on its way."""

import pytest

from bot.rehearsal.people import Person
from bot.rehearsal.trouble import Page, Reset, Trouble
from tests.bot.conftest import Clinic
from tests.patience import patiently

LINE = "I was interrupted just now"


def lines(person: Person) -> int:
    return sum(LINE in message.words for message in person.chat.bot_messages)


@pytest.mark.parametrize("trouble", [Reset(), Page(502, b"<html>Bad gateway</html>")])
async def test_who_may_have_got_no_answer_is_told_so_once(
    clinic: Clinic, pat: Person, trouble: Trouble
) -> None:
    await clinic.enrol(pat)
    await clinic.barrier(pat)
    clinic.telegram.trouble("sendMessage", trouble, chat_id=pat.id)
    await clinic.hear(pat, "/privacy", LINE)
    await clinic.barrier(pat)
    assert lines(pat) == 1


async def test_the_line_itself_is_not_made_up_for(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.barrier(pat)
    for _ in range(2):
        clinic.telegram.trouble("sendMessage", Reset(), chat_id=pat.id)
    pat.say("/privacy")
    count = "SELECT state FROM outbox WHERE key = 'bot.interrupted'"
    async with patiently():
        while await clinic.bot.store.run(lambda tx: tx.all(count)) != [{"state": "unknown"}]:
            pass
    await clinic.barrier(pat)
    assert len(clinic.bot.store.run_now(lambda tx: tx.all(count))) == 1


async def test_what_was_being_said_when_the_process_ended_is_owned_up_to(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.barrier(pat)
    newest = "id = (SELECT max(id) FROM outbox WHERE sort = 'reply')"
    state = f"SELECT state FROM outbox WHERE {newest}"
    async with patiently():
        while await clinic.bot.store.run(lambda tx: tx.all(state)) != [{"state": "sent"}]:
            pass
    change = f"UPDATE outbox SET state = 'sending', tries = tries + 1 WHERE {newest}"
    clinic.bot.store.run_now(lambda tx: tx.run(change))
    await clinic.reopen()
    await clinic.says(pat, LINE)
