"""How sore are you: what is said to a rating, and the last question of a plan."""

from bot.care.ground.says.buttons import Rows, data, own, scale, scale_of, worried
from bot.care.ground.says.curve import HoldsCurve
from bot.care.ground.says.message import Around, Message, OfSession, ToPatient, Unsaid
from bot.care.ground.says.red_flag import SaysTold


class Rated(Message):
    """A rating of 0 to 10; `of` is the message that asked for it, `rating` its number where nothing had."""

    personal = True

    value: int
    of: Unsaid[int]
    rating: Unsaid[int] = 0

    def buttons(self, around: Around) -> Rows:
        change = data("resore", self.rating) if self.rating else data("again", self.of)
        return ((own("change_answer", change),), (worried(self.of or around.message),))


class RatedAnew(Rated):
    """`instead` is what was noted before in its place."""

    instead: int | None = None


class SoreNoted(ToPatient, RatedAnew, OfSession, HoldsCurve, key="sore_noted"):
    pass


class SoreLow(ToPatient, RatedAnew, OfSession, HoldsCurve, key="sore_low"):
    """A good word, and how it was: the rating `before`, so many `days` ago (0 for earlier that day)."""

    before: int | None = None
    days: int = 0


class SoreTold(SaysTold, RatedAnew, OfSession):
    """What is said to a rating that the clinic hears of."""


class SoreRising(SoreTold, key="sore_rising"):
    pass


class SoreSevere(SoreTold, key="sore_severe"):
    pass


class SoreNotImproving(SoreTold, key="sore_not_improving"):
    pass


class SoreAlready(ToPatient, Rated, key="sore_already"):
    pass


class SoreAlreadyLow(ToPatient, Rated, key="sore_already_low"):
    pass


class SoreAgain(ToPatient, OfSession, key="sore_again"):
    """The scale once more, for the question that is the message `of`."""

    of: Unsaid[int]

    def buttons(self, around: Around) -> Rows:
        del around
        return scale(self.of)


class SoreNow(ToPatient, OfSession, key="sore_now"):
    """The scale at any time, for no question of the plan; `rating` is the number of what was answered."""

    rating: Unsaid[int] = 0

    def buttons(self, around: Around) -> Rows:
        return (*scale_of(lambda n: data("sorenow", around.message, n)), (worried(around.message),))


class SoreStill(ToPatient, key="sore_still"):
    """The open scale in a line, after something else was answered; `for_now` where no check-in asked."""

    personal = True

    for_now: Unsaid[bool] = False


class SoreWhy(SoreStill, key="sore_why"):
    """Why it is asked, and the question again."""


class SoreWorst(ToPatient, OfSession, key="sore_worst"):
    """The worst since the last time, beside what was answered to the message `of`."""

    of: Unsaid[int]

    def buttons(self, around: Around) -> Rows:
        del around
        return scale_of(lambda n: data("worst", self.of, n))


class _Scale(OfSession):
    of: Unsaid[int]

    def buttons(self, around: Around) -> Rows:
        del around
        return scale(self.of)


class SoreWhich(ToPatient, _Scale, key="sore_which"):
    """The scale, for what may have meant the number `near`."""

    near: int


class SoreCompared(ToPatient, _Scale, key="sore_compared"):
    """The same where somebody is more or less sore than last time, which was `near`."""

    near: int


class SoreTap(ToPatient, _Scale, key="sore_tap"):
    pass


class Helpful(ToPatient, key="helpful"):
    personal = True

    of: Unsaid[int]

    def buttons(self, around: Around) -> Rows:
        del around
        answers = (("helpful_yes", 2), ("helpful_partly", 1), ("helpful_no", 0))
        return ([own(name, data("helpful", self.of, value)) for name, value in answers],)
