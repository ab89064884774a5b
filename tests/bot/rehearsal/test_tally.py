"""The count at Telegram's side would show a loss and a double, and calls nothing so that is neither."""

from datetime import timedelta

import pytest

from bot.rehearsal import EmbeddedTelegram, Person
from bot.rehearsal.tally import Books, Tally
from bot.rehearsal.trouble import RateLimited, Silence
from bot.rehearsal_books import step_of
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.conftest import Clock

FIRST = 100_000_001


@pytest.fixture
def tally(server: EmbeddedTelegram) -> Tally:
    return Tally(server.world, server.calls, step_of)


def keys(*data: str) -> object:
    return {"inline_keyboard": [[{"text": one, "callback_data": one} for one in data]]}


async def send(api: Api, person: Person, words: str, *data: str) -> int:
    told = await api.result("sendMessage", chat_id=person.id, text=words, reply_markup=keys(*data))
    return int(told["message_id"])


async def test_a_step_of_the_plan_that_comes_again_is_counted_as_twice(
    tally: Tally, api: Api, pat: Person
) -> None:
    for _ in range(2):
        await send(api, pat, "Drink a glass of water.", "done:7", "later:7", "worried:7")
    assert (tally.counts.sent, tally.counts.twice) == (2, 1)
    await send(api, pat, "Drink a glass of water.", "done:7", "later:7", "worried:7")
    assert (tally.counts.sent, tally.counts.twice) == (3, 2)


async def test_what_is_said_again_on_purpose_is_not(
    server: EmbeddedTelegram, tally: Tally, api: Api, pat: Person
) -> None:
    """An answer to the same question, an alarm until somebody has seen it, the same step another day."""
    sam = server.person("Sam")
    sam.start()
    for person, words, data in (
        (pat, "This is your plan.", ()),
        (pat, "Noted: 4.", ("resore:3", "worried:7")),
        (pat, "How sore are you?", ("sore:7:0", "sore:7:1")),
        (pat, "Pat wrote: my chest hurts", ("alert:seen:ABCDEFG",)),
    ):
        await send(api, person, words, *data)
        await send(api, person, words, *data)
    for person, row in ((pat, 8), (pat, 9), (sam, 9)):
        await send(api, person, "Drink a glass of water.", f"done:{row}", f"worried:{row}")
    assert (tally.counts.sent, tally.counts.twice) == (11, 0)


async def test_what_arrived_is_counted_whatever_the_bot_was_told_of_it(
    server: EmbeddedTelegram, tally: Tally, api: Api, pat: Person
) -> None:
    server.trouble("sendMessage", RateLimited(1))
    await api.refusal("sendMessage", chat_id=pat.id, text="x")
    assert tally.counts.sent == 0
    server.trouble("sendMessage", Silence(applied=True))
    with pytest.raises(Exception, match=r"^$|imed"):
        await api.client.post("sendMessage", json={"chat_id": pat.id, "text": "x"}, timeout=0.2)
    assert tally.counts.sent == 1


async def test_an_update_that_was_confirmed_and_is_nowhere_is_lost(
    tally: Tally, api: Api, pat: Person
) -> None:
    pat.say("it hurts")
    assert tally.counts.updates == 2
    tally.note(Books(), tally.confirmed())
    assert tally.counts.lost == 0
    await api.result("getUpdates", offset=FIRST + 1)
    tally.note(Books(), tally.confirmed())
    assert tally.counts.lost == 1
    tally.note(Books(updates=frozenset({FIRST}), applied=frozenset({FIRST})), tally.confirmed())
    assert (tally.counts.lost, tally.counts.applied) == (0, 1)
    tally.note(Books(), tally.confirmed())
    assert (tally.counts.lost, tally.counts.applied) == (0, 1), "what the bot has done it may forget"


async def test_what_is_confirmed_while_the_books_are_read_is_not_yet_missed(
    tally: Tally, api: Api, pat: Person
) -> None:
    before = tally.confirmed()
    await api.result("getUpdates", offset=FIRST + 1)
    tally.note(Books(), before)
    assert tally.counts.lost == 0
    assert pat.chat.started


async def test_what_telegram_forgets_after_a_day_without_a_bot_is_lost(
    tally: Tally, api: Api, pat: Person, clock: Clock
) -> None:
    assert pat.chat.started
    clock.now += timedelta(hours=25)
    await api.result("getUpdates")
    tally.note(Books(), tally.confirmed())
    assert tally.counts.lost == 1


async def test_a_message_that_the_bot_takes_for_sent_and_nobody_has_is_lost(
    tally: Tally, api: Api, pat: Person
) -> None:
    number = await send(api, pat, "hello")
    tally.note(Books(sent=frozenset({(pat.id, number)}), owed=3, unknown=2), tally.confirmed())
    assert (tally.counts.lost, tally.counts.owed, tally.counts.unknown) == (0, 3, 2)
    for nowhere in ((pat.id, number + 1), (pat.id, 1), (pat.id + 1, number)):  # the second is Pat's own
        tally.note(Books(sent=frozenset({(pat.id, number), nowhere})), tally.confirmed())
        assert tally.counts.lost == 1


async def test_it_tells_whether_anything_is_new_and_begins_anew_with_the_phones(
    server: EmbeddedTelegram, tally: Tally, api: Api, pat: Person
) -> None:
    await send(api, pat, "x")
    assert tally.note(Books(owed=1), tally.confirmed())
    assert not tally.note(Books(owed=1), tally.confirmed())
    server.begin_anew()
    tally.begin_anew()
    assert set(vars(tally.counts).values()) == {0}
