"""Enrolling a patient: what is asked about a link, and the link itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.care.ground.says.buttons import Button, Moment, Rows, data, in_rows, one_each, staff, titled
from bot.care.ground.says.message import Around, HoldsLink, Message, Timed, ToStaff
from messages.heard.times.when import Reason


class EnrolWhom(ToStaff, key="enrol_whom"):
    most: int


class LabelTooLong(ToStaff, key="label_too_long"):
    most: int


class Times(Message):
    """Just now (the first of `ago`, in whole seconds) and some moments before, on the clock of `zone`.

    It is about the link, or about the treatment (`case`), of that code.
    """

    ago: tuple[int, ...]
    zone: str
    link: str | None = None
    case: str | None = None

    def buttons(self, around: Around) -> Rows:
        del around
        verb, code = ("linkat", self.link) if self.link else ("caseat", self.case)
        now, *earlier = self.ago
        clocks = [Button("clock", data(verb, code, at), moment=Moment(at, self.zone)) for at in earlier]
        return ((staff("now", data(verb, code, now)),), *in_rows(clocks, 5))


class EnrolTime(ToStaff, Times, key="enrol_time"):
    pass


class EnrolUnreadable(ToStaff, Times, key="enrol_unreadable"):
    pass


class EnrolFuture(ToStaff, Times, key="enrol_future"):
    pass


class EnrolTooOld(ToStaff, Times, key="enrol_too_old"):
    pass


class EnrolNoTime(ToStaff, Times, key="enrol_no_time"):
    pass


class EnrolNonexistent(ToStaff, Times, key="enrol_nonexistent"):
    pass


AskTime = EnrolTime | EnrolUnreadable | EnrolFuture | EnrolTooOld | EnrolNoTime | EnrolNonexistent
ASK_TIME: Mapping[Reason | None, type[AskTime]] = {
    None: EnrolTime,
    Reason.UNREADABLE: EnrolUnreadable,
    Reason.FUTURE: EnrolFuture,
    Reason.TOO_OLD: EnrolTooOld,
    Reason.NO_TIME: EnrolNoTime,
    Reason.NONEXISTENT: EnrolNonexistent,
}


class EnrolRegion(ToStaff, key="enrol_region"):
    """Which part of the body, of these `names`."""

    link: str
    names: tuple[str, ...]

    def buttons(self, around: Around) -> Rows:
        del around
        parts = [Button(one, data("linkpart", self.link, one), room="body.parts") for one in self.names]
        return (*in_rows(parts, 3), (staff("skip", data("linkpart", self.link, "")),))


class EnrolSide(ToStaff, key="enrol_side"):
    link: str
    part: str
    names: tuple[str, ...]

    def buttons(self, around: Around) -> Rows:
        del around
        tap = ("linkside", self.link, self.part)
        sides = [Button(one, data(*tap, one), room="body.sides") for one in self.names]
        return (sides, (staff("no_side", data(*tap, "")),))


class EnrolProtocol(ToStaff, key="enrol_protocol"):
    """`protocols` maps names to titles."""

    link: str
    protocols: Mapping[str, str]

    def buttons(self, around: Around) -> Rows:
        del around
        return one_each(
            [titled(title, data("linkplan", self.link, name)) for name, title in self.protocols.items()]
        )


class Link(Timed):
    """A patient's link of that code, as its clinician sees it; it can be opened for `life` seconds."""

    label: str
    region: str | None
    protocol: str
    link: str
    life: int

    def buttons(self, around: Around) -> Rows:
        del around
        names = ("label", "time", "region", "protocol")
        change = [staff(name, data("link", name, self.link)) for name in names]
        return (*in_rows(change, 2), (staff("revoke_link", data("link", "revoke", self.link)),))


class LinkCard(ToStaff, Link, HoldsLink, key="link_card"):
    """With a picture of the link."""


class LinkForward(ToStaff, HoldsLink, key="link_forward"):
    pass


class LinkChanged(ToStaff, Link, key="link_changed"):
    pass


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
    state: str  # unopened, opened or unfinished


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
            if one.state != "unfinished"
        ]


class LinksNone(ToStaff, key="links_none"):
    pass


class OwnLink(ToStaff, key="own_link"):
    pass


class TooManyLinks(ToStaff, key="too_many_links"):
    most: int


class TooManyPatients(ToStaff, key="too_many_patients"):
    most: int
