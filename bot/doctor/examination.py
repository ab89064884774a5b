"""The whole of what is looked at, in the order in which it would be mended."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from bot import content, settings
from bot.app import clinic_of
from bot.content import Content, ContentError
from bot.doctor import of_files, of_machine, of_telegram
from bot.doctor.diagnosis import Diagnosis, Grade, good, mend, unknown
from bot.exits import withheld
from bot.premises.source import SettingsSource
from bot.render import profile
from bot.render.text import Renderer
from bot.settings import Settings, SettingsError
from messages.said import exercises
from messages.sheets import plain_alarms
from messages.sheets.sheet import unreviewed

OF_TEXTS = ("Settings", "Words")  # what is mended in a file, and ends a start at once
MAY, FAILED, MISCONFIGURED, UNTOLD = 0, 1, 2, 3


def examine(
    clock: Callable[[], datetime],
    file: Path = settings.ENV_FILE,
    load: Callable[[Path | None], Content] = content.load,
    *,
    alone: bool = False,
) -> Iterator[Diagnosis]:
    """`clock` gives aware UTC instants, `load` the words; of a file that stands `alone`, nothing else counts.

    What cannot be looked at keeps nothing else from being looked at.
    """
    source = SettingsSource(file, alone)
    try:
        found = source.read()
    except SettingsError as refused:
        yield from (mend("Settings", line) for line in refused.lines)
        yield from _of_words(_words(load, source.own_content()), None)
        yield of_machine.of_versions()
        yield unknown("Key, database, Telegram", "looked at when the settings are whole")
        return
    yield good("Settings", "whole")
    yield from _looked("Secrets", lambda: of_files.of_rights(found, file))
    words = _words(load, found.content_dir)
    yield from _of_words(words, found)
    yield from _of_what_there_is(found, clock)
    told = of_telegram.ask(found, words if isinstance(words, Content) else None, clock)
    yield of_machine.of_clock(told.ahead)
    yield from told.found_out


def _of_what_there_is(found: Settings, clock: Callable[[], datetime]) -> Iterator[Diagnosis]:
    yield from _looked("Folders", lambda: of_files.of_folders(found))
    yield from _looked("Key", lambda: [of_files.of_key(found)])
    yield from _looked("Database", lambda: [of_files.of_database(found, clock())])
    yield from _looked("Backups", lambda: [of_files.of_backups(found, clock())])
    yield from _looked("Disk", lambda: [of_files.of_disk(found)])
    yield of_machine.of_versions()
    yield of_machine.of_zones(found, clock())
    yield from _looked("Ports", lambda: of_machine.of_ports(found))


def _looked(about: str, look: Callable[[], Iterable[Diagnosis]]) -> Iterator[Diagnosis]:
    """What was seen; or that this user may not look."""
    try:
        yield from look()
    except PermissionError as error:
        yield mend(about, withheld(error))


def _words(load: Callable[[Path | None], Content], own: Path | None) -> Content | ContentError:
    try:
        return load(own)
    except ContentError as error:
        return error


def _of_words(words: Content | ContentError, found: Settings | None) -> Iterator[Diagnosis]:
    """Words and protocols, and who has looked at those that are said in other languages."""
    if isinstance(words, ContentError):
        yield from (mend("Words", line) for line in words.lines)
        return
    gaps = profile.gaps(Renderer(words.catalog, clinic_of(found))) if found else ()
    yield from [mend("Words", str(gap)) for gap in gaps] or [good("Words", "words and protocols are whole")]
    of_nobody = (
        unreviewed(words.sheets),
        plain_alarms.unread(),
        exercises.unreviewed(words.catalog.languages),
    )
    yield from (unknown("Words", line) for line in of_nobody if line)


def code(found_out: list[Diagnosis]) -> int:
    """The exit code: whether it may go live."""
    to_mend = [one.about for one in found_out if one.grade is Grade.MEND]
    if any(about in OF_TEXTS for about in to_mend):
        return MISCONFIGURED
    return FAILED if to_mend else UNTOLD if _is_deaf(found_out) else MAY


def _is_deaf(found_out: list[Diagnosis]) -> bool:
    """Whether Telegram did not answer, which alone knows the token."""
    return any(one.grade is Grade.UNKNOWN and one.about == of_telegram.ABOUT for one in found_out)


def summary(found_out: list[Diagnosis]) -> str:
    count = {grade: sum(one.grade is grade for one in found_out) for grade in Grade}
    if count[Grade.MEND]:
        return f"Not to go live yet: {count[Grade.MEND]} to mend."
    if _is_deaf(found_out):
        return "Nothing is to mend; whether it may go live cannot be told until Telegram answers."
    open_ones = f"; {count[Grade.UNKNOWN]} could not be told" if count[Grade.UNKNOWN] else ""
    return f"Nothing is to mend, it may go live{open_ones}."
