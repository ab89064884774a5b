"""Texts of one language, with what the facts of one message say, on the patient's own clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from bot.model import Clinic, State, Status
from bot.render import buttons, staff
from bot.store.tx import instant
from messages.heard.places import label
from messages.said.catalog import Catalog

DUE, MAYBE = "•", "◦"
MARKS = {State.SENT: "✓", State.SENDING: "?", State.UNKNOWN: "?"}  # `?` where it may not have come
NEAR_CHEST = frozenset({"neck", "shoulder", "upper_back", "chest"})  # docs/clinical.md, "Red flags"


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

    def filled(self, text: str) -> str:
        """A text that is not of the catalog; it may name the clinic and hold shared texts."""
        return self.catalog.filled(self.language, text, self._of_clinic())

    def staff(self, key: str, **facts: object) -> str:
        """A small text for the people of the clinic, with what it names."""
        return self.catalog.text(self.language, f"staff.{key}", {**self._of_clinic(), **facts})

    def named(self, key: str) -> str:
        """A text, or the first of a list of them."""
        return self.catalog.first(self.language, key) or self.text(key)

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

    def consider(self) -> str:
        """What emergency staff are asked to think of, by where the needles were."""
        near = self.facts["consider"].rpartition(".")[2] in NEAR_CHEST
        return self.small("consider.near_chest" if near else "consider.elsewhere")

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
    "told": lambda words: {"confirmation": words.small(f"confirmation.{words.facts['told']}")},
    "rests": lambda words: {
        "resting": f"\n\n{words.small('reminders.rest')}" if words.facts["rests"] else ""
    },
    "consider": lambda words: {"consider": words.consider()},
    "source": lambda words: {"source": words.facts["source"], "entry": words.facts["entry"]},
    "url": lambda words: {"url": words.facts["url"]},
    "session": lambda words: {"session": words.session(words.facts["session"])},
}
