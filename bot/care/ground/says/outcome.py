"""What became of a patient's link."""

from bot.care.ground.says.buttons import Moment, Rows, data, one_each, staff
from bot.care.ground.says.message import Around, Timed, ToStaff


class Opened(ToStaff, Timed, key="opened"):
    """The link of that code, made for that label, was opened by `name`."""

    label: str
    link: str
    name: str

    def buttons(self, around: Around) -> Rows:
        del around
        return ((staff("wrong", data("wrong", self.link, "ask")),),)


class Declined(ToStaff, key="declined"):
    label: str


class SessionNotTheirs(ToStaff, key="not_mine"):
    label: str


class WrongAsk(ToStaff, key="wrong_ask"):
    """`unread` as in the question whether to erase a case."""

    label: str
    link: str
    unread: Moment | None = None

    def buttons(self, around: Around) -> Rows:
        del around
        yes = staff("wrong_yes", data("wrong", self.link, "yes"))
        return one_each([yes, staff("keep", data("wrong", self.link, "no"))])


class WrongErased(ToStaff, key="wrong_erased"):
    label: str
