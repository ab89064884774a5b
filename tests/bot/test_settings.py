"""Settings are read whole or refused with one readable line each."""

import re
from pathlib import Path

import pytest

from bot import settings
from bot.settings import Settings, SettingsError

GOOD = {
    "bot_token": "123456789:AAEabcdefghijklmnopqrstuvwxyz012345",
    "clinic_name": "Riverside Physio",
    "clinic_phone": "+44 20 7946 0123",
    "clinic_timezone": "Europe/London",
    "emergency_number": "112",
}


def lines(**given: object) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        settings.read(_env_file=None, **{**GOOD, **given})
    return refused.value.lines


def test_the_defaults_are_those_of_the_example_file() -> None:
    """Every setting stands in .env.example, with its default where it has one."""
    text = Path(".env.example").read_text(encoding="utf-8")
    named = dict(re.findall(r"^#? ?([A-Z_]+)=(.*)$", text, re.MULTILINE))
    assert set(named) == {name.upper() for name in Settings.model_fields}
    found = settings.read(_env_file=None, **GOOD)
    for name in {*Settings.model_fields} - {*GOOD}:
        default = getattr(found, name)
        said = "" if default in (None, ()) else str(default)
        assert named[name.upper()] == (said.lower() if isinstance(default, bool) else said), name


def test_the_example_file_holds_nothing_that_could_go_live() -> None:
    """Filling in the token alone is not enough; filling in every blank is."""
    with pytest.raises(SettingsError) as refused:
        settings.read(_env_file=".env.example", bot_token=GOOD["bot_token"])
    assert [line.split()[0].lower() for line in refused.value.lines] == [*GOOD][1:]
    assert settings.read(_env_file=".env.example", **GOOD).emergency_number


def test_without_a_token_the_way_to_one_is_told() -> None:
    with pytest.raises(SettingsError) as refused:
        settings.read(_env_file=None)
    assert len(refused.value.lines) == 5
    assert "@BotFather" in refused.value.lines[0]
    assert "python -m bot rehearse" in refused.value.lines[0]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"clinic_timezone": "Mars/Base"}, "CLINIC_TIMEZONE: 'Mars/Base' is not a time zone"),
        ({"owner_ids": "12, x"}, "OWNER_IDS: 'x' is not a Telegram user id"),
        ({"quiet_hours": "9"}, "QUIET_HOURS: "),
        ({"clinic_hours": "9 to 5"}, 'CLINIC_HOURS: "9 to 5" are no working hours; write them like'),
        ({"clinic_hours": "18:00-08:00"}, "CLINIC_HOURS: working hours must end later"),
        ({"invite_ttl": "soon"}, "INVITE_TTL: "),
        ({"metrics_port": "70000"}, "METRICS_PORT: "),
        ({"webhook_url": "http://bot.example/x"}, "WEBHOOK_URL: must be an address with a path of its own"),
        ({"webhook_url": "https://bot.example"}, "WEBHOOK_URL: must be an address with a path of its own"),
        ({"heartbeat_url": "hc-ping.com/x"}, "HEARTBEAT_URL: must be a whole address, like https://hc"),
        ({"invite_ttl": "9m"}, "INVITE_TTL: must be from 10m to 30d"),
        ({"invite_ttl": "31d"}, "INVITE_TTL: must be from 10m to 30d"),
        ({"invite_ttl": ""}, "INVITE_TTL: "),
        ({"bot_token": "hello"}, "BOT_TOKEN: does not look like a bot token"),
        ({"clinic_phone": "call us"}, "CLINIC_PHONE: "),
        ({"emergency_number": "one one two"}, "EMERGENCY_NUMBER: "),
        ({"retention_days": "3"}, "RETENTION_DAYS: "),
        ({"log_level": "LOUD"}, "LOG_LEVEL: "),
        ({"content_dir": "/no/such/folder"}, "CONTENT_DIR names /no/such/folder"),
    ],
)
def test_a_malformed_setting_is_one_line_that_names_it(given: dict[str, object], line: str) -> None:
    found = lines(**given)
    assert len(found) == 1
    assert found[0].startswith(line)


def test_no_refusal_repeats_a_secret() -> None:
    assert "s3cret" not in "".join(lines(bot_token="s3cret"))


def test_owner_ids_are_numbers_with_commas_or_spaces_between() -> None:
    assert settings.read(_env_file=None, **GOOD, owner_ids=" 12,34 56,").owner_ids == (12, 34, 56)
    assert settings.read(_env_file=None, **GOOD, owner_ids="").owner_ids == ()


def test_a_setting_never_shows_its_secret() -> None:
    assert GOOD["bot_token"] not in repr(settings.read(_env_file=None, **GOOD))


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("emergency_number", "\uff11\uff11\uff12", "112"),
        ("clinic_phone", "\uff0b\uff14\uff19\u300030 2312\uff15 123", "+49 30 23125 123"),
        ("emergency_number", "\u0661\u0661\u0662", "112"),
        ("retention_days", "\uff19\uff10", 90),
        ("metrics_port", "\uff19\uff14\uff16\uff14", 9464),
        ("owner_ids", "\uff11\uff12, 3", (12, 3)),
    ],
)
def test_the_digits_of_other_keyboards_are_understood_in_numbers(name: str, typed: str, read: object) -> None:
    assert getattr(settings.read(_env_file=None, **{**GOOD, name: typed}), name) == read


@pytest.mark.parametrize("name", ["clinic_name", "clinic_phone", "clinic_timezone", "emergency_number"])
def test_spaces_around_a_value_are_no_part_of_it_but_those_of_a_passphrase_are(name: str) -> None:
    found = settings.read(_env_file=None, **{**GOOD, name: f" {GOOD[name]} ", "database_key": " a b c d "})
    assert getattr(found, name) == GOOD[name]
    assert found.database_key is not None
    assert found.database_key.get_secret_value() == " a b c d "
