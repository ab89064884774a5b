"""Words are found, filled in, and every gap among them is named at once."""

from pathlib import Path

import pytest

from messages.languages import packaged
from messages.said.catalog import Catalog, check, load

EN = {"bot.hello": "Hello, {name} of {clinic}.", "bot.shared.bye": "Bye, {clinic}.", "bot.end": "{bye}"}


def test_a_text_is_filled_from_the_facts_and_the_shared_texts() -> None:
    catalog = Catalog({"en": EN})
    assert catalog.text("en", "bot.hello", {"name": "JD", "clinic": "R"}) == "Hello, JD of R."
    assert catalog.text("en", "bot.end", {"clinic": "R"}) == "Bye, R."


def test_what_a_fact_says_is_never_filled_in_again() -> None:
    catalog = Catalog({"en": EN})
    assert catalog.text("en", "bot.hello", {"name": "{clinic}", "clinic": "R"}) == "Hello, {clinic} of R."


def test_a_missing_text_falls_back_to_the_reference_language() -> None:
    catalog = Catalog({"en": EN, "de": {"bot.hello": "Hallo {name}."}})
    assert catalog.text("de", "bot.end", {"clinic": "R"}) == "Bye, R."
    with pytest.raises(KeyError):
        catalog.text("de", "bot.nothing")


@pytest.mark.parametrize(
    ("tag", "language"), [("de-AT", "de"), ("DE", "de"), ("xx", "en"), (None, "en"), ("", "en")]
)
def test_a_person_gets_the_nearest_language_there_is(tag: str | None, language: str) -> None:
    assert Catalog({"en": EN, "de": {}}).language(tag) == language


def test_every_gap_is_named_at_once_in_the_editors_terms() -> None:
    gaps = check(
        Catalog({"en": EN, "de": {"bot.hello": "Hallo {nam}.", "bot.end": ""}}),
        {"dry_needling": ("stretch",)},
        EN,
    )
    assert sorted(str(gap) for gap in gaps) == [
        "messages/de: bot.end is empty",
        "messages/de: bot.hello has the placeholder {nam}, which nothing fills",
        "messages/de: bot.shared.bye is missing",
        "messages/de: dry_needling.stretch is missing",
        "messages/en: dry_needling.stretch is missing",
    ]


def test_a_clinics_own_text_replaces_the_packaged_one_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "bot.toml").write_text('not_now = "As you like."\n', encoding="utf-8")
    catalog, gaps = load(packaged(), tmp_path)
    assert gaps == ()
    assert catalog.text("en", "bot.not_now") == "As you like."
    assert catalog.text("en", "bot.buttons.agree") == "I agree"


def test_a_file_that_is_no_toml_is_a_gap_with_its_name_and_line(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "bot.toml").write_text('hello = "\n', encoding="utf-8")
    _, gaps = load(tmp_path)
    assert len(gaps) == 1
    assert str(gaps[0]).startswith("messages/en/bot.toml: cannot be read")
    assert "line 1" in str(gaps[0])


def test_a_number_where_a_text_belongs_is_a_gap(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "bot.toml").write_text("hello = 3\n", encoding="utf-8")
    assert [str(gap) for gap in load(tmp_path)[1]] == [
        "messages/en/bot.toml: bot.hello must be a text or a list of texts"
    ]


def test_an_endless_text_and_an_empty_list_are_gaps() -> None:
    gaps = check(Catalog({"en": {"bot.long": "x" * 3501, "bot.days": ("Monday", " ")}}), {}, {})
    assert [str(gap) for gap in gaps] == [
        "messages/en: bot.days has an empty text in its list",
        "messages/en: bot.long has 3501 characters; at most 3500 fit in a message",
    ]


def test_lists_that_are_heard_now_are_gaps_where_a_clinic_still_has_them_among_what_is_said() -> None:
    gaps = check(Catalog({"en": {"bot.phrases.opt_out": ("stop",)}}), {}, {})
    assert [str(gap) for gap in gaps] == [
        "messages/en: bot.phrases.opt_out is heard, not said; it belongs in heard.toml"
    ]
