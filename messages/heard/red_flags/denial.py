"""Which words of a text are denied: how far a "no" reaches."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import IntEnum

from messages.heard.red_flags.sentences import END, Grammar, Sentences, Span, Spans

_REACH = 5  # words after "no", or after an "or" that continues it
_FAR = 30  # words at most between a "no" and "until" in which something may end it
_LIST = 2  # words at most between commas that may still be denied: "no fever, chills, just sore"


class Bearing(IntEnum):
    """How far the words around a finding take it back."""

    SAID = 0
    CAME = 1  # denied for the time before, perhaps to say that it is there now: always worth a question
    DOUBTED = 2  # supposed, heard of others, perhaps denied: worth a question where the sign is urgent
    MENTIONED = 3  # a law says whose or what it is instead: the same, and an opinion has to be surer of it
    DENIED = 4


class Denials:
    """The denied words of one text, each with the negation that denies it, and how surely."""

    def __init__(self, heard: Sentences, spans: Spans, grammar: Grammar) -> None:
        self._heard = heard
        self._grammar = grammar
        self._who = _starts(spans, "who")
        self._whose = _starts(spans, "whose")
        self._turns = _starts(spans, "ends_no")
        self._once = _starts(spans, "never") | {
            place for start, end in spans.get("once_not", ()) for place in range(start, end)
        }
        self._until = _sentences(heard, spans, "until_now", but="no_until_now")
        self._since_but = {heard.sentence[start] - 1 for start, _ in spans.get("but_i_do", ())}
        self._now = {heard.sentence[start] - 1 for start, _ in spans.get("but_now", ())}
        self._and_now = _sentences(heard, spans, "and_now")
        self._denied: dict[int, list[tuple[Span, Bearing]]] = {}
        self.since: set[int] = set()  # what is denied only for the time before now: "never … until today"
        empty = [*spans.get("no_denial", ()), *self._doubled(spans), *self._never_like_this(spans)]
        for group in ("no", "dont"):
            for span in spans.get(group, ()):
                if not any(start <= span[0] and span[1] <= end for start, end in empty):
                    came = self._came_since(span)
                    for place, how in self._reach(span, mild=group == "dont", came=came):
                        self._denied.setdefault(place, []).append((span, how))
                        if came:
                            self.since.add(place)

    @property
    def places(self) -> Iterable[int]:
        """The words that are denied, or may be."""
        return self._denied.keys()

    def _doubled(self, spans: Spans) -> Iterator[Span]:
        """Give each "without" after a "cannot": "cannot stand without …" denies nothing."""
        unable = _sentences(self._heard, spans, "unable")
        for span in spans.get("without", ()):
            if unable.get(self._heard.sentence[span[0]], [span[0]])[0] < span[0]:
                yield span

    def _never_like_this(self, spans: Spans) -> Iterator[Span]:
        """Give each "never" of a sentence that goes on "… like this": it has come now."""
        likened = _sentences(self._heard, spans, "like_never")
        for span in spans.get("never", ()):
            if likened.get(self._heard.sentence[span[0]], [0])[-1] >= span[1]:
                yield span

    def _came_since(self, span: Span) -> bool:
        """Whether what is denied for before has perhaps come since: "… until today", "but now I do"."""
        sentence = self._heard.sentence[span[0]]
        told = self._until.get(sentence, [])
        if told and (told[0] < span[0] or self._none_turns(span[1], told[bisect_left(told, span[1]) :])):
            return True
        later = self._now | self._and_now.keys() if span[0] in self._once else frozenset[int]()
        return sentence in later or sentence in self._since_but

    def of(self, place: int, within: tuple[Span, ...]) -> Bearing:
        """How a word is denied by anything but the finding's own words ("can't breathe")."""
        denials = self._denied.get(place, ())
        return max((how for by, how in denials if not _inside(by, within)), default=Bearing.SAID)

    def _none_turns(self, begin: int, places: list[int]) -> bool:
        """Whether nothing between here and the first of some places ends what a "no" says."""
        return bool(places) and self._turns.isdisjoint(range(begin, min(places[0], begin + _FAR)))

    def _reach(self, span: Span, *, mild: bool, came: bool) -> Iterator[tuple[int, Bearing]]:
        first = link = span[1]
        how = Bearing.CAME if came else Bearing.DENIED
        for place in range(first, len(self._heard.words)):
            if self._ends(place, span) or place - link >= _REACH:
                return
            if place > first and place in self._whose:
                if not mild:  # "no fever my hand is numb"
                    return
                how = Bearing.DOUBTED  # "it does not hurt my chest"
            if self._heard.pause[place]:
                listed = self._listed(place)
                if listed is None:
                    return
                how, link = max(min(how, listed), Bearing.DOUBTED), place
            word = self._heard.words[place][0]
            if word in self._grammar.ands:
                how = Bearing.DOUBTED
            if word in self._grammar.ors:
                link = place + 1
            yield place, how

    def _ends(self, place: int, span: Span) -> bool:
        heard = self._heard
        if heard.sentence[place] != heard.sentence[span[0]] or place in self._turns:
            return True
        at_once = place == span[1]
        return heard.pause[place] if at_once else place in self._who

    def _listed(self, place: int) -> Bearing | None:
        """Whether a list of denied things goes on after a comma, and how surely."""
        length = 0
        for ahead in range(place, min(place + _LIST + 2, len(self._heard.words))):
            if self._heard.words[ahead][0] in self._grammar.ors:
                return Bearing.DENIED
            if self._heard.words[ahead][0][0].isdecimal():  # "no sleep, fever 38.8": a value is told
                return None
            last = self._heard.sentence[ahead] != self._heard.sentence[place]
            ends = self._heard.words[ahead] == (END,) or ahead in self._turns
            if last or ends or (ahead > place and self._heard.pause[ahead]):
                break
            length += 1
        return Bearing.DOUBTED if length <= _LIST else None


def _starts(spans: Spans, group: str) -> frozenset[int]:
    return frozenset(start for start, _ in spans.get(group, ()))


def _sentences(heard: Sentences, spans: Spans, group: str, *, but: str = "") -> dict[int, list[int]]:
    """Give for each sentence that has a phrase of the group where in it that begins."""
    taken = {place for start, end in spans.get(but, ()) for place in range(start, end)}
    found: dict[int, list[int]] = {}
    for start, _ in spans.get(group, ()):
        if start not in taken:
            found.setdefault(heard.sentence[start], []).append(start)
    return found


def _inside(by: Span, within: tuple[Span, ...]) -> bool:
    return any(start < by[1] and by[0] < end for start, end in within)
