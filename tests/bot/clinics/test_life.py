"""What keeps a clinic from running is told in sentences, as they stand in its settings' lines."""

import asyncio
from pathlib import Path

import pytest

from bot.clinics.beginning import Begun
from bot.clinics.clinic_life import ClinicLife, Pauses
from bot.premises.folder import ClinicFolder
from bot.settings import SettingsError
from tests.bot.conftest import Clock, hurried


async def test_lines_that_end_are_not_ended_twice(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    lives: list[ClinicLife] = []

    async def begin(_: ClinicFolder, __: asyncio.Event) -> Begun:
        if caplog.messages:
            lives[0].end()
        raise SettingsError(["The phone is missing.", "The zone is missing."])

    lives.append(ClinicLife(ClinicFolder(tmp_path), begin, hurried, Clock(), Pauses(first=0.001)))
    await lives[0].live()
    assert caplog.messages[0].startswith(
        "it does not run: The phone is missing. The zone is missing. Again in "
    )
