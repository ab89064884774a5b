"""The day on one sheet: what became of each line of a list, what of it is asked, and the slips to print."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.care.ground.says.buttons import Button, Moment, Rows, data, in_rows, staff, titled
from bot.care.ground.says.message import Around, ToStaff, Unsaid
from schedules.protocol import StepKind

MOST_MEANT = 2  # times that are offered at once


class Became(StrEnum):
    """What became of a line."""

    LINK = "link"
    NEXT = "next"  # noted as the next session of a course
    ASKED = "asked"  # something of it is in doubt
    AGAIN = "again"  # they have a link of today already
    THERE = "there"  # they have joined by one, and the session is known
    OTHER_DAY = "other_day"
    TO_COME = "to_come"  # at a time that is still ahead
    WHO = "who"  # it names nobody who could be told
    ELSE = "else"  # the patient of a colleague
    FULL = "full"  # whoever would follow them has too many


@dataclass(frozen=True)
class SheetRow:
    """A line by its place in the list; when the session ends (whole seconds), what the link is made of."""

    place: int
    became: Became
    label: str
    at: int = 0
    region: str | None = None
    follower: str = ""
    code: str = ""
    nonce: str = ""


class DaySheet(ToStaff, key="day_sheet"):
    """A part of the sheet; the last says what is about all of it.

    `headings` are the lines that are about nobody, `names` labels that look like whole names, `births` how
    many dates of birth and `phones` were left out, `ahead` the places of lines that tell of further sessions
    to come, and `beyond` how many lines there were too many.
    """

    rows: tuple[SheetRow, ...]
    zone: str
    page: int = 1
    pages: int = 1
    made: int = 0
    headings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    births: int = 0
    phones: int = 0
    ahead: tuple[int, ...] = ()
    beyond: int = 0
    codes: Unsaid[tuple[str, ...]] = ()  # of the links of the whole sheet, for its slips
    asked: Unsaid[tuple[str, ...]] = ()  # of those that wait for an answer

    def buttons(self, around: Around) -> Rows:
        made = [one for one in self.rows if one.became is Became.LINK]
        labels = Counter(one.label for one in made)
        shown = [titled(_told_apart(one, labels), data("link", "show", one.code)) for one in made]
        others = [
            (staff("somebody_else", data("offer", "link_instead", one.code), who=one.label),)
            for one in self.rows
            if one.became is Became.NEXT
        ]
        slips = [(staff("slips", data("slips", around.message)),)] if self.codes or self.asked else []
        return [*in_rows(shown, 4), *others, *slips]


def _told_apart(one: SheetRow, labels: Mapping[str, int]) -> str:
    """A label; with its place in the list, where another has the same."""
    return one.label if labels[one.label] == 1 else f"{one.place}. {one.label}"


@dataclass(frozen=True)
class Doubt:
    """What of a line is asked, as it was `said`: the `region`, or else the time, which may be `meant`."""

    place: int
    label: str
    code: str
    said: str
    of_body: bool
    meant: tuple[int, ...] = ()


class DayDoubts(ToStaff, key="day_doubts"):
    """All that is in doubt on a sheet; each is answered by itself, in any order."""

    doubts: tuple[Doubt, ...]
    zone: str

    def buttons(self, around: Around) -> Rows:
        del around
        return [(button,) for one in self.doubts for button in self._of(one)]

    def _of(self, one: Doubt) -> list[Button]:
        if one.of_body:
            return [staff("doubt_part", data("link", "region", one.code), who=one.label)]
        meant = [
            Button(
                "buttons.doubt_time",
                data("linkat", one.code, at),
                {"who": one.label},
                moment=Moment(at, self.zone),
                room="staff",
            )
            for at in one.meant[:MOST_MEANT]
        ]
        return [*meant, staff("doubt_other", data("link", "time", one.code), who=one.label)]


@dataclass(frozen=True)
class Slip:
    """A link to cut out: for whom it is, when the session ends (whole seconds), and what it is made of.

    `region` is what was treated, by which there is a leaflet.
    """

    label: str
    at: int
    nonce: str
    follower: str = ""
    region: str | None = None


@dataclass(frozen=True)
class LeafletTip:
    """Of which kind it is, and the key of its words."""

    kind: StepKind
    key: str


@dataclass(frozen=True)
class LeafletStep:
    """What a plan has in store so many hours after the session."""

    after: int
    tips: tuple[LeafletTip, ...]


class DaySlips(ToStaff, key="day_slips"):
    """As a document to print; `gone` links are opened, ended or still in doubt."""

    one_owed = True

    slips: tuple[Slip, ...]
    steps: tuple[LeafletStep, ...]
    zone: str
    gone: int = 0
