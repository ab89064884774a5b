"""What a patient asks, in which words, and what of it the clinic gets."""

from dataclasses import dataclass

from bot.care.ground.heard import Heard
from messages.heard.reader import Reading


@dataclass(frozen=True)
class AskedText:
    """What is asked: the words, which may be more or less than what came in, and what reads them.

    Of a part, `whole` is the text that the clinic gets with it.
    """

    words: str
    heard: Heard
    whole: str = ""

    @property
    def kept(self) -> str:
        """What is kept for the clinic, so that it reads all that was asked."""
        return self.whole or self.words

    @property
    def reading(self) -> Reading:
        """What the words ask."""
        return self.heard.question_in(self.words)
