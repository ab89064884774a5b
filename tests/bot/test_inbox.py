"""One odd update is set aside, shown and told of; everybody else is served at once, also after a restart."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.clock import Hearsay, SteadyClock
from bot.rehearsal.people import Person
from bot.store import inbox
from bot.store.inbox import UpdateSetAside
from bot.store.tx import Row
from tests.bot.alarm import CALL, WORDS, followed, told
from tests.bot.care.conversation.test_conversation import status_of
from tests.bot.conftest import MONDAY, Clinic
from tests.bot.staff import Practice, a_practice, said
from tests.patience import patiently

Form = Callable[[int], bytes]
GROUP = {"id": -1009999, "type": "supergroup", "title": "x"}
UNREAD = "I could not read your last message"
SORRY = "Something went wrong on my side"
TOO_LATE = 253_402_300_800 + 86_400  # after the year 9999


def message(person: Person, number: int, **more: object) -> bytes:
    """A message as Telegram writes it, and whatever a test puts into it."""
    whole: dict[str, Any] = {
        "message_id": number % 10_000,
        "date": 1_795_444_920,
        "from": {"id": person.id, "is_bot": False, "first_name": "Pat", "language_code": "en"},
        "chat": {"id": person.id, "type": "private", "first_name": "Pat"},
        "text": "hello",
        **more,
    }
    return json.dumps({"update_id": number, "message": whole}).encode()


def of(kind: str, payload: object) -> Form:
    return lambda number: json.dumps({"update_id": number, kind: payload}).encode()


def set_aside(clinic: Clinic) -> list[UpdateSetAside]:
    return clinic.bot.store.run_now(inbox.all_set_aside)


async def barrier(clinic: Clinic, person: Person) -> None:
    """What was offered before has been dealt with, also what was tried again."""
    await clinic.barrier(person)
    await dealt_with(clinic)


async def dealt_with(clinic: Clinic) -> None:
    """Nothing waits any more."""
    async with patiently():
        while await clinic.bot.store.run(inbox.waiting):
            pass


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


BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("a story without its chat", {"reply_to_story": {"id": 3}}),
    ("a sticker with little in it", {"sticker": {"file_id": "x"}}),
    ("a gift with empty colours", {"unique_gift": {"gift": {}}}),
    ("a checklist with nothing in it", {"checklist": {}}),
    ("a date after the last year", {"date": TOO_LATE}),
    ("an entity without its length", {"entities": [{"type": "bold"}]}),
    ("a location in words", {"location": "here"}),
]


@pytest.mark.parametrize(("name", "more"), BROKEN, ids=[name for name, _ in BROKEN])
async def test_a_red_flag_in_what_cannot_be_read_is_a_red_flag(
    clinic: Clinic, pat: Person, name: str, more: dict[str, Any]
) -> None:
    del name
    pat.start()
    clinic.telegram.offer(lambda number: message(pat, number, text=WORDS, **more))
    await clinic.says(pat, CALL)
    await barrier(clinic, pat)
    assert [one.kind for one in set_aside(clinic)] == ["message"]


async def test_the_clinic_hears_of_it_with_the_patients_own_words(tmp_path: Path) -> None:
    async with followed(tmp_path) as practice:
        clinic, pat = practice.clinic, practice.pat
        clinic.telegram.offer(lambda number: message(pat, number, text=WORDS, reply_to_story={}))
        await clinic.says(practice.jo, WORDS)
        clinic.telegram.offer(
            lambda number: message(pat, number, text="and it is getting dark", checklist={})
        )
        await clinic.says(practice.jo, "and it is getting dark")
        assert len(told(practice.jo)) == 2


async def test_whoever_wrote_what_cannot_be_read_hears_so_once_and_whom_to_call(
    clinic: Clinic, pat: Person
) -> None:
    pat.start()
    for _ in range(5):
        clinic.telegram.offer(lambda number: message(pat, number, text="how are you?", sticker={}))
    words = await clinic.says(pat, UNREAD)
    assert "112" in words.words
    assert "+44 20 7946 0123" in words.words
    await barrier(clinic, pat)
    assert len(set_aside(clinic)) == 5
    assert said(pat, UNREAD) == 1


async def test_a_picture_that_cannot_be_read_is_answered_too(clinic: Clinic, pat: Person) -> None:
    pat.start()
    clinic.telegram.offer(lambda number: message(pat, number, text=None, photo=[{}]))
    await clinic.says(pat, SORRY)


@pytest.mark.parametrize("code", [5, ["en"], {"en": "en"}, True])
async def test_a_language_of_a_wrong_type_keeps_nobody_from_an_answer(
    clinic: Clinic, pat: Person, code: object
) -> None:
    pat.start()
    who = {"id": pat.id, "is_bot": False, "first_name": "Pat", "language_code": code}
    clinic.telegram.offer(lambda number: message(pat, number, text=WORDS, **{"from": who}))
    await clinic.says(pat, CALL)
    await barrier(clinic, pat)


@pytest.mark.parametrize("chat_id", [[7], {"id": 7}, "7", None, 10**30, 1.5, True])
async def test_a_chat_id_of_a_wrong_type_deafens_nobody(clinic: Clinic, pat: Person, chat_id: object) -> None:
    clinic.telegram.offer(lambda number: message(pat, number, chat={"id": chat_id, "type": "private"}))
    clinic.telegram.offer(
        lambda number: message(pat, number, **{"from": {"id": chat_id, "is_bot": False, "first_name": "x"}})
    )
    await barrier(clinic, pat)
    assert not clinic.bot.ended.is_set()


async def test_a_group_hears_nothing(clinic: Clinic, pat: Person) -> None:
    clinic.telegram.offer(lambda number: message(pat, number, chat=GROUP, text=WORDS, sticker={}))
    await barrier(clinic, pat)
    assert len(set_aside(clinic)) == 1
    sent = [call.params["chat_id"] for call in clinic.telegram.calls if call.method.startswith("send")]
    assert GROUP["id"] not in sent


async def test_the_owners_are_told_once_of_each_cause_also_after_a_restart(tmp_path: Path) -> None:
    async with a_practice(tmp_path) as practice:
        clinic = practice.clinic
        lee = practice.lee
        for _ in range(3):
            clinic.telegram.offer(of("poll", {"id": "5"}))
            clinic.telegram.offer(lambda number: message(practice.pat, number, sticker={}))
        await barrier(clinic, lee)
        await _later(practice)
        words = await clinic.says(practice.kim, "could not deal with")
        assert "3 of the kind poll" in words.words
        assert "3 of the kind message" in words.words
        await clinic.reopen()
        clinic.telegram.offer(of("poll", {"id": "6"}))
        await barrier(clinic, lee)
        await _later(practice)
        assert said(practice.kim, "could not deal with") == 1
        clinic.telegram.offer(of("poll", []))
        await barrier(clinic, lee)
        await _later(practice)
        again = await clinic.says(practice.kim, "1 of the kind poll")
        assert "message" not in again.words
        assert said(practice.kim, "could not deal with") == 2
        assert said(practice.jo, "could not deal with") == 0


async def _later(practice: Practice) -> None:
    """An hour of the clinic's, in which everything that is due is sent."""
    await practice.at(practice.clinic.clock.now.replace(minute=0, hour=practice.clinic.clock.now.hour + 1))


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
