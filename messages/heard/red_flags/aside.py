"""What somebody only mentions: of who is long dead, as an excuse, of their work, as a figure of speech."""

from collections.abc import Iterator

from messages.heard.red_flags.reach import FAR, SaidOf
from messages.heard.red_flags.sentences import Span


class Aside(SaidOf):
    """The words of one text by which a sign is only mentioned; a grave one of them is asked about."""

    def places(self) -> set[int]:
        return {*self._of_the_dead(), *self._as_excuse(), *self._at_work(), *self._as_figure()}

    def affirmed(self, end: int) -> bool:
        """Whether what is quoted up to there is then said to be so: "…, well yes", "…. Mine is"."""
        no = {start for start, _ in self._spans.get("no_affirmed", ())}
        return any(end <= start < end + FAR and start not in no for start in self._starts("affirmed"))

    def _of_the_dead(self) -> Iterator[int]:
        """Of somebody who is long dead: "my late husband coughed blood"."""
        for span in self._spans.get("the_dead", ()):
            if not self._broken(span):
                yield from self._until_me(span[0])

    def _as_excuse(self) -> Iterator[int]:
        """What kept somebody from answering, and was another's: "she can't get her breath, so I am late"."""
        treated = {self._heard.sentence[place] for place in self._places("treated")}
        excused = {self._heard.sentence[start] for start in self._starts("excuse")}
        for place in sorted(self._places("other_people")):
            sentence = self._heard.sentence[place]
            if excused & {sentence, sentence + 1} and sentence not in treated:
                yield from self._until_me(place)

    def _at_work(self) -> Iterator[int]:
        """What somebody meets in their work: "… is my day job", "in forty years I delivered …"."""
        yield from self._unless_own("at_work")

    def _as_figure(self) -> Iterator[int]:
        """What a price, a joke or a match did to somebody: "I nearly collapsed when I saw the bill"."""
        for start in self._starts("matter"):
            words = [*self._sentence(start)]
            if not self._places("made_me").isdisjoint(words):
                yield from words

    def _until_me(self, begin: int) -> Iterator[int]:
        """The words of a sentence from one on, up to whoever writes."""
        for place in self._sentence(begin):
            if place > begin and place in self._own:
                return
            if place >= begin:
                yield place

    def _unless_own(self, group: str) -> Iterator[int]:
        """The sentences of a phrase in which nobody speaks of their own body."""
        own = self._places("of_oneself")
        for start in self._starts(group):
            words = [*self._sentence(start)]
            if own.isdisjoint(words):
                yield from words

    def _broken(self, span: Span) -> bool:
        """Whether a comma stands in a phrase: "it is late, my husband …"."""
        return any(self._heard.pause[place] for place in range(span[0] + 1, span[1]))
