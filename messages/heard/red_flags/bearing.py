"""Where the patterns of the rules are found, and whether what they say is so."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, product

from messages.heard.red_flags.context import TextContext
from messages.heard.red_flags.denial import Bearing
from messages.heard.red_flags.rules import Pattern, Rule
from messages.heard.red_flags.sentences import Sentences, Span, Spans

_NEAR = 7  # words at most between the parts of a "+" pattern
_NEXT = 4  # words at most between the parts of a ">" pattern
_BESIDE = 7  # words at most between a finding and what excludes it
_AROUND = 14  # words at most between a finding and what makes a question of it
_CHOICES = 4  # of the places of a part near another, those that are tried
_LOOKED_AT = 16


def bearing(rule: Rule, heard: Sentences, places: Spans, context: TextContext) -> Bearing:
    """The best that can be said for a rule: said, come since, doubted, or (where not found) denied."""
    best = Bearing.DENIED
    for needed, patterns in rule.ways:
        if needed <= places.keys():
            each = (_pattern(pattern, rule, heard, places, context) for pattern in patterns)
            best = min(best, max(each))
            if best is Bearing.SAID:
                break
    return best


def _pattern(pattern: Pattern, rule: Rule, heard: Sentences, places: Spans, context: TextContext) -> Bearing:
    best = Bearing.DENIED
    for hit in _hits(pattern, heard, places):
        excluded = max(
            (_excluded(hit, group, heard, places, apart=rule.grave) for group in rule.unless),
            default=Bearing.SAID,
        )
        if excluded is not Bearing.DENIED:
            best = min(best, max(excluded, context.bearing(hit, grave=rule.grave, brought=rule.brought)))
        if best is Bearing.SAID:
            break
    return best


def _hits(pattern: Pattern, heard: Sentences, places: Spans) -> Iterator[tuple[Span, ...]]:
    """Each way to find the parts of a pattern apart from each other, but near, in one sentence."""
    first, *others = pattern.parts
    reach = _NEXT if pattern.ordered else _NEAR
    for anchor in places[first]:
        near = [
            _near(anchor, places[part], heard, reach * len(others), ordered=pattern.ordered)
            for part in others
        ]
        for rest in product(*near):
            hit = (anchor, *rest)
            if _fits(hit, reach):
                yield hit


def _near(anchor: Span, spans: Sequence[Span], heard: Sentences, reach: int, *, ordered: bool) -> list[Span]:
    """Give the first few spans (in order of their beginnings) that are near enough to the anchor."""
    low = anchor[1] if ordered else anchor[0] - reach
    begin = bisect_left(spans, (low, 0))
    sentence = heard.sentence[anchor[0]]
    close = (span for span in islice(spans, begin, begin + _LOOKED_AT) if span[0] <= anchor[1] + reach)
    return list(islice((span for span in close if heard.sentence[span[0]] == sentence), _CHOICES))


def _fits(hit: tuple[Span, ...], reach: int) -> bool:
    line = sorted(hit)
    return all(0 <= after[0] - before[1] <= reach for before, after in pairwise(line))


def _excluded(hit: tuple[Span, ...], group: str, heard: Sentences, places: Spans, *, apart: bool) -> Bearing:
    """How a group that excludes a finding bears on it: outright where it is near, else to be asked about.

    Where a grave finding is kept `apart`, a comma between them is enough for a question.
    """
    first, last = min(hit)[0], max(end for _, end in hit)
    sentence = heard.sentence[first]
    found = Bearing.SAID
    for start, end in places.get(group, ()):
        between = max(start - last, first - end)
        if heard.sentence[start] == sentence and between <= _AROUND:
            pauses = heard.pause[min(last, end) : max(first, start) + 1]
            if between <= _BESIDE and not (apart and any(pauses)):
                return Bearing.DENIED
            found = Bearing.CAME
    return found
