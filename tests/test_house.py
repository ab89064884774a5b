"""The house's own laws: one place for each fact, and documents that say what the code does."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from telegram.ext import CommandHandler

from bot import content, handlers
from bot.care.ground.says import buttons
from bot.care.ground.says.enrolment import ASK_TIME
from bot.care.ground.says.message import MESSAGES
from bot.care.ground.says.session_time import WHEN_AGAIN
from bot.render.text import FIXED
from messages.heard.places import cities, regions
from messages.heard.times.when import Reason
from messages.languages import packaged
from messages.said.catalog import load

ROOT = Path(__file__).parents[1]
CODE = sorted(path for room in ("bot", "schedules", "messages") for path in (ROOT / room).rglob("*.py"))
WORDS = load(packaged())[0].languages["en"]


def text_of(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("call", [r"datetime\.now\(", r"time\.time\(", r"utcnow\(", r"date\.today\("])
def test_the_clock_is_read_in_one_place_and_nowhere_else(call: str) -> None:
    places = [path.relative_to(ROOT).as_posix() for path in CODE if re.search(call, text_of(path))]
    assert places in ([], ["bot/now.py"])


def test_no_test_sleeps_or_judges_by_the_clock_on_the_wall() -> None:
    """A busy machine is slow at anything: waiting has one guard, and speed is CPU time."""
    judging = re.compile(r"perf_counter|asyncio\.timeout\(|wait_for\(|sleep\((?!0\))|\btimeout=\d\d")
    programs = ("beside", "landed", "stored", "torture")  # which are no tests
    tests = [
        path
        for path in (ROOT / "tests").rglob("*.py")
        if not path.name.startswith("bench") and path.parent.name not in programs
    ]
    places = {path.name for path in tests if judging.search(text_of(path))}
    assert places - {Path(__file__).name} == {"patience.py", "test_polling.py"}  # Telegram's own long polls


def test_messages_are_sent_by_delivery_and_nobody_else() -> None:
    sending = re.compile(r"\.(send_message|send_photo|send_document|reply_text|reply_html)\(")
    places = {path.relative_to(ROOT).parts[1] for path in CODE if sending.search(text_of(path))}
    assert places == {"delivery"}


def test_every_text_outside_the_tables_is_a_message_or_is_named_by_code() -> None:
    code = text_of(*(path for path in CODE if "rehearsal" not in path.parts)).replace("'", '"')
    single = {key for key in WORDS if key.startswith(("bot.", "staff.")) and key.count(".") == 1}
    parts = {
        "bot.card_shown",
        "bot.once_more",
        "bot.repeat",
        "bot.plan_empty",
        "bot.plan_maybe",
        "bot.plan_resting",
    }  # of other texts
    parts |= {
        "staff.patients_title",
        "staff.patients_title_search",
        "staff.patients_page",
        "staff.patients_alone",
    }
    parts |= {*FIXED.values(), *(key for key in single if key.startswith("staff.notice_"))}
    assert single == MESSAGES.keys() | parts
    assert all(
        f'"{key}"' in code or f'"{key.partition(".")[2]}"' in code for key in parts if "notice_" not in key
    )


def test_every_label_flash_and_shared_text_is_used() -> None:
    code = text_of(*(path for path in CODE if "rehearsal" not in path.parts))
    texts = "\n".join(text for text in WORDS.values() if isinstance(text, str))
    for key in WORDS:
        table, _, name = key.removeprefix("bot.").partition(".")
        if table in ("buttons", "toasts"):
            assert f'"{table}.{name}"' in code or f'"{name}"' in code, key
        if table == "shared":
            assert f"{{{name}}}" in texts, key


def test_every_text_for_the_clinic_is_used() -> None:
    code = text_of(*(path for path in CODE if "rehearsal" not in path.parts)).replace("'", '"')
    built = re.compile(r"notice_\w+|\w+_yes|weekly_(on|off)")  # put together from a kind, a verb or a state
    named = ("adverse_kinds", "gravities", "gravity_choices")  # by clinical.toml, as its own test holds
    for key in WORDS:
        room, *tables, name = key.split(".")
        if room == "staff" and not {*tables} & {*named} and not built.fullmatch(name):
            whole = key.removeprefix("staff.")
            assert any(f'"{said}"' in code for said in (name, whole, key)), key


def test_every_reason_for_asking_again_has_its_message() -> None:
    assert {*WHEN_AGAIN} == {*ASK_TIME} - {None} == {*Reason}


def test_every_command_has_one_handler_a_description_and_a_place_in_the_changelog_and_back() -> None:
    handled = [
        name
        for handler in handlers.HANDLERS
        if isinstance(handler, CommandHandler)
        for name in handler.commands
    ]
    listed = [command.name for command in handlers.COMMANDS]
    spelled = [name for command in handlers.COMMANDS for name in command.spelled]
    described = [key.rpartition(".")[2] for key in WORDS if key.startswith("bot.commands.")]
    assert sorted(handled) == sorted(spelled)
    assert sorted(listed) == sorted(described)
    changelog = text_of(ROOT / "CHANGELOG.md")
    assert all(f"/{name}" in changelog for name in listed if name != "start")


def test_every_button_has_a_handler_and_every_handler_a_button() -> None:
    handled = {tap.verb for tap in handlers.TAPS}
    assert len(handled) == len(handlers.TAPS)
    code = text_of(*(ROOT / "bot" / "care" / "ground" / "says").glob("*.py"))
    made = set(re.findall(r'\bdata\(\s*"(\w+)"', code))
    made |= {verb for pair in re.findall(r'verb, code = \("(\w+)".*\("(\w+)"', code) for verb in pair}
    made |= {f"case{name}" for name in re.findall(r'_sure\("(\w+)"', code)}
    made |= {verb for pair in re.findall(r'for verb in \("(\w+)", "(\w+)"\)', code) for verb in pair}
    made |= set(re.findall(r'tap = \("(\w+)"', code))
    assert handled == made


def test_every_button_fits_into_telegrams_64_bytes() -> None:
    longest = max((zone for region in regions() for zone in cities(region)), key=len)
    assert len(buttons.data("place", longest, 2**31)) <= buttons.MOST_BYTES
    with pytest.raises(ValueError, match="64 bytes"):
        buttons.data("place", "x" * 64)


def test_the_packaged_content_is_whole() -> None:
    assert set(content.load(None).protocols) == {"dry_needling", "light"}


def test_readme_names_only_targets_and_files_that_there_are() -> None:
    readme = text_of(ROOT / "README.md")
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", readme)) - {"and"} <= targets
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", readme):
        assert (ROOT / link).exists(), link


def test_no_python_is_claimed_that_is_not_tried() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    claimed = [int(line.rpartition(".")[2]) for line in project["classifiers"] if " :: 3." in line]
    first, last = min(claimed), max(claimed)
    assert claimed == [*range(first, last + 1)]
    assert project["requires-python"] == f">=3.{first},<3.{last + 1}"
    gate, makefile, readme = (text_of(ROOT / name) for name in (".ci/versions", "Makefile", "README.md"))
    orders = [re.findall(r"3\.(\d+)", order) for order in re.findall(r'echo "(3\.[\d. ]+)"', gate)]
    ends = {(str(last), str(first)), (str(first), str(last))}
    assert {(order[0], order[-1]) for order in orders} == ends, "the one furthest from ours comes first"
    assert all(sorted(order) == [str(version) for version in claimed] for order in orders)
    assert f"(3, {first}) <= sys.version_info < (3, {last + 1})" in makefile
    assert f"Python 3.{first} to 3.{last}" in makefile
    assert f"Python 3.{first} to 3.{last}" in readme


# Doubles that there still are, each with its reason; one that is gone from the code should go from here.


def test_a_class_or_alias_of_one_name_is_one_thing_in_the_whole_house() -> None:
    """The rehearsal is left out: it is Telegram's own world, which has its own messages and people."""
    defined: dict[str, list[str]] = {}
    for path in CODE:
        if "rehearsal" not in path.parts:
            for node in ast.parse(text_of(path)).body:
                for name in _defined(node):
                    defined.setdefault(name.lstrip("_"), []).append(path.relative_to(ROOT).as_posix())
    assert {name: places for name, places in defined.items() if len(places) > 1} == {}


def _defined(node: ast.stmt) -> list[str]:
    """The classes and aliases that a statement defines; an alias is written like a class."""
    match node:
        case ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return [name] if re.fullmatch(r"_?[A-Z]\w*[a-z]\w*", name) else []
    return []


def test_what_several_tests_need_is_in_a_module_that_is_no_test() -> None:
    taken = re.compile(
        r"^\s*(?:from|import) tests(?:\.\w+)*\.test_|^from tests(?:\.\w+)* import .*\btest_", re.MULTILINE
    )
    places = {path.name for path in (ROOT / "tests").rglob("*.py") if taken.search(text_of(path))}
    assert places == set()


def test_files_stay_small_enough_to_read() -> None:
    long = {path.relative_to(ROOT).as_posix(): len(text_of(path).splitlines()) for path in CODE}
    assert {name: lines for name, lines in long.items() if lines > 240} == {}


@pytest.mark.slow
def test_the_wheel_holds_the_code_and_its_data(tmp_path: Path) -> None:
    subprocess.run(  # noqa: S603  (our own build)
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    wanted = {"bot/__main__.py", "messages/en/bot.toml", "schedules/protocols/dry_needling.toml"}
    wanted |= {"messages/heard/places.toml", "bot/rehearsal/assets/page.js", "bot/setup/aftercare.service"}
    wanted |= {"messages/sketches/calf.toml", "messages/en/exercises.toml"}
    assert wanted <= names
    assert not any(name.startswith(("tests/", "data/", ".")) for name in names)
