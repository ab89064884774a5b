"""The next session of somebody who is a patient already: noted by the clinic, confirmed with one tap."""

from bot.care.ground.says.buttons import Rows, data, one_each, own, staff
from bot.care.ground.says.identity import Identified
from bot.care.ground.says.message import Around, Message, Timed, ToPatient, ToStaff, Unsaid


class _Noted(Message):
    """What was treated, and the code under which it is noted."""

    link: Unsaid[str]
    region: str | None = None


class AskedNext(_Noted, Timed):
    """Whether it is theirs, and the time right."""

    def buttons(self, around: Around) -> Rows:
        del around
        yes, no = (
            own(name, data("next", self.link, said)) for name, said in (("yes", "yes"), ("no_change", "no"))
        )
        return ((yes, no), (own("not_mine", data("next", self.link, "not_mine")),))


class ConfirmNext(ToPatient, AskedNext, key="confirm_next"):
    pass


class ConfirmNextAgain(ToPatient, AskedNext, key="confirm_next_again"):
    """The same once more, to who has not answered."""


class NextTakenBack(ToPatient, key="next_taken_back"):
    pass


class NextNoted(ToStaff, Identified, Timed, _Noted, key="next_noted"):
    """To who noted it; where that was by a line with a label, somebody else may be meant."""

    by_line: bool = False

    def buttons(self, around: Around) -> Rows:
        del around
        names = ("undo", *(("link_instead",) if self.by_line else ()))
        return one_each([staff(name, data("offer", name, self.link)) for name in names])


class NextUndone(ToStaff, Identified, key="next_undone"):
    pass


class NextDenied(ToStaff, Identified, Timed, key="next_denied"):
    """The patient says that it is not theirs."""
