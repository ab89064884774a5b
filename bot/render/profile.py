"""What Telegram shows of the bot before a word is said: its name, and what it is."""

from collections.abc import Iterator, Mapping

from bot.render.text import Renderer
from messages.said.gaps import Gap
from messages.said.marked import Marked

LONGEST: Mapping[str, int] = {"name": 64, "description": 512, "short_description": 120}  # by the Bot API


def profile(renderer: Renderer, language: str) -> dict[str, str]:
    """Each text of it, cut to what Telegram takes."""
    return {
        part: Marked(renderer.line(f"bot.profile.{part}", language)).cut(longest).text
        for part, longest in LONGEST.items()
    }


def gaps(renderer: Renderer) -> Iterator[Gap]:
    """What is too long in a language, said with this clinic's name and numbers."""
    for language in renderer.catalog.languages:
        for part, longest in LONGEST.items():
            length = len(renderer.line(f"bot.profile.{part}", language))
            if length > longest:
                what = (
                    f"bot.profile.{part} has {length} characters with your clinic's name; at most {longest}"
                )
                yield Gap(f"messages/{language}", f"{what} are shown")
