"""Links for patients: those that wait, and why there can be no more of them."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Rows, data, staff, titled
from bot.care.ground.says.message import Around, ToStaff


class LinkRevoked(ToStaff, key="link_revoked"):
    label: str


class LinkGone(ToStaff, key="link_gone"):
    pass


@dataclass(frozen=True)
class WaitingLink:
    """A link that nobody has used, since when (whole seconds), and how far it got."""

    code: str
    label: str
    since: int
    state: str  # unsettled, unopened, opened, unfinished or next


class LinksWaiting(ToStaff, key="links_waiting"):
    waiting: tuple[WaitingLink, ...]

    def buttons(self, around: Around) -> Rows:
        del around
        return [
            (
                titled(f"{one.label}:", data("link", "show", one.code)),
                staff("revoke_link", data("link", "revoke", one.code)),
            )
            for one in self.waiting
            if one.state not in ("unfinished", "next")
        ]


class LinksNone(ToStaff, key="links_none"):
    pass


class OwnLink(ToStaff, key="own_link"):
    pass


class TooManyLinks(ToStaff, key="too_many_links"):
    most: int


class TooManyPatients(ToStaff, key="too_many_patients"):
    most: int


class TooManyFor(ToStaff, key="too_many_for"):
    """The colleague of that name has too many links or patients."""

    name: str
