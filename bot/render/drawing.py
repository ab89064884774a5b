"""The plan, drawn, in words: every mark with a title, when it is, and sentences that say why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.care.ground.drawing.marks import (
    AlertMark,
    Cause,
    Drawing,
    Fate,
    RatingMark,
    RungMark,
    SaidMark,
    StepMark,
    StepName,
)
from bot.model import Audience
from bot.render.words import Filling, Words
from bot.store.answers import Stated, Way
from messages.heard.places import label
from schedules.clinical import CLINICAL
from schedules.clock import clock_changes, instants

HOUR = timedelta(hours=1)
A_MOMENT = timedelta(seconds=1)
CLOCKS = (0, 6, 12, 18)  # that are marked on a day
LANES = ("plan", "soreness", "said", "clinic", "quiet", "now")
MOVED = timedelta(minutes=5)  # what lies closer to its hour stands at it: sending takes a moment
Shown = dict[str, Any]  # of JSON


@dataclass(frozen=True)
class DrawnWords:
    """The words of one drawing, on the clocks of its patient and, where they differ, of the clinic."""

    words: Words
    drawing: Drawing

    def shown(self) -> Shown:
        """All of it as JSON: instants in milliseconds, and no word left to be made by whoever draws."""
        one = self.drawing
        marks = [*map(self._step, one.steps), *map(self._said, one.said)]
        return {
            "start": ms(one.start),
            "end": ms(one.end),
            "now": {"at": ms(one.now), "words": self.small("now_line", at=self.at(one.now))},
            "treated": {"at": ms(one.treated), "words": self.small("treated_line", at=self.at(one.treated))},
            "zones": [*map(town, self._zones())],
            "ticks": [*self._ticks()],
            "changes": [*map(self._change, clock_changes(one.start, one.end, one.zone))],
            "quiet": [self._quiet(since, until) for since, until in one.quiet],
            "marks": sorted(marks, key=lambda mark: (mark["at"], mark["id"])),
            "ratings": [*map(self._rating, one.ratings)],
            "most": CLINICAL.most_sore,
            "alerts": [*map(self._alert, one.alerts)],
            "next": next((mark.id for mark in one.steps if _is_next(mark)), None),
            "lanes": {lane: self.small(f"lanes.{lane}") for lane in LANES},
            "fates": {fate.value: self.small(f"fates.{fate}") for fate in Fate},
        }

    def at(self, instant: datetime, zone: ZoneInfo | None = None) -> str:
        """A day of the week and a time, on the patient's clock unless said."""
        local = instant.astimezone(zone or self.drawing.zone)
        return self.small("time", weekday=self._weekday(local), clock=f"{local:%H:%M}")

    def everywhere(self, instant: datetime) -> str:
        """The same on each clock that differs, with whose it is."""
        zones = self._zones()
        if len(zones) == 1:
            return self.at(instant)
        places = (self.small("place", clock=self.at(instant, zone), zone=town(zone)) for zone in zones)
        return " · ".join(places)

    def _zones(self) -> list[ZoneInfo]:
        """The patient's, and the clinic's where its clocks show something else at any time."""
        one = self.drawing
        differ = any(
            at.astimezone(one.zone).utcoffset() != at.astimezone(one.clinic_zone).utcoffset()
            for at in (one.start, one.end)
        )
        return [one.zone, one.clinic_zone] if differ else [one.zone]

    def _ticks(self) -> Iterator[Shown]:
        """Each quarter of a day on the patient's clock; where it begins, with the day's name."""
        one, zones = self.drawing, self._zones()
        day, last = one.start.astimezone(one.zone).date(), one.end.astimezone(one.zone).date()
        while day <= last:
            for hour in CLOCKS:
                for at in instants(datetime.combine(day, time(hour)), one.zone)[:1]:
                    if one.start <= at <= one.end:
                        clocks = [at.astimezone(zone) for zone in zones]
                        yield {
                            "at": ms(at),
                            "clocks": [f"{clock:%H:%M}" for clock in clocks],
                            "day": self._weekday(clocks[0]) if hour == 0 else "",
                        }
            day += timedelta(days=1)

    def _change(self, at: datetime) -> Shown:
        """Where the patient's clocks are put forward or back."""
        before, after = ((at + by).astimezone(self.drawing.zone) for by in (-A_MOMENT, timedelta()))
        forward = (after.utcoffset() or timedelta()) > (before.utcoffset() or timedelta())
        name = self.small("clocks_forward" if forward else "clocks_back")
        return {"at": ms(at), "name": name, "words": self.small("clocks_line", name=name, at=self.at(at))}

    def _quiet(self, since: datetime, until: datetime) -> Shown:
        words = self.small("quiet_hours", since=self.at(since), until=self.at(until))
        return {"from": ms(since), "to": ms(until), "words": words}

    def _step(self, mark: StepMark) -> Shown:
        wished = mark.wished if mark.wished and abs(mark.at - mark.wished) >= MOVED else None
        return {
            **self._mark(mark.id, "plan", mark.at, self.title(mark), self._sentences(mark.causes)),
            **self._fate(mark.fate, mark.at, wished),
            "kind": mark.kind.value,
            "wished": ms(wished) if wished else None,
            "within": f"row-{mark.within}" if mark.within else None,
        }

    def _said(self, mark: SaidMark) -> Shown:
        lane, title = "said", self.small(f"sorts.{mark.sort}")
        if mark.audience is Audience.STAFF:
            lane, title = "clinic", self.small("to_clinic", what=title, to=mark.to)
        return {
            **self._mark(mark.id, lane, mark.at, title, self._sentences(mark.causes)),
            **self._fate(mark.fate, mark.at),
            "kind": mark.sort.value,
        }

    def _fate(self, fate: Fate, at: datetime, wished: datetime | None = None) -> Shown:
        about = self.small("about", fate=self.small(f"fates.{fate}"), at=self.everywhere(at))
        if wished:
            about = self.small("moved_from", about=about, since=self.at(wished))
        return {"fate": fate.value, "about": about}

    def _rating(self, mark: RatingMark) -> Shown:
        title = self.small("rating", value=mark.value, most=CLINICAL.most_sore)
        asked = mark.asked
        said = self.small("rated", step=self._the(asked)) if asked else self.small("rated_alone")
        how = [self._stated(one) for one in mark.stated if one.way is not Way.UNKNOWN]
        return {
            **self._mark(f"rating-{mark.number}", "soreness", mark.at, title, [said, *how]),
            "value": mark.value,
        }

    def _stated(self, one: Stated) -> str:
        """How a value was given, and what it corrects."""
        if one.instead is None:
            return self.small(f"stated.{one.way}", at=self.at(one.at))
        way = self.words.staff(f"ways.{one.way}")
        return self.small("corrected", at=self.at(one.at), value=one.value, before=one.instead, way=way)

    def _alert(self, mark: AlertMark) -> Shown:
        title = self.small("alarm", tier=self.words.staff(f"tiers.{mark.tier}"))
        seen = Cause("seen_by", mark.seen) if mark.seen else Cause("unseen")
        said = self._sentences((Cause("raised", mark.at), seen), who=mark.by)
        return {
            **self._mark(f"alert-{mark.code}", "clinic", mark.at, title, said),
            "seen": ms(mark.seen) if mark.seen else None,
            "tier": mark.tier.value,
            "rungs": [self._rung(mark, rung) for rung in mark.rungs],
        }

    def _rung(self, mark: AlertMark, rung: RungMark) -> Shown:
        reach = self.small(f"reaches.{rung.reach.name.lower()}")
        title = self.small("rung", ordinal=self._ordinal(rung.number + 1), reach=reach)
        said = (
            []
            if not rung.number and not rung.ahead
            else [Cause("ahead" if rung.ahead else "climbed", rung.at)]
        )
        shown = self._mark(f"rung-{mark.code}-{rung.number}", "clinic", rung.at, title, self._sentences(said))
        return {**shown, "ahead": rung.ahead}

    def _mark(self, id_: str, lane: str, at: datetime, title: str, words: list[str]) -> Shown:
        """What every mark has; `about` is when it is, and with a fate also what became of it."""
        heading = title[:1].upper() + title[1:]
        return {
            "id": id_,
            "lane": lane,
            "at": ms(at),
            "title": heading,
            "about": self.everywhere(at),
            "words": words,
        }

    def _sentences(self, causes: Iterable[Cause], **more: object) -> list[str]:
        return [self.small(f"why.{cause.key}", **self._facts(cause), **more) for cause in causes]

    def _facts(self, cause: Cause) -> Filling:
        *others, last = [self._the(step) for step in cause.steps] or [""]
        steps = self.words.text("body.several", {"regions": ", ".join(others), "region": last})
        return {
            "at": self.at(cause.at) if cause.at else "",
            "hours": f"{cause.length / HOUR:g}" if cause.length else "",
            "number": cause.number,
            "steps": steps if others else last,
        }

    def title(self, mark: StepMark) -> str:
        """What a step is called, and that it is asked again where it is."""
        name = self.named(mark.name)
        return self.small("again", name=name) if mark.again else name

    def named(self, name: StepName) -> str:
        """The second check-in; where there is but one of a kind, that."""
        what = self.small(f"names.{name.what}")
        return self.small("title", ordinal=self._ordinal(name.number), name=what) if name.among > 1 else what

    def _the(self, name: StepName) -> str:
        return self.small("the", name=self.named(name))

    def _ordinal(self, number: int) -> str:
        known = self.words.catalog.list(self.words.language, "staff.drawing.ordinals")
        return known[number - 1] if number <= len(known) else f"{number}."

    def _weekday(self, local: datetime) -> str:
        return self.words.catalog.list(self.words.language, "bot.calendar.days")[local.weekday()]

    def small(self, key: str, **filling: object) -> str:
        return self.words.staff(f"drawing.{key}", **filling)


def _is_next(mark: StepMark) -> bool:
    return mark.fate in {Fate.PLANNED, Fate.CONDITIONAL}


def town(zone: ZoneInfo) -> str:
    """America/Argentina/Buenos_Aires is Buenos Aires to whoever lives there."""
    return label(str(zone)).partition(", ")[0]


def ms(instant: datetime) -> int:
    """Milliseconds since 1970, as a page counts them."""
    return int(instant.timestamp() * 1000)
