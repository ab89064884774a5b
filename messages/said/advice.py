"""What a clinic may say where the article is silent: a proposal a file, `LANGUAGE/advice/ID.md`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from messages.languages import language_folders
from messages.said.faq import TITLE
from messages.said.front_matter import FrontMatterError, parted, text_of
from messages.said.gaps import Gap

LONGEST = 700  # characters of an advice, so that it fits a phone with all that stands around it
_LISTS = ("entries", "names", "things", "unless")
_FLAGS = ("strong", "alone", "named", "beside")
_KEYS = {"title", *_FLAGS, *_LISTS}


@dataclass(frozen=True)
class Proposal:
    """A topic with words that a clinic may take for its own; until it does, no patient ever sees them.

    The topic is asked for where one of `entries` is, and none of `unless` occurs; where several are about
    that, or it has to be `named`, one of `names` must occur. `things` are what nothing else is meant by where
    somebody asks leave of it. One that is `strong` is asked for also beside another, one that may be meant
    `beside` an answer that seems sure is asked about, and one that is `alone` is never said where a text
    leans to a warning sign.
    """

    id: str
    title: str
    words: str
    entries: tuple[str, ...]
    names: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    strong: bool = False
    alone: bool = False
    named: bool = False
    beside: bool = False


Proposals = Mapping[str, Proposal]


def load(*folders: Traversable) -> tuple[dict[str, Proposals], tuple[Gap, ...]]:
    """Read each folder's `LANGUAGE/advice/*.md`: language → id → proposal, and every gap in them.

    What a later folder holds replaces or adds to an earlier one.
    """
    languages: dict[str, dict[str, Proposal]] = {}
    gaps: list[Gap] = []
    for language in language_folders(*folders):
        found = languages.setdefault(language.name, {})
        for file in _files(language):
            proposal, wrong = _load_one(file, f"messages/{language.name}/advice/{file.name}")
            gaps += wrong
            if proposal:
                found[proposal.id] = proposal
    return dict(languages), tuple(gaps)


def _files(language: Traversable) -> list[Traversable]:
    folder = language / "advice"
    found = folder.iterdir() if folder.is_dir() else iter(())
    return sorted((one for one in found if one.name.endswith(".md")), key=lambda file: file.name)


def _load_one(file: Traversable, where: str) -> tuple[Proposal | None, list[Gap]]:
    try:
        table, words = parted(text_of(file), "words")
    except FrontMatterError as error:
        return None, [Gap(where, str(error))]
    name = file.name.removesuffix(".md")
    wrong = [*_gaps(name, table, words)]
    if wrong:
        return None, [Gap(where, what) for what in wrong]
    entries, names, things, unless = (tuple(table.get(key, ())) for key in _LISTS)
    flags = {key: bool(table.get(key)) for key in _FLAGS}
    title = table["title"].strip()
    return Proposal(name, title, words, entries, names, unless, things, **flags), []


def _gaps(name: str, table: Mapping[str, object], words: str) -> Iterator[str]:
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name) or len(name) > TITLE // 2:
        yield f"the file's name may hold small letters and single hyphens, and {TITLE // 2} of them"
    for key in sorted(table.keys() - _KEYS):
        yield f"{key} is not something a proposal has; it has {', '.join(sorted(_KEYS))}"
    title = table.get("title")
    if not isinstance(title, str) or not 0 < len(title.strip()) <= TITLE:
        yield f"title must be a text of at most {TITLE} characters"
    yield from _typed(table)
    if not 0 < len(words) <= LONGEST:
        yield f"the words have {len(words)} characters; they must have some, and at most {LONGEST}"
    if "{" in words:
        yield "the words have a placeholder, which nothing fills: a clinic signs them as they stand"


def _typed(table: Mapping[str, object]) -> Iterator[str]:
    for key in _LISTS:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            yield f"{key} must be a list of texts"
    if not table.get("entries"):
        yield "entries is missing: which questions of faq/ it answers"
    for key in _FLAGS:
        if not isinstance(table.get(key, False), bool):
            yield f"{key} must be true or false"
