"""Several people on one phone: whom a link is for, who says yes for them, and whom a word is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.care.ground.says.buttons import Button, Rows, Whom, data, in_rows, one_each, own
from bot.care.ground.says.message import Around, Message, ToPatient, Unsaid

NEW, NO_LINK, ALL, ME = "new", "-", "all", "me"


@dataclass(frozen=True)
class PersonShown:
    """One of those whom the phone serves, by code."""

    code: str
    whom: Whom


class _OfLink(Message):
    """`link` is the code of what they came by; NO_LINK where nobody has invited them."""

    link: Unsaid[str]


class WhoseLink(ToPatient, _OfLink, key="whose_link"):
    """A link of `name` was opened where somebody else is accompanied already, as far as its label says.

    `me` is whether it may be for whoever holds the phone, who is none of them.
    """

    name: str
    people: Unsaid[tuple[PersonShown, ...]]
    me: Unsaid[bool] = False

    def buttons(self, around: Around) -> Rows:
        del around
        known = [
            Button("buttons.for_one", data("whose", self.link, one.code), whom=one.whom)
            for one in self.people
        ]
        me = [own("for_me", data("whose", self.link, ME))] if self.me else []
        return one_each([*known, *me, own("for_another", data("whose", self.link, NEW))])


class WhoseCare(ToPatient, _OfLink, key="whose_care"):
    """Somebody else was treated: who may say yes for them depends on their age.

    `me` is whether it may be whoever holds the phone all the same.
    """

    me: Unsaid[bool] = False

    def buttons(self, around: Around) -> Rows:
        del around
        answers = (("care_parent", "parent"), ("care_self", "self"), ("care_guardian", "guardian"))
        me = [own("care_me", data("care", self.link, ME))] if self.me else []
        return one_each([*me, *(own(label, data("care", self.link, by)) for label, by in answers)])


class _Consents(_OfLink):
    by: Unsaid[str] = ""

    def buttons(self, around: Around) -> Rows:
        del around
        agree = own("agree", data("agreed", "yes", self.by, self.link))
        kept = own("kept", data("keptfor", self.by, self.link))
        return ((agree, own("not_now", data("agreed", "no", self.by, self.link))), (kept,))


class WelcomeParent(ToPatient, _Consents, key="welcome_parent"):
    """To a parent, for a child under 16."""


class WelcomeGuardian(ToPatient, _Consents, key="welcome_guardian"):
    pass


class WelcomeAnother(ToPatient, _Consents, key="welcome_another"):
    """To somebody of 16 or over, to read on the phone of somebody else."""


class WelcomeMyself(ToPatient, _Consents, key="welcome_myself"):
    """To whoever holds a phone that has served others only."""


class KeptForAnother(ToPatient, _Consents, key="welcome_kept_for"):
    """All that would be kept, and the same question again."""

    def buttons(self, around: Around) -> Rows:
        return super().buttons(around)[:1]


WELCOMES: Mapping[str, type[WelcomeParent | WelcomeGuardian | WelcomeAnother | WelcomeMyself]] = {
    ME: WelcomeMyself,
    "parent": WelcomeParent,
    "guardian": WelcomeGuardian,
    "self": WelcomeAnother,
}


class NotNowFor(ToPatient, key="not_now_for"):
    pass


class AskCalled(ToPatient, key="ask_called"):
    """What to call somebody, where a phone serves others or who was treated does not read it themselves."""

    personal = True

    def buttons(self, around: Around) -> Rows:
        return ((own("not_now", data("uncalled", around.message)),),)


class CalledNoted(ToPatient, key="called_noted"):
    name: str


class MineNoted(ToPatient, key="mine_noted"):
    """Somebody holds the phone themselves, who had come as another on it."""


class WhichPerson(ToPatient, key="which_person"):
    """For whom shall `what` be done, by the word of the menu? `all` where it can be for everybody."""

    what: str
    people: Unsaid[tuple[PersonShown, ...]]
    all: Unsaid[bool] = False

    @property
    def does(self) -> str:
        """What is done for one of them, without the code of the question that is passed on."""
        return self.what.partition(".")[0]

    def buttons(self, around: Around) -> Rows:
        del around
        each = [
            Button("buttons.for_one", data("for", self.what, one.code), whom=one.whom) for one in self.people
        ]
        everybody = [own("for_all", data("for", self.what, ALL))] if self.all else []
        return in_rows([*each, *everybody], 2)
