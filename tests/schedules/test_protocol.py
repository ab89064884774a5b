"""Protocol files: a value, or every mistake at once in the editor's terms."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedules.clinical import CLINICAL
from schedules.protocol import Adapting, Protocol, Step, StepKind
from schedules.protocol_file import load, packaged, parse

HOUR = timedelta(hours=1)

TINY = """
title = "Seconds apart"
window = "1m"
gap = "0s"
[steps.one]
after = "5s"
kind = "hydration"
[steps.two]
after = "6s"
kind = "check_in"
ask = "soreness"
expires = "20s"
[steps.three]
after = "7s"
kind = "stretching"
"""


def read(text: str, name: str = "ward") -> Protocol:
    protocol, wrong = parse(name, text)
    assert wrong == ()
    assert protocol is not None
    return protocol


def mistakes(text: str, name: str = "ward") -> list[str]:
    protocol, wrong = parse(name, text)
    assert protocol is None
    return [f"{where}: {what}".removeprefix(f"schedules/protocols/{name}.toml: ") for where, what in wrong]


def with_step(lines: str, top: str = "") -> str:
    return f'title = "T"\nwindow = "48h"\n{top}\n[steps.drink]\n{lines}\n'


def test_a_clinics_own_protocol_of_three_steps_seconds_apart_is_as_valid_as_ours() -> None:
    protocol = read(TINY)
    assert protocol == Protocol(
        name="ward",
        title="Seconds apart",
        window=timedelta(minutes=1),
        gap=timedelta(0),
        steps=(
            Step("one", timedelta(seconds=5), StepKind.HYDRATION, CLINICAL.tip_grace),
            Step("two", timedelta(seconds=6), StepKind.CHECK_IN, timedelta(seconds=20), ask="soreness"),
            Step("three", timedelta(seconds=7), StepKind.STRETCHING, CLINICAL.tip_grace),
        ),
    )


def test_steps_are_in_order_of_after_and_then_of_the_file() -> None:
    steps = "".join(
        f'[steps.{name}]\nafter = "{after}"\nkind = "hydration"\n'
        for name, after in (("late", "9h"), ("b", "2h"), ("a", "2h"), ("early", "1h"))
    )
    protocol = read(f'title = "T"\nwindow = "48h"\n{steps}')
    assert [step.name for step in protocol.steps] == ["early", "b", "a", "late"]


def test_gap_and_expires_may_be_left_out_and_a_question_is_worth_asking_for_longer() -> None:
    protocol = read(
        with_step('after = "2h"\nkind = "hydration"')
        + '[steps.ask]\nafter = "6h"\nkind = "check_in"\nask = "soreness"'
    )
    assert protocol.gap == 2 * HOUR
    assert [step.expires for step in protocol.steps] == [2 * HOUR, 6 * HOUR]


def test_a_step_is_found_by_its_name_and_an_unknown_name_is_an_error() -> None:
    protocol = read(TINY)
    assert protocol.step("two").ask == "soreness"
    with pytest.raises(KeyError):
        protocol.step("four")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('after = "2h"', "steps.drink.kind: is missing"),
        ('kind = "hydration"', "steps.drink.after: is missing"),
        ('after = "2 hours"\nkind = "hydration"', "steps.drink.after: '2 hours' is no length of time"),
        ('after = 2\nkind = "hydration"', "steps.drink.after: is 2, but a length of time is written"),
        ('after = "49h"\nkind = "hydration"', "steps.drink.after: lies after the window"),
        ('after = "900h"\nkind = "hydration"', "steps.drink.after: is more than 30d: is the unit right?"),
        (
            'after = "2h"\nkind = "hydratoin"',
            'steps.drink.kind: is "hydratoin", but must be one of: hydration,',
        ),
        ('after = "2h"\nkind = "hydratoin"', "did you mean hydration?"),
        ('after = "2h"\nkind = true', "steps.drink.kind: is True, but must be one of:"),
        (
            'after = "2h"\nkind = "hydration"\nexpires = "0s"',
            "steps.drink.expires: must be longer than nothing",
        ),
        (
            'after = "2h"\nkind = "hydration"\nexpires = "-1h"',
            "steps.drink.expires: '-1h' is no length of time",
        ),
        ('after = "2h"\nkind = "hydration"\nexpires = "90d"', "steps.drink.expires: is more than 30d"),
        ('after = "2h"\nkind = "hydration"\nask = "soreness"', "steps.drink.ask: only a check_in asks"),
        ('after = "2h"\nkind = "check_in"', "steps.drink.ask: is missing"),
        (
            'after = "2h"\nkind = "check_in"\nask = "mood"',
            'steps.drink.ask: is "mood", but must be one of: soreness',
        ),
        (
            'after = "2h"\nkind = "hydration"\nonly_if = "x"',
            'steps.drink.only_if: is "x", but must be one of:',
        ),
        (
            'after = "2h"\nkind = "hydration"\nexpire = "1h"',
            "steps.drink.expire: is unknown; did you mean expires?",
        ),
        ('after = "2h"\nkind = "hydration"\nzebra = "1h"', "steps.drink.zebra: is unknown"),
    ],
)
def test_each_mistake_in_a_step_is_named_with_its_key(lines: str, expected: str) -> None:
    found = mistakes(with_step(lines))
    assert any(expected in mistake for mistake in found), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["title: is missing", "window: is missing", "steps: is missing"]),
        (
            'title = " "\nwindow = "1h"\n[steps]',
            ["title: must be a text", "steps: must hold at least one step"],
        ),
        ('title = "T"\nwindow = "1h"\nsteps = 3', ["steps: must hold at least one step"]),
        ('title = "T"\nwindow = "1h"\nsteps = {a = 1}', ["steps.a: must be a table of its own"]),
        (
            'title = "T"\nwindow = "0h"\nwidow = "2h"\n[steps]',
            ["widow: is unknown; did you mean window?", "window: ", "steps: "],
        ),
        ('title = "T"\nwindow = "1h"\ngap = "25h"\n[steps]', ["gap: is more than 1d", "steps: "]),
    ],
)
def test_each_mistake_at_the_top_of_a_file_is_named_with_its_key(text: str, expected: list[str]) -> None:
    found = mistakes(text)
    assert len(found) == len(expected), found
    for start in expected:
        assert any(mistake.startswith(start) for mistake in found), found


def test_all_mistakes_are_told_at_once() -> None:
    found = mistakes(
        'titel = "T"\nwindow = 48\n[steps.A]\nafter = "2x"\nkind = "tea"\n'
        '[steps.ok]\nafter = "1h"\nkind = "check_in"\n'
    )
    assert [mistake.partition(": ")[0] for mistake in found] == [
        "titel", "title", "window", "steps.A", "steps.A.after", "steps.A.kind", "steps.ok.ask",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Drink", "1drink", "first-drink", "a" * 33, "", "drínk", "a.b"])
def test_a_step_has_a_short_plain_name(name: str) -> None:
    found = mistakes(f'title = "T"\nwindow = "1h"\n[steps."{name}"]\nafter = "0s"\nkind = "hydration"')
    assert found == [
        f"steps.{name}: a step's name has at most 32 of a-z, 0-9 and _, and begins with a letter"
    ]


def test_a_file_has_a_short_plain_name_too() -> None:
    assert mistakes(TINY, name="My protocol") == [
        "the file's name has at most 32 of a-z, 0-9 and _, and begins with a letter"
    ]


def test_a_conditional_step_may_lie_after_the_window() -> None:
    protocol = read(with_step('after = "72h"\nkind = "check_in"\nask = "soreness"\nonly_if = "still_sore"'))
    assert protocol.steps[0].only_if == "still_sore"


def test_a_check_in_may_ask_for_the_worst_besides_and_no_other_step() -> None:
    asks = 'after = "6h"\nkind = "check_in"\nask = "soreness"'
    assert read(with_step(f"{asks}\nask_worst = true")).steps[0].ask_worst
    assert not read(with_step(asks)).steps[0].ask_worst
    (wrong,) = mistakes(with_step('after = "6h"\nkind = "movement"\nask_worst = true'))
    assert "ask_worst: only a check_in asks" in wrong
    (wrong,) = mistakes(with_step(f'{asks}\nask_worst = "yes"'))
    assert 'ask_worst: is "yes", but must be true or false' in wrong


def adapting(lines: str) -> str:
    return with_step('after = "2h"\nkind = "hydration"', top=f"[adapt]\n{lines}")


def test_a_protocol_says_how_it_fits_itself_a_line_a_rule_and_may_say_none_of_it() -> None:
    said = read(adapting('done = "3h"\nsore = ["movement", "stretching"]\nlow = 3\npraise = 4')).adapting
    assert said == Adapting(3 * HOUR, (StepKind.MOVEMENT, StepKind.STRETCHING), 3, 4)
    assert read(adapting("low = 2")).adapting == Adapting(low=2)
    assert read(TINY).adapting == read(adapting("")).adapting == Adapting()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('done = "25h"', "adapt.done: is more than 1d: is the unit right?"),
        ('done = "0s"', "adapt.done: must be longer than nothing"),
        ("done = 4", "adapt.done: is 4, but a length of time is written in quotation marks"),
        ("sore = []", 'adapt.sore: is [], but must be a list like ["movement"]'),
        ('sore = "stretching"', 'adapt.sore: is "stretching", but must be a list'),
        ('sore = ["streching"]', 'adapt.sore: holds "streching", which is none of: movement, stretching;'),
        ('sore = ["hydration"]', 'adapt.sore: holds "hydration"'),
        ('sore = ["check_in"]', 'adapt.sore: holds "check_in"'),
        ("sore = [7]", "adapt.sore: holds 7, which is none of"),
        ("low = 1", "adapt.low: is 1, but must be a whole number from 2 to 10"),
        ("low = 11", "adapt.low: is 11, but"),
        ("low = true", "adapt.low: is True, but"),
        ('low = "2"', 'adapt.low: is "2", but'),
        ("praise = 1", "adapt.praise: is 1, but must be a whole number from 2 to 10"),
        ("high = 7", "adapt.high: is unknown"),
    ],
)
def test_each_mistake_in_a_rule_is_named_with_its_key(lines: str, expected: str) -> None:
    (found,) = mistakes(adapting(lines))
    assert found.startswith(expected), found


def test_rules_that_are_no_table_are_a_mistake() -> None:
    (found,) = mistakes("adapt = 3\n" + with_step('after = "2h"\nkind = "hydration"'))
    assert found == "adapt: must be a table of its own: [adapt]"


@pytest.mark.parametrize(
    ("text", "line"),
    [('title = "T\nwindow = "48h"\n', 1), ('title = "T"\nwindow 48h\n', 2), (f"{TINY}[steps.two]\n", 16)],
)
def test_broken_toml_and_a_step_named_twice_are_told_with_their_line(text: str, line: int) -> None:
    (found,) = mistakes(text)
    assert found.startswith(f"line {line}: is not valid TOML: ")


def test_a_mistake_names_the_file_and_the_key_as_an_editor_sees_them() -> None:
    _, wrong = parse("ward", with_step('after = "2h"'))
    assert wrong == (("schedules/protocols/ward.toml: steps.drink.kind", "is missing"),)


TOML_LIKE = st.lists(
    st.sampled_from(
        ["title", "window", "gap", "steps", "after", "kind", "=", '"2h"', "[", "]", ".", "{", "}", "\n", "1"]
    )
).map(" ".join)


@given(st.one_of(st.text(), TOML_LIKE, TOML_LIKE.map(lambda lines: TINY + lines)))
def test_any_text_is_read_or_refused_and_never_raises(text: str) -> None:
    protocol, wrong = parse("ward", text)
    assert (protocol is None) == bool(wrong)


@pytest.mark.parametrize("text", ["[" * 100_000, "a=" + "[" * 100_000, "a=" + "9" * 10_000, "\x00", "\ud800"])
def test_texts_made_to_break_a_reader_are_refused(text: str) -> None:
    assert mistakes(text)


def test_a_file_may_begin_with_a_byte_order_mark_and_have_windows_line_ends() -> None:
    assert read("\ufeff" + TINY.replace("\n", "\r\n")) == read(TINY)


def test_the_packaged_protocols_have_no_mistakes() -> None:
    protocols, wrong = load(packaged())
    assert wrong == ()
    assert list(protocols) == ["dry_needling", "light"]


def test_dry_needling_is_the_documented_course() -> None:
    protocol = load(packaged())[0]["dry_needling"]
    assert (protocol.window, protocol.gap) == (48 * HOUR, 2 * HOUR)
    assert [(step.name, step.after / HOUR, step.kind.value) for step in protocol.steps] == [
        ("what_to_expect", 0, "information"),
        ("first_drink", 2, "hydration"),
        ("first_check", 6, "check_in"),
        ("first_move", 6, "movement"),
        ("second_drink", 20, "hydration"),
        ("first_stretch", 20, "stretching"),
        ("second_check", 24, "check_in"),
        ("second_move", 30, "movement"),
        ("second_stretch", 42, "stretching"),
        ("third_drink", 42, "hydration"),
        ("last_check", 48, "check_in"),
        ("closing", 48, "information"),
        ("follow_up", 72, "check_in"),
    ]
    assert [step.name for step in protocol.steps if step.only_if == "still_sore"] == ["follow_up"]


def test_light_keeps_the_three_check_ins_each_with_one_tip() -> None:
    protocol = load(packaged())[0]["light"]
    assert [(step.name, step.after / HOUR) for step in protocol.steps] == [
        ("what_to_expect", 0),
        ("first_check", 6),
        ("first_drink", 6),
        ("second_check", 24),
        ("first_move", 24),
        ("last_check", 48),
        ("first_stretch", 48),
        ("closing", 48),
        ("follow_up", 72),
    ]


def test_a_clinics_folder_replaces_and_adds_by_file_name(tmp_path: Path) -> None:
    (tmp_path / "light.toml").write_text(TINY)
    (tmp_path / "ours.toml").write_text(TINY)
    protocols, wrong = load(packaged(), tmp_path)
    assert wrong == ()
    assert sorted(protocols) == ["dry_needling", "light", "ours"]
    assert protocols["light"].title == protocols["ours"].title == "Seconds apart"


def test_a_broken_replacement_does_not_let_the_replaced_one_run(tmp_path: Path) -> None:
    (tmp_path / "light.toml").write_text("title = 1")
    protocols, wrong = load(packaged(), tmp_path)
    assert list(protocols) == ["dry_needling"]
    assert wrong


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert load(tmp_path / "none") == ({}, ())


def test_hidden_files_and_other_endings_are_no_protocols(tmp_path: Path) -> None:
    for name in ("._light.toml", "notes.txt", "light.toml~"):
        (tmp_path / name).write_text("!")
    assert load(tmp_path) == ({}, ())


def test_a_file_that_cannot_be_read_is_a_mistake_and_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'title = "D\xe9j\xe0"')
    (tmp_path / "folder.toml").mkdir()
    protocols, wrong = load(tmp_path)
    assert protocols == {}
    assert [where for where, _ in wrong] == [
        "schedules/protocols/folder.toml",
        "schedules/protocols/latin.toml",
    ]
