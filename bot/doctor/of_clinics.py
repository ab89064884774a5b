"""Each of several clinics, and what one has in common with another that it may not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from bot import content
from bot.content import Content
from bot.doctor.diagnosis import Diagnosis, mend
from bot.doctor.examination import examine
from bot.premises.neighbours import Neighbours
from bot.premises.shared import Premises
from bot.settings import SettingsError


def examine_all(
    premises: Premises,
    clock: Callable[[], datetime],
    load: Callable[[Path | None], Content] = content.load,
) -> Iterator[tuple[str, Diagnosis]]:
    """Every finding, with the clinic's name; `clock` gives aware UTC instants, `load` the words."""
    try:
        found = premises.look()
    except SettingsError as refused:
        yield from (("", mend("Settings", line)) for line in refused.lines)
        return
    yield from (("", mend("Settings", line)) for line in found.lines)
    neighbours, words = Neighbours(premises), cache(load)
    for name, folder in found.clinics.items():
        source = folder.source
        for one in examine(clock, source.file, words, alone=True):
            yield name, replace(one, what=folder.said(one.what))
        yield from ((name, mend("Settings", line)) for line in neighbours.refused(folder))
