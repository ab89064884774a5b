"""An alert says when its words were written, where that was a while before they were heard."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.alarm import EMERGENCY, WORDS, followed
from tests.bot.staff import said


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


async def test_a_further_line_says_it_too(tmp_path: Path) -> None:
    async with followed(tmp_path) as practice:
        clinic, jo, pat = practice.clinic, practice.jo, practice.pat
        pat.say(WORDS)
        await clinic.says(jo, EMERGENCY)
        await clinic.press(jo, "Seen", "you have read it")
        await clinic.settled()
        await clinic.close()
        written = clinic.clock.now
        pat.say("i am at home and my wife is out")
        clinic.clock.now += timedelta(minutes=15)
        await clinic.open()
        await clinic.says(pat, "gets this one too")
        await practice.at(clinic.clock.now + timedelta(minutes=2))
        assert said(jo, f"adds, Monday 23 November, {written:%H:%M}") == 1
