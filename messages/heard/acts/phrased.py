"""The acts that are whole messages: phrases, pictures, and one of what was shown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from messages.heard.acts.act import Act, Kind
from messages.heard.acts.phrasing import Phrases, marked, without_apostrophes
from messages.heard.acts.situation import YES_OR_NO, Asks, CaseState, Situation
from messages.heard.acts.wishes import MaybeWords
from messages.heard.alternatives import any_of
from messages.heard.corrected import corrected
from messages.heard.numbers import in_digits, plain_digits
from messages.heard.whom import WhomWords

_FEW = 3  # words
_SIGN_WORDS = 7  # words at most of a text that names a sign on the screen
_ENDS = ".!?…"
_CLAUSE = re.compile(r"[,.;:!?\n\u2026]")

# What each list of phrases is, in the order in which a text is tried: what asks for more comes first.
KINDS: Mapping[str, Kind] = {
    "pause": Kind.PAUSE,
    "opt_out": Kind.OPT_OUT,
    "opt_in": Kind.OPT_IN,
    "erase": Kind.ERASE,
    "takes_back": Kind.TAKES_BACK,
    "help_is_there": Kind.HELP_IS_THERE,
    "refuses_help": Kind.REFUSES_HELP,
    "what_now": Kind.WHAT_NOW,
    "person": Kind.PERSON,
    "yes": Kind.YES,
    "no": Kind.NO,
    "worse": Kind.WORSE,
    "better": Kind.BETTER,
    "thanks": Kind.THANKS,
    "unknown": Kind.UNKNOWN,
    "why": Kind.WHY,
    "about_rest": Kind.ABOUT_REST,
    "follow_up": Kind.FOLLOW_UP,
    "new_session": Kind.NEW_SESSION,
    "correction": Kind.CORRECTION,
    "goodbye": Kind.GOODBYE,
    "greeting": Kind.GREETING,
}
KEEPS = "keep_beside"  # what shall go on all the same
_STOPS = {name: kind for name, kind in KINDS.items() if kind in (Kind.PAUSE, Kind.OPT_OUT)}
_AFTER_ALL = frozenset({Kind.YES, Kind.NO})  # without a question that they answer, "ok" is no yes


@dataclass(frozen=True)
class Phrasebook:
    """What one language says in whole messages, and the words for what may be shown."""

    phrases: Mapping[str, Phrases]
    pictures: Mapping[str, str] = field(default_factory=dict)
    maybe_opt_out: MaybeWords = field(default_factory=MaybeWords)
    farewell: MaybeWords = field(default_factory=MaybeWords)
    unfinished: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    dressing: tuple[str, ...] = ()
    denying: frozenset[str] = frozenset()
    referring: frozenset[str] = frozenset()
    signs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    rather_than: tuple[str, ...] = ()  # before what is rejected: "6, not 9"
    instead: frozenset[str] = frozenset()  # before what takes its place
    naming: tuple[str, ...] = ()  # what stands before a name: "call her"
    whom: WhomWords = field(default_factory=WhomWords)

    def make_ready(self) -> None:
        """Make what takes a while, so that nobody who writes waits for it."""
        for one in self.phrases.values():
            one.make_ready()

    def fits(self, name: str, said: str) -> bool:
        """Whether a text, as `said` makes it, is one of these phrases."""
        return name in self.phrases and self.phrases[name].fits(said)

    def fits_beside(self, name: str, said: str, beside: str) -> bool:
        """Whether a text begins as one of these phrases, and ends as one that may stand beside it."""
        words = said.split()
        cuts = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words)))
        return any(self.fits(beside, end) and self.fits(name, begin) for begin, end in cuts)

    def said(self, text: str, names: frozenset[str] = frozenset()) -> str:
        """A text in plain small letters without marks; what a picture stands for; a name is "somebody"."""
        plain = _plain(text)
        if not plain:
            plain = " ".join(word for sign in text if (word := self.pictures.get(sign)))
        return " ".join("someone" if word in names else word for word in without_apostrophes(plain).split())

    def said_without(self, text: str, names: frozenset[str]) -> list[str]:
        """The words of that without the names of the clinic's people."""
        return [word for word in self.said(text).split() if word not in names]

    def says_nothing(self, text: str) -> bool:
        """Whether a text is nothing but words that change nothing: "i think", "sorry"."""
        return all(word.startswith("~") for word in marked(self.said(text), self.dressing).split())

    def names_number(self, text: str) -> bool:
        """Whether a number stands in it, in digits or words."""
        return any(sign.isdecimal() for sign in in_digits(_plain(text), self.numbers))

    def corrected(self, text: str) -> str:
        """The number or the time that is meant, where a text rejects another: "no, 10 not 9"."""
        return corrected(text, self.rather_than, self.instead, self.numbers)

    def goes_on(self, text: str) -> bool:
        """Whether a text is short, and seems to go on in the next message."""
        said = without_apostrophes(_plain(text))
        words = said.split()
        if not words or len(words) > _FEW or text.rstrip()[-1] in _ENDS:
            return False
        padded = f" {said} "
        return any(padded.startswith(f" {one} ") or padded.endswith(f" {one} ") for one in self.unfinished)

    def asks(self, text: str) -> bool:
        """Whether a text begins or ends as a question does, with or without its mark."""
        words = without_apostrophes(_plain(text)).split()
        return text.rstrip().endswith("?") or (bool(words) and words[0] in self.asking)

    def parts(self, text: str) -> list[str]:
        """The parts of a text between marks and joints."""
        found = re.split(rf"[?!.;,\n]+|\b(?:{any_of(self.joins)})\b", text)
        return [part.strip() for part in found if part.strip()]

    def questions_in(self, text: str) -> list[str]:
        """The questions of a text that holds several: each part that begins as one, after a joint."""
        whole: list[str] = []
        for part in self.parts(text):
            if whole and not self.asks(part):
                whole[-1] = f"{whole[-1]} {part}"
            else:
                whole.append(part)
        return whole if len(whole) > 1 and all(self.asks(part) for part in whole) else []

    def help_is_there(self, said: str) -> str | None:
        """What else is said where a text begins with help being there; None where it does not."""
        rest = said
        for name in ("thanks", "help_is_there"):
            end = self.phrases[name].begins(rest) if name in self.phrases else 0
            if name == "help_is_there" and not end:
                return None
            rest = rest[end:].strip()
        return rest


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    bare = re.sub(r"[^\w\s'/&]|_", " ", plain_digits(text))
    return " ".join(bare.split()).strip("'/ ")


def acts(text: str, at: Situation, book: Phrasebook) -> Iterator[Act]:
    """The acts that a whole message is, what answers an open question first."""
    said, bare = book.said(text, at.names), " ".join(book.said_without(text, at.names))
    found = [kind for name, kind in KINDS.items() if book.fits(name, said) or book.fits(name, bare)]
    if Asks.SIGNS in at.asks:
        yield from _of_signs(text, at, book)
    elif at.shown and book.fits("that_one", bare) and (one := _at_that_place(bare, at.shown, book)):
        yield Act(Kind.THAT_ONE, one, "its place in what was shown")
    asked = bool(at.asks & YES_OR_NO) or Asks.SIGNS in at.asks
    first = [kind for kind in found if asked and kind in _AFTER_ALL]
    for kind in (*first, *(kind for kind in found if kind not in first)):
        if kind in (Kind.TAKES_BACK, Kind.HELP_IS_THERE) and at.case is CaseState.NONE:
            continue
        yield Act(kind, why="phrase")
    if Kind.TAKES_BACK not in found and at.case is not CaseState.NONE and _takes_back_in_part(text, book):
        yield Act(Kind.TAKES_BACK, why="a phrase among others")
    if Kind.CORRECTION not in found and book.fits("correction", book.said(_CLAUSE.split(text)[0])):
        yield Act(Kind.CORRECTION, why="its first words are a phrase")
    stops = (stop for name, stop in _STOPS.items() if book.fits_beside(name, bare, KEEPS))
    if not found and (wish := next(stops, None)):
        yield Act(wish, why="phrase, beside what shall go on")
    elif not found and book.maybe_opt_out.fit(bare):
        yield Act(Kind.OPT_OUT, "maybe", "words of stopping, and of messages")


def _takes_back_in_part(text: str, book: Phrasebook) -> bool:
    """Whether one clause takes it back, whatever reason stands beside it."""
    return any(book.fits("takes_back", book.said(part)) for part in _CLAUSE.split(text))


def _of_signs(text: str, at: Situation, book: Phrasebook) -> Iterator[Act]:
    """An answer to the warning signs that stand on the screen."""
    said = " ".join(book.said_without(text, at.names))
    if book.fits("no_sign", said):
        yield Act(Kind.NONE, why="phrase")
    elif _denies_in_parts(text, at, book):
        yield Act(Kind.NONE, why="phrase, beside what takes nothing from it")
    elif book.fits("a_sign", said):
        unsure = not any(map(str.isalnum, text)) or book.fits("either_way", said)  # a thumb may mean anything
        yield Act(Kind.ONE_OF_THEM, "unsure" if unsure else None, "phrase")
    elif sign := _that_sign(said, at, book):
        yield Act(Kind.THAT_ONE, sign, "names it")


def _denies_in_parts(text: str, at: Situation, book: Phrasebook) -> bool:
    """Whether a text says between its marks that there is no sign, and nothing else that matters."""
    parts = [" ".join(book.said_without(part, at.names)) for part in _CLAUSE.split(text)]
    parts = [part for part in parts if part]
    return any(book.fits("no_sign", part) for part in parts) and all(
        any(book.fits(name, part) for name in _BESIDE_NO_SIGN) for part in parts
    )


_BESIDE_NO_SIGN = ("no_sign", "beside_no_sign", "thanks", "better", "greeting")


def _at_that_place(said: str, shown: Sequence[str], book: Phrasebook) -> str | None:
    """Of what was shown the one whose place is named."""
    places = [book.ordinals[word] for word in said.split() if word in book.ordinals]
    places += [int(word) for word in in_digits(said, book.numbers).split() if word.isdecimal()]
    index = places[0] - 1 if places and places[0] > 0 else places[0] if places else len(shown)
    return shown[index] if -len(shown) <= index < len(shown) else None


def _that_sign(said: str, at: Situation, book: Phrasebook) -> str | None:
    """The sign that a text names by its place or in its own words; None where it may be none or several."""
    if book.fits("that_one", said):
        return _at_that_place(said, at.signs, book)
    words = said.split()
    refers = words[-1:] and words[-1] in book.referring
    names_one = len(words) <= (_SIGN_WORDS if refers else _FEW)
    if not names_one or not book.denying.isdisjoint(words):
        return None
    padded = f" {said} "
    named = [name for name, phrases in book.signs.items() if any(f" {one} " in padded for one in phrases)]
    return named[0] if len(named) == 1 else None
