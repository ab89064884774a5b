"""The other tips may be left out: the offer, and what became of it."""

from bot.care.ground.says.buttons import Rows, data, own, worried
from bot.care.ground.says.message import Around, OfSession, ToPatient, Unsaid


class EndEarly(ToPatient, OfSession, key="end_early"):
    def buttons(self, around: Around) -> Rows:
        yes = own("early_yes", data("early", around.message, "yes"))
        no = own("early_no", data("early", around.message, "no"))
        return ((yes,), (no,))


class EndedEarly(ToPatient, OfSession, key="ended_early"):
    """`of` is the message that offered it."""

    of: Unsaid[int]

    def buttons(self, around: Around) -> Rows:
        back = own("tips_back", data("early", self.of, "no"))
        return ((back,), (worried(around.message),))


class TipsAgain(ToPatient, OfSession, key="tips_again"):
    pass
