"""How a labelled sample is read: figures with their intervals, what was taken for what, and the pace."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import Any

from messages.heard.questions.costs import costs
from messages.heard.reader import Reading, ReadingKind

_Z = 1.96  # of a 95 % interval
HARMLESS = "harmless"
_WIDE = 48  # characters of a figure's name
_SHOWN = 100  # characters of a text


@dataclass(frozen=True)
class LabelledText:
    """A text with the outcome that is right, and others that are acceptable."""

    text: str
    label: str
    right: frozenset[str]
    tier: str | None = None
    tags: tuple[str, ...] = ()

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "LabelledText":
        """Make one of `text`, `label`, and where there are any `section` (the right entry) and `also_ok`.

        A label is a kind of reading, or `harmless` for what asks nothing that an entry answers: whatever is
        said to it is right, but a question about signs. `tier` is how urgent a text is, and `tags` are kinds
        of text that are counted by themselves.
        """
        label = HARMLESS if told["label"] == HARMLESS else ReadingKind(told["label"])
        right = {told["section"]} if label is ReadingKind.ANSWER else set()
        ok = frozenset({*right, *told.get("also_ok", ())})
        return cls(told["text"], label, ok, told.get("tier"), tuple(told.get("tags", ())))

    def wrongly_answered(self, found: Reading) -> bool:
        if self.label == HARMLESS:
            return False
        return found.kind is ReadingKind.ANSWER and self.right.isdisjoint({found.entry, found.kind})

    def __str__(self) -> str:
        return f"{self.label} {'/'.join(sorted(self.right))}".strip()


ReadText = tuple[LabelledText, Reading]


def evaluate(
    read: Callable[[str], Reading], cases: Iterable[LabelledText], timer: Callable[[], float]
) -> Iterator[str]:
    """Read each case; give every figure with its counts and its 95 % interval, line by line.

    `timer` gives seconds of processor time, from any moment on.
    """
    found: list[ReadText] = []
    times: list[float] = []
    for case in cases:
        begun = timer()
        found.append((case, read(case.text)))
        times.append(timer() - begun)
    yield from _figures(found)
    yield from costs(found, _share)
    yield from _confusions(found)
    yield _pace(times)


def _figures(found: Sequence[ReadText]) -> Iterator[str]:
    def of(*labels: str) -> list[ReadText]:
        return [(case, one) for case, one in found if case.label in labels]

    def count(name: str, kinds: Iterable[bool]) -> str:
        told = list(kinds)
        return f"{name:{_WIDE}}{_share(sum(told), len(told))}"

    answerable, beyond, urgent = of(ReadingKind.ANSWER), of(ReadingKind.ABSTAIN), of(ReadingKind.URGENT)
    small = of(ReadingKind.SMALLTALK)
    harmless = of(ReadingKind.ANSWER, ReadingKind.ABSTAIN, ReadingKind.SMALLTALK, HARMLESS)
    yield count("right answers given", (one.entry in case.right for case, one in answerable if _given(one)))
    yield count(
        "answerable: right answer", (_given(one) and one.entry in case.right for case, one in answerable)
    )
    yield count(
        "answerable: asked back, the right one offered",
        (not case.right.isdisjoint(one.offered) for case, one in answerable),
    )
    yield count("answerable: wrong answer", (case.wrongly_answered(one) for case, one in answerable))
    yield count("out of scope: badly answered", (case.wrongly_answered(one) for case, one in beyond))
    yield count("small talk: heard as such", (one.kind is ReadingKind.SMALLTALK for _, one in small))
    yield count("urgent: heard as urgent", (one.kind is ReadingKind.URGENT for _, one in urgent))
    yield count("urgent: asked about", (one.kind is ReadingKind.SCREEN for _, one in urgent))
    yield count("URGENT ANSWERED FROM THE ARTICLE", (_given(one) for _, one in urgent))
    yield count("harmless: taken for urgent", (one.kind is ReadingKind.URGENT for _, one in harmless))
    yield count("harmless: asked about", (one.kind is ReadingKind.SCREEN for _, one in harmless))


def _given(found: Reading) -> bool:
    return found.kind is ReadingKind.ANSWER


def _confusions(found: Sequence[ReadText]) -> Iterator[str]:
    told = Counter(
        (str(case), _outcome(one))
        for case, one in found
        if one.kind != case.label or case.wrongly_answered(one)
        if case.label != HARMLESS or one.kind in (ReadingKind.URGENT, ReadingKind.SCREEN)
        if case.right.isdisjoint({one.entry, one.kind})
    )
    yield ""
    for (wanted, got), times in sorted(told.items(), key=lambda item: (-item[1], item[0])):
        yield f"{times:4} {wanted} → {got}"
    for case, one in found:
        if case.label is ReadingKind.URGENT and one.kind is not ReadingKind.URGENT:
            yield f"     missed: {case.text[:_SHOWN]!r} → {_outcome(one)}"


def _outcome(found: Reading) -> str:
    return f"{found.kind} {found.entry or found.rule or ''}".strip()


def _pace(times: Sequence[float]) -> str:
    slow = sorted(times)[max(0, round(0.95 * len(times)) - 1)]
    return f"\nCPU a text: median {1000 * median(times):.1f} ms, p95 {1000 * slow:.1f} ms"


def _share(part: int, whole: int) -> str:
    """Say a share with its interval after Wilson, which holds for small counts too."""
    if not whole:
        return "none of that kind"
    share = part / whole
    middle = share + _Z * _Z / (2 * whole)
    spread = _Z * sqrt(share * (1 - share) / whole + _Z * _Z / (4 * whole * whole))
    low, high = ((middle + sign * spread) / (1 + _Z * _Z / whole) for sign in (-1, 1))
    return f"{part:4}/{whole:<4} {share:6.1%}  ({max(low, 0):.1%} to {min(high, 1):.1%})"
