"""A text as the rules hear it: words in sentences, and where each group of words occurs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from messages.heard.spelling import Speller, plain

_UNSPACED = "\u3040-\u30ff\u4e00-\u9fff"  # kana and Han: each is a word by itself, as no spaces are written
# A time of day; but "8:10" is how some write eight of ten.
_CLOCK = r"(?<!\d)(?!(?:0?\d|10):10(?!\d))(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)"
_PIECE = re.compile(rf"{_CLOCK}|\d+(?:[.,]\d+)?|[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+|\S|\n")
_MASKED = re.compile(r"(?<=[a-z])[013457](?=[a-z])")  # one digit inside a word stands for a letter
_MASKS: Mapping[str, str] = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t"}
_ENDS = frozenset(".!?;\n\u2026")
_PAUSES = frozenset(",:()\u2013\u2014-")
BEGIN, END = "^", "$"
_ASKS = "?"
_TEN, _HUNDRED = 10, 100
_TENS = frozenset(f"{hundreds + tens}" for hundreds in (0, 100, 200) for tens in range(20, 100, _TEN))
_STROKE, _HOURS = "-", ":"
HOUR = "timeofday"  # in the place of one

Span = tuple[int, int]  # the first word, and the one after the last
Spans = Mapping[str, Sequence[Span]]


@dataclass(frozen=True)
class Sentences:
    """The words of a text: for each what it may mean, its sentence, and whether a comma precedes it.

    The first and the last of them stand for the beginning and the end of the text.
    """

    words: tuple[tuple[str, ...], ...]
    sentence: tuple[int, ...]
    pause: tuple[bool, ...]
    asked: frozenset[int] = frozenset()  # the sentences that end with a question mark

    @property
    def told_in_words(self) -> bool:
        """Whether there is a word or a number among the pictures."""
        return any(word[0].isalnum() for word, *_ in self.words)

    def numbers(self) -> Iterator[tuple[int, str]]:
        """Give the place of each number, and the number as it was written, with a point; no time of day."""
        return ((place, word) for place, (word, *_) in enumerate(self.words) if word[0].isdecimal())


@dataclass(frozen=True)
class Grammar:
    """The little words of a language that join, count and shorten; `numbers` are those that are spelt out."""

    numbers: Mapping[str, int]
    turns: frozenset[str] = frozenset()  # each begins a new sentence: "but"
    ands: frozenset[str] = frozenset()
    ors: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()  # "38 point 5"
    contracted: frozenset[str] = frozenset()  # words whose last letter may be typed apart: "can t"
    written_out: tuple[tuple[str, str], ...] = ()  # what an ending after an apostrophe is short for
    said_as: Mapping[str, Sequence[str]] = field(default_factory=dict)  # dialect: "cannae" is "cant"


def hear(text: str, speller: Speller, grammar: Grammar) -> Sentences:
    """Hear a text in a language of that grammar."""
    words: list[tuple[str, ...]] = [(BEGIN,)]
    sentences = [0]
    pauses = [False]
    sentence, pause = 0, False
    asked: set[int] = set()
    for piece in pieces(text, grammar):
        if piece in _ENDS:
            if piece == _ASKS:
                asked.add(sentence)
            sentence += len(words) > 1
        elif piece in _PAUSES:
            pause = True
        else:
            for word in speller.parts(piece):
                sentence += word in grammar.turns
                words.append(speller.meant(word))
                sentences.append(sentence)
                pauses.append(pause)
                pause = False
    return Sentences((*words, (END,)), (*sentences, sentences[-1]), (*pauses, False), frozenset(asked))


def pieces(text: str, grammar: Grammar) -> list[str]:
    """Cut a text into words, numbers and marks; "can t" is one word as "can't" is."""
    joined: list[str] = []
    for piece in _said(plain(text, grammar.written_out), grammar):
        said = grammar.numbers.get(piece)
        last = joined[-1] if joined else ""
        if said == _HUNDRED and last.isdecimal() and int(last) < _TEN:
            joined[-1] = str(int(last) * said)
            continue
        if (
            said is not None
            and last in grammar.ands
            and joined[-2:-1] in (["100"], ["200"])
            and said < _HUNDRED
        ):
            joined[-2:] = [str(int(joined[-2]) + said)]  # "a hundred and two"
            continue
        if len(piece) == 1 and last + piece in grammar.contracted:
            joined[-1] += piece
        elif said is not None and 0 < said < _TEN and _tens(joined):
            tens = _tens(joined)
            del joined[-len(tens) :]
            joined.append(str(int(tens[0]) + said))  # "thirty eight", "thirty-eight"
        else:
            joined.append(_digits(piece) if said is None else str(said))
        match joined[-3:]:
            case [whole, point, part] if point in grammar.points and whole.isdecimal() and part.isdecimal():
                joined[-3:] = [f"{whole}.{part}"]
    return joined


def _tens(joined: Sequence[str]) -> list[str]:
    """Give the tens that end here, with the stroke behind them where there is one; else nothing."""
    ends = [*joined[-2:]] if joined[-1:] == [_STROKE] else [*joined[-1:]]
    return ends if ends and ends[0] in _TENS else []


def _said(text: str, grammar: Grammar) -> Iterator[str]:
    """Give the words and marks as they are said: "d1e" is "die", and dialect is heard as what it means."""
    for piece in _PIECE.findall(_MASKED.sub(lambda found: _MASKS[found[0]], text)):
        yield from grammar.said_as.get(piece, (piece,))


def _digits(piece: str) -> str:
    """Write a number with the digits of this alphabet, and a point; a time of day as a word."""
    if _HOURS in piece[1:]:
        return HOUR
    if not piece[0].isdecimal():
        return piece
    return "".join(str(int(char)) if char.isdecimal() else "." for char in piece)
