"""Only Telegram's own words are an answer, and each update in one stays as it came."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import answers
from bot.answers import LONGEST_WAIT, USUAL_WAIT, Foreign, Granted, Refused

DEEP = b"[" * 100_000 + b"]" * 100_000
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(st.lists(JSON), st.booleans())
def test_an_array_is_split_into_what_it_holds(values: list[object], ascii_only: bool) -> None:
    text = json.dumps(values, ensure_ascii=ascii_only, indent=1).encode("utf-8", "surrogatepass")
    found = answers.elements(text)
    assert [json.loads(one.decode("utf-8", "surrogatepass")) for one in found] == values
    assert all(one in text for one in found)


@given(st.dictionaries(st.text(), JSON))
def test_an_object_is_split_into_its_members(value: dict[str, object]) -> None:
    found = answers.members(json.dumps(value).encode())
    assert {name: json.loads(one) for name, one in found.items()} == value


@pytest.mark.parametrize(
    "element",
    [
        b'{"text": "a \\ud800 }],[{ \\" \\\\"}',
        b'{"a": 1, "a": 2}',
        b"1" * 5000,
        b"NaN",
        b"what is this",
        b'"\xff\xfe not of any letters"',
        DEEP,
    ],
    ids=lambda element: element[:20],
)
def test_what_stands_in_an_array_stays_as_it_came(element: bytes) -> None:
    assert answers.elements(b'[{"first":1}, ' + element + b' ,["last"]]') == [
        b'{"first":1}',
        element,
        b'["last"]',
    ]


@pytest.mark.parametrize("result", [b"[]", b"{}", b"null", b"true", DEEP])
@pytest.mark.parametrize("form", [b'{"ok":true,"result":%s}', b' { "result" : %s , "ok" : true } \n'])
def test_ok_is_a_grant_whatever_is_granted(result: bytes, form: bytes) -> None:
    assert answers.read(form % result) == Granted(result)


def test_ok_without_a_result_is_a_grant_too() -> None:
    assert answers.read(b'{"ok":true}') == Granted(b"null")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Please log in</html>",
        b"null",
        b"[]",
        b"{}",
        b'"ok"',
        b'{"ok":"true","result":[]}',
        b'{"ok":1,"result":[]}',
        b'{"ok":null}',
        b'{"ok":true,"result":[{"update_id":5',
        b'{"ok":true,"result":["an end that is missing]}',
        b'{"ok":true}{"ok":true}',
        b'{"ok":true,}',
        b'{"error_code":403,"description":"Forbidden: bot was blocked by the user"}',
        b'{"ok":false}',
        b'{"ok":false,"error_code":403}',
        b'{"ok":false,"error_code":403,"description":""}',
        b'{"ok":false,"error_code":"403","description":"Forbidden"}',
        b'{"ok":false,"error_code":true,"description":"Forbidden"}',
        b'{"ok":false,"description":"Forbidden: bot was blocked by the user"}',
        b"\xff\xfe\x00",
    ],
)
def test_anything_else_says_nothing_of_telegram(body: bytes) -> None:
    assert answers.read(body) == Foreign()


def test_a_refusal_has_telegrams_code_and_words() -> None:
    body = b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found","parameters":[]}'
    assert answers.read(body) == Refused(400, "Bad Request: chat not found", {})


@pytest.mark.parametrize(
    ("asked", "believed"),
    [
        (7, 7),
        ("2", 2),
        (2.5, 2.5),
        (1e12, LONGEST_WAIT),
        (10**400, USUAL_WAIT),
        ("1e400", LONGEST_WAIT),
        (0, 1),
        (-5, 1),
        (None, USUAL_WAIT),
        (True, USUAL_WAIT),
        ("soon", USUAL_WAIT),
        ("nan", USUAL_WAIT),
        ([7], USUAL_WAIT),
    ],
)
def test_a_wait_is_believed_as_far_as_it_makes_sense(asked: object, believed: float) -> None:
    assert Refused(429, "Too Many Requests", {"retry_after": asked}).wait == believed


def test_a_wait_that_is_only_said_in_words_is_heard() -> None:
    assert Refused(429, "Too Many Requests: retry after 14").wait == 14
