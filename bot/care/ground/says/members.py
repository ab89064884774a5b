"""Belonging to the clinic: welcome, invitations, and their end."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Button, Rows, data, one_each, staff
from bot.care.ground.says.message import Around, HoldsLink, ToStaff
from bot.model import Role


@dataclass(frozen=True)
class MemberShown:
    """Somebody of the clinic; `self` is the reader."""

    name: str
    code: str
    role: Role
    self: bool


@dataclass(frozen=True)
class InvitedShown:
    """A colleague who has not come yet; the code is that of the link."""

    name: str
    code: str


def _withdraw(code: str, name: str) -> Button:
    return staff("withdraw", data("invitation", code), name=name)


def _revoke(code: str, name: str) -> Button:
    return staff("revoke", data("member", code, "ask"), name=name)


class Hello(ToStaff, key="hello"):
    role: Role


class StaffHelp(ToStaff, key="help"):
    role: Role
    commands: tuple[str, ...]


class StaffFreeText(ToStaff, key="free_text"):
    pass


class InviteWhom(ToStaff, key="invite_whom"):
    most: int


class InviteTooLong(ToStaff, key="invite_too_long"):
    most: int


class InviteCard(ToStaff, key="invite_card"):
    """A link for `name` that can be opened for `life` seconds; `invitation` is its code."""

    name: str
    life: int
    invitation: str

    def buttons(self, around: Around) -> Rows:
        del around
        return ((_withdraw(self.invitation, self.name),),)


class InviteLink(ToStaff, HoldsLink, key="invite_link"):
    pass


class Joined(ToStaff, key="joined"):
    """`name` has joined; Telegram calls them `opener`, and `member` is their code."""

    name: str
    opener: str
    member: str

    def buttons(self, around: Around) -> Rows:
        del around
        return ((_revoke(self.member, self.name),),)


class Members(ToStaff, key="members"):
    members: tuple[MemberShown, ...]
    invited: tuple[InvitedShown, ...]

    def buttons(self, around: Around) -> Rows:
        del around
        others = [_revoke(one.code, one.name or one.code) for one in self.members if not one.self]
        return one_each([*others, *(_withdraw(one.code, one.name) for one in self.invited)])


class RevokeAsk(ToStaff, key="revoke_ask"):
    name: str
    member: str

    def buttons(self, around: Around) -> Rows:
        del around
        yes = staff("revoke_yes", data("member", self.member, "yes"))
        return ((yes, staff("keep", data("member", self.member, "no"))),)


class InvitationWithdrawn(ToStaff, key="invitation_withdrawn"):
    name: str


class Revoked(ToStaff, key="revoked"):
    name: str
