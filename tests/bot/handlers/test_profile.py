"""Before the first word a patient sees who this is: name and descriptions are set by code, and only once."""

from pathlib import Path

import pytest

from bot.app import clinic_of
from bot.rehearsal.trouble import RateLimited
from bot.render import profile
from bot.render.text import Renderer
from tests.bot.alarm import followed
from tests.bot.conftest import Clinic, a_clinic, clinic_settings
from tests.bot.made_once import packaged
from tests.patience import patiently

SETTING = ("setMyName", "setMyDescription", "setMyShortDescription")
LAST = "getMyShortDescription"  # is asked for, after which what differs is set


def called(clinic: Clinic, *methods: str) -> list[str]:
    return [call.method for call in clinic.telegram.calls if call.method in methods]


async def looked(clinic: Clinic, times: int) -> None:
    await clinic.telegram.until(lambda: len(called(clinic, LAST)) >= times)


async def test_an_empty_chat_says_who_this_is_and_whom_to_call(tmp_path: Path) -> None:
    async with a_clinic(tmp_path) as clinic:
        await clinic.telegram.until(lambda: len(called(clinic, *SETTING)) == len(SETTING))
        shown = clinic.telegram.world.menu
        assert "Riverside Physio" in shown.text("name", "en")
        assert all(told in shown.text("description", "de") for told in ("112", "+44 20 7946 0123", "program"))
        assert "112" in shown.text("short_description", "")
        await clinic.telegram.until(lambda: shown.buttons.get(0) == {"type": "commands"})


async def test_what_is_shown_already_is_not_set_again(tmp_path: Path) -> None:
    """Telegram allows few changes of it a day."""
    async with a_clinic(tmp_path) as clinic:
        await clinic.telegram.until(lambda: len(called(clinic, *SETTING)) == len(SETTING))
        await clinic.reopen()
        await looked(clinic, 2)
        await clinic.barrier(clinic.telegram.person("Pat"))
        assert len(called(clinic, *SETTING)) == len(SETTING)


@pytest.mark.parametrize("method", ["getMyName", *SETTING])
async def test_where_telegram_refuses_it_the_bot_goes_on_and_says_so_once(
    tmp_path: Path, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with followed(tmp_path) as practice:
        clinic = practice.clinic
        clinic.telegram.trouble(method, RateLimited(86_400), times=9)
        clinic.telegram.world.menu.texts.clear()
        await clinic.reopen()
        async with patiently():
            while "were not set" not in caplog.text:
                await clinic.barrier(practice.pat)
        await clinic.barrier(practice.pat)
        assert caplog.text.count("were not set") == 1


def test_what_is_too_long_with_a_clinics_name_is_named_and_cut(tmp_path: Path) -> None:
    named = clinic_settings(tmp_path, "http://127.0.0.1:9", clinic_name="Clinic " * 11)
    renderer = Renderer(packaged().catalog, clinic_of(named))
    assert [str(gap) for gap in profile.gaps(renderer)] == [
        "messages/en: bot.profile.name has 88 characters with your clinic's name; at most 64 are shown"
    ]
    assert all(len(text) <= profile.LONGEST[part] for part, text in profile.profile(renderer, "en").items())
