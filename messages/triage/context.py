"""How the words around a finding bear on it: what is denied, supposed, over, or long past."""

from collections.abc import Iterator

from messages.triage.denial import Bearing, Denials
from messages.triage.hearing import Heard, Span, Spans

_SOON = 4  # words at most between a sign and "… is gone"
_ABOUT = 2  # words a general question is about, before "my" makes it personal


class Context:
    """Everything in one text that bears on what its words say."""

    def __init__(self, heard: Heard, spans: Spans) -> None:
        self._heard = heard
        self._denials = Denials(heard, spans)
        self._persons = {start for group in ("who", "whose") for start, _ in spans.get(group, ())}
        self._reasons = {start for start, _ in spans.get("reason", ())}
        self._asked = self._scope(spans, "asking")
        self._helped = self._scope(spans, "helping")
        self._supposed = self._scope(spans, "supposing")
        now = {heard.sentence[start] for start, _ in spans.get("now", ())}
        self._past = {heard.sentence[start] for start, _ in spans.get("past", ())} - now
        over = spans.get("over", ())
        self._over = [span for span in over if self._denials.of(span[0], ()) is Bearing.SAID]

    def bearing(self, hit: tuple[Span, ...], *, grave: bool) -> Bearing:
        """How the context bears on a finding; a `grave` one that is over, or to be cured, is still doubted."""
        first = min(hit)[0]
        softly = Bearing.DOUBTED if grave else Bearing.DENIED
        found = [self._denials.of(place, hit) for start, end in hit for place in range(start, end)]
        if first in self._asked or self._heard.sentence[first] in self._past:
            found.append(Bearing.DENIED)
        if first in self._helped or self._ends_soon(hit):
            found.append(softly)
        if first in self._supposed:
            found.append(Bearing.DOUBTED)
        return max(found)

    def _ends_soon(self, hit: tuple[Span, ...]) -> bool:
        """Whether "… is gone" stands soon after a finding, or between its words."""
        first, last = min(hit)[0], max(end for _, end in hit)
        same = self._heard.sentence[first]
        return any(
            first <= start <= last + _SOON
            and self._heard.sentence[start] == same
            and not any(start < b and a < end for a, b in hit)
            for start, end in self._over
        )

    def _scope(self, spans: Spans, group: str) -> set[int]:
        taken = {place for start, end in spans.get(f"no_{group}", ()) for place in range(start, end)}
        begun = (span for span in spans.get(group, ()) if span[0] not in taken)
        return {place for span in begun for place in self._after(span, group)}

    def _after(self, span: Span, group: str) -> Iterator[int]:
        """Give the words a question or supposition is about: the rest of its sentence, or up to "because"."""
        heard = self._heard
        for place in range(span[0] + 1, len(heard.words)):
            if heard.sentence[place] != heard.sentence[span[0]] or place in self._reasons:
                return
            joined = heard.pause[place] or heard.words[place - 1][0] == "and"
            late = group == "asking" and place >= span[1] + _ABOUT
            if place in self._persons and (joined or late):
                return
            yield place
