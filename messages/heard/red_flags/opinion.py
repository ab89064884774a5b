"""A denied opinion is heard as what it denies: "I do not think I can breathe" says "I cannot breathe"."""

from collections.abc import Iterable, Iterator, Mapping

from messages.heard.red_flags.phrases import PhraseFinder
from messages.heard.red_flags.sentences import Sentences

OPINIONS = "opinions"  # the group of phrases that deny whatever follows them: "do not think"
DENIED_AS = "denied_as"  # the group that says how a word is denied: "can > cannot"
_SUBJECT = 3  # words at most of what the opinion is about, after "my" or "the"


class Opinions:
    """Moves a "not" from the opinion to the word that it denies."""

    def __init__(
        self, context: Mapping[str, Iterable[str]], articles: frozenset[str], little: frozenset[str]
    ) -> None:
        """Take the phrases that begin an opinion, and how the words after it are denied."""
        said = [phrase.split() for phrase in context.get(OPINIONS, ())]
        pairs = (pair.partition(" > ") for pair in context.get(DENIED_AS, ()))
        self._phrases = PhraseFinder({OPINIONS: said}, frozenset(), little)
        self._denied = {word: tuple(denied.split()) for word, _, denied in pairs}
        self._little = little
        self._persons = frozenset(context.get("who", ()))
        self._owners = frozenset(context.get("whose", ())) | articles

    def lowered(self, heard: Sentences) -> Sentences:
        """Give the same text with every denied opinion said outright."""
        ends = dict(self._phrases.find(heard).get(OPINIONS, ()))
        verbs = {place: (start, end) for start, end in ends.items() for place in self._verb(heard, end)}
        if not verbs:
            return heard
        dropped = {place for span in verbs.values() for place in range(*span)}
        said = [
            (place, meant)
            for place, whole in enumerate(heard.words)
            if place not in dropped
            for meant in (self._denying(whole) if place in verbs else (whole,))
        ]
        return Sentences(
            tuple(meant for _, meant in said),
            tuple(heard.sentence[place] for place, _ in said),
            tuple(heard.pause[place] for place, _ in said),
            heard.asked,
        )

    def _denying(self, whole: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Give the words that deny one."""
        return ((word,) for word in self._denied[whole[0]])

    def _verb(self, heard: Sentences, first: int) -> Iterator[int]:
        """Give the place of the word that an opinion beginning here denies, where there is one."""
        skipped = self._little - self._denied.keys() - self._persons
        while heard.words[first][0] in skipped and heard.sentence[first] == heard.sentence[first - 1]:
            first += 1  # "I don't think that …"
        subject = False  # whether "my" or "the" began it, so that other words may follow
        person = False
        for place in range(first, min(first + _SUBJECT + 1, len(heard.words))):
            word = heard.words[place][0]
            if heard.pause[place] or heard.sentence[place] != heard.sentence[first]:
                return
            if word in self._denied and (person or subject or word in self._persons):
                yield place
                return
            if person and word not in self._little:
                return
            person = person or word in self._persons
            subject = subject or word in self._owners
            if not (person or subject):
                return
