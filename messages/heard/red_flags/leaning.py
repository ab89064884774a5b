"""Which way the words of a text lean: to what people write when something is wrong, or when nothing is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log

from messages.heard.red_flags.sentences import Sentences

_UNSEEN = 0.5  # times that a word counts as seen where it was not
_WINDOW = 14  # words at most that are weighed by themselves
_STEP = 7  # words from where one such part begins to where the next does
_OF_PART = 2.5  # log odds by which a part must lean farther than a whole text
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
        """How far words lean to the alarming ones, in log odds; an unknown word says nothing."""
        return sum(self._weights.get(mark, 0.0) for mark in _marks(words))

    def farthest(self, sentences: Sequence[TellingWords]) -> float:
        """How far a text leans, or the part of it that leans the farthest.

        Friendly words around an alarming one hide nothing; but as harmless parts seem odd by themselves,
        a part must lean farther to count as much as a whole text.
        """
        whole = self.of([word for words in sentences for word in words])
        parts = [part for words in sentences for part in _windows(words)]
        return max(whole, *(self.of(part) - _OF_PART for part in parts)) if len(parts) > 1 else whole


def telling(heard: Sentences, denied: Iterable[int]) -> list[TellingWords]:
    """Give the words of each sentence that count here: "no fever" says nothing of fever."""
    skipped = set(denied)
    said: dict[int, list[str]] = {}
    for place, (word, *_) in enumerate(heard.words):
        if place not in skipped and (not word[0].isdecimal() or float(word) <= _TEN):
            said.setdefault(heard.sentence[place], []).append(word)
    return list(said.values())


def _windows(words: TellingWords) -> Iterator[TellingWords]:
    """Give a sentence that can be weighed at once, or overlapping parts of a run-on one."""
    yield words[:_WINDOW]
    for begin in range(_STEP, len(words) - _WINDOW + _STEP, _STEP):
        yield words[begin : begin + _WINDOW]


def _marks(words: TellingWords) -> set[str]:
    return {*words, *(" ".join(pair) for pair in pairwise(words))}


def _counts(texts: Iterable[TellingWords]) -> Counter[str]:
    return Counter(mark for words in texts for mark in _marks(words))


def _share(times: int, texts: int) -> float:
    return log((times + _UNSEEN) / (texts + 2 * _UNSEEN))
