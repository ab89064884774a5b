"""Whose a sign is, and whether it is told at all: of a cat, in a film, as a warning, by its meaning."""

from collections.abc import Iterator

from messages.heard.red_flags.aside import Aside
from messages.heard.red_flags.reach import FAR, FRAGMENT, SaidOf
from messages.heard.red_flags.sentences import Sentences, Span, Spans

_BETWEEN = 2  # words at most between "what does" and "mean"
_OF_AGE = 18  # years
_AFTER = frozenset({"in", "after", "since", "by"})
_FOR = "for"
_SEGMENT = 5  # words at most of "fever" in "fever: none"


class NotTold(SaidOf):
    """The words of one text that tell no sign of anybody; each law says whose or what they are instead.

    `denied` are those that are surely none, `doubted` and `mentioned` those worth a question.
    """

    def __init__(self, heard: Sentences, spans: Spans) -> None:
        super().__init__(heard, spans)
        self._aside = Aside(heard, spans)
        self.able_again = [span for span in spans.get("able_again", ()) if self._closes(span[1])]
        more = {heard.sentence[place] for place in self._places("any_more_of_it")}
        promised = {*self._warnings(), *self._promises()}
        there = {place for place in promised if heard.sentence[place] in more}
        # What is let pass, but where it would be grave.
        self.for_later = (promised - there) | {*self._of_strangers()} | self._aside.places()
        self.doubted = there
        self.mentioned = {
            *self._after("noted"),
            *self._as_ever(),
            *self._over_since("effort_cause"),
            *self._was_before(),
        }
        self.denied = {
            *self._of_others(),
            *self._rules_said_back(),
            *self._after("fiction"),
            *self._watched(),
            *self._never_could(),
            *self._after("will_watch"),
            *self._meanings(),
            *self._answered(),
            *self._listed(),
            *self._not_that(),
            *self._over_since("dated"),
            *self._over_since("harmless_cause"),
            *self._young(),
        }

    def _of_others(self) -> Iterator[int]:
        """An animal or a thing does it: "my cat had a fit", "the battery is dying"."""
        for group in ("animals", "things"):
            for span in self._spans.get(group, ()):
                if self._is_subject(span[0]):
                    yield from self._until_own(span, pauses=True)

    def _of_strangers(self) -> Iterator[int]:
        """Somebody met at work or in the street has it, and nothing says that they were treated."""
        treated = {self._heard.sentence[place] for place in self._places("treated")}
        for span in self._spans.get("strangers", ()):
            if self._is_subject(span[0]) and self._heard.sentence[span[0]] not in treated:
                yield from self._until_own(span, pauses=False)

    def _was_before(self) -> Iterator[int]:
        """How it was before treatment: "used to go numb, now it's fine"; up to the word for now."""
        now, so_still, well = map(self._places, ("better_now", "still_so", "was_well"))
        for start, end in self._spans.get("habit", ()):
            words = [*self._sentence(start)]
            later = next((place for place in words if place >= end and place in now), words[-1] + 1)
            if later not in now or not self._opens(later):
                continue
            before = range(words[0], later)
            after = {*range(later, max(words[-1], [*self._sentence(later)][-1]) + 1)}
            if (so_still - self._places("not_so_still")).isdisjoint(after) and well.isdisjoint(before):
                yield from before

    def _after(self, group: str) -> Iterator[int]:
        """What follows a phrase is what it is about, until somebody says "I", or that it is so."""
        for span in self._spans.get(group, ()):
            if not self._aside.affirmed(span[1]):
                yield from self._until_own(span, pauses=False)

    def _warnings(self) -> Iterator[int]:
        """The bot's own warning, said back: "you said to call if …"."""
        people = self._own | self._places("third")
        for span in self._spans.get("call_if", ()):
            if span[1] in people and self._heard.words[span[1] - 1][0] == _FOR:  # "I call 112 for my dad"
                continue
            yield from self._until_own((span[0], self._past_person(span[1])), pauses=False)

    def _rules_said_back(self) -> Iterator[int]:
        """What means what, said back: "trouble breathing means ring 112"."""
        for start, end in self._spans.get("means_call", ()):
            sentence = [*self._sentence(start)]
            if self._own.isdisjoint(sentence):
                yield from (place for place in sentence if place not in range(start, end))
                yield from range(start, end)

    def _promises(self) -> Iterator[int]:
        """A promise for a case that is not there: "if I get a fever I will ring"."""
        promised = dict(self._spans.get("promise", ()))
        for start, _ in self._spans.get("in_case", ()):
            far = min(start + FAR, len(self._heard.words))
            end = next((place for place in range(start, far) if place in promised), start)
            if self._same(start, end):
                yield from range(start, promised.get(end, end) if end > start + 1 else end)

    def _meanings(self) -> Iterator[int]:
        """What a word means: "what does pus mean", "what do you mean by numb"."""
        closing = self._places("mean")
        for _, end in self._spans.get("what_does", ()):
            if {end + 1, end + _BETWEEN} & closing and self._own.isdisjoint(self._sentence(end)):
                yield from range(end, end + _BETWEEN)
        for span in self._spans.get("meant_by", ()):
            yield from self._until_own(span, pauses=True)

    def _answered(self) -> Iterator[int]:
        """A question that somebody answers at once with no: "any fever? nope"."""
        for place in {*self._starts("answer_no")} - {*self._starts("no_answer")}:
            asked = self._heard.sentence[place] - 1
            if asked in self._heard.asked and self._begins(place):
                words = [*self._sentence(place - 1)]
                own = self._own.intersection(words) - self._places("do_i_have")
                if len(words) <= FRAGMENT and not own:
                    yield from words

    def _listed(self) -> Iterator[int]:
        """A sign with its answer after it, as in a list: "fever: none, chills: no"."""
        for start, end in self._spans.get("closing_no", ()):
            if not self._closes(end) or self._heard.sentence[start] in self._heard.asked:
                continue
            begin = start
            while (
                begin > 1
                and not (self._heard.pause[begin] and begin < start)
                and self._same(begin - 1, start)
            ):
                begin -= 1
            words = range(begin, start)
            good = self._places("good_things") - self._places("bad_breath")
            if 0 < len(words) <= _SEGMENT and not {*words} & (self._own | good):
                yield from words

    def _not_that(self) -> Iterator[int]:
        """What was mentioned and then denied: "my leaflet mentions chest pain. Not had that"."""
        for start, _ in self._spans.get("not_that", ()):
            before = [*self._sentence(start - 1)] if self._begins(start) else [*range(start)][-FRAGMENT:]
            told = self._own.intersection(before) and self._places("mentions").isdisjoint(before)
            if self._heard.pause[start] or self._begins(start):
                yield from () if told else before

    def _watched(self) -> Iterator[int]:
        """Somebody in what is watched or read: "the show has a guy who …"."""
        watched = {self._heard.sentence[start] for start in self._starts("watched")}
        for span in self._spans.get("somebody_in_it", ()):
            if self._heard.sentence[span[0]] in watched:
                yield from self._until_own(span, pauses=True)

    def _never_could(self) -> Iterator[int]:
        """What somebody could never do: "I can't touch my toes, never could"."""
        for start, end in self._spans.get("never_could", ()):
            if self._closes(end):
                yield from self._sentence(start)

    def _as_ever(self) -> Iterator[int]:
        """What comes every spring."""
        return (place for start in self._starts("as_ever") for place in self._sentence(start))

    def _over_since(self, group: str) -> Iterator[int]:
        """What could not be done long ago, or came from something harmless that is named, and is over."""
        back = [span for span in self._spans.get("restored", ()) if self._closes(span[1]) or self._soon(span)]
        for start, _ in (*self.able_again, *back):
            words = [place for place in self._sentence(start) if place < start]
            begun = next((place for place in (start, start - 1) if self._begins(place)), None)
            if begun:  # "… for a second. Grand now", "… but it is fine now"
                words = [*self._sentence(begun - 1)]
            if not self._places(group).isdisjoint(words):
                yield from words

    def _young(self) -> Iterator[int]:
        """What somebody tells of their childhood: "I broke my wrist aged 9"."""
        others = self._places("third") | self._places("lingers")
        ages = {end for _, end in self._spans.get("at_age", ())} - {
            end for _, end in self._spans.get("is_aged", ())
        }
        counted = {start for start, _ in self._spans.get("units", ())}
        for place, number in self._heard.numbers() if ages else ():
            words = [*self._sentence(place)] if place in ages and place + 1 not in counted else []
            if words and float(number) < _OF_AGE and others.isdisjoint(words):
                yield from words if self._places("i_myself") & {*words} else ()

    def _opens(self, place: int) -> bool:
        """Whether a clause begins with a word."""
        joined = place - 1 in self._places("joining")
        return self._heard.pause[place] or self._begins(place) or joined

    def _soon(self, span: Span) -> bool:
        """Whether it is "fine in" or "fine after" a time, which may follow."""
        return self._heard.words[span[1] - 1][0] in _AFTER
