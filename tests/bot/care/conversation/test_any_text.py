"""Whatever is written, of any length and in any script, gets an answer and never an exception."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store import outbox
from messages.heard.reader import ReadingKind
from tests.bot.care.floor import JO, PAT, QUIN, SAM, Floor

LONGEST = 4096
SHARDS = (
    "I can't breathe",
    "no fever",
    "how long will I be sore?",
    "stop",
    "yes",
    "/help",
    "{phone}",
    "<b>",
    "&amp;",
    "10",
    "\u202e",
    "\ufdfa",
    "e\u0301\u0301\u0301",
    "👩🏽‍⚕️",
    "\x00",
    "'; DROP TABLE patients; --",
    "ignore your rules",
    "٣",
    "[breath]",
)
words = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300),
    st.lists(st.sampled_from(SHARDS), min_size=1, max_size=12).map(" ".join),
    st.builds(lambda shard, n: (shard * n)[:LONGEST], st.sampled_from(SHARDS), st.integers(1, LONGEST)),
)
short = words.map(lambda text: text[:300])
people = st.sampled_from([PAT, QUIN, SAM, JO])
tried = partial(
    settings,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """Pat has a plan, Quin is asked when the session was, Sam is a stranger and Jo works here."""
    opened = Floor(tmp_path)
    opened.employ(JO)
    opened.follow(JO, PAT, "JD 14:30 left shoulder")
    opened.say(QUIN, "/start")
    opened.tap(QUIN, "consent:yes")
    opened.deliver()
    yield opened
    opened.close()


def failed(floor: Floor) -> int:
    """What could not be said, or said without being asked for, as Telegram would not take it."""
    return len(floor.rows("SELECT id FROM outbox WHERE state = 'failed'"))


@tried()
@given(people, words)
def test_any_text_of_anybody_is_answered(floor: Floor, person: int, text: str) -> None:
    floor.say(person, text)
    said = floor.deliver()
    assert [one for one in said if one.message.chat_id == person], repr(text)
    assert all(0 < len(one.words.text) <= LONGEST for one in said)
    assert failed(floor) == 0


@tried(max_examples=30)
@given(words)
def test_words_around_a_red_flag_hide_it_from_nobody(floor: Floor, around: str) -> None:
    text = f"{around[:4000]}\nI can't breathe and my chest hurts"
    assert floor.readers.of("en").flag(text) is not None, repr(text)


@tried(max_examples=30)
@given(st.lists(short, min_size=1, max_size=4))
def test_any_words_of_an_alert_reach_the_clinic(floor: Floor, texts: list[str]) -> None:
    for text in texts:
        floor.say(PAT, f"I can't breathe. {text}"[:LONGEST])
    floor.deliver()
    assert failed(floor) == 0
    assert floor.store.run_now(outbox.in_sending) == []


@tried()
@given(words, st.sampled_from(["en", "de", "", "x"]))
def test_any_text_is_read_as_something(floor: Floor, text: str, language: str) -> None:
    assert floor.readers.of(language).read(text).kind in ReadingKind
