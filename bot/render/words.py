"""Texts of one language, and the small ones that stand inside others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.care.ground.house import Clinic
from bot.care.ground.says.buttons import About, Button, Moment
from bot.store.tx import instant
from messages.said.catalog import Catalog
from messages.said.faq import Entries
from messages.said.marked import Marked
from messages.sheets.other_languages import UNKNOWN, OtherLanguages

Filling = Mapping[str, object]  # placeholder → what stands in its place


@dataclass(frozen=True)
class Words:
    """Texts of one language, said by one clinic.

    `link` makes a deep link of what an invitation keeps; `entries` are what can be asked; `now` is the moment
    of saying, in whole seconds.
    """

    catalog: Catalog
    clinic: Clinic
    language: str
    link: Callable[[str], str]
    entries: Entries
    now: int = 0
    others: OtherLanguages | None = None

    def text(self, key: str, filling: Filling | None = None) -> str:
        """Raises KeyError where there is no such text, or nothing fills a placeholder of it."""
        return self.marked(key, filling).text

    def marked(self, key: str, filling: Filling | None = None) -> Marked:
        """The same, and which part of it must be seen."""
        return self.catalog.marked(self.language, key, {**self.of_clinic(), **(filling or {})})

    def small(self, key: str) -> str:
        """A text that is part of another one; it names the clinic at most."""
        return self.text(f"bot.{key}")

    def staff(self, key: str, **filling: object) -> str:
        """A small text for the people of the clinic, with what it names."""
        return self.text(f"staff.{key}", filling)

    def language_of(self, quoted: str) -> str:
        """A line that says in which other language somebody's words are, as far as that can be told."""
        heard = self.others.hear(quoted) if self.others else None
        if heard is None or self.others is None:
            return ""
        name = None if heard.language == UNKNOWN else self.others.name(heard.language)
        return (
            self.staff("flags.in_language", language=name)
            if name
            else self.staff("flags.in_unknown_language")
        )

    def filled(self, text: str, *, marks: bool) -> Marked:
        """A text that is not of the catalog; it may name the clinic and hold shared texts."""
        return self.catalog.filled(self.language, text, self.of_clinic(), marks=marks)

    def of_clinic(self) -> Filling:
        clinic = self.clinic
        return {
            "clinic": clinic.name,
            "phone": clinic.phone,
            "emergency": clinic.emergency_number,
            "days": clinic.retention_days,
        }

    def button(self, button: Button) -> tuple[str, str]:
        """The label and the data of a button."""
        if button.literal:
            return button.label, button.data
        if button.label == "clock" and button.moment:
            return self.clock(button.moment), button.data
        key, filling = f"{button.room}.{button.label}", dict[str, object](button.facts)
        if button.moment:
            filling |= self.moment(button.moment)
        if button.about:
            filling["session"] = self.session(button.about)
            filling["part"] = self.part(button.about)
        return self.catalog.first(self.language, key) or self.text(key, filling), button.data

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
        return self.text("body.sided", {"side": self.named(f"body.sides.{side}"), "part": named})

    def about(self, session: About) -> str:
        """The line that says which of several sessions a message is about."""
        if session.region:
            return self.text("bot.about.region", {"region": self.region(session.region)})
        return self.text("bot.about.session", self.moment(Moment(session.at, session.zone)))

    def session(self, session: About) -> str:
        """A session in few words: when it ended, and what was treated, if that is known."""
        region = f", {self.region(session.region)}" if session.region else ""
        return f"{self.when(Moment(session.at, session.zone))}{region}"

    def part(self, session: About) -> str:
        """What was treated, on which day; where that is unknown, at what time."""
        moment = Moment(session.at, session.zone)
        if not session.region:
            return self.when(moment)
        return f"{self.region(session.region)}, {self.date(local(moment))}"

    def at_clinic(self, seconds: int) -> str:
        """An instant in whole seconds, on the clock of the clinic."""
        return self.when(Moment(seconds, self.clinic.zone.key))

    def clock(self, moment: Moment) -> str:
        return f"{local(moment):%H:%M}"

    def when(self, moment: Moment) -> str:
        return self.text(
            "bot.calendar.moment", {"date": self.date(local(moment)), "clock": self.clock(moment)}
        )

    def moment(self, moment: Moment) -> Filling:
        """What a text can say of an instant."""
        date, clock = self.date(local(moment)), self.clock(moment)
        return {"date": date, "clock": clock, "when": self.when(moment)}

    def date(self, day: datetime) -> str:
        days = self.catalog.list(self.language, "bot.calendar.days")
        months = self.catalog.list(self.language, "bot.calendar.months")
        filling = {"weekday": days[day.weekday()], "day": day.day, "month": months[day.month - 1]}
        return self.text("bot.calendar.date", filling)


def local(moment: Moment) -> datetime:
    """An instant as the clocks of its zone show it."""
    return instant(moment.at).astimezone(ZoneInfo(moment.zone))
