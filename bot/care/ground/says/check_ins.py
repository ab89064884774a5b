"""How sore are you: what is said to a rating, and the last question of a plan."""

from bot.care.ground.says.buttons import Rows, data, own, scale, worried
from bot.care.ground.says.message import Around, Message, OfSession, ToPatient
from bot.care.ground.says.red_flag import Told


class _Rated(Message):
    """A rating of 0 to 10; `of` is the message that asked for it."""

    value: int
    of: int

    def buttons(self, around: Around) -> Rows:
        del around
        change = own("change_answer", data("again", self.of))
        return ((change,), (worried(self.of),))


class SoreNoted(ToPatient, _Rated, OfSession, key="sore_noted"):
    pass


class SoreTold(ToPatient, _Rated, OfSession):
    """What is said to a rating that the clinic hears of; `told` is when it does."""

    told: Told


class SoreRising(SoreTold, key="sore_rising"):
    pass


class SoreSevere(SoreTold, key="sore_severe"):
    pass


class SoreAlready(ToPatient, _Rated, key="sore_already"):
    pass


class SoreAgain(ToPatient, OfSession, key="sore_again"):
    """The scale once more, for the question that is the message `of`."""

    of: int

    def buttons(self, around: Around) -> Rows:
        del around
        return scale(self.of)


class _Scale(OfSession):
    of: int

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
    of: int

    def buttons(self, around: Around) -> Rows:
        del around
        answers = (("helpful_yes", 2), ("helpful_partly", 1), ("helpful_no", 0))
        return ([own(name, data("helpful", self.of, value)) for name, value in answers],)
