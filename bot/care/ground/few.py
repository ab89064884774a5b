"""Groups that are too small to be shown: what is said of them would be said of somebody."""

from bot.care.ground.says.figures import Portion
from bot.store.figures import Counted

FEWEST = 5  # people in a group that is shown


def shown(count: int, people: int | None = None) -> int | None:
    """A count of something that is of so many people, by itself of as many; None where they are too few."""
    hidden = any(0 < one < FEWEST for one in (count, count if people is None else people))
    return None if hidden else count


def portion(found: Counted) -> Portion | None:
    """So many of so many, with neither these nor the others told where they are few; None where of none."""
    if not found.of:
        return None
    if shown(found.of, found.people) is None:
        return Portion()
    rest = found.of - found.count
    return Portion(shown(found.count), found.of) if shown(rest) is not None else Portion(None, found.of, True)
