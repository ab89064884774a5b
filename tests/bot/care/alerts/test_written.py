"""An alert says when its words were written, where that was a while before they were heard."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.alarm import EMERGENCY, WORDS, followed


@pytest.mark.parametrize(("minutes", "told"), [(15, True), (2, True), (0, False)])
async def test_words_that_the_bot_could_not_hear_at_once_say_when_they_were_written(
    tmp_path: Path, minutes: int, told: bool
) -> None:
    async with followed(tmp_path) as practice:
        clinic, jo = practice.clinic, practice.jo
        await clinic.close()
        written = clinic.clock.now
        practice.pat.say(WORDS)
        clinic.clock.now += timedelta(minutes=minutes)
        await clinic.open()
        alert = await clinic.says(jo, EMERGENCY)
        assert (f"Written Monday 23 November, {written:%H:%M}" in alert.words) is told
        assert f"Raised Monday 23 November, {clinic.clock.now:%H:%M}" in alert.words
