"""Pills that one sentence names and the next only counts: "can I take paracetamol? I took 10 of them"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from messages.heard.alternatives import any_of
from messages.heard.numbers import in_digits, plain_digits

NAMED = ("pills", "more_pills")  # groups of words for what is swallowed
TOOK = "took"
GROUPS = ("amounts", "before_amount", "after_amount", "them", "counted_as")
_SENTENCE = re.compile(r"[.?!;\n\u2026]+|, ")
_MOST = 99  # a greater number is as many, and may be no count of pills in a rule
_COUNT = re.compile(r"\d{1,3}")


@dataclass(frozen=True)
class Amounts:
    """Completes a sentence that counts what was named before it: its words are those of the rules."""

    words: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int] = field(default_factory=dict)

    def completed(self, text: str) -> str | None:
        """Say with the word for pills what a text counts of them without; None where it counts none."""
        if not all(self.words.get(group) for group in (*NAMED, TOOK, *GROUPS)):
            return None
        named = False
        for sentence in _SENTENCE.split(in_digits(plain_digits(text).replace("'", ""), self.numbers)):
            if self._pills.search(sentence):
                named = True
            elif named and (found := self._taken.search(sentence)):
                return f"{sentence[: found.end('took')].strip()} {self._counted(found['many'])}"
        return None

    def _counted(self, many: str) -> str:
        count = (
            str(min(int(many), _MOST)) if _COUNT.fullmatch(many) else f"a whole {self.words['amounts'][0]} of"
        )
        return f"{count} {self.words['counted_as'][0]}"

    @cached_property
    def _pills(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self._any(*NAMED)})\b")

    @cached_property
    def _taken(self) -> re.Pattern[str]:
        """Took, how many, and nothing after it that they could be but what was named."""
        between = rf"(?:\s+(?:{self._any('before_amount', 'them')}))*"
        after = rf"(?:\s+of)?(?:\s+(?:{self._any('them', 'after_amount')})\b|\s*$)"
        return re.compile(
            rf"\b(?P<took>{self._any(TOOK)}){between}\s+(?P<many>\d{{1,3}}|{self._any('amounts')})\b{after}"
        )

    def _any(self, *groups: str) -> str:
        return any_of({one for group in groups for one in self.words[group]})
