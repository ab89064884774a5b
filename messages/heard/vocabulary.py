"""The words of a language that are heard and not said, read from its folder with every gap in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from messages import word_file
from messages.heard.acts import phrasing
from messages.heard.acts.phrased import KINDS, Phrasebook
from messages.heard.acts.phrasing import DRESSING, Phrases
from messages.heard.acts.wishes import MaybeWords
from messages.heard.ratings import RatingWords
from messages.heard.times import words
from messages.heard.times.words import Texts, TimeWords, time_words
from messages.heard.whom import GROUPS, WhomWords
from messages.languages import REFERENCE, language_folders
from messages.said.gaps import Gap

FILES = ("times", "heard")
_RATING = (
    *("beside", "grave", "unsure", "out_of", "half", "either", "past", "present", "joints", "instead"),
    *("hedged_before", "hedged_behind", "sore"),
)
_CORRECTING = "rather_than"
_MAYBE = ("stop", "of", "unless")
_PICTURES = ("yes", "no", "thanks")
_IN_WORDS = ("not_sore", "sore_somehow", "same", "better", "worse")  # ratings without a number
_OTHERS = (
    *("a_sign", "no_sign", "beside_no_sign", "either_way", "that_one", "for_me", "not_mine", "keep_beside"),
    *("about_signs", "who_reads", "did_it"),
    *(name for name in _IN_WORDS if name not in KINDS),
)
_PHRASES = (*KINDS, *_OTHERS)
_CLASSES = "classes"
_OPEN = ("classes", "signs", "ordinals")  # tables whose names are not ours
_TABLES = {
    "rating": (*_RATING, _CORRECTING),
    "maybe_opt_out": _MAYBE,
    "farewell": _MAYBE,
    "pictures": _PICTURES,
    "unfinished": ("words",),
    "asking": ("words", "joins"),
    "denying": ("words",),
    "referring": ("words",),
    "whom": GROUPS,
    "naming": ("before",),
    "phrases": _PHRASES,
}
_HEARD = tuple(f"{table}.{name}" for table, names in _TABLES.items() for name in names)


@dataclass(frozen=True)
class Vocabulary:
    """What is listened for in one language; what its own files leave out is the reference's.

    `book` holds whole messages that mean one thing.
    """

    times: TimeWords
    ratings: RatingWords
    book: Phrasebook


def load(*folders: Traversable, trusting: bool = False) -> tuple[dict[str, Vocabulary], tuple[Gap, ...]]:
    """Read each folder's languages; a later one replaces or adds single lists of an earlier one.

    `trusting` looks for no mistakes in languages that only the first folder has lists of: where that is the
    packaged one, tests have looked, and looking takes longer than reading.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    gaps: list[Gap] = []
    trusted = {language.name for language in language_folders(*folders[:1])} if trusting else set()
    for number, folder in enumerate(folders):
        for language in language_folders(folder):
            own = found.setdefault(language.name, {})
            for file in FILES:
                texts, wrong = _read(language, f"{file}.toml")
                own |= texts
                gaps += wrong
                if texts and number:
                    trusted.discard(language.name)
    for name, own in found.items():
        wrong_lists = () if name in trusted else _mistakes(own)
        gaps += [Gap(f"messages/{name}", what) for what in wrong_lists]
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
        texts = _table(own, file)
        yield from (f"{file}.{what}" for what in wrong(texts)) if texts else (f"{file}.toml is missing",)


def _mistakes_in_heard(texts: Texts) -> Iterator[str]:
    yield from (f"{key} is missing" for key in _HEARD if key not in texts)
    classes = _table(texts, _CLASSES)
    for key, said in texts.items():
        table, _, name = key.partition(".")
        if key not in _HEARD and table not in _OPEN:
            yield f"{key} is unknown"
        elif not said or not all(text.strip() for text in said):
            yield f"{key} has an empty text in its list"
        elif table in ("phrases", _CLASSES):
            wrong = (phrasing.mistake(one, classes, within=name if table == _CLASSES else "") for one in said)
            yield from (f"{key}: {what}" for what in wrong if what)


def _table(texts: Texts, table: str) -> Texts:
    start = f"{table}."
    return {key.removeprefix(start): said for key, said in texts.items() if key.startswith(start)}


def _vocabulary(texts: Texts) -> Vocabulary:
    heard, times = _table(texts, "heard"), time_words(_table(texts, "times"))
    classes, patterns = _table(heard, _CLASSES), _table(heard, "phrases")
    phrases = {name: Phrases(patterns.get(name, ()), classes) for name in _PHRASES}
    rating = {name: frozenset(said) for name, said in _table(heard, "rating").items()}
    return Vocabulary(
        times=times,
        ratings=RatingWords(
            **{name: rating.get(name, frozenset()) for name in _RATING},
            phrases={name: phrases[name] for name in _IN_WORDS},
        ),
        book=_book(heard, times, phrases),
    )


def _maybe(heard: Texts, table: str) -> MaybeWords:
    found = _table(heard, table)
    return MaybeWords(**{name: frozenset(found.get(name, ())) for name in _MAYBE})


def _book(heard: Texts, times: TimeWords, phrases: Mapping[str, Phrases]) -> Phrasebook:
    places = ((place, word) for place, words in _table(heard, "ordinals").items() for word in words)
    return Phrasebook(
        phrases=phrases,
        pictures={sign: word for word, signs in _table(heard, "pictures").items() for sign in signs},
        maybe_opt_out=_maybe(heard, "maybe_opt_out"),
        farewell=_maybe(heard, "farewell"),
        unfinished=frozenset(heard.get("unfinished.words", ())),
        asking=frozenset(heard.get("asking.words", ())),
        joins=frozenset(heard.get("asking.joins", ())),
        dressing=tuple(_table(heard, "classes").get(DRESSING, ())),
        referring=frozenset(heard.get("referring.words", ())),
        rather_than=heard.get(f"rating.{_CORRECTING}", ()),
        instead=frozenset(heard.get("rating.instead", ())),
        denying=frozenset(heard.get("denying.words", ())),
        signs=_table(heard, "signs"),
        naming=heard.get("naming.before", ()),
        whom=WhomWords.of(_table(heard, "whom")),
        ordinals={word: int(place) for place, word in places if place.removeprefix("-").isdecimal()},
        numbers=times.numbers,
    )
