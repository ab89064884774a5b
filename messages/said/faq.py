"""The questions that people ask and what is answered: an entry a file, `LANGUAGE/faq/ID.md`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable

from messages.languages import REFERENCE, language_folders
from messages.said.catalog import LONGEST, OF_CLINIC, placeholders
from messages.said.front_matter import FrontMatterError, parted, text_of
from messages.said.gaps import Gap

OTHER_LANGUAGE = "other-language"  # the entry of whoever writes in one, or asks about it
TITLE = 40  # characters that a button shows
_KEYS = {"title", "kind", "section", "asks", "neighbours", "worrying"}


class EntryKind(StrEnum):
    """What an entry is: an answer, a topic that the article does not cover, or a word in passing."""

    ANSWER = "answer"
    BEYOND = "beyond"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True)
class Entry:
    """One question and its answer.

    `section` names the part of the article that it rests on; `own` says that the words are the clinic's.
    `asks` are other ways people put it, and `neighbours` the entries that somebody may want next. In one
    that is `worrying`, people speak of what may be a warning sign.
    """

    id: str
    title: str
    answer: str
    kind: EntryKind = EntryKind.ANSWER
    section: str | None = None
    asks: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    own: bool = False
    worrying: bool = False


Entries = Mapping[str, Entry]


def load(*folders: Traversable) -> tuple[dict[str, Entries], tuple[Gap, ...]]:
    """Read each folder's `LANGUAGE/faq/*.md`: language → id → entry, and every gap in them.

    The first folder is the packaged one; what a later one replaces or adds is the clinic's own.
    """
    languages: dict[str, dict[str, Entry]] = {}
    gaps: list[Gap] = []
    wanted: set[str] = set()  # the packaged entries of the reference
    for number, folder in enumerate(folders):
        for language in language_folders(folder):
            entries = languages.setdefault(language.name, {})
            for file in _files(language):
                entry, found = _load_one(file, language.name, own=number > 0)
                gaps += found
                if entry:
                    entries[entry.id] = entry
            if number == 0 and language.name == REFERENCE:
                wanted = set(entries)
    for language_name, entries in languages.items():
        gaps += _strangers(language_name, entries)
        gaps += _missing(language_name, wanted - entries.keys(), among=len(wanted))
    return dict(languages), tuple(gaps)


def parse(name: str, text: str, where: str, *, own: bool) -> tuple[Entry | None, tuple[Gap, ...]]:
    """Read the entry NAME from its text; an entry with a gap is none."""
    try:
        table, answer = parted(text, "answer")
    except FrontMatterError as error:
        return None, (Gap(where, str(error)),)
    wrong = [*_name_gaps(name), *_key_gaps(table, own=own), *_answer_gaps(answer)]
    if wrong:
        return None, tuple(Gap(where, what) for what in wrong)
    return Entry(
        id=name,
        title=table["title"].strip(),
        answer=answer,
        kind=EntryKind(table.get("kind", EntryKind.ANSWER)),
        section=table.get("section"),
        asks=tuple(table.get("asks", ())),
        neighbours=tuple(table.get("neighbours", ())),
        own=own,
        worrying=table.get("worrying", False),
    ), ()


def _files(language: Traversable) -> list[Traversable]:
    folder = language / "faq"
    if not folder.is_dir():
        return []
    found = [file for file in folder.iterdir() if file.name.endswith(".md") and file.name[0] not in "._"]
    return sorted(found, key=lambda file: file.name)


def _load_one(file: Traversable, language: str, *, own: bool) -> tuple[Entry | None, tuple[Gap, ...]]:
    where = f"messages/{language}/faq/{file.name}"
    try:
        text = text_of(file)
    except FrontMatterError as error:
        return None, (Gap(where, str(error)),)
    return parse(file.name.removesuffix(".md"), text, where, own=own)


def _name_gaps(name: str) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or len(name) > TITLE:
        yield f"the file's name may hold small letters, digits and single hyphens, and {TITLE} of them"


def _key_gaps(table: Mapping[str, object], *, own: bool) -> Iterator[str]:
    for key in sorted(table.keys() - _KEYS):
        yield f"{key} is not something an entry has; it has {', '.join(sorted(_KEYS))}"
    kind = table.get("kind", EntryKind.ANSWER)
    if kind not in tuple(EntryKind):
        yield f"kind must be one of {', '.join(EntryKind)}"
    for key in ("title", "section"):
        value = table.get(key)
        needed = key == "title" or (kind == EntryKind.ANSWER and not own)
        if value is None and needed:
            yield f"{key} is missing"
        elif value is not None and not (isinstance(value, str) and value.strip()):
            yield f"{key} must be a text"
    title = table.get("title")
    if isinstance(title, str) and len(title.strip()) > TITLE:
        yield f"title has {len(title.strip())} characters; a button shows {TITLE}"
    if not isinstance(table.get("worrying", False), bool):
        yield "worrying must be true or false"
    for key in ("asks", "neighbours"):
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            yield f"{key} must be a list of texts"


def _answer_gaps(answer: str) -> Iterator[str]:
    if not answer:
        yield "the answer is missing"
    if len(answer) > LONGEST:
        yield f"the answer has {len(answer)} characters; at most {LONGEST} fit in a message"
    for name in sorted(placeholders(answer) - set(OF_CLINIC)):
        yield f"the answer has the placeholder {{{name}}}, which nothing fills"


def _missing(language: str, names: Iterable[str], *, among: int) -> Iterator[Gap]:
    """Name each entry that a language lacks; in one line, where it has none at all."""
    lacking = [f"faq/{name}.md" for name in sorted(names)]
    for what in ["faq"] if lacking and len(lacking) == among else lacking:
        yield Gap(f"messages/{language}", f"{what} is missing")


def _strangers(language: str, entries: Entries) -> Iterator[Gap]:
    for entry in entries.values():
        for name in entry.neighbours:
            if name not in entries or name == entry.id:
                yield Gap(f"messages/{language}/faq/{entry.id}.md", f"there is no neighbour {name}")
