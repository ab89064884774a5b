"""A patient's words on their way to the clinic."""

from bot.care.ground.patient_words import each_once


def test_what_comes_along_with_new_words_is_told_once() -> None:
    assert each_once([], "I cant sleep\nI cant sleep\nwhats the point") == "I cant sleep\nwhats the point"
    assert each_once(["my chest", "feels so"], "my chest\nfeels so\ntight") == "tight"
    assert each_once(["my chest"], "my chest\n[breath]") == "[breath]"


def test_what_is_new_is_told_though_it_was_said_before() -> None:
    """A second cry is a second cry."""
    assert each_once(["help"], "help") == "help"
