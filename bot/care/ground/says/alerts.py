"""A red flag as the clinic hears of it, and what came of it."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Button, Rows, data, in_rows, one_each, staff
from bot.care.ground.says.identity import Identified, WithNumber, WithSessions
from bot.care.ground.says.message import Around, HoldsWords, Message, Timed, ToStaff
from bot.care.ground.says.thread import RemindersAfter
from messages.heard.red_flags.finding import Tier


@dataclass(frozen=True)
class CoverShown:
    """Who follows the patient of an alert, whether they are away (until a time in whole seconds), who covers.

    `alone` is whether the reader may see the alert alone, and no more of the patient.
    """

    follower: str
    away: bool
    on_duty: tuple[str, ...]
    alone: bool
    until: int | None = None


class AlertTold(ToStaff, Identified, WithNumber, WithSessions, Timed, HoldsWords, key="alert"):
    """The alert of that code with the patient's words, of which `last` is the number of the newest.

    `cover` is for who does not follow the patient.
    """

    alert: str
    tier: Tier
    last: int = 0
    region: str | None = None  # of earlier releases; `sessions` hold it
    cover: CoverShown | None = None
    written: int | None = None  # when the oldest words were, where that was a while before they were heard
    others: int = 0  # who may be meant as well, and whom the reader does not follow

    def buttons(self, around: Around) -> Rows:
        del around
        one, two, *others = (_tap(name, name, self.alert) for name in ("seen", "call", "write", "false"))
        return ((one, two), *one_each(others))  # what ends it stands beside nothing


class MoreWords(HoldsWords):
    """Words beside those of the alert itself."""

    tier: Tier
    last: int = 0


class AlertRest(ToStaff, MoreWords, key="alert_more"):
    """The words that did not fit into the message before."""


class AlertLine(ToStaff, Identified, Timed, MoreWords, key="alert_line"):
    """Further words of a case; `has_reader` is whether somebody had seen it by then."""

    alert: str
    has_reader: bool = False
    sign: bool = False  # it names a sign, if one that was told

    def buttons(self, around: Around) -> Rows:
        del around
        names = ("write", "close") if self.has_reader else ("seen", "call")
        return in_rows([_tap(name, name, self.alert) for name in names], 2)


def _tap(label: str, what: str, alert: str) -> Button:
    return staff(label, data("alert", what, alert))


def left_when_seen(alert: str, *, told: bool) -> Rows:
    """What stays under an alert that was seen; whoever is `told` so has the rest under the word of that."""
    names = ("call",) if told else ("call", "write", "false")
    return one_each([_tap(name, name, alert) for name in names])


def left_when_over(alert: str, *, resting: bool, noting: bool = False) -> Rows:
    """What there is left to do where a case is over."""
    names = {
        "write": "write",
        **({"go_on": "on"} if resting else {}),
        **({"adverse": "adverse"} if noting else {}),
    }
    return one_each([_tap(label, what, alert) for label, what in names.items()])


class _Seen(Message):
    """What is left to do once it was seen; `resting` where reminders rest since the red flag."""

    alert: str
    resting: bool

    def buttons(self, around: Around) -> Rows:
        del around
        first = [_tap(name, name, self.alert) for name in ("write", "close")]
        if not self.resting:
            return (first,)
        return (first, *one_each([_tap("false", "false", self.alert), _tap("go_on", "on", self.alert)]))


class AlertYours(ToStaff, Identified, Timed, _Seen, key="alert_yours"):
    """`noting` is whether the reader may note an adverse event, as they see the session."""

    noting: bool = False

    def buttons(self, around: Around) -> Rows:
        own = ((_tap("adverse", "adverse", self.alert),),) if self.noting else ()
        return (*super().buttons(around), *own)


class AlertTaken(ToStaff, Identified, Timed, key="alert_taken"):
    name: str


class AlertCall(ToStaff, Identified, WithSessions, key="alert_call"):
    pass


class AlertCallNumber(ToStaff, Identified, WithNumber, WithSessions, key="alert_call_number"):
    pass


class AlertCallNone(ToStaff, Identified, WithSessions, key="alert_call_none"):
    """Nothing is known to look them up by, so that nobody can call them, and nobody has seen it by that."""

    alert: str

    def buttons(self, around: Around) -> Rows:
        del around
        return in_rows([_tap(name, name, self.alert) for name in ("seen", "write")], 2)


class AlertMeant(ToStaff, Identified, WithSessions, key="alert_meant"):
    """The patient has said whom of several an alert is about that somebody has seen already."""


class AlertElsewhere(ToStaff, Timed, key="alert_elsewhere"):
    """What was raised then is about somebody whom the reader does not follow, as the phone says now."""


class AlertNoLine(ToStaff, Identified, key="alert_no_line"):
    pass


class AlertFalseAsk(ToStaff, Identified, Timed, key="alert_false_ask"):
    """Whether an urgent one is a false alarm indeed: one slip of a finger ends nothing."""

    alert: str

    def buttons(self, around: Around) -> Rows:
        del around
        return one_each([_tap("false_yes", "surely", self.alert), _tap("false_no", "real", self.alert)])


class EndsCase(Message):
    """A case is over, and how the reminders stand then."""

    reminders: RemindersAfter = RemindersAfter.UNSAID


class AlertFalse(ToStaff, Identified, _Seen, EndsCase, key="alert_false"):
    def buttons(self, around: Around) -> Rows:
        del around
        return left_when_over(self.alert, resting=self.resting)


class AlertClosed(ToStaff, Identified, EndsCase, key="alert_closed"):
    alert: str = ""
    resting: bool = False  # and the reader may let them go on

    def buttons(self, around: Around) -> Rows:
        del around
        return one_each([_tap("go_on", "on", self.alert)]) if self.resting else ()


class AlertOn(ToStaff, Identified, key="alert_on"):
    pass


class AlertOnNone(ToStaff, Identified, key="alert_on_none"):
    pass


class AlertErased(ToStaff, Identified, WithSessions, Timed, key="alert_erased"):
    pass


class AlertsNone(ToStaff, key="alerts_none"):
    pass


class AlertsSilent(ToStaff, key="alerts_silent"):
    """No alert is open; of so many patients no answer about the warning signs has come yet."""

    count: int


class AlertsMore(ToStaff, key="alerts_more"):
    count: int
