"""What must be seen stands between stars in a file of words; stars in anybody's own words are stars."""

import pytest

from messages.said.catalog import Catalog
from messages.said.marked import Marked, filled, joined


def shown(text: str, **facts: str) -> str:
    """The text with each bold part in brackets."""
    marked = filled(text, lambda name: Marked(facts[name]))
    for begins, ends in reversed(marked.bold):
        marked = Marked(
            f"{marked.text[:begins]}[{marked.text[begins:ends]}]{marked.text[ends:]}", marked.bold[:-1]
        )
    return marked.text


def test_a_mark_is_taken_off_and_what_it_held_is_bold() -> None:
    assert shown("*Call {emergency} now.* Do not drive.", emergency="112") == "[Call 112 now.] Do not drive."


@pytest.mark.parametrize("name", ["*Star* Clinic", "a*b*c", "**", "*", "{emergency}", "*Call {phone} now*"])
def test_what_fills_a_text_is_never_looked_at_for_marks_or_placeholders(name: str) -> None:
    assert shown("{clinic} has *read* it.", clinic=name) == f"{name} has [read] it."
    assert shown("*{clinic}* has read it.", clinic=name) == f"[{name}] has read it."


@pytest.mark.parametrize(
    "text", ["2 * 3 * 4", "* drink\n* move", "a*b*c", "5*", "*", "**so**", "* so*", "*so *", "*not\nso*"]
)
def test_a_star_that_marks_nothing_stays(text: str) -> None:
    assert shown(text) == text


def test_bold_parts_keep_their_place_when_texts_are_joined_and_filled_into_each_other() -> None:
    inner = filled("*Call* us.", lambda _: Marked())
    assert filled("Well. {inner}", lambda _: inner) == Marked("Well. Call us.", ((6, 10),))
    assert joined(" – ", (Marked("A"), inner)) == Marked("A – Call us.", ((4, 8),))


def test_what_is_cut_off_is_not_bold_any_more() -> None:
    assert Marked("Call 112 now.", ((0, 4), (5, 12))).cut(8) == Marked("Call 11…", ((0, 4), (5, 7)))
    assert Marked("Call 112 now.", ((9, 12),)).cut(8) == Marked("Call 11…")


def test_places_are_counted_as_telegram_counts_them() -> None:
    assert Marked("🙂 Zoë 🦶 now", ((6, 11),)).in_utf16() == ((7, 6),)


def test_a_shared_text_brings_its_mark_into_the_texts_that_hold_it() -> None:
    words = {"bot.unwell": "Well. {now}", "bot.shared.now": "*Call {phone}.*"}
    assert Catalog({"en": words}).marked("en", "bot.unwell", {"phone": "5"}) == Marked(
        "Well. Call 5.", ((6, 13),)
    )
    assert Catalog({"en": words}).text("en", "bot.unwell", {"phone": "5"}) == "Well. Call 5."
