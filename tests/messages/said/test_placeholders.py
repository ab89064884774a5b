"""A placeholder that nothing fills is found by the check, never by the patient who waits for the words."""

from pathlib import Path

import pytest

from bot import content
from messages.languages import packaged
from messages.said.catalog import check, load
from messages.said.gaps import Gap

STEPS = {"dry_needling": ("first_drink", "first_check")}


def gaps_of(own: Path, file: str, text: str) -> tuple[Gap, ...]:
    """What the check says of a clinic's own words, which lie beside the packaged ones."""
    folder = own / "messages" / "en"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")
    catalog, unread = load(packaged(), own / "messages")
    assert unread == ()
    return check(catalog, STEPS)


def test_the_packaged_words_have_nothing_that_is_not_filled() -> None:
    assert check(load(packaged())[0], STEPS) == ()


@pytest.mark.parametrize("key", ["worried", "free_text", "when_unreadable", "not_now"])
@pytest.mark.parametrize("name", ["emergancy", "telephone", "plan", "value"])
def test_a_clinics_own_text_takes_no_placeholder_that_the_packaged_one_has_not(
    tmp_path: Path, key: str, name: str
) -> None:
    """Also where its own text, read as its own model, would agree with itself."""
    gaps = gaps_of(tmp_path, "bot.toml", f'{key} = "Call {{{name}}} now."\n')
    assert [str(gap) for gap in gaps if f"bot.{key} " in str(gap) and f"{{{name}}}" in str(gap)]
    assert len(gaps) == 1


@pytest.mark.parametrize(
    "line",
    [
        'worried = "Call {emergency} now, or {clinic} on {phone}."',
        'confirm_treated = "It ended on {when}, did it not?"',
        'sore_noted = "{value} of 10. {watch_out}"',
        'not_now = "As you like. Nothing is kept for {days} days. {numbers}"',
    ],
)
def test_what_the_packaged_text_has_and_what_every_text_may_have_is_no_gap(tmp_path: Path, line: str) -> None:
    assert gaps_of(tmp_path, "bot.toml", line + "\n") == ()


@pytest.mark.parametrize("name", ["when", "plan", "value", "clock", "place", "code", "emergancy"])
def test_the_words_of_a_step_know_the_clinic_and_nothing_of_the_patient(tmp_path: Path, name: str) -> None:
    gaps = gaps_of(tmp_path, "dry_needling.toml", f'first_drink = "A glass of water, {{{name}}}?"\n')
    assert len(gaps) == 1
    assert "dry_needling.first_drink" in str(gaps[0])
    assert f"{{{name}}}" in str(gaps[0])


def test_the_words_of_a_step_may_name_the_clinic_and_hold_the_shared_texts(tmp_path: Path) -> None:
    words = "{clinic} {phone} {emergency} {days} {scale} {unwell}"
    assert gaps_of(tmp_path, "dry_needling.toml", f'first_check = "{words}"\n') == ()


def test_a_shared_text_that_contains_itself_is_a_gap(tmp_path: Path) -> None:
    gaps = gaps_of(tmp_path, "bot.toml", '[shared]\nunwell = "Call {phone}. {unwell}"\n')
    assert any("bot.shared.unwell" in str(gap) for gap in gaps)


def test_shared_texts_that_contain_each_other_are_gaps(tmp_path: Path) -> None:
    gaps = gaps_of(tmp_path, "bot.toml", '[shared]\nunwell = "{numbers}"\nnumbers = "{unwell}"\n')
    assert any("bot.shared.unwell" in str(gap) or "bot.shared.numbers" in str(gap) for gap in gaps)


def test_the_bot_does_not_start_with_urgent_words_that_cannot_be_said(tmp_path: Path) -> None:
    gaps_of(tmp_path, "bot.toml", 'worried = "Call {emergancy} now."\n')
    with pytest.raises(content.ContentError) as refused:
        content.load(tmp_path)
    assert len(refused.value.lines) == 1
    assert "bot.worried" in refused.value.lines[0]
