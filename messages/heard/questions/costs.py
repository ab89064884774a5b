"""What errors cost: by tier and by kind of text, and pairs of a harmless text and its urgent twin."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from messages.heard.reader import Reading, ReadingKind
from messages.heard.red_flags.finding import Tier

_WIDE = 48  # characters of a figure's name
_FEWEST = 3  # texts of a kind that make a figure worth a line
_A_THOUSAND = 1000
_STOPPED = "stops of a plan, in 1,000 harmless texts"
_STEPS = ("clear", "ask", *reversed(Tier))


class TieredText(Protocol):
    """A text with what it is: its label, its tier where it is urgent, and its kinds."""

    @property
    def label(self) -> str: ...
    @property
    def tier(self) -> str | None: ...
    @property
    def tags(self) -> Sequence[str]: ...


TieredAndRead = Sequence[tuple[TieredText, Reading]]


def costs(found: TieredAndRead, share: Callable[[int, int], str]) -> Iterator[str]:
    """Tell each tier, what would stop a plan, and where harmless texts of each kind went."""
    if not any(case.tier or case.tags for case, _ in found):
        return
    yield ""
    for tier in Tier:
        read = [one for case, one in found if case.tier == tier]
        if read:
            yield _line(
                f"{tier}: that or more urgent", [_step(one) >= _STEPS.index(tier) for one in read], share
            )
            yield _line(f"{tier}: told as less urgent", [_is_less(one, tier) for one in read], share)
    harmless = [
        (case, one) for case, one in found if case.label not in (ReadingKind.URGENT, ReadingKind.SCREEN)
    ]
    alarms = sum(one.kind is ReadingKind.URGENT for _, one in harmless)
    if harmless:
        yield f"{_STOPPED:{_WIDE}}{alarms * _A_THOUSAND / len(harmless):.1f}"
    for tag in sorted({tag for case, _ in harmless for tag in case.tags}):
        read = [one for case, one in harmless if tag in case.tags]
        if len(read) >= _FEWEST:
            yield _line(f"harmless, {tag}: alarm", [one.kind is ReadingKind.URGENT for one in read], share)
            yield _line(
                f"harmless, {tag}: asked about", [one.kind is ReadingKind.SCREEN for one in read], share
            )


def pairs(
    flag: Callable[[str], Reading | None], laws: Mapping[str, Iterable[Sequence[str]]]
) -> Iterator[str]:
    """Tell for each law how many of its pairs hold, and each text that is taken too far or not far enough.

    A pair is: a harmless text, how far it may be taken at most; its urgent twin, how far that must be.
    """
    for law, told in laws.items():
        wrong = [[*_wrong(flag, *pair)] for pair in told]
        yield f"{wrong.count([]):4}/{len(wrong):<4} {law}"
        yield from (f"          {text}" for texts in wrong for text in texts)


def _wrong(
    flag: Callable[[str], Reading | None], harmless: str, most: str, urgent: str, least: str
) -> Iterator[str]:
    far, near = _step(flag(harmless)), _step(flag(urgent))
    if far > _STEPS.index(most):
        yield f"{harmless!r} → {_STEPS[far]}, at most {most}"
    if near < _STEPS.index(least):
        yield f"{urgent!r} → {_STEPS[near]}, at least {least}"


def _step(found: Reading | None) -> int:
    if found is None or found.kind not in (ReadingKind.URGENT, ReadingKind.SCREEN):
        return 0
    return _STEPS.index(found.tier) if found.tier else 1


def _is_less(found: Reading, tier: Tier) -> bool:
    return found.tier is not None and _step(found) < _STEPS.index(tier)


def _line(name: str, kinds: Sequence[bool], share: Callable[[int, int], str]) -> str:
    return f"{name:{_WIDE}}{share(sum(kinds), len(kinds))}"
