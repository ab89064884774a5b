"""The words of a message, in the patient's language and on their own clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from bot.care.desk import Toast
from bot.model import Clinic, Message, State, Status
from bot.render import buttons
from bot.store.tx import instant, stamp
from messages.catalog import Catalog
from schedules.zones import label

LONGEST = 4096  # characters of a message, by the Bot API
DUE, MAYBE = "•", "◦"
MARKS = {State.SENT: "✓", State.SENDING: "?", State.UNKNOWN: "?"}  # `?` where it may not have come


@dataclass(frozen=True)
class Rendered:
    """Plain text, and rows of (label, callback data)."""

    text: str
    buttons: Sequence[Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Renderer:
    """All that words are made of besides the facts."""

    catalog: Catalog
    clinic: Clinic

    def message(self, message: Message, now: datetime) -> Rendered:
        """The words at the moment of sending. Raises KeyError where a text or a fact is missing."""
        facts = {**message.facts, "at": stamp(now)} if message.facts.get("clock_now") else message.facts
        words = self._words(message.language, facts)
        text = self._step(message, words) if message.step else words.text(message.key)
        return Rendered(_fit(text), [[words.button(b) for b in row] for row in buttons.rows(message)])

    def toast(self, toast: Toast, language: str) -> str | None:
        return self._words(language, toast.facts).text(f"bot.{toast.key}") if toast.key else None

    def worried(self, message_id: int, language: str) -> tuple[str, str]:
        """The label and data of the button that stays under every reminder."""
        return self._words(language, {}).button(buttons.worried(message_id))

    def line(self, key: str, language: str) -> str:
        """A text that takes no facts but the clinic's."""
        return self._words(language, {}).text(key)

    def _words(self, language: str, facts: Mapping[str, Any]) -> "Words":
        return Words(self.catalog, self.clinic, language, facts)

    def _step(self, message: Message, words: "Words") -> str:
        """A reminder and the tips it carries, in the order of their steps; a question comes last."""
        protocol = message.key.partition(".")[0]
        tips = [words.text(f"{protocol}.{step}") for step in message.facts["carries"]]
        own = words.text(message.key)
        parts = [*tips, own] if message.facts["ask"] else [own, *tips]
        if message.facts.get("repeat"):
            parts.insert(0, words.text("bot.repeat"))
        whole = "\n\n".join(parts)
        return whole if len(whole) <= LONGEST else own  # tips are left out before a question is cut


def _fit(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


@dataclass(frozen=True)
class Words:
    """Texts of one language, with what the facts of one message say."""

    catalog: Catalog
    clinic: Clinic
    language: str
    facts: Mapping[str, Any]

    def text(self, key: str) -> str:
        return self.catalog.text(self.language, key, self._known())

    def button(self, button: buttons.Button) -> tuple[str, str]:
        if button.literal:
            return button.label, button.data
        own = Words(self.catalog, self.clinic, self.language, button.facts)
        return (own.clock() if button.label == "clock" else own.text(f"bot.{button.label}")), button.data

    def small(self, key: str) -> str:
        """A text that is part of another one; it names the clinic at most."""
        return self.catalog.text(self.language, f"bot.{key}", self._of_clinic())

    def _of_clinic(self) -> dict[str, object]:
        clinic = self.clinic
        return {
            "clinic": clinic.name,
            "phone": clinic.phone,
            "emergency": clinic.emergency_number,
            "days": clinic.retention_days,
        }

    def _known(self) -> dict[str, object]:
        """Every placeholder that can be filled here."""
        known = self._of_clinic()
        for fact, fill in FILLED.items():
            if fact in self.facts:
                known |= fill(self)
        return known

    def clock(self) -> str:
        return f"{self._local('at'):%H:%M}"

    def _local(self, fact: str) -> datetime:
        return instant(self.facts[fact]).astimezone(ZoneInfo(self.facts["zone"]))

    def date(self, local: datetime) -> str:
        days = self.catalog.list(self.language, "bot.calendar.days")
        months = self.catalog.list(self.language, "bot.calendar.months")
        facts = {"weekday": days[local.weekday()], "day": local.day, "month": months[local.month - 1]}
        return self.catalog.text(self.language, "bot.calendar.date", facts)

    def moment(self, fact: str) -> dict[str, object]:
        local = self._local(fact)
        facts = {"date": self.date(local), "clock": f"{local:%H:%M}"}
        return {**facts, "when": self.catalog.text(self.language, "bot.calendar.moment", facts)}

    def plan(self) -> str:
        """The plan day by day; what was sent is ticked, what depends on an answer says so."""
        zone = ZoneInfo(self.facts["zone"])
        shown = [(instant(row["at"]).astimezone(zone), row) for row in self.facts["rows"]]
        days = [
            "\n".join([self.date(first_at), *(self._line(at, row) for at, row in same_day)])
            for first_at, same_day in (
                (group[0][0], group)
                for group in (list(items) for _, items in groupby(shown, key=lambda pair: pair[0].date()))
            )
        ]
        if self.facts["status"] != Status.ACTIVE:
            days.append(self.small("plan_resting"))
        return "\n\n".join(days) or self.small("plan_empty")

    def _line(self, at: datetime, row: Mapping[str, Any]) -> str:
        kinds = ", ".join(self.small(f"kinds.{kind}") for kind in dict.fromkeys(row["kinds"]))
        mark = MARKS.get(row["state"], MAYBE if row["maybe"] else DUE)
        condition = f" ({self.small('plan_maybe')})" if row["maybe"] else ""
        return f"{mark} {at:%H:%M}  {kinds}{condition}"

    def commands(self) -> str:
        return "\n".join(f"/{name} – {self.small(f'commands.{name}')}" for name in self.facts["commands"])


Fill = Callable[[Words], dict[str, object]]

FILLED: Mapping[str, Fill] = {
    "at": lambda words: words.moment("at"),
    "treated_at": lambda words: words.moment("treated_at"),
    "rows": lambda words: {"plan": words.plan()},
    "commands": lambda words: {"commands": words.commands()},
    "zone": lambda words: {"place": label(words.facts["zone"])},
    "value": lambda words: {"value": words.facts["value"]},
    "code": lambda words: {"code": words.facts["code"]},
}
