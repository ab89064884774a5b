"""The words of a language that are heard and not said, read from its folder with every gap in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from messages import word_file
from messages.heard.times import words
from messages.heard.times.words import Texts, TimeWords, time_words
from messages.languages import REFERENCE, language_folders
from messages.said.gaps import Gap

FILES = ("times.toml",)


@dataclass(frozen=True)
class Vocabulary:
    """What is listened for in one language; what its own files leave out is the reference's."""

    times: TimeWords


def load(*folders: Traversable) -> tuple[dict[str, Vocabulary], tuple[Gap, ...]]:
    """Read each folder's languages; a later one replaces or adds single lists of an earlier one."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    gaps: list[Gap] = []
    for language in language_folders(*folders):
        texts, wrong = _read(language)
        found.setdefault(language.name, {}).update(texts)
        gaps += wrong
    for name, own in found.items():
        gaps += [Gap(f"messages/{name}", what) for what in _mistakes(own)]
    reference = found.get(REFERENCE, {})
    return {name: _vocabulary({**reference, **own}) for name, own in found.items()}, tuple(gaps)


def _read(language: Traversable) -> tuple[dict[str, tuple[str, ...]], list[Gap]]:
    texts: dict[str, tuple[str, ...]] = {}
    gaps: list[Gap] = []
    for file in (language / name for name in FILES):
        if file.is_file():
            where = f"messages/{language.name}/{file.name}"
            said, wrong = word_file.read(file, where)
            texts |= {key: value for key, value in said.items() if isinstance(value, tuple)}
            gaps += [
                *wrong,
                *(Gap(where, f"{key} must be a list of texts") for key in said if key not in texts),
            ]
    return texts, gaps


def _mistakes(own: Texts) -> Iterator[str]:
    times = _of("times", own)
    yield from (f"times.{what}" for what in words.mistakes(times)) if times else ("times.toml is missing",)


def _vocabulary(texts: Texts) -> Vocabulary:
    return Vocabulary(times=time_words(_of("times", texts)))


def _of(file: str, texts: Texts) -> Texts:
    start = f"{file}."
    return {key.removeprefix(start): said for key, said in texts.items() if key.startswith(start)}
