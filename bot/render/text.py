"""The words of a message, in the patient's language and on their own clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from bot.care.desk import Toast
from bot.model import Clinic, Message, State, Status
from bot.render import buttons, keyboards, pictures, staff
from bot.store.tx import instant, stamp
from messages.catalog import Catalog
from schedules.zones import label

LONGEST, LONGEST_CAPTION = 4096, 1024  # characters of a message and under a picture, by the Bot API
WITH_PICTURE = frozenset({"staff.link_card"})
DUE, MAYBE = "•", "◦"
MARKS = {State.SENT: "✓", State.SENDING: "?", State.UNKNOWN: "?"}  # `?` where it may not have come


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

    def message(self, message: Message, now: datetime) -> Rendered:
        """The words at the moment of sending. Raises KeyError where a text or a fact is missing."""
        facts = {**message.facts, "now": stamp(now)}
        if message.facts.get("clock_now"):
            facts["at"] = stamp(now)
        if nonce := message.facts.get("nonce"):
            facts["url"] = self.link(nonce)
        words = self._words(message.language, facts)
        text = self._body(message, words)
        if about := message.facts.get("about"):
            text = f"{words.about(about)}\n\n{text}"
        picture = pictures.code(facts["url"]) if message.key in WITH_PICTURE else None
        rows = [[words.button(b) for b in row] for row in keyboards.rows(message)]
        return Rendered(_fit(text, LONGEST_CAPTION if picture else LONGEST), rows, picture)

    def _body(self, message: Message, words: "Words") -> str:
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

    def _words(self, language: str, facts: Mapping[str, Any]) -> "Words":
        return Words(self.catalog, self.clinic, language, facts)

    def _step(self, key: str, facts: Mapping[str, Any], words: "Words") -> str:
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
        return (
            own.clock() if button.label == "clock" else own.named(f"{button.room}.{button.label}")
        ), button.data

    def small(self, key: str) -> str:
        """A text that is part of another one; it names the clinic at most."""
        return self.catalog.text(self.language, f"bot.{key}", self._of_clinic())

    def staff(self, key: str, **facts: object) -> str:
        """A small text for the people of the clinic, with what it names."""
        return self.catalog.text(self.language, f"staff.{key}", {**self._of_clinic(), **facts})

    def named(self, key: str) -> str:
        """A text; of the names of a part of the body or a side, which may be one alone, the first."""
        return self.catalog.list(self.language, key)[0] if key.startswith("body.") else self.text(key)

    def region(self, region: str | None) -> str:
        """A part of the body with its side, as a treatment keeps it: `left.shoulder`."""
        if not region:
            return self.staff("flags.no_region")
        side, _, part = region.rpartition(".")
        named = self.named(f"body.parts.{part}")
        if not side:
            return named
        facts = {"side": self.named(f"body.sides.{side}"), "part": named}
        return self.catalog.text(self.language, "body.sided", facts)

    def about(self, session: Mapping[str, Any]) -> str:
        """The line that says which of several sessions a message is about."""
        own = Words(self.catalog, self.clinic, self.language, session)
        if session["region"]:
            return self.catalog.text(
                self.language, "bot.about.region", {"region": self.region(session["region"])}
            )
        return own.text("bot.about.session")

    def session(self, session: Mapping[str, Any]) -> str:
        """A session in few words: when it ended, and what was treated, if that is known."""
        own = Words(self.catalog, self.clinic, self.language, session)
        region = f", {self.region(session['region'])}" if session["region"] else ""
        return f"{own.moment('at')['when']}{region}"

    def since(self, seconds: int) -> str:
        """An instant on the clock of the clinic."""
        own = Words(self.catalog, self.clinic, self.language, {"at": seconds, "zone": self.clinic.zone.key})
        return str(own.moment("at")["when"])

    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.facts["zone"])

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
        for fact, made in staff.FILLED.items():
            if fact in self.facts:
                known |= made(self, self.facts)
        return known | {fact: self.facts[fact] for fact in staff.AS_IT_IS if fact in self.facts}

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
    "url": lambda words: {"url": words.facts["url"]},
    "session": lambda words: {"session": words.session(words.facts["session"])},
}
