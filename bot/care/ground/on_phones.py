"""Buttons on phones that do nothing any more, and what stays of them."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Rows


@dataclass(frozen=True)
class Relabelled:
    """A message on a phone, by Telegram's number of it, and what stays of its buttons."""

    chat_id: int
    number: int
    language: str
    left: Rows = ()


@dataclass(frozen=True)
class OldButtons:
    """Buttons that do nothing any more, on whatever phones they stand; it is no loss where they stay."""

    under: tuple[Relabelled, ...]
