"""Names that look like those of settings and are none: a letter off, or with the same first word."""

from collections.abc import Collection
from difflib import SequenceMatcher
from functools import cache

# First words that other programs use too: in the environment they say nothing of whom a name is for.
COMMON = frozenset({"LOG", "CONTENT", "HEALTH", "METRICS", "BACKUP", "HEARTBEAT"})
OTHER_WORDS = {
    "DATABASE_URL": "DATABASE_PATH",
    "DATABASE_FILE": "DATABASE_PATH",
    "DATABASE_NAME": "DATABASE_PATH",
    "DATABASE_PASSWORD": "DATABASE_KEY",
    "CLINIC_TZ": "CLINIC_TIMEZONE",
}
LONG = 8  # letters; in a shorter name two wrong ones make another word


def meant(name: str, known: Collection[str], *, ours: bool) -> str | None:
    """The setting that is probably meant by a name that is none; None where it is somebody else's.

    `ours` is whether the name stands in our own file, where fewer are somebody else's.
    """
    return _meant(name.upper(), frozenset(known), ours)


@cache
def _meant(name: str, known: frozenset[str], ours: bool) -> str | None:
    if name in known:
        return None
    if OTHER_WORDS.get(name) in known:
        return OTHER_WORDS[name]
    near = {one: far for one in known if (far := distance(name, one)) <= _allowed(name, ours=ours)}
    if near:
        return min(near, key=lambda one: (near[one], one))
    words, first = {*name.split("_")}, name.partition("_")[0]
    related = [one for one in known if "_" in name and one.partition("_")[0] == first]
    if related and (ours or first not in COMMON):
        return _likest(name, [one for one in known if {*one.split("_")} < words] or related)
    parts = [one for one in known if ours and words < {*one.split("_")}]
    return _likest(name, parts) if parts else None


def _allowed(name: str, *, ours: bool) -> int:
    """How many letters may be wrong; many programs have a token in the environment."""
    return 2 if ours and len(name) >= LONG else 1


def _likest(name: str, of: list[str]) -> str:
    return max(sorted(of), key=lambda one: SequenceMatcher(None, name, one).ratio())


def distance(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or swapped; counted to 3 only."""
    if abs(len(one) - len(other)) > 2:  # noqa: PLR2004  (more is too far anyway)
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            step = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                step = min(step, last[j - 2] + 1)
            row.append(step)
    return min(row[-1], 3)
