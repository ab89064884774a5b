"""An update is known by its own number, and is read as far as it can be."""

import json

import pytest

from bot import raw_update
from bot.raw_update import Glimpse, NotAnUpdateError
from bot.store.inbox import Kept

DEEP = b"[" * 100_000 + b"]" * 100_000
PAT = b'{"id":7,"is_bot":false,"first_name":"Pat","language_code":"de"}'
CHAT = b'{"id":7,"type":"private"}'


def message(
    text: bytes = b'"hello"', *, more: bytes = b'"x":1', chat: bytes = CHAT, who: bytes = PAT
) -> bytes:
    return b'{"update_id":5,"message":{"text":%s,%s,"chat":%s,"from":%s}}' % (text, more, chat, who)


@pytest.mark.parametrize(
    "raw",
    [
        b"3",
        b"null",
        b"[]",
        b"{}",
        b'{"update_id":"5"}',
        b'{"update_id":5.0}',
        b'{"update_id":true}',
        b'{"update_id":-5}',
        b'{"update_id":0}',
        b'{"update_id":99999999999}',
        b'{"update_id":' + b"9" * 5000 + b"}",
        b'{"update_id":[5]}',
        b"not JSON",
    ],
    ids=lambda raw: raw[:20],
)
def test_what_has_no_number_is_kept_under_one_of_ours_the_same_each_time(raw: bytes) -> None:
    [kept] = raw_update.numbered([raw])
    assert kept.update_id < 0
    assert kept.raw == raw
    assert raw_update.numbered([raw]) == [kept]


@pytest.mark.parametrize("raw", [b'{"update_id":5}', b'{"x":[[{"update_id":9}]],"update\\u005fid" : 5 }'])
def test_the_number_is_the_updates_own(raw: bytes) -> None:
    assert raw_update.numbered([raw]) == [Kept(5, raw)]


def test_two_updates_of_one_number_are_both_kept() -> None:
    first, second = raw_update.numbered([b'{"update_id":5}', b'{"update_id":5,"x":1}'])
    assert first == Kept(5, b'{"update_id":5}')
    assert second.update_id < 0


@pytest.mark.parametrize(
    ("offset", "batch", "next_offset"),
    [
        (0, [5, 6, 7], 8),
        (5, [5, None, 7], 8),
        (5, [5, None, None], 8),
        (5, [None, None], 5),
        (0, [None], 0),
        (9, [3], 4),
        (5, [], 5),
        (5, [None] * 100, 105),
    ],
)
def test_no_more_is_confirmed_than_is_kept(offset: int, batch: list[int | None], next_offset: int) -> None:
    """What cannot be numbered has at least the next number, as Telegram gives them in order.

    Where nothing can be, another than Telegram may have answered, unless there is no place for more.
    """
    kept = [Kept(number or -place - 1, b"") for place, number in enumerate(batch)]
    assert raw_update.confirmed(offset, kept) == next_offset


def test_half_a_character_is_replaced_and_whole_ones_stay() -> None:
    raw = message(b'"I \\ud83d cannot \\ud83d\\ude00 \\udc00breathe"')
    assert (
        raw_update.read(Kept(5, raw))["message"]["text"] == "I \N{REPLACEMENT CHARACTER} cannot 😀 �breathe"
    )


@pytest.mark.parametrize("raw", [b"5", b'{"update_id":6}', b'{"update_id":"5"}', b"[]"])
def test_an_update_of_another_number_is_none(raw: bytes) -> None:
    with pytest.raises(NotAnUpdateError):
        raw_update.read(Kept(5, raw))


@pytest.mark.parametrize(
    "more", [b'"y":' + DEEP, b'"y":' + b"9" * 5000, b'"y": nonsense', b'"from":[],"y":1']
)
def test_who_wrote_what_is_seen_whatever_else_is_wrong(more: bytes) -> None:
    seen = raw_update.glimpse(message(b'"I cannot \\ud800breathe"', more=more))
    assert seen == Glimpse("message", 7, 7, "de", "I cannot \N{REPLACEMENT CHARACTER}breathe")


@pytest.mark.parametrize("code", [b"7", b"[1]", b"null", b"{}", b'"\\ud800"'])
def test_a_language_of_a_wrong_type_hides_nobody(code: bytes) -> None:
    seen = raw_update.glimpse(message(who=PAT.replace(b'"de"', code)))
    assert seen.person == 7


def test_nobody_is_written_to_because_of_a_group() -> None:
    seen = raw_update.glimpse(message(chat=b'{"id":-1009999,"type":"supergroup"}'))
    assert (seen.sender, seen.person, seen.text) == (7, None, "hello")


@pytest.mark.parametrize("who", [b"[]", b'{"id":"7"}', b'{"id":true}', b'{"id":-7}', b'{"id":1e3}', b"null"])
def test_who_cannot_be_told_by_the_sender_is_told_by_the_chat(who: bytes) -> None:
    assert raw_update.glimpse(message(who=who)).person == 7


@pytest.mark.parametrize("raw", [b"", b"7", b"{", b'{"update_id":5}', b'{"evil words":{}}', DEEP])
def test_what_shows_nothing_is_an_update_and_no_more(raw: bytes) -> None:
    assert raw_update.glimpse(raw) == Glimpse()


def test_a_tap_is_somebodys_and_has_no_words() -> None:
    tap = {
        "id": "1",
        "from": json.loads(PAT),
        "data": "x",
        "message": {"chat": json.loads(CHAT), "text": "words of mine"},
    }
    seen = raw_update.glimpse(json.dumps({"update_id": 5, "callback_query": tap}).encode())
    assert (seen.kind, seen.person, seen.text) == ("callback_query", 7, "")
