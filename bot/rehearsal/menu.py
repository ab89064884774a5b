"""What the bot says about itself: commands by scope and language, name, descriptions, the menu button."""

from dataclasses import dataclass, field

from bot.rehearsal.shapes import Json

Scope = tuple[str, int, int]
DEFAULT: Scope = ("default", 0, 0)


@dataclass
class Menu:
    """Everything kept under a language has "" for those who speak another."""

    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    buttons: dict[int, Json] = field(default_factory=dict)

    def shown_to(self, user_id: int, language: str, chat: Json) -> list[Json]:
        """List the commands a person sees: the narrowest scope wins, their language first in each."""
        spoken = language[:2].lower()
        for scope in _scopes(user_id, chat):
            for tongue in (spoken, ""):
                if found := self.commands.get((scope, tongue)):
                    return found
        return []

    def text(self, name: str, language: str) -> str:
        """What is said in a language (or in one that "en-GB" is a kind of), or else to everybody."""
        language = language[:2].lower()
        return self.texts.get((name, language)) or self.texts.get((name, ""), "")


def _scopes(user_id: int, chat: Json) -> list[Scope]:
    """Telegram's order of search, without the administrators' scopes: nobody here is one."""
    here = chat["id"]
    if chat["type"] == "private":
        return [("chat", here, 0), ("all_private_chats", 0, 0), DEFAULT]
    return [("chat_member", here, user_id), ("chat", here, 0), ("all_group_chats", 0, 0), DEFAULT]
