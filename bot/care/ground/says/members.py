"""Belonging to the clinic: welcome, invitations, and their end."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Button, Rows, data, one_each, staff
from bot.care.ground.says.message import Around, HoldsLink, Timed, ToPatient, ToStaff
from bot.model import Role


@dataclass(frozen=True)
class MemberShown:
    """Somebody of the clinic; `self` is the reader, or whom the settings name: both stay."""

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


class DeskHello(ToStaff, key="desk_hello"):
    """The same for a receptionist."""


class StaffHelp(ToStaff, key="help"):
    """`topics` are words after the command which bring the rest; nobody can tap two, so buttons do it too."""

    role: Role
    commands: tuple[str, ...]
    topics: tuple[str, ...] = ()

    def buttons(self, around: Around) -> Rows:
        del around
        labels = {"owner": "help_owner", "patient": "help_patient"}
        return one_each([staff(labels[one], data("helpof", one)) for one in self.topics])


class DeskHelp(ToStaff, key="desk_help"):
    """The same for a receptionist."""

    commands: tuple[str, ...]


class StaffFreeText(ToStaff, key="free_text"):
    pass


class DeskFreeText(ToStaff, key="desk_free_text"):
    """The same for a receptionist."""


class StaffUnknownCommand(ToStaff, key="unknown_command"):
    """A command that nobody knows, or that is not for their role."""


class StaffCancelled(ToStaff, key="cancelled"):
    """What was being asked is left; of the patients with these `labels` it was for whom they are."""

    labels: tuple[str, ...] = ()


class NothingAsked(ToStaff, key="nothing_asked"):
    pass


class ClinicClock(ToStaff, Timed, key="clinic_clock"):
    """On whose clock times are told to a colleague."""


class NotForDesk(ToStaff, key="not_for_desk"):
    """A command that is for who follows patients."""


def hello(role: Role) -> Hello | DeskHello:
    """The first words to a member of that role."""
    return DeskHello() if role is Role.RECEPTIONIST else Hello(role=role)


class InviteWhom(ToStaff, key="invite_whom"):
    most: int


class InviteAsWhat(ToStaff, key="invite_as_what"):
    """The role of a colleague is not plain from what was typed, so no link is made."""


class InviteTooLong(ToStaff, key="invite_too_long"):
    most: int


class InviteCard(ToStaff, key="invite_card"):
    """A link for `name` that can be opened for `life` seconds; `invitation` is its code."""

    name: str
    life: int
    invitation: str
    role: Role = Role.CLINICIAN

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
    role: Role = Role.CLINICIAN

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


class MemberStays(ToStaff, key="member_stays"):
    """They cannot be taken out in the chat."""

    name: str


class InvitationWithdrawn(ToStaff, key="invitation_withdrawn"):
    name: str


class OutOfClinic(ToPatient, key="out_of_clinic"):
    """To who was a colleague until now, and is nobody of the clinic any more."""


class Revoked(ToStaff, key="revoked"):
    name: str
