"""Texts of one language, and the small ones that stand inside others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.care.ground.house import Clinic
from bot.care.ground.says.buttons import About, Button, Moment, Whom
from bot.store.tx import instant
from messages.heard.body import regions_in
from messages.said.catalog import Catalog
from messages.said.faq import Entries
from messages.said.marked import Marked
from messages.sheets.other_languages import UNKNOWN, OtherLanguages

Filling = Mapping[str, object]  # placeholder → what stands in its place
THEIRS = "theirs"  # the file of texts about somebody who does not hold the phone
AT_DESK = frozenset({"today"})  # commands that are something else at the front desk
HALF_A_DAY = 12  # hours
PARTS = (  # of the day, and the hours at which they begin
    (22, "night"),
    (17, "evening"),
    (12, "afternoon"),
    (7, "morning"),
    (4, "early"),
    (0, "night"),
)


def of_command(name: str, *, desk: bool = False) -> str:
    """The key of what a command does, for whoever works at the front `desk` or anybody else."""
    return f"bot.{'desk_commands' if desk and name in AT_DESK else 'commands'}.{name}"


@dataclass(frozen=True)
class Words:
    """Texts of one language, said by one clinic.

    `link` makes a deep link of what an invitation keeps; `entries` are what can be asked; `now` is the moment
    of saying, in whole seconds; `them` is whom it is about, where they do not hold the phone themselves.
    """

    catalog: Catalog
    clinic: Clinic
    language: str
    link: Callable[[str], str]
    entries: Entries
    now: int = 0
    others: OtherLanguages | None = None
    them: Whom | None = None

    def text(self, key: str, filling: Filling | None = None) -> str:
        """Raises KeyError where there is no such text, or nothing fills a placeholder of it."""
        return self.marked(key, filling).text

    def marked(self, key: str, filling: Filling | None = None) -> Marked:
        """The same, and which part of it must be seen; what is about another may have words of its own."""
        said = {**self.of_clinic(), **(filling or {})}
        if self.them:
            said["them"] = replace(self, them=None).whom(self.them)
        theirs = f"{THEIRS}.{key.removeprefix('bot.')}"
        known = self.them and self.catalog.has(self.language, theirs)
        return self.catalog.marked(self.language, theirs if known else key, said)

    def small(self, key: str) -> str:
        """A text that is part of another one; it names the clinic at most."""
        return self.text(f"bot.{key}")

    def has(self, key: str) -> bool:
        return self.catalog.has(self.language, key)

    def holds(self, key: str, placeholder: str) -> bool:
        """Whether a text, as it was written, has that placeholder."""
        return self.catalog.holds(self.language, key, placeholder)

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
        if button.label == "lately" and button.moment:
            return self.lately(button.moment), button.data
        key, filling = f"{button.room}.{button.label}", dict[str, object](button.facts)
        if button.moment:
            filling |= self.moment(button.moment)
        if button.about:
            filling["session"] = self.session(button.about)
            filling["part"] = self.part(button.about)
        if button.whom:
            filling["name"] = self.whom(button.whom)
        return self.catalog.first(self.language, key) or self.text(key, filling), button.data

    def named(self, key: str) -> str:
        """A text, or the first of a list of them."""
        return self.catalog.first(self.language, key) or self.text(key)

    def whom(self, one: Whom) -> str:
        """What a phone calls one of several people whom it serves, each by something else."""
        named = one.name or self.small(f"whom.{one.by}")
        apart = self.region(one.region) if one.region else one.place
        return self.text("bot.whom.apart", {"name": named, "apart": apart}) if apart else named

    def region(self, region: str | None) -> str:
        """What was treated, as a treatment keeps it: `left.shoulder`, or several, `left.shoulder+neck`."""
        *others, last = [self._region(one) for one in regions_in(region)] or [self.staff("flags.no_region")]
        return self.text("body.several", {"regions": ", ".join(others), "region": last}) if others else last

    def _region(self, region: str) -> str:
        """A part of the body with its side."""
        side, _, part = region.rpartition(".")
        named = self.named(f"body.parts.{part}")
        if not side:
            return named
        if side == "both":
            return self.text("body.on_both", {"part": named})
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
        """The time of day, on the kind of clock that the moment is told on."""
        at = local(moment)
        if not moment.twelve:
            return f"{at:%H:%M}"
        half = "am" if at.hour < HALF_A_DAY else "pm"
        return self.text(f"bot.calendar.{half}", {"clock": _of_twelve(at)})

    def lately(self, moment: Moment) -> str:
        """The same with its day, which is called today or yesterday where it is."""
        now = local(Moment(self.now, moment.zone)).date()
        day = {0: "today", 1: "yesterday"}.get((now - local(moment).date()).days)
        date = self.small(f"calendar.{day}") if day else self.date(local(moment))
        return self.text("bot.calendar.moment", {"date": date, "clock": self.clock(moment)})

    def spoken(self, moment: Moment) -> str:
        """The same, to be asked about; of twelve hours with the part of the day, as both may be."""
        at = local(moment)
        if not moment.twelve:
            return self.when(moment)
        clock = _of_twelve(at)
        part = self.small(f"calendar.parts.{next(name for begins, name in PARTS if at.hour >= begins)}")
        return f"{self.text('bot.calendar.moment', {'date': self.date(at), 'clock': clock})} {part}"

    def when(self, moment: Moment) -> str:
        return self.text(
            "bot.calendar.moment", {"date": self.date(local(moment)), "clock": self.clock(moment)}
        )

    def moment(self, moment: Moment) -> Filling:
        """What a text can say of an instant."""
        date, clock = self.date(local(moment)), self.clock(moment)
        return {"date": date, "clock": clock, "when": self.when(moment)}

    def erasure(self, on: Moment | None) -> str:
        """When nothing is left of a patient: the day, where it is known, or how many days that are."""
        if on is None:
            return self.small("shared.erasure")
        return self.text("bot.closing.erasure_on", {"date": self.dated(on)})

    def dated(self, moment: Moment) -> str:
        """A day that may be in another year."""
        at, months = local(moment), self.catalog.list(self.language, "bot.calendar.months")
        named = {"day": at.day, "month": months[at.month - 1], "year": at.year}
        return self.text("bot.calendar.dated", named)

    def date(self, day: datetime) -> str:
        days = self.catalog.list(self.language, "bot.calendar.days")
        months = self.catalog.list(self.language, "bot.calendar.months")
        filling = {"weekday": days[day.weekday()], "day": day.day, "month": months[day.month - 1]}
        return self.text("bot.calendar.date", filling)


def local(moment: Moment) -> datetime:
    """An instant as the clocks of its zone show it."""
    return instant(moment.at).astimezone(ZoneInfo(moment.zone))


def _of_twelve(at: datetime) -> str:
    return f"{at.hour % HALF_A_DAY or HALF_A_DAY}:{at:%M}"
