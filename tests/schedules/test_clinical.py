"""Every clinical number is stated once, with what it rests on."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from messages.heard.red_flags.finding import Tier
from messages.languages import packaged
from messages.said.catalog import load
from schedules.clinical import CLINICAL, parse

ROOT = Path(__file__).parents[2]
CODE = sorted(
    path
    for room in ("bot", "schedules", "messages")
    for path in (ROOT / room).rglob("*.py")
    if "rehearsal" not in path.parts
)
TEXT = (files("schedules") / "clinical.toml").read_text(encoding="utf-8")
WORDS = load(packaged())[0].languages["en"]

# Lengths of time that happen to be as long as a clinical one, and are none.
OTHERS = {
    ("bot/companion.py", "6:00:00"): "how often what is past its time is erased",
    ("bot/care/links/next_session.py", "6:00:00"): "how far apart two sessions lie",
    ("bot/care/links/remarks.py", "0:15:00"): "in which the same label is likely a slip",
    ("bot/care/sending/outcome.py", "0:30:00"): "how long a chat out of reach is left alone at most",
    ("messages/heard/places.py", "0:30:00"): "how far apart the offsets of zones lie",
    ("messages/heard/diary/appointment.py", "0:30:00"): "how long a session in a diary lasts",
    ("bot/care/clinic/figures.py", "12:00:00"): "into what lengths the time after a session is cut",
    ("schedules/clock.py", "12:00:00"): "how far apart clocks change",
    ("schedules/quiet.py", "3 days, 0:00:00"): "within how far quiet hours surely begin and end",
    ("schedules/protocol_file.py", "2:00:00"): "the gap of a protocol that names none",
    ("bot/care/conversation/circumstances.py", "0:15:00"): "after which a sign named again is an alarm again",
    ("messages/heard/times/other_clock.py", "12:00:00"): "how far behind UTC a clock may be",
    ("bot/care/alerts/signs_silence.py", "0:15:00"): "how long the clinic waits before it looks",
    ("bot/care/ground/desk.py", "0:15:00"): "how long a colleague's answer is awaited",
    (
        "bot/care/patient/pauses.py",
        "12:00:00",
    ): "within how long the clinic hears once of a patient out of reach",
    ("bot/care/ground/curve.py", "3:00:00"): "how far a picture goes beyond its last mark",
    ("bot/care/links/session_to_come.py", "0:30:00"): "after which it is asked whether a session took place",
    ("bot/care/patient/unread.py", "0:15:00"): "what owners are told of in one message",
    ("bot/care/ground/clinic_hours.py", "0:15:00"): "what the clinic is told in one message",
    ("bot/care/clinic/troubles.py", "0:15:00"): "how long a trouble lasts before owners hear of it",
}


def entries(table: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for value in table.values():
        if "source" in value:
            yield value
        else:
            yield from entries(value)


def test_every_number_says_what_it_rests_on() -> None:
    found = list(entries(tomllib.loads(TEXT)))
    assert len(found) == 55
    assert all(len(entry["source"].split()) > 2 for entry in found)


def test_every_sign_and_every_ladder_is_of_a_tier_that_there_is() -> None:
    tiers = [tier.value for tier in Tier]
    assert list(CLINICAL.ladders) == [*tiers[:-1], "silence", tiers[-1]]
    assert set(CLINICAL.signs.values()) <= set(tiers)
    assert {f"bot.signs.{sign}" for sign in CLINICAL.signs} <= WORDS.keys()


def test_every_adverse_event_and_how_grave_it_is_has_its_words_and_no_other_has() -> None:
    for names, *tables in (
        (CLINICAL.adverse_events, "adverse_kinds"),
        (CLINICAL.gravities, "gravities", "gravity_choices"),
    ):
        for table in tables:
            said = {key.rpartition(".")[2] for key in WORDS if key.startswith(f"staff.{table}.")}
            assert said == {*names}, table


def test_a_number_that_is_missing_or_none_is_no_file_of_ours() -> None:
    with pytest.raises(KeyError, match="severe"):
        parse(TEXT.replace("[soreness.severe]", "[soreness.other]"))
    with pytest.raises(ValueError, match="no length of time"):
        parse(TEXT.replace('value = "14d"', 'value = "a fortnight"'))


FIGURES = {CLINICAL.severe, CLINICAL.rise, CLINICAL.still_sore, CLINICAL.silent}
LENGTHS = {value for value in vars(CLINICAL).values() if isinstance(value, timedelta)}
LENGTHS |= {ladder.on_duty for ladder in CLINICAL.ladders.values()}
LENGTHS -= {timedelta(days=1)}  # which is as long as much else


def spelled(node: ast.Call) -> timedelta | None:
    """The length of time that `timedelta(hours=2)` makes; None for one that is computed."""
    parts = {part.arg: part.value for part in node.keywords}
    known = {name: value.value for name, value in parts.items() if isinstance(value, ast.Constant)}
    named = isinstance(node.func, ast.Name) and node.func.id == "timedelta"
    return timedelta(**known) if named and known and len(known) == len(parts) else None  # type: ignore[arg-type]


def test_no_length_of_time_in_code_is_a_copy_of_a_clinical_one() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), str(length))
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and (length := spelled(node)) in LENGTHS
    }
    assert found == OTHERS.keys()


def test_no_rating_is_compared_with_a_figure_and_no_query_holds_one() -> None:
    """A rating is compared with what its number is called, in code and in SQL."""
    for path in CODE:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare):
                words = ast.unparse(node)
                figures = {part.value for part in node.comparators if isinstance(part, ast.Constant)}
                rated = any(word in words for word in ("value", "soreness", "answers[", "given["))
                assert not (rated and figures & FIGURES), (path, words)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "store" in path.parts:
                assert not re.search(r"value *[<>]=? *\d|LIMIT 3\b|43200", node.value), (path, node.value)


@pytest.mark.parametrize(
    ("key", "said", "meant"),
    [
        ("bot.when_too_old", "two weeks", CLINICAL.oldest_session == timedelta(weeks=2)),
        ("staff.enrol_too_old", "two weeks", CLINICAL.oldest_session == timedelta(weeks=2)),
        ("bot.shared.watch_on", "Until day 14", CLINICAL.oldest_session == timedelta(days=14)),
        ("staff.notice_silent", "the last three check-ins", CLINICAL.silent == 3),
        ("staff.week.severe", "soreness of {severe} or more", True),
    ],
)
def test_texts_that_name_a_number_name_the_one_that_is_meant(key: str, said: str, meant: bool) -> None:
    """Where words cannot take a placeholder, the day the number changes is the day this test fails."""
    assert said in str(WORDS[key])
    assert meant


def test_the_page_on_what_the_texts_rest_on_names_the_same_numbers() -> None:
    page = (ROOT / "docs" / "clinical.md").read_text(encoding="utf-8")
    assert f"soreness of {CLINICAL.severe} or more, or {CLINICAL.rise} above the last answer" in page
    assert f"still sore ({CLINICAL.still_sore} or more" in page
    assert f"until day {CLINICAL.oldest_session.days}" in page
