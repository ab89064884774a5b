"""Everything that the rules of one language listen for, found in a text at once."""

from collections.abc import Iterable

from messages.heard.red_flags.opinion import DENIED_AS, OPINIONS, Opinions
from messages.heard.red_flags.page import RedFlagPage
from messages.heard.red_flags.phrases import PhraseFinder, Range
from messages.heard.red_flags.rules import QUOTED, Rule
from messages.heard.red_flags.sentences import Grammar, Sentences, Span, Spans, hear, pieces
from messages.heard.red_flags.series import MANY_DAYS, RISE, WEEKDAYS, days_since, rises_told
from messages.heard.red_flags.vital_signs import measured
from messages.heard.spelling import Speller

IDIOMS = "idioms"  # the group of phrases that say nothing of the words they are made of
NO_IDIOMS = "no_idioms"  # phrases that take back an idiom that goes on from them: "cannot breathe | easily"
UNITS = "units"  # the group of words that make a number before them no bare number


class Ear:
    """Hears texts as the words and the rules of a page want them heard."""

    def __init__(self, page: RedFlagPage, rules: Iterable[Rule]) -> None:
        self.grammar = _grammar(page)
        parts = {part for rule in rules for part in rule.parts()}
        self._ranges = {part: found for part in parts if (found := Range.read(part))}
        own = {part: (part.removeprefix(QUOTED),) for part in parts if part.startswith(QUOTED)}
        texts = {**page.context, **page.words, **own}
        denied_as = [word for pair in texts.pop(DENIED_AS, ()) for word in pieces(pair, self.grammar)]
        opinions = _words(pieces(text, self.grammar) for text in texts.pop(OPINIONS, ()))
        groups = {name: [pieces(text, self.grammar) for text in said] for name, said in texts.items()}
        matter, leave = (_words(groups.pop(name, ())) for name in ("repair", "leave"))
        known = {word for phrases in groups.values() for word in _words(phrases)}.union(denied_as, opinions)
        self._speller = Speller(matter, known | leave, _clipped(page))
        articles, little = (frozenset(page.context.get(name, ())) for name in ("articles", "little"))
        self._phrases = PhraseFinder(groups, articles, little)
        self._weekdays = {day: count % 7 for count, day in enumerate(page.words.get(WEEKDAYS, ()))}
        self._opinions = Opinions(page.context, articles, little)

    def hear(self, text: str) -> tuple[Sentences, Spans]:
        """Give the words of a text, and where in it each group, phrase and number is."""
        heard = self._opinions.lowered(hear(text, self._speller, self.grammar))
        found = self._phrases.find(heard)
        taken_back = {place for start, end in found.pop(NO_IDIOMS, []) for place in range(start + 1, end)}
        told = [span for span in found.pop(IDIOMS, []) if span[0] not in taken_back]
        idioms = [span for span in told if not _is_parted(heard, *span)]
        masked = {place for start, end in idioms for place in range(start, end)}
        places: dict[str, list[Span]] = {IDIOMS: idioms}
        for name, spans in found.items():
            if kept := [span for span in spans if masked.isdisjoint(range(*span))]:
                places[name] = kept
        counted = frozenset(place for span in found.get(UNITS, ()) for place in range(*span))
        masked |= _hours(found)
        numbers = [number for number in heard.numbers() if number[0] not in masked]
        if numbers:
            places.update(measured(heard, found))
            if rises := rises_told(numbers, heard, found):
                places[RISE] = rises
        if since := days_since(heard, found, self._weekdays):
            places[MANY_DAYS] = sorted([*places.get(MANY_DAYS, ()), *since])
        for part, number in self._ranges.items() if numbers else ():
            units = dict(found.get(number.unit, ())) if number.unit else {}
            if spans := number.find(numbers, units, counted):
                places[part] = spans
        return heard, places


def _hours(found: Spans) -> set[int]:
    """Where a number is an hour: "since 8", and not "since 8/10"."""
    of_ten = {start for start, _ in found.get("out_of_ten", ())}
    return {end for _, end in found.get("before_hour", ()) if end + 1 not in of_ten}


def _is_parted(heard: Sentences, start: int, end: int) -> bool:
    """Whether a pause parts the words of an idiom: "my chest, is that ok" is no "chest ok"; but "0-10"."""
    inside = range(start + 1, end)
    return any(heard.pause[place] and not heard.words[place][0].isdigit() for place in inside)


def _grammar(page: RedFlagPage) -> Grammar:
    said = {key: frozenset(texts) for key, texts in page.grammar.items()}
    pairs = {key: [pair.split(" > ", 1) for pair in texts] for key, texts in page.grammar.items()}
    return Grammar(
        numbers=page.numbers,
        turns=frozenset(page.context.get("turns", ())),
        ands=said.get("and", frozenset()),
        ors=said.get("or", frozenset()),
        points=said.get("decimal_point", frozenset()),
        contracted=said.get("contracted", frozenset()),
        written_out=tuple((ending, word) for ending, word in pairs.get("written_out", ())),
        said_as={word: meant.split() for word, meant in pairs.get("said_as", ())},
    )


def _clipped(page: RedFlagPage) -> tuple[tuple[str, str], ...]:
    """Give each ending that is swallowed, and what it is short for."""
    pairs = (pair.partition(" > ") for pair in page.grammar.get("clipped", ()))
    return tuple((short, whole) for short, _, whole in pairs)


def _words(phrases: Iterable[Iterable[str]]) -> set[str]:
    return {word for phrase in phrases for word in phrase}
