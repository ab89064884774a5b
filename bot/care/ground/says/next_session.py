"""A session that the clinic has noted for a patient, before or after its end: confirmed with one tap."""

from bot.care.ground.says.buttons import Button, Moment, Rows, data, one_each, own, staff
from bot.care.ground.says.identity import Identified
from bot.care.ground.says.message import Around, Message, Timed, ToPatient, ToStaff, Unsaid


class _Noted(Message):
    """What was treated, and the code under which it is noted."""

    link: Unsaid[str]
    region: str | None = None


class NotedForThem(_Noted, Timed):
    """What a patient is told of it."""


class AskedNext(NotedForThem):
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


class SessionToCome(ToPatient, NotedForThem, key="session_to_come"):
    """Its end is still to come, and it is asked about then; or before, where it is over sooner."""

    personal = True

    def buttons(self, around: Around) -> Rows:
        del around
        return ((own("over_now", data("next", self.link, "no")),),)


class AskTookPlace(ToPatient, AskedNext, key="ask_took_place"):
    """Of a session that was noted before its end, when it should be over."""

    personal = True

    def buttons(self, around: Around) -> Rows:
        del around
        ended = Button(
            "buttons.took_place",
            data("next", self.link, "yes"),
            moment=Moment(self.at, self.zone, self.twelve),
        )
        other = own("took_place_then", data("next", self.link, "no"))
        return one_each([ended, other, own("not_held", data("next", self.link, "not_held"))])


class NotHeld(ToPatient, key="not_held"):
    """It did not take place; the link stays theirs."""

    personal = True


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


class NextNotHeld(ToStaff, Identified, Timed, key="next_not_held"):
    """The patient says that it did not take place."""
