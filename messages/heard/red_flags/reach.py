"""The words of one text by the groups they are in, and how far what somebody says of something reaches."""

from collections.abc import Iterable, Iterator

from messages.heard.red_flags.sentences import BEGIN, END, Sentences, Span, Spans

FAR = 40  # words at most from what begins a law to what it bears on
FRAGMENT = 7  # words at most of "any fever?"
_BETWEEN = 2  # words at most between "our" and "cat"


class SaidOf:
    """What each law of `whose` looks at."""

    def __init__(self, heard: Sentences, spans: Spans) -> None:
        self._heard = heard
        self._spans = spans
        self._found: dict[str, frozenset[int]] = {}
        self._own = self._places("first_person")

    def _is_subject(self, place: int) -> bool:
        """Whether a noun begins what somebody says, after "the" or "our old"."""
        for begin in range(place, max(place - _BETWEEN - 1, 0), -1):
            before = self._heard.words[begin - 1][0]
            new = self._heard.sentence[begin] != self._heard.sentence[begin - 1] or self._heard.pause[begin]
            if new or before == BEGIN or (begin - 1) in self._places("clause_starts"):
                return True
            if (begin - 1) in self._places("not_subject"):
                return False
        return False

    def _until_own(self, span: Span, *, pauses: bool) -> Iterator[int]:
        """The words from a phrase on, until its sentence ends or somebody speaks of themselves."""
        for place in range(span[0], min(span[1] + FAR, len(self._heard.words))):
            new = self._heard.pause[place] and (pauses or self._tells(place))
            ended = place >= span[1] and (place in self._own or new)
            if not self._same(place, span[0]) or ended:
                return
            yield place

    def _tells(self, place: int) -> bool:
        """Whether what follows a comma has a verb of its own: ", chest is tight"."""
        for ahead in range(place, min(place + FRAGMENT, len(self._heard.words))):
            if not self._same(ahead, place) or (ahead > place and self._heard.pause[ahead]):
                return False
            if ahead in self._places("telling_verb") or ahead in self._places("limb"):
                return True
        return False

    def _past_person(self, place: int) -> int:
        """Where the words go on after "if I get" or "if my"."""
        return place + 1 if place in self._own else place

    def _sentence(self, place: int) -> Iterator[int]:
        first = last = place
        while first > max(1, place - FAR) and self._same(first - 1, place):
            first -= 1
        while last < place + FAR and last + 2 < len(self._heard.words) and self._same(last + 1, place):
            last += 1
        return iter(range(first, last + 1))

    def _same(self, place: int, other: int) -> bool:
        return self._heard.sentence[place] == self._heard.sentence[other]

    def _begins(self, place: int) -> bool:
        return place > 1 and not self._same(place - 1, place)

    def _closes(self, end: int) -> bool:
        heard = self._heard
        return heard.words[end] == (END,) or heard.pause[end] or not self._same(end, end - 1)

    def _places(self, group: str) -> frozenset[int]:
        if group not in self._found:
            spans = self._spans.get(group, ())
            self._found[group] = frozenset(place for start, end in spans for place in range(start, end))
        return self._found[group]

    def _starts(self, group: str) -> Iterable[int]:
        return (start for start, _ in self._spans.get(group, ()))
