"""Meeting the bot: what it is and is not, and the question of consent."""

from bot.care.ground.says.buttons import Rows, data, own
from bot.care.ground.says.message import Around, ToPatient, Unsaid
from bot.care.ground.says.people import NEW, NO_LINK


def _consent(*link: str) -> Rows:
    """Yes or no, to the link that somebody came by, if they did."""
    agree = own("agree", data("consent", "yes", *link))
    return ((agree, own("not_now", data("consent", "no", *link))),)


def _asked(*link: str) -> Rows:
    """The same, or first all that would be kept; or it is somebody else who was treated."""
    another = own("not_me", data("whose", *(link or (NO_LINK,)), NEW))
    return (*_consent(*link), (own("kept", data("kept", *link)), another))


class Welcome(ToPatient, key="welcome"):
    def buttons(self, around: Around) -> Rows:
        del around
        return _asked()


class WelcomeInvited(ToPatient, key="welcome_invited"):
    """Through a link of `name`, who works at the clinic; `link` is its code."""

    name: str
    link: Unsaid[str]

    def buttons(self, around: Around) -> Rows:
        del around
        return _asked(self.link)


class WelcomeKept(ToPatient, key="welcome_kept"):
    """All that would be kept, and the same question again."""

    def buttons(self, around: Around) -> Rows:
        del around
        return _consent()


class WelcomeKeptInvited(ToPatient, key="welcome_kept_invited"):
    """The same, through a link, of which `link` is the code."""

    link: Unsaid[str]

    def buttons(self, around: Around) -> Rows:
        del around
        return _consent(self.link)


class ConsentAgain(ToPatient, key="consent_again"):
    """To who was asked and gave no clear answer; `link` is the code of what they came by, if they did."""

    link: Unsaid[str] = ""

    def buttons(self, around: Around) -> Rows:
        del around
        return _consent(self.link) if self.link else _consent()


class LinkDead(ToPatient, key="link_dead"):
    pass


class ByInvitation(ToPatient, key="by_invitation"):
    pass


class NotNow(ToPatient, key="not_now"):
    pass


class NotNowInvited(ToPatient, key="not_now_invited"):
    """The same to who came by a link, which nothing is kept of: it has to be opened again."""


class Stranger(ToPatient, key="stranger"):
    pass
