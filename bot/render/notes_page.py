"""A summary for the notes as pages to print: one a session, with its curve, its ratings and its red flags."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.care.clinic.notes import CourseNoted, FlagNoted
from bot.care.ground.says.buttons import Moment
from bot.care.patient import ratings
from bot.render import adverse_events
from bot.render.paper import BLACK, BY_HAND, FONT, GREY, HEIGHT, WIDTH, can_be_printed, opened, write
from bot.render.verbatim import verbatim
from bot.render.words import Words, local
from bot.store.adverse_events import AdverseEvent
from bot.store.answers import Given
from bot.store.tx import stamp
from schedules.clinical import CLINICAL

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN, TALL = 18.0, 46.0  # millimetres, as everything here: of the page; how high the curve is
ACROSS = WIDTH - 2 * MARGIN
LOWEST = HEIGHT - 34  # where the last line may begin; below it stands who made it
HOUR = timedelta(hours=1)
LEAST_HOURS, TICK = 48, 12  # that a curve shows; between two of its marks
LONGEST = 400  # characters of what is quoted
DOT = 0.9


def pdf(words: Words, noted: CourseNoted) -> bytes:
    with opened() as paper:
        for number in range(len(noted.sessions)):
            paper.add_page()
            SessionPage(paper, words, noted, number).draw()
        return bytes(paper.output())


class SessionPage:
    """One session on one page; what does not fit is counted."""

    def __init__(self, paper: "FPDF", words: Words, noted: CourseNoted, number: int) -> None:
        self._paper, self._words, self._noted, self._number = paper, words, noted, number
        self._one = noted.sessions[number]

    def draw(self) -> None:
        self._paper.set_xy(MARGIN, MARGIN)
        self._head()
        self._curve()
        self._list("flags", [*map(self._flag, self._one.flags)], "no_flags")
        if self._one.adverse:
            self._list("adverse", [*map(self._adverse, self._one.adverse)], "no_flags")
        if self._one.worried:
            self._line(self._small("worried"), 10, gap=3)
        self._list("ratings", [*self._ratings()], "unrated")
        self._foot()

    def _head(self) -> None:
        one, noted = self._one, self._noted
        label = noted.label if can_be_printed(noted.label) else BY_HAND
        self._line(self._small("title", label=label), 18, style="B", gap=2)
        treated = self._words.region(one.treatment.region)
        when = self._at(stamp(one.treatment.treated_at))
        self._line(self._small("session", region=treated[:1].upper() + treated[1:], when=when), 12, style="B")
        place = self._small("place", number=self._number + 1, count=len(noted.sessions))
        follower = self._small("follower", name=one.follower) if one.follower else ""
        known = (one.protocol, place if len(noted.sessions) > 1 else "", follower, noted.code)
        self._line(" · ".join(filter(None, known)), 10, gap=3, colour=GREY)
        self._line(self._small("check_ins", answered=one.answered, asked=max(one.asked, one.answered)), 11)
        if one.sore:
            values = [given.value for given in one.sore]
            told = {"first": values[0], "most": max(values), "last": values[-1]}
            self._line(self._small("course", **told), 11, gap=3)

    def _curve(self) -> None:
        """Soreness over the hours; a dashed line where it is severe, a red one at each red flag."""
        if not self._one.sore:
            return
        self._line(self._small("curve", severe=CLINICAL.severe), 9, gap=1, colour=GREY)
        top, paper = self._paper.get_y(), self._paper
        self._grid(top)
        points = [(self._x(given), _y(top, given.value)) for given in self._one.sore]
        paper.set_draw_color(20, 90, 130)
        paper.set_fill_color(20, 90, 130)
        paper.set_line_width(0.5)
        for (x, y), (to_x, to_y) in pairwise(points):
            paper.line(x, y, to_x, to_y)
        for x, y in points:
            paper.circle(x=x, y=y, radius=DOT, style="F")
        paper.set_draw_color(190, 30, 30)
        for flag in self._one.flags:
            x = self._x_of(self._after(stamp(flag.at)))
            paper.line(x, top, x, top + TALL)
        paper.set_xy(MARGIN, top + TALL + 7)

    def _grid(self, top: float) -> None:
        paper = self._paper
        paper.set_line_width(0.15)
        paper.set_draw_color(200)
        for value in range(0, CLINICAL.most_sore + 1, 5):
            paper.line(MARGIN + 6, _y(top, value), WIDTH - MARGIN, _y(top, value))
            self._mark(MARGIN, _y(top, value) - 2, str(value))
        for hour in range(0, self._hours() + 1, TICK):
            paper.line(self._x_of(hour), top, self._x_of(hour), top + TALL)
            self._mark(self._x_of(hour) - 2, top + TALL + 1, str(hour))
        paper.set_draw_color(GREY)
        paper.set_dash_pattern(dash=1, gap=1)
        severe = _y(top, CLINICAL.severe)
        paper.line(MARGIN + 6, severe, WIDTH - MARGIN, severe)
        paper.set_dash_pattern()

    def _mark(self, x: float, y: float, said: str) -> None:
        self._paper.set_font(FONT, "", 7)
        self._paper.set_text_color(GREY)
        self._paper.set_xy(x, y)
        self._paper.cell(5, 4, said)

    def _hours(self) -> int:
        """How many a curve shows: up to the last thing on it, and a bit."""
        instants = [given.at for given in self._one.sore] + [flag.at for flag in self._one.flags]
        last = [self._after(stamp(at)) for at in instants]
        return max(LEAST_HOURS, -(-int(max(last, default=0) + 1) // TICK) * TICK)

    def _after(self, at: int) -> float:
        """Hours since the session; a time that was corrected later may lie before it."""
        return max(0.0, (at - stamp(self._one.treatment.treated_at)) / HOUR.total_seconds())

    def _x(self, given: Given) -> float:
        return self._x_of(self._after(stamp(given.at)))

    def _x_of(self, hours: float) -> float:
        return MARGIN + 6 + (ACROSS - 6) * hours / self._hours()

    def _ratings(self) -> Iterator[str]:
        """Every answer, in the order of time."""
        keys = {ratings.SORENESS: "rating", ratings.WORST: "worst", ratings.HELPFUL: "helpful"}
        every = [(given.at, key, given) for ask, key in keys.items() for given in self._one.answers[ask]]
        for _, key, given in sorted(every, key=lambda one: (one[0], one[2].id)):
            hours = self._small("hours", hours=round(self._after(stamp(given.at))))
            how = self._small("asked" if given.step is not None else "unasked")
            value = self._small(key, value=given.value)
            yield f"{self._at(stamp(given.at))} ({hours}): {value}, {how}"

    def _flag(self, flag: FlagNoted) -> str:
        quoted = " / ".join(verbatim(self._words, flag.words).split("\n"))
        quoted = quoted if len(quoted) <= LONGEST else f"{quoted[: LONGEST - 1]}…"
        said = f"“{quoted}”" if can_be_printed(quoted) else self._small("unprintable")
        tier = self._words.staff(f"tiers.{flag.tier}")
        return f"{self._at(stamp(flag.at))}, {tier}: {said} – {self._became(flag)}"

    def _adverse(self, event: AdverseEvent) -> str:
        told = adverse_events.told(self._words, event.kind, event.gravity, event.words)
        return self._small("adverse_noted", event=told, name=event.by, when=self._at(stamp(event.at)))

    def _became(self, flag: FlagNoted) -> str:
        if flag.mistaken:
            return self._small("mistaken")
        if flag.seen is None:
            return self._small("unread")
        when = self._at(stamp(flag.seen))
        return self._small("false" if flag.false_alarm else "read", name=flag.by, when=when)

    def _list(self, heading: str, lines: list[str], nothing: str) -> None:
        self._line(self._small(heading), 12, style="B", gap=1)
        for place, line in enumerate(lines or [self._small(nothing)]):
            if self._paper.get_y() > LOWEST - 12:
                self._line(self._small("more", count=len(lines) - place), 10)
                break
            self._line(line, 10, gap=0.8)
        self._paper.set_xy(MARGIN, self._paper.get_y() + 3)

    def _foot(self) -> None:
        self._paper.set_xy(MARGIN, HEIGHT - MARGIN - 8)
        made = self._small("made", when=self._at(self._words.now), name=self._noted.actor)
        self._line(made, 8, colour=GREY)

    def _line(self, said: str, size: float, *, style: str = "", gap: float = 0, colour: int = BLACK) -> None:
        write(self._paper, said, ACROSS, size, style=style, gap=gap, colour=colour)

    def _at(self, at: int) -> str:
        """With the year, as it is read years later."""
        moment = Moment(at, self._words.clinic.zone.key)
        return f"{local(moment):%Y-%m-%d %H:%M}"

    def _small(self, key: str, **filling: object) -> str:
        return self._words.staff(f"notes.{key}", **filling)


def _y(top: float, value: int) -> float:
    return top + TALL * (1 - value / CLINICAL.most_sore)
