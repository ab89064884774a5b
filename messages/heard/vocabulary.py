"""The words of a language that are heard and not said, read from its folder with every gap in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from messages import word_file
from messages.heard.ratings import RatingWords
from messages.heard.times import words
from messages.heard.times.words import Texts, TimeWords, time_words
from messages.languages import REFERENCE, language_folders
from messages.said.gaps import Gap

FILES = ("times", "heard")
_RATING = ("beside", "grave", "unsure", "out_of")
_PHRASES = ("yes", "no", "a_sign", "no_sign", "opt_out")
_HEARD = (*(f"rating.{name}" for name in _RATING), *(f"phrases.{name}" for name in _PHRASES))


@dataclass(frozen=True)
class Vocabulary:
    """What is listened for in one language; what its own files leave out is the reference's.

    `phrases` are whole messages that mean the same as a button or a command, by what they mean.
    """

    times: TimeWords
    ratings: RatingWords
    phrases: Mapping[str, frozenset[str]]


def load(*folders: Traversable) -> tuple[dict[str, Vocabulary], tuple[Gap, ...]]:
    """Read each folder's languages; a later one replaces or adds single lists of an earlier one."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    gaps: list[Gap] = []
    for language in language_folders(*folders):
        own = found.setdefault(language.name, {})
        for file in FILES:
            texts, wrong = _read(language, f"{file}.toml")
            own |= texts
            gaps += wrong
    for name, own in found.items():
        gaps += [Gap(f"messages/{name}", what) for what in _mistakes(own)]
    reference = found.get(REFERENCE, {})
    return {name: _vocabulary({**reference, **own}) for name, own in found.items()}, tuple(gaps)


def _read(language: Traversable, name: str) -> tuple[Texts, list[Gap]]:
    file, where = language / name, f"messages/{language.name}/{name}"
    if not file.is_file():
        return {}, []
    said, gaps = word_file.read(file, where)
    texts = {key: value for key, value in said.items() if isinstance(value, tuple)}
    return texts, [*gaps, *(Gap(where, f"{key} must be a list of texts") for key in said if key not in texts)]


def _mistakes(own: Texts) -> Iterator[str]:
    """Say of one language's own lists what is missing, empty or unknown."""
    for file, wrong in (("times", words.mistakes), ("heard", _mistakes_in_heard)):
        texts = _of(file, own)
        yield from (f"{file}.{what}" for what in wrong(texts)) if texts else (f"{file}.toml is missing",)


def _mistakes_in_heard(texts: Texts) -> Iterator[str]:
    yield from (f"{key} is missing" for key in _HEARD if key not in texts)
    for key, said in texts.items():
        if key not in _HEARD:
            yield f"{key} is unknown"
        elif not said or not all(text.strip() for text in said):
            yield f"{key} has an empty text in its list"


def _vocabulary(texts: Texts) -> Vocabulary:
    heard = {key: frozenset(said) for key, said in _of("heard", texts).items()}
    return Vocabulary(
        times=time_words(_of("times", texts)),
        ratings=RatingWords(**{name: heard.get(f"rating.{name}", frozenset()) for name in _RATING}),
        phrases={name: heard.get(f"phrases.{name}", frozenset()) for name in _PHRASES},
    )


def _of(file: str, texts: Texts) -> Texts:
    start = f"{file}."
    return {key.removeprefix(start): said for key, said in texts.items() if key.startswith(start)}
