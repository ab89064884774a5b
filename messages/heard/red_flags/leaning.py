"""Which way the words of a text lean: to what people write when something is wrong, or when nothing is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log

from messages.heard.red_flags.sentences import Sentences

_UNSEEN = 0.5  # times that a word counts as seen where it was not
_TEN = 10  # the end of the scale; what a greater number says, the rules know better

TellingWords = Sequence[str]


class Leaning:
    """Learnt by counting words, and pairs of them, in phrasings that are alarming and in harmless ones."""

    def __init__(self, alarming: Sequence[TellingWords], harmless: Sequence[TellingWords]) -> None:
        often, seldom = _counts(alarming), _counts(harmless)
        self._weights = {
            mark: _share(often[mark], len(alarming)) - _share(seldom[mark], len(harmless))
            for mark in often.keys() | seldom.keys()
        }

    def of(self, words: TellingWords) -> float:
        """How far a text leans to the alarming ones, in log odds; an unknown word says nothing."""
        return sum(self._weights.get(mark, 0.0) for mark in _marks(words))


def telling(heard: Sentences, denied: Iterable[int]) -> TellingWords:
    """Give the words of a text that count here: "no fever" says nothing of fever."""
    skipped = set(denied)
    kept = (meant[0] for place, meant in enumerate(heard.words) if place not in skipped)
    return [word for word in kept if not word[0].isdecimal() or float(word) <= _TEN]


def _marks(words: TellingWords) -> set[str]:
    return {*words, *(" ".join(pair) for pair in pairwise(words))}


def _counts(texts: Iterable[TellingWords]) -> Counter[str]:
    return Counter(mark for words in texts for mark in _marks(words))


def _share(times: int, texts: int) -> float:
    return log((times + _UNSEEN) / (texts + 2 * _UNSEEN))
