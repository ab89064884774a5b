"""How the words around a finding bear on it: what is denied, supposed, over, or long past."""

from collections.abc import Iterator

from messages.heard.red_flags.denial import Bearing, Denials
from messages.heard.red_flags.sentences import END, Grammar, Sentences, Span, Spans
from messages.heard.red_flags.vital_signs import CALM, vital_signs
from messages.heard.red_flags.whose import NotTold

_SOON = 6  # words at most between a sign and "… is gone"
_ABOUT = 2  # words a general question is about, before "my" makes it personal
_DAYS = 30  # a greater number is a value, and told
_ABOUT_AT_MOST = 12  # words of a question in general
_REMEDY = 5  # words at most between "would needling" and what it might do


class TextContext:
    """Everything in one text that bears on what its words say."""

    def __init__(self, heard: Sentences, spans: Spans, grammar: Grammar) -> None:
        self._heard = heard
        self._ands = grammar.ands
        self._denials = Denials(heard, spans, grammar)
        self._persons = {start for group in ("who", "whose") for start, _ in spans.get(group, ())}
        self._reasons = {start for start, _ in spans.get("reason", ())}
        self._turns = {start for start, _ in spans.get("turns", ())}
        self._asked = self._scope(spans, "asking")
        self._helped = self._scope(spans, "helping")
        self._supposed = self._scope(spans, "supposing") | self._before(spans, "helping")
        self._brought = self._sentences_that_bring(spans)
        self._come_with = self._complaints(spans)
        self._told = {place for start, end in spans.get("told_as_so", ()) for place in range(start, end)}
        measured = {heard.sentence[place] for place, number in heard.numbers() if float(number) > _DAYS}
        self._general = {place for place in self._in_general(spans) if heard.sentence[place] not in measured}
        begun = (start for start, _ in spans.get("general", ()) if heard.pause[start] or start == 1)
        asked = {*heard.asked, *self._brought, *self._come_with, *(heard.sentence[start] for start in begun)}
        self._long = {heard.sentence[start] for start, _ in spans.get("long_standing", ())} & asked
        self._clauses = self._count_clauses()
        since_none = {place for start, end in spans.get("none_since", ()) for place in range(start, end)}
        now = {heard.sentence[start] for start, _ in spans.get("now", ()) if start not in since_none}
        waits = {place for start, end in spans.get("awaiting", ()) for place in range(start, end)}
        told = (start for start, _ in spans.get("past", ()) if start not in waits)  # "how long before"
        past = (start for start in told if heard.sentence[start] not in now)
        self._past = {self._clauses[start] for start in past}
        lingers = {heard.sentence[start] for start, _ in spans.get("lingers", ())}
        then = (start for start, _ in spans.get("then", ()) if heard.sentence[start] not in lingers)
        self._then = {self._clauses[start] for start in then}
        lasts = [*spans.get("goes_on", ()), *spans.get("no_denial", ())]  # "gone numb", "has not stopped"
        goes_on = {place for start, end in lasts for place in range(start, end)}
        self._not_told = NotTold(heard, spans)
        ended = [*spans.get("over", ()), *self._not_told.able_again]
        awaited = self._awaited(spans)
        over = [span for span in ended if (goes_on | awaited).isdisjoint(range(*span))]
        self._over = [span for span in over if self._denials.of(span[0], ()) is Bearing.SAID]
        idioms = (place for start, end in spans.get("idioms", ()) for place in range(start, end))
        calm = [
            span
            for sign in vital_signs()
            for span in spans.get(f"{sign}_{CALM}", ())
            if heard.sentence[span[0]] + 1
            not in {heard.sentence[turn] for turn in self._turns}  # "…, but it skips"
        ]
        self._calm = {place for span in calm for place in range(*span)}
        self.says_so = "says_so" in spans
        self.asks_of_own = not spans.keys().isdisjoint(("asking_of_own", "awaiting"))
        self.silent = {
            *self._denials.places,
            *idioms,
            *self._calm,
            *self._not_told.denied,
            *(place for place, each in enumerate(heard.sentence) if each in self._come_with),
        }  # words that say nothing for themselves

    def bearing(self, hit: tuple[Span, ...], *, grave: bool, brought: bool = False) -> Bearing:
        """How the context bears on a finding; a `grave` one that is asked about is still doubted.

        One that may be `brought` to treatment, and did not come with it, is what people come with.
        """
        first = min(hit)[0]
        if self._calm.issuperset(range(*hit[0])) and len(hit) == 1:  # "pulse 64"
            return Bearing.DENIED
        if first in self._not_told.denied or (brought and self._heard.sentence[first] in self._come_with):
            return Bearing.DENIED
        softly = Bearing.DOUBTED if grave else Bearing.DENIED
        mentioned = Bearing.MENTIONED if grave else Bearing.DENIED
        found = [self._denials.of(place, hit) for start, end in hit for place in range(start, end)]
        told_since = any(not self._denials.since.isdisjoint(range(*span)) for span in hit)
        if self._clauses[first] in self._past and not told_since:
            found.append(Bearing.DENIED)
        if first in self._asked or first in self._helped:
            found.append(softly)
        if first in self._not_told.for_later:
            found.append(mentioned)
        if first in self._not_told.mentioned:
            found.append(Bearing.MENTIONED)
        in_general = first in self._general and self._told.isdisjoint(
            place for span in hit for place in range(*span)
        )
        if (
            in_general
            or self._heard.sentence[first] in self._long
            or first in self._supposed
            or first in self._not_told.doubted
            or self._ends_soon(hit)
        ):
            found.append(Bearing.DOUBTED)
        if not grave and (self._clauses[first] in self._then or self._heard.sentence[first] in self._brought):
            found.append(Bearing.DOUBTED)
        return max(found)

    def _awaited(self, spans: Spans) -> set[int]:
        """Give the words of what somebody waits for: "when does it wear off" says that it has not."""
        sentence = self._heard.sentence
        begun = [end for _, end in spans.get("awaiting", ())]
        return {
            place
            for start in begun
            for place in range(start, len(sentence))
            if sentence[place] == sentence[start - 1]
        }

    def _begins_clause(self, place: int) -> bool:
        """Whether somebody says something new: ", my …" or "and I …"."""
        joined = self._heard.pause[place] or self._heard.words[place - 1][0] in self._ands
        return joined and place in self._persons

    def _count_clauses(self) -> list[int]:
        """Number the clause of each word."""
        begun = 0
        clauses = []
        for place, sentence in enumerate(self._heard.sentence):
            new = place > 0 and (sentence != self._heard.sentence[place - 1] or self._begins_clause(place))
            begun += new
            clauses.append(begun)
        return clauses

    def _ends_soon(self, hit: tuple[Span, ...]) -> bool:
        """Whether "… is gone" or "… , but it went away" stands soon after a finding, or between its words."""
        first, last = min(hit)[0], max(end for _, end in hit)
        near = (span for span in self._over if first <= span[0] <= last + _SOON)
        apart = (span for span in near if not any(span[0] < b and a < span[1] for a, b in hit))
        return any(self._same_or_turned(first, start) for start, _ in apart)

    def _same_or_turned(self, first: int, later: int) -> bool:
        passed = self._heard.sentence[later] - self._heard.sentence[first]
        return passed == len(self._turns & {*range(first, later)})

    def _scope(self, spans: Spans, group: str) -> set[int]:
        taken = {place for start, end in spans.get(f"no_{group}", ()) for place in range(start, end)}
        begun = (span for span in spans.get(group, ()) if span[0] not in taken)
        return {place for span in begun for place in self._after(span, group)}

    def _before(self, spans: Spans, group: str) -> set[int]:
        """Give the words before a question that ends its sentence: "… , would that help?"."""
        sentence = self._heard.sentence
        last = [start for start, end in spans.get(group, ()) if self._closes(end)]
        return {place for start in last for place in range(start) if sentence[place] == sentence[start]}

    def _sentences_that_bring(self, spans: Spans) -> set[int]:
        """Give the sentences that bring a complaint: "stiff all year, would needling ease that"."""
        sentence = self._heard.sentence
        remedies = [start for start, _ in spans.get("remedy", ())]
        return {
            sentence[start]
            for start, end in spans.get("needling", ())
            if any(end <= by <= end + _REMEDY and sentence[by] == sentence[start] for by in remedies)
        }

    def _in_general(self, spans: Spans) -> Iterator[int]:
        """Give the words that a question in general is about, up to whatever is told as so."""
        heard = self._heard
        preposed = {end for _, end in spans.get("for_it", ())}
        for group in ("general", "what_to_do"):
            for start, end in spans.get(group, ()):
                begins = (
                    heard.sentence[start] != heard.sentence[start - 1] or heard.pause[start] or start == 1
                )
                named = group == "general"
                for place in range(end, min(end + _ABOUT_AT_MOST, len(heard.words))):
                    ended = (
                        heard.pause[place]
                        or place in self._told
                        or heard.sentence[place] != heard.sentence[start]
                    )
                    if ended or not (begins or group == "what_to_do"):
                        break
                    named = named or place in preposed
                    if named:
                        yield place

    def _complaints(self, spans: Spans) -> set[int]:
        """Give the sentences of a complaint brought to treatment, or to whoever is to be seen with it."""
        sentence = self._heard.sentence
        asked = {*self._brought, *(sentence[start] for start, _ in spans.get("consulting", ()))}
        new = {sentence[start] for start, _ in spans.get("came_with_it", ())}
        told = {*asked, *(each - 1 for each in asked if each in self._heard.asked)}
        return set() if new & told else told

    def _closes(self, end: int) -> bool:
        """Whether a sentence ends where a phrase does."""
        words, sentence = self._heard.words, self._heard.sentence
        return words[end] == (END,) or sentence[end] != sentence[end - 1]

    def _after(self, span: Span, group: str) -> Iterator[int]:
        """Give the words a question or supposition is about: the rest of its sentence, or up to "because"."""
        heard = self._heard
        for place in range(span[0] + 1, len(heard.words)):
            if heard.sentence[place] != heard.sentence[span[0]] or place in self._reasons:
                return
            late = group == "asking" and place >= span[1] + _ABOUT and place in self._persons
            if late or self._begins_clause(place):
                return
            yield place
