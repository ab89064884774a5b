"""Language and key → text, and which placeholders a text takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable

from messages import word_file
from messages.languages import REFERENCE, SHEET, language_folders, packaged
from messages.said import exercises, sketch
from messages.said.exercises import REVIEWED_BY
from messages.said.gaps import Gap
from messages.said.marked import PLACEHOLDER, Marked, filled
from messages.said.sketch import Sketch
from messages.word_file import Value

SHARED = "bot.shared."  # texts that others contain
THEIR_SHARED = "theirs.shared."  # the same about somebody who does not hold the phone: "them"
OURS = (
    "bot.",
    "staff.",
    "body.",
    "exercises.",
)  # what is said outside of any protocol; every language has all of it
OF_OTHERS = frozenset({"red_flags.toml", "times.toml", "heard.toml", SHEET})  # what is heard, and sheets
HEARD_NOW = (
    "bot.rating.",
    "bot.phrases.",
)  # where a clinic's own lists may still stand; nobody reads them there
OF_CLINIC = ("clinic", "phone", "emergency", "days")  # placeholders that any text may hold
MAY_BE_EMPTY = frozenset({REVIEWED_BY})  # until somebody puts their name there
LONGEST = 3500  # characters; Telegram takes 4,096, and placeholders want room


@dataclass(frozen=True)
class Catalog:
    """All words: language → key → text or list of texts. A key is `FILE.name` or `FILE.table.name`.

    `sheets` are the few texts of languages that are no more than a sheet; `sketches` are drawings of
    stretches, by the part of the body.
    """

    languages: Mapping[str, Mapping[str, Value]]
    sheets: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    sketches: Mapping[str, Sketch] = field(default_factory=dict)

    def language(self, wanted: str | None) -> str:
        """The nearest language there is to a tag such as `de-AT`."""
        tag = (wanted or "").lower()
        return next((tried for tried in (tag, tag.partition("-")[0]) if tried in self.languages), REFERENCE)

    def text(self, language: str, key: str, facts: Mapping[str, object] | None = None) -> str:
        """The text of a key, its placeholders filled from `facts` or else from the shared texts.

        Raises KeyError where no language has the key, or nothing fills a placeholder.
        """
        return self.marked(language, key, facts).text

    def marked(self, language: str, key: str, facts: Mapping[str, object] | None = None) -> Marked:
        """The same, and which part of it must be seen."""
        value = self._value(language, key)
        if not isinstance(value, str):
            raise KeyError(key)
        return self.filled(language, value, facts or {})

    def filled(self, language: str, text: str, facts: Mapping[str, object], *, marks: bool = True) -> Marked:
        """Any text as it was written, filled the same way. Raises KeyError where nothing fills one."""

        def fill(name: str) -> Marked:
            if name not in facts:
                theirs = "them" in facts and self.has(language, THEIR_SHARED + name)
                return self.marked(language, (THEIR_SHARED if theirs else SHARED) + name, facts)
            fact = facts[name]
            return fact if isinstance(fact, Marked) else Marked(str(fact))

        return filled(text, fill, marks=marks)

    def has(self, language: str, key: str) -> bool:
        """Whether a language itself has that text, and not only the reference language."""
        return key in self.languages.get(self.language(language), {})

    def holds(self, language: str, key: str, placeholder: str) -> bool:
        """Whether a text, as it was written, has that placeholder."""
        value = self._value(language, key)
        return isinstance(value, str) and placeholder in placeholders(value)

    def list(self, language: str, key: str) -> tuple[str, ...]:
        value = self._value(language, key)
        return value if isinstance(value, tuple) else (value,)

    def first(self, language: str, key: str) -> str | None:
        """The first text of a list; None where the key has a text of its own."""
        value = self._value(language, key)
        return value[0] if isinstance(value, tuple) else None

    def table(self, language: str, prefix: str) -> dict[str, tuple[str, ...]]:
        """The lists of a table: name → texts, in the order of the file."""
        start = f"{prefix}."
        own = {**self.languages[REFERENCE], **self.languages[self.language(language)]}
        return {key.removeprefix(start): self.list(language, key) for key in own if key.startswith(start)}

    def _value(self, language: str, key: str) -> Value:
        own, reference = self.language(language), self.languages.get(REFERENCE, {})
        sheet = {} if language in self.languages else self.sheets.get(language, {})
        for words in (sheet, self.languages.get(own, {}), reference):
            if key in words:
                return words[key]
        raise KeyError(f"messages/{language}: {key} is missing")


def load(*folders: Traversable) -> tuple[Catalog, tuple[Gap, ...]]:
    """Read each folder's language folders; a later one replaces or adds single texts of an earlier one."""
    languages: dict[str, dict[str, Value]] = {}
    gaps: list[Gap] = []
    for language in language_folders(*folders):
        words, found = _read_language(language)
        languages.setdefault(language.name, {}).update(words)
        gaps += found
    sketches, undrawn = sketch.load(*folders)
    return Catalog(languages, sketches=sketches), (*gaps, *undrawn)


def _read_language(folder: Traversable) -> tuple[dict[str, Value], list[Gap]]:
    words: dict[str, Value] = {}
    gaps: list[Gap] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml") and file.name not in OF_OTHERS:
            found, wrong = word_file.read(file, f"messages/{folder.name}/{file.name}")
            words |= found
            gaps += wrong
    return words, gaps


@cache
def packaged_words() -> Mapping[str, Value]:
    """The words of the reference language as they were written with the code."""
    return load(packaged())[0].languages[REFERENCE]


def check(
    catalog: Catalog,
    protocols: Mapping[str, tuple[str, ...]],
    reference: Mapping[str, Value] | None = None,
) -> tuple[Gap, ...]:
    """Every gap at once. `protocols` maps each protocol to the steps that want words.

    `reference`, the packaged words unless given, says which keys there are and what each may hold.
    """
    gaps: list[Gap] = []
    steps = {f"{name}.{step}" for name, names in protocols.items() for step in names}
    reference = packaged_words() if reference is None else reference
    wanted = steps | {key for key in reference if key.startswith(OURS)}
    shared = {key.removeprefix(SHARED) for key in reference if key.startswith(SHARED)}
    for language, words in catalog.languages.items():
        where = f"messages/{language}"
        gaps += [Gap(where, f"{key} is missing") for key in sorted(wanted - words.keys())]
        gaps += exercises.gaps(where, words)
        moved = sorted(key for key in words if key.startswith(HEARD_NOW))
        gaps += [Gap(where, f"{key} is heard, not said; it belongs in heard.toml") for key in moved]
        for key, value in sorted(words.items()):
            gaps += _check_text(where, key, value, _fillable(reference, key, shared))
    return tuple(gaps)


def _fillable(reference: Mapping[str, Value], key: str, shared: set[str]) -> set[str]:
    """The placeholders that a text of this key may hold; `shared` are the names of texts in others."""
    model = reference.get(key)
    own = placeholders(model) if isinstance(model, str) else set()
    if key.startswith(SHARED):  # one shared text in another could go round in circles
        return {*OF_CLINIC, *own} - shared
    return {*OF_CLINIC, *shared, *own}


def _check_text(where: str, key: str, value: Value, fillable: set[str]) -> Iterator[Gap]:
    if isinstance(value, tuple):
        if not value or not all(item.strip() for item in value):
            yield Gap(where, f"{key} has an empty text in its list")
        return
    if not value and key not in MAY_BE_EMPTY:
        yield Gap(where, f"{key} is empty")
    if len(value) > LONGEST:
        yield Gap(where, f"{key} has {len(value)} characters; at most {LONGEST} fit in a message")
    for name in sorted(placeholders(value) - fillable):
        yield Gap(where, f"{key} has the placeholder {{{name}}}, which nothing fills")


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))
