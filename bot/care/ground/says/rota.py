"""Who is away, who is back, and who covers for others."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Button, Moment, Rows, data, one_each, staff
from bot.care.ground.says.message import Around, ToStaff, Unsaid


@dataclass(frozen=True)
class AbsenceShown:
    """From an instant in whole seconds (nought: now) until another, or until they say that they are back."""

    begins: int = 0
    until: int | None = None


class _OfAbsence(ToStaff):
    """Until an instant in whole seconds, on the clock of `zone`, or until they say that they are back."""

    zone: str = ""
    until: int | None = None


class _NotedAbsence(_OfAbsence):
    """`later` is what it would be with that day as well, where they named a day and no time.

    `before` is what it takes the place of, where they had said something else.
    """

    begins: Unsaid[int] = 0
    later: int | None = None
    before: AbsenceShown | None = None


class AwayNoted(_NotedAbsence, key="away_noted"):
    """From now on; `begins` is since when they are."""

    on_duty: tuple[str, ...]

    def buttons(self, around: Around) -> Rows:
        back = staff("back", data("back"))
        undo = (_undo(around),) if self.before else ()
        rows = ((staff("that_day", data("away", self.later)), back),) if self.later else ((back,),)
        return (*rows, undo) if undo else rows


class AwayPlanned(_NotedAbsence, key="away_planned"):
    """From an instant on, in whole seconds."""

    begins: int

    def buttons(self, around: Around) -> Rows:
        later = (staff("that_day", data("awayspan", self.begins, self.later)),) if self.later else ()
        return ((*later, _undo(around)),)


def _undo(around: Around) -> Button:
    return staff("undo", data("unaway", around.message))


class AwayCancelled(ToStaff, key="away_cancelled"):
    """It had not begun."""


class AwayBegun(_OfAbsence, key="away_begun"):
    """What was noted ahead begins at `at`, in whole seconds; nothing is in it until it is sent."""

    at: Unsaid[int] = 0
    on_duty: tuple[str, ...] = ()


class AwayOver(ToStaff, key="away_over"):
    """It ran out at `at`; nothing is in it until it is sent. `waiting` is how many alerts they may see."""

    at: Unsaid[int] = 0
    waiting: int = 0


class CoverBegins(_OfAbsence, key="cover_begins"):
    """Somebody's absence has begun: to all on duty."""

    name: str
    code: Unsaid[str]
    on_duty: tuple[str, ...]


class AwayWhen(ToStaff, key="away_when"):
    """For which of these absences."""

    zone: str
    choices: tuple[AbsenceShown, ...] = ()

    def buttons(self, around: Around) -> Rows:
        del around
        same = len({one.begins for one in self.choices}) == 1
        return one_each([self._choice(one, by_end=same or not one.begins) for one in self.choices])

    def _choice(self, one: AbsenceShown, *, by_end: bool) -> Button:
        """It is told from the others by its end or else by its beginning."""
        at, label = (one.until, "until") if by_end and one.until else (one.begins, "away_from")
        tap = data("awayspan", one.begins, one.until or 0)
        return Button(f"buttons.{label}", tap, moment=Moment(at, self.zone), room="staff")


class AwayAsk(ToStaff, key="away_ask"):
    """Until which of these instants, in whole seconds."""

    zone: str
    choices: tuple[int, ...]

    def buttons(self, around: Around) -> Rows:
        del around
        taps = [
            Button("buttons.until", data("away", at), moment=Moment(at, self.zone), room="staff")
            for at in self.choices
        ]
        return one_each([*taps, staff("until_back", data("away", 0))])


class BackNoted(ToStaff, key="back_noted"):
    """`waiting` is how many alerts are open that they may see."""

    waiting: int


@dataclass(frozen=True)
class DutyShown:
    """Somebody in the order of cover; away until an instant in whole seconds, or until they say so.

    `ahead` is an absence that has not begun.
    """

    name: str
    code: str
    covers: bool
    away: bool
    until: int | None = None
    ahead: AbsenceShown | None = None


class Duty(ToStaff, key="duty"):
    """Who covers, in their order; `may_change` is whether the reader sets it."""

    order: tuple[DutyShown, ...]
    may_change: bool

    def buttons(self, around: Around) -> Rows:
        del around
        return [self._row(place, one) for place, one in enumerate(self.order)] if self.may_change else ()

    def _row(self, place: int, one: DutyShown) -> list[Button]:
        name, turn = one.name or one.code, "off" if one.covers else "on"
        up = [staff("duty_up", data("duty", "up", one.code), name=name)] if place else []
        return [*up, staff("duty_off" if one.covers else "duty_on", data("duty", turn, one.code), name=name)]


class SecondOwner(ToStaff, key="second_owner"):
    """There is one owner, and two are better: said once."""
