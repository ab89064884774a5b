"""Nobody waits in silence for an answer that was cut on its way."""

import pytest

from bot.rehearsal.people import Person
from bot.rehearsal.trouble import Reset, Status, Trouble
from tests.bot.conftest import Clinic

LINE = "I was interrupted just now"


def lines(person: Person) -> int:
    return sum(LINE in message.words for message in person.chat.bot_messages)


@pytest.mark.parametrize("trouble", [Reset(), Status(502)])
async def test_who_may_have_got_no_answer_is_told_so_once(
    clinic: Clinic, pat: Person, trouble: Trouble
) -> None:
    await clinic.enrol(pat)
    clinic.telegram.trouble("sendMessage", trouble, chat_id=pat.id)
    await clinic.hear(pat, "/privacy", LINE)
    await clinic.barrier(pat)
    assert lines(pat) == 1


async def test_the_line_itself_is_not_made_up_for(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    clinic.telegram.trouble("sendMessage", Reset(), chat_id=pat.id, times=2)
    pat.say("/privacy")
    await clinic.telegram.until(lambda: sum(bool(call.trouble) for call in clinic.telegram.calls) == 2)
    await clinic.barrier(pat)
    await clinic.settled()
    assert lines(pat) <= 1


async def test_what_was_being_said_when_the_process_ended_is_owned_up_to(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    clinic.bot.store.run_now(
        lambda tx: tx.run(
            "UPDATE outbox SET state = 'sending' WHERE id = (SELECT max(id) FROM outbox WHERE sort = 'reply')"
        )
    )
    await clinic.reopen()
    await clinic.says(pat, LINE)
