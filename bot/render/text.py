"""The words of a message, in the patient's language and on their own clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.care.ground.desk import Toast
from bot.model import Clinic, Message
from bot.render import buttons, keyboards, pictures
from bot.render.words import Words
from bot.store.tx import stamp
from messages.languages import REFERENCE
from messages.said.catalog import Catalog
from messages.said.faq import Entries, EntryKind

LONGEST, LONGEST_CAPTION = 4096, 1024  # characters of a message and under a picture, by the Bot API
LINK_CARD, CARD = "staff.link_card", "bot.card"  # what comes with a picture
ENTRY_SHOWN = frozenset({"bot.answer", "bot.topic", "bot.beyond", "bot.smalltalk"})


@dataclass(frozen=True)
class Rendered:
    """Plain text, the caption where there is a picture; and rows of (label, callback data)."""

    text: str
    buttons: Sequence[Sequence[tuple[str, str]]]
    picture: bytes | None = None


@dataclass(frozen=True)
class Renderer:
    """All that words are made of besides the facts."""

    catalog: Catalog
    clinic: Clinic
    link: Callable[[str], str] = str  # from the number that an invitation keeps to its deep link
    faq: Mapping[str, Entries] = field(default_factory=dict)  # language → id → entry

    def entries(self, language: str) -> Entries:
        """What can be asked in a language, or else in the reference language."""
        return self.faq.get(self.catalog.language(language)) or self.faq.get(REFERENCE, {})

    def message(self, message: Message, now: datetime) -> Rendered:
        """The words at the moment of sending. Raises KeyError where a text or a fact is missing."""
        facts = {**message.facts, "now": stamp(now)}
        if message.facts.get("clock_now"):
            facts["at"] = stamp(now)
        if nonce := message.facts.get("nonce"):
            facts["url"] = self.link(nonce)
        if (asked := message.facts.get("entry")) and message.key in ENTRY_SHOWN:
            facts |= self._entry(asked, message.language)
        if shown := message.facts.get("entries"):
            facts["titles"] = [(one, self._title(one, message.language)) for one in shown]
        words = self._words(message.language, facts)
        text = self._body(message, words)
        if about := message.facts.get("about"):
            text = f"{words.about(about)}\n\n{text}"
        picture = pictures.code(facts["url"]) if message.key == LINK_CARD else None
        if message.key == CARD and not message.facts.get("plain"):
            picture = pictures.card(text)
        rows = [[words.button(b) for b in row] for row in keyboards.rows(message, facts)]
        return Rendered(_fit(text, LONGEST_CAPTION if picture else LONGEST), rows, picture)

    def _entry(self, asked: str, language: str) -> dict[str, Any]:
        """An entry's words, what they rest on, and its neighbours; an entry there is no more asks again."""
        entry = self.entries(language).get(asked)
        words = self._words(language, {})
        if entry is None:
            return {"entry": words.small("ask_again"), "source": "", "neighbours": []}
        source = (
            words.small("source.own")
            if entry.own
            else self.catalog.text(language, "bot.source.article", {"section": entry.section})
        )
        return {
            "entry": f"{entry.title}\n\n{words.filled(entry.answer)}"
            if entry.kind != EntryKind.SMALLTALK
            else words.filled(entry.answer),
            "source": source,
            "neighbours": [(one, self._title(one, language)) for one in entry.neighbours],
        }

    def _title(self, entry: str, language: str) -> str:
        found = self.entries(language).get(entry)
        return found.title if found else entry

    def _body(self, message: Message, words: Words) -> str:
        if message.step:
            return self._step(message.key, message.facts, words)
        text = words.text(message.key)
        if shows := message.facts.get("shows"):
            text = f"{text}\n\n{self._step(shows['key'], shows, words)}"
        return text

    def toast(self, toast: Toast, language: str) -> str | None:
        return self._words(language, toast.facts).text(f"bot.{toast.key}") if toast.key else None

    def worried(self, message_id: int, language: str) -> tuple[str, str]:
        """The label and data of the button that stays under every reminder."""
        return self._words(language, {}).button(buttons.worried(message_id))

    def line(self, key: str, language: str) -> str:
        """A text that takes no facts but the clinic's."""
        return self._words(language, {}).text(key)

    def _words(self, language: str, facts: Mapping[str, Any]) -> Words:
        return Words(self.catalog, self.clinic, language, facts)

    def _step(self, key: str, facts: Mapping[str, Any], words: Words) -> str:
        """A reminder and the tips it carries, in the order of their steps; a question comes last."""
        protocol = key.partition(".")[0]
        tips = [words.text(f"{protocol}.{step}") for step in facts["carries"]]
        own = words.text(key)
        parts = [*tips, own] if facts["ask"] else [own, *tips]
        if facts.get("repeat"):
            parts.insert(0, words.text("bot.repeat"))
        whole = "\n\n".join(parts)
        return whole if len(whole) <= LONGEST else own  # tips are left out before a question is cut


def _fit(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
