"""When did the session end: the questions, and what is said to an answer that is no time yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.care.ground.says.buttons import About, Button, Moment, Rows, data, in_rows, meant, own
from bot.care.ground.says.message import Around, Message, Timed, ToPatient, Unsaid
from messages.heard.times.when import Reason

LABELS = {
    "now": "just_now",
    "morning": "this_morning",
    "afternoon": "this_afternoon",
    "yesterday": "yesterday",
}


class Asked(Message):
    """A question of a dialogue; `turn` tells its buttons from those of an older one."""

    personal = True

    turn: Unsaid[int]


@dataclass(frozen=True)
class SessionShown:
    """One of several sessions to choose from: its code, its end in whole seconds, what was treated."""

    code: str
    at: int
    region: str | None = None


class _Which(Asked):
    """Correct the time of the one session, or of one of several, or tell of a new one."""

    zone: Unsaid[str]
    sessions: Unsaid[tuple[SessionShown, ...]]

    def buttons(self, around: Around) -> Rows:
        del around
        label = "correct_time" if len(self.sessions) == 1 else "correct_session"
        correct = [
            Button(
                f"buttons.{label}",
                data("which", one.code, self.turn),
                about=About(one.at, self.zone, one.region),
            )
            for one in self.sessions
        ]
        new = own("new_session", data("which", "new", self.turn))
        return (*((button,) for button in correct), (new,))


class TreatedWhich(ToPatient, _Which, Timed, key="treated_which"):
    zone: str  # on whose clock that of the one session is said


class TreatedWhichOf(ToPatient, _Which, key="treated_which_of"):
    pass


class _Days(Asked):
    """`days` can be tapped as an answer."""

    days: Unsaid[tuple[str, ...]]

    def day_buttons(self) -> Rows:
        return in_rows([own(LABELS[day], data("day", day, self.turn)) for day in self.days], 2)


class AskTreated(ToPatient, _Days, key="ask_treated"):
    def buttons(self, around: Around) -> Rows:
        del around
        return self.day_buttons()


class AskHour(ToPatient, Asked, key="ask_hour"):
    """`hours` are instants in whole seconds."""

    hours: Unsaid[tuple[int, ...]]
    zone: Unsaid[str]

    def buttons(self, around: Around) -> Rows:
        del around
        named = [
            Button("clock", data("hour", at, self.turn), moment=Moment(at, self.zone)) for at in self.hours
        ]
        return in_rows(named, 4)


class WhenAgain(ToPatient, _Days):
    """What was typed is no time yet; `hours` are instants that may be meant, the likeliest first."""

    hours: Unsaid[tuple[int, ...]] = ()
    zone: Unsaid[str | None] = None
    twelve: Unsaid[bool] = False

    def buttons(self, around: Around) -> Rows:
        del around
        tap = lambda at: data("hour", at, self.turn)  # noqa: E731
        offered = meant(self.hours, self.zone, tap, twelve=self.twelve) if self.zone else ()
        return (*offered, *self.day_buttons())


class WhenUnreadable(WhenAgain, key="when_unreadable"):
    pass


class WhenUnknown(WhenAgain, key="when_unknown"):
    """To who does not know when it was."""


class TimeFirst(ToPatient, key="time_first"):
    """To who wants a plan, or says how sore they are, before the end of the session is known."""

    personal = True


class WhyTime(ToPatient, key="why_time"):
    pass


class WhenLeft(ToPatient, key="when_left"):
    personal = True


class WhenFuture(WhenAgain, key="when_future"):
    pass


class WhenTooOld(WhenAgain, key="when_too_old"):
    pass


class WhenNoTime(WhenAgain, key="when_no_time"):
    pass


class WhenNonexistent(WhenAgain, key="when_nonexistent"):
    pass


class WhenSeveral(WhenAgain, key="when_several"):
    pass


WHEN_AGAIN: Mapping[Reason, type[WhenAgain]] = {
    Reason.UNREADABLE: WhenUnreadable,
    Reason.FUTURE: WhenFuture,
    Reason.TOO_OLD: WhenTooOld,
    Reason.NO_TIME: WhenNoTime,
    Reason.NONEXISTENT: WhenNonexistent,
    Reason.SEVERAL: WhenSeveral,
}


class AsksWhetherRight(Asked, Timed):
    """Whether that is when the session ended."""

    def buttons(self, around: Around) -> Rows:
        del around
        no = own("no_change", data("right", "no", self.turn))
        return ((own("yes", data("right", "yes", self.turn)), no),)


class _AsksOfNoted(AsksWhetherRight):
    def buttons(self, around: Around) -> Rows:
        return (*super().buttons(around), (own("not_mine", data("right", "not_mine", self.turn)),))


class ConfirmTreated(ToPatient, AsksWhetherRight, key="confirm_treated"):
    pass


class ConfirmInvited(ToPatient, _AsksOfNoted, key="confirm_invited"):
    pass


class ConfirmJoin(ToPatient, _AsksOfNoted, key="confirm_join"):
    """A link that somebody opened who is a patient already; `name` made it."""

    name: str


class NotMine(ToPatient, key="not_mine"):
    personal = True
