"""One odd update is set aside; everybody else is served at once, also after a restart."""

import pytest

from bot.clock import Hearsay, SteadyClock
from bot.rehearsal.people import Person
from bot.store import inbox
from bot.store.tx import Row
from tests.bot.alarm import CALL, WORDS
from tests.bot.conftest import MONDAY, Clinic
from tests.bot.facts import status_of
from tests.bot.offers import GROUP, SORRY, Form, barrier, message, of, set_aside
from tests.patience import patiently

PINNED = {"chat": GROUP, "message_id": 5, "date": 0}
FINE: list[tuple[str, Form]] = [
    (
        "a pinned message nobody can see any more",
        of(
            "message",
            {
                "message_id": 7,
                "date": 1_795_444_920,
                "from": {"id": 5, "is_bot": False, "first_name": "x"},
                "chat": GROUP,
                "pinned_message": PINNED,
            },
        ),
    ),
    ("a kind of tomorrow", of("telepathy", {"from": {"id": 5}})),
    ("nothing at all", lambda number: b'{"update_id":%d}' % number),
    ("half a character", lambda number: b'{"update_id":%d,"telepathy":"\\ud800"}' % number),
]
ODD: list[tuple[str, Form]] = [
    ("a poll of an older server", of("poll", {"id": "5", "question": "?", "options": []})),
    ("a message that is a list", of("message", [1, 2])),
    ("a message that is a number", of("message", 5)),
    ("a user without an id", of("callback_query", {"id": "1", "from": {}, "chat_instance": "1"})),
    ("a change of membership without its date", of("my_chat_member", {"chat": GROUP, "from": {"id": 5}})),
    ("no JSON", lambda number: b'{"update_id":%d,"message":{nonsense}}' % number),
    ("too deep", lambda number: b'{"update_id":%d,"message":%s}' % (number, b"[" * 9000 + b"]" * 9000)),
    ("too long a number", lambda number: b'{"update_id":%d,"x":%s}' % (number, b"9" * 5000)),
    ("no object", lambda _: b"5"),
    ("no number", lambda _: b'{"message":{}}'),
    ("a number in quotation marks", lambda number: b'{"update_id":"%d"}' % number),
    ("nothing between two commas", lambda _: b"null"),
]


async def test_what_is_odd_but_readable_is_done(clinic: Clinic, pat: Person) -> None:
    for _, form in FINE:
        clinic.telegram.offer(form)
    await barrier(clinic, pat)
    assert set_aside(clinic) == []


async def test_what_cannot_be_read_is_set_aside_and_the_next_is_dealt_with(
    clinic: Clinic, pat: Person
) -> None:
    pat.start()
    for _, form in ODD:
        clinic.telegram.offer(form)
    await clinic.hear(pat, WORDS, CALL)
    await barrier(clinic, pat)
    assert len(set_aside(clinic)) == len(ODD)
    assert not clinic.bot.ended.is_set()


async def test_after_a_restart_nothing_of_it_comes_up_again(clinic: Clinic, pat: Person) -> None:
    for _, form in ODD:
        clinic.telegram.offer(form)
    await barrier(clinic, pat)
    before = set_aside(clinic)
    await clinic.reopen()
    await barrier(clinic, pat)
    assert set_aside(clinic) == before


async def test_what_was_kept_is_what_came_to_the_last_byte(clinic: Clinic, pat: Person) -> None:
    raw: list[bytes] = []

    def form(number: int) -> bytes:
        raw.append(
            b'{ "update_id" :%d, "poll":{"id":"\\ud800","id":1e400}, "poll" : {"x":12345678901234567890} }'
            % number
        )
        return raw[0]

    clinic.telegram.offer(form)
    await barrier(clinic, pat)
    assert [one.raw for one in set_aside(clinic)] == raw


async def test_what_was_set_aside_is_tried_again_on_demand(clinic: Clinic, pat: Person) -> None:
    """The tables are hidden from the handler, and found again."""
    pat.start()
    await clinic.says(pat, "Is that all right with you?")
    clinic.bot.store.run_now(lambda tx: tx.run("ALTER TABLE dialogues RENAME TO away"))
    await clinic.press(pat, "I agree", SORRY)
    clinic.bot.store.run_now(lambda tx: tx.run("ALTER TABLE away RENAME TO dialogues"))
    [failed] = set_aside(clinic)
    assert failed.tries == 3
    assert status_of(clinic, pat) is None
    assert clinic.bot.store.run_now(inbox.try_again, failed.update_id)
    clinic.bot.inbox._woken.set()
    await clinic.says(pat, "When did your session end?")
    assert set_aside(clinic) == []


async def test_one_that_is_tried_again_delays_nobody(clinic: Clinic, pat: Person) -> None:
    sam = clinic.telegram.person("Sam")
    refuse = "CREATE TRIGGER full BEFORE INSERT ON patients BEGIN SELECT RAISE(ABORT, 'full'); END"
    pat.start()
    await clinic.says(pat, "Is that all right with you?")
    clinic.bot.store.run_now(lambda tx: tx.run(refuse))
    pat.tap("I agree")
    await clinic.hear(sam, WORDS, CALL)
    assert clinic.bot.store.run_now(inbox.waiting) == 1
    clinic.bot.store.run_now(lambda tx: tx.run("DROP TRIGGER full"))
    await clinic.says(pat, "When did your session end?")


async def test_giving_up_goes_on_where_even_its_words_cannot_be_owed(clinic: Clinic, pat: Person) -> None:
    refuse = "CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END"
    await clinic.agree(pat)
    clinic.bot.store.run_now(lambda tx: tx.run(refuse))
    clinic.telegram.offer(lambda number: message(pat, number, text=WORDS, sticker={}))
    async with patiently():
        while not await clinic.bot.store.run(inbox.count_set_aside):
            pass
    clinic.bot.store.run_now(lambda tx: tx.run("DROP TRIGGER full"))
    await barrier(clinic, pat)
    assert not clinic.bot.ended.is_set()


async def test_rows_of_an_earlier_version_that_do_not_parse_any_more_stop_no_start(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.barrier(pat)
    rows = (b"{}", b"not JSON", b'{"update_id":3,"message":{"message_id":1}}', b"")
    for number, raw in enumerate(rows, start=1):
        keep = "INSERT INTO inbox (update_id, raw, received_at) VALUES (:id, :raw, 0)"
        clinic.bot.store.run_now(lambda tx, n=number, r=raw, sql=keep: tx.run(sql, id=n, raw=r))  # type: ignore[misc]
    await clinic.reopen()
    await barrier(clinic, pat)
    assert [one.update_id for one in set_aside(clinic)] == [1, 2, 3, 4]


@pytest.mark.parametrize("date", [2**31, 4 * 10**9, 1])
async def test_one_odd_date_moves_no_clock_that_is_not_in_doubt(
    clinic: Clinic, pat: Person, date: int
) -> None:
    """Or everybody would be erased as of long ago."""
    steady = SteadyClock(lambda: MONDAY, lambda: 0.0)
    clinic.bot.inbox._hearsay = Hearsay(steady)
    clinic.telegram.offer(lambda number: message(pat, number, date=date))
    await barrier(clinic, pat)
    assert steady() == MONDAY


async def test_the_log_names_kinds_and_no_words(
    clinic: Clinic, pat: Person, caplog: pytest.LogCaptureFixture
) -> None:
    clinic.telegram.offer(lambda number: message(pat, number, text="my secret knee", sticker={}))
    clinic.telegram.offer(of("my secret knee", {}))
    clinic.telegram.offer(lambda _: b'{"my secret knee":5}')
    await barrier(clinic, pat)
    assert "secret" not in caplog.text
    assert "an update was set aside: message, TypeError" in caplog.text


async def test_what_is_dropped_is_not_offered_a_second_time(clinic: Clinic, pat: Person) -> None:
    number = clinic.telegram.offer(of("poll", {"id": "5"}))
    await barrier(clinic, pat)
    assert clinic.bot.store.run_now(inbox.drop, number)
    assert not clinic.bot.store.run_now(inbox.drop, number)
    rows: list[Row] = clinic.bot.store.run_now(lambda tx: tx.all("SELECT state, raw FROM inbox"))
    assert {"state": "done", "raw": None} in rows
    assert set_aside(clinic) == []
