"""A language is one folder, and whatever a half-made one lacks is named in the editor's terms."""

import ast
import shutil
from pathlib import Path

import pytest

from bot import content
from bot.content import ContentError
from messages.languages import language_folders

ROOT = Path(__file__).parents[2]
ENGLISH = ROOT / "messages" / "en"


def copied(folder: Path) -> Path:
    """A folder of a clinic's own with a language that says everything, in English as it happens."""
    shutil.copytree(ENGLISH, folder / "messages" / "de")
    return folder / "messages" / "de"


def gaps_of(folder: Path) -> list[str]:
    try:
        content.load(folder)
    except ContentError as error:
        return error.lines
    return []


def test_a_copy_of_the_reference_is_a_whole_language(tmp_path: Path) -> None:
    copied(tmp_path)
    assert gaps_of(tmp_path) == []


def test_a_language_of_one_word_lacks_all_that_is_said_and_heard(tmp_path: Path) -> None:
    (tmp_path / "messages" / "de").mkdir(parents=True)
    (tmp_path / "messages" / "de" / "bot.toml").write_text('not_now = "Gut."\n', encoding="utf-8")
    gaps = gaps_of(tmp_path)
    assert all(gap.startswith("messages/de: ") and gap.endswith(" is missing") for gap in gaps)
    heard = ("red_flags.toml", "faq", "times.toml", "heard.toml")
    assert {f"messages/de: {what} is missing" for what in heard} <= {*gaps}
    assert "messages/de: body.parts.head is missing" in gaps
    assert "messages/de: dry_needling.first_drink is missing" in gaps
    assert "messages/de: bot.not_now is missing" not in gaps


@pytest.mark.parametrize(
    ("file", "line", "gap"),
    [
        ("times.toml", 'may = ["may"]\n', "messages/de: times.months.may is missing"),
        (
            "heard.toml",
            'half = ["and a half", "and half", "and 1/2", "1/2"]\n',
            "messages/de: heard.rating.half is missing",
        ),
        ("body.toml", 'knee = ["knee", "patella", "popliteus"]\n', "messages/de: body.parts.knee is missing"),
        ("red_flags.toml", 'and = ["and"]\n', "messages/de: red_flags.grammar.and is missing"),
        ("light.toml", "closing = ", "messages/de: light.closing is missing"),
    ],
)
def test_what_is_left_out_is_named(tmp_path: Path, file: str, line: str, gap: str) -> None:
    folder = copied(tmp_path)
    text = (folder / file).read_text(encoding="utf-8")
    assert line in text
    new = text.replace(line, "other = " if line.endswith(" = ") else "")
    (folder / file).write_text(new, encoding="utf-8")
    assert gaps_of(tmp_path) == [gap]


def test_a_rule_and_an_entry_that_are_left_out_are_named(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    text = (folder / "red_flags.toml").read_text(encoding="utf-8")
    (folder / "red_flags.toml").write_text(text.replace("[rules.chest]", "[rules.brust]"), encoding="utf-8")
    (folder / "faq" / "parking.md").write_text('+++\ntitle = "Parking"\n+++\nBehind.\n', encoding="utf-8")
    (folder / "faq" / "water.md").unlink()
    missing = [gap for gap in gaps_of(tmp_path) if "neighbour" not in gap]
    assert missing == [
        "messages/de: red_flags.rules.chest is missing",
        "messages/de: faq/water.md is missing",
    ]


def test_what_a_language_has_no_words_for_may_be_left_empty(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    text = (folder / "red_flags.toml").read_text(encoding="utf-8")
    text = text.replace('decimal_point = ["point"]', "decimal_point = []")
    (folder / "red_flags.toml").write_text(text, encoding="utf-8")
    assert gaps_of(tmp_path) == []


def test_only_folders_that_are_called_like_a_language_are_languages(tmp_path: Path) -> None:
    for name in ("de", "pt-br", "said", "__pycache__", "DE", "x"):
        (tmp_path / name).mkdir()
    (tmp_path / "fr").write_text("", encoding="utf-8")
    assert [folder.name for folder in language_folders(tmp_path)] == ["de", "pt-br"]


LITTLE = {
    "and",
    "or",
    "but",
    "the",
    "is",
    "of",
    "to",
    "you",
    "your",
    "not",
    "cant",
    "ago",
    "today",
    "am",
    "pm",
}


def test_no_word_of_english_stands_in_code_that_hears() -> None:
    """A word that code compares with is a word that another language cannot change."""
    for path in sorted((ROOT / "messages" / "heard").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        compared = [node for node in ast.walk(tree) if isinstance(node, ast.Compare | ast.Set)]
        words = {
            part.value
            for node in compared
            for part in ast.walk(node)
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        }
        assert words & LITTLE == set(), path
