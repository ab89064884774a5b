"""Whatever a handyman gets wrong ends in one line that says what to do, and nothing is lost by it."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot import settings
from bot.env import file as env_file
from bot.env.surroundings import Surroundings
from bot.settings import NAMES, Settings, SettingsError

FAULTS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("handyman.toml").read_text(encoding="utf-8")
)
WHOLE = {
    "BOT_TOKEN": "987654321:AAEabcdefghijklmnopqrstuvwxyz012345",
    "CLINIC_NAME": "Praxis am Park",
    "CLINIC_PHONE": "+49 30 23125 123",
    "CLINIC_TIMEZONE": "Europe/Berlin",
    "EMERGENCY_NUMBER": "112",
}
NO_WORDS_FOR_A_HANDYMAN = re.compile(
    r"\\d|\^|\[0-9|pattern|regex|Input|instance|str\b|\bint\b|bool|Error|None"
)


def written(folder: Path, fault: dict[str, Any]) -> Path:
    """The file .env of a fault."""
    path = folder / ".env"
    said = fault.get("env", "")
    name = re.split(r"[=:\n]", said)[0]
    lines = [said if own == name else f"{own}={value}" for own, value in WHOLE.items()]
    rest = [] if name in WHOLE else [said]
    path.write_bytes(bytes.fromhex(fault.get("bytes", "")) or "\n".join((*lines, *rest)).encode())
    return path


def lines_of(path: Path, around: dict[str, str]) -> list[str]:
    """What is said; the environment is looked at without being changed."""
    told = [
        one.line for one in Surroundings(env_file.EnvFile(path), {**WHOLE, **around}, None).mistakes(NAMES)
    ]
    if around:
        return told
    with pytest.raises(SettingsError) as refused:
        settings.read(_env_file=path)
    return [line.replace(str(path), ".env") for line in refused.value.lines]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_in_one_line_that_says_what_to_do(tmp_path: Path, name: str) -> None:
    fault = FAULTS[name]
    path = written(tmp_path, fault)
    before = path.read_bytes()
    assert lines_of(path, fault.get("around", {})) == [fault["line"]]
    assert not NO_WORDS_FOR_A_HANDYMAN.search(fault["line"])
    assert path.read_bytes() == before


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("CLINIC_NAME\nCLINIC_PHONE=x\nCLINIC_TIMEZONE=GMT\nQUITE_HOURS=off\n", encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        settings.read(_env_file=path)
    told = [
        next(name for name in (*NAMES, "QUITE_HOURS") if name in line)
        for line in refused.value.lines
        if "QUITE" not in line
    ]
    assert sorted(told) == [
        "BOT_TOKEN",
        "CLINIC_NAME",
        "CLINIC_PHONE",
        "CLINIC_TIMEZONE",
        "EMERGENCY_NUMBER",
    ]
    assert any("QUITE_HOURS" in line for line in refused.value.lines)


def test_a_mark_that_windows_puts_before_utf_8_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(
        "\ufeff" + "".join(f"{name}={value}\r\n" for name, value in WHOLE.items()), encoding="utf-8"
    )
    assert settings.read(_env_file=path).bot_token.get_secret_value() == WHOLE["BOT_TOKEN"]


def test_a_file_by_another_name_is_pointed_out(tmp_path: Path) -> None:
    (tmp_path / ".env.txt").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        settings.read(_env_file=tmp_path / ".env")
    assert any(".env.txt; rename that to .env" in line for line in refused.value.lines)
    (tmp_path / ".env").mkdir()
    with pytest.raises(SettingsError, match=r"cannot be read \(Is a directory\)"):
        settings.read(_env_file=tmp_path / ".env")


def test_no_refusal_of_a_line_repeats_what_may_be_a_secret(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text('s3cret\nBOT_TOKEN "s3cret\nDATABASE_KEY=a s3cret #x\ns3cret=\n', encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        settings.read(_env_file=path)
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    "value", ["Praxis", "Praxis am Park", 'a "b" c', "a\\nb", "#1 'x'", "Ünal & Söhne", "a $b"]
)
def test_what_is_put_into_the_file_is_read_again_and_no_line_is_lost(tmp_path: Path, value: str) -> None:
    path = tmp_path / ".env"
    text = "# mine\nexport clinic_name=old\n\nLOG_LEVEL=INFO # loud\n# QUIET_HOURS=off\nOTHER=1\n"
    path.write_text(env_file.put(text, "CLINIC_NAME", value), encoding="utf-8")
    read = env_file.read(path)
    assert read.values["CLINIC_NAME"] == value
    assert read.mistakes == ()
    assert [line for line in read.text.splitlines() if "NAME" not in line] == [
        line for line in text.splitlines() if "name" not in line
    ]
    assert "# QUIET_HOURS=off\nQUIET_HOURS=off" in env_file.put(text, "QUIET_HOURS", "off")
    assert env_file.put("", "LOG_LEVEL", "INFO") == "LOG_LEVEL=INFO\n"


def test_somebody_elses_names_are_left_alone(tmp_path: Path) -> None:
    theirs = {
        "LOGNAME": "x",
        "LOG_DIR": "x",
        "NPM_CONFIG_LOG_LEVEL": "x",
        "GIT_TOKEN": "x",
        "CONTENT_LENGTH": "1",
        "PATH": "/bin",
        "HOME": "/",
        "TZ": "UTC",
    }
    path = tmp_path / ".env"
    path.write_text("COMPOSE_PROJECT_NAME=aftercare\nTZ=Europe/Berlin\n", encoding="utf-8")
    assert [*Surroundings(env_file.read(path), theirs, None).mistakes(NAMES)] == []


def test_a_secret_file_of_a_wrong_name_is_named(tmp_path: Path) -> None:
    (tmp_path / "bot_tokn").write_text("x", encoding="utf-8")
    around = Surroundings(env_file.EnvFile(Path(".env")), {}, tmp_path)
    (mistake,) = around.mistakes(NAMES)
    assert mistake.line.endswith("bot_tokn is no setting of this bot; BOT_TOKEN is probably meant.")


def test_an_example_clinic_is_refused_except_where_it_is_rehearsed(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    example = {**WHOLE, "CLINIC_PHONE": "+44 20 7946 0123"}
    path.write_text("".join(f"{name}={value}\n" for name, value in example.items()), encoding="utf-8")
    assert settings.read(_env_file=path, telegram_api_url="http://127.0.0.1:9").clinic_phone
    with pytest.raises(SettingsError, match="out of an example"):
        settings.read(_env_file=path)


def test_every_setting_can_be_written_wrongly_without_words_of_the_machine() -> None:
    """Also those that come later: what no line is made for is told in plain words."""
    for name in Settings.model_fields:
        try:
            settings.read(_env_file=None, **{**{k.lower(): v for k, v in WHOLE.items()}, name: "\x00 ¿?"})
        except SettingsError as refused:
            for line in refused.lines:
                assert not NO_WORDS_FOR_A_HANDYMAN.search(line), line
