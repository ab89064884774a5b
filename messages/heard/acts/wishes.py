"""What may ask for the reminders to stop without being one of the phrases that do."""

from dataclasses import dataclass

_LONGEST = 200  # characters


@dataclass(frozen=True)
class MaybeWords:
    """A text with one of `stop` and one of `of` may ask for it, but for one that has one of `unless`."""

    stop: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()

    def fit(self, said: str) -> bool:
        """Whether a text, in plain small letters without apostrophes, may ask for the reminders to stop."""
        if len(said) > _LONGEST:
            return False
        padded = f" {said} "
        has = (any(f" {phrase} " in padded for phrase in group) for group in (self.stop, self.of))
        return all(has) and not any(f" {phrase} " in padded for phrase in self.unless)
