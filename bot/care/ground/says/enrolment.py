"""Enrolling a patient: what is asked about a link, and the link itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.care.ground.says.buttons import Button, Moment, Rows, data, in_rows, meant, one_each, staff, titled
from bot.care.ground.says.message import Around, HoldsLink, Message, Timed, ToStaff
from messages.heard.times.when import Reason


class EnrolWhom(ToStaff, key="enrol_whom"):
    most: int


class LabelTooLong(ToStaff, key="label_too_long"):
    most: int


@dataclass(frozen=True)
class Colleague:
    code: str
    name: str


class EnrolFor(ToStaff, key="enrol_for"):
    """For which colleague does a receptionist enrol whoever has that label."""

    label: str
    others: tuple[Colleague, ...]

    def buttons(self, around: Around) -> Rows:
        del around
        return one_each([titled(one.name, data("linkfor", one.code)) for one in self.others])


class Times(Message):
    """Just now (the first of `ago`, in whole seconds) and some moments before, on the clock of `zone`.

    It is about the link, or about the treatment (`case`), of that code. `meant` are instants that may be
    meant by what was typed, the likeliest first.
    """

    ago: tuple[int, ...]
    zone: str
    link: str | None = None
    case: str | None = None
    meant: tuple[int, ...] = ()
    twelve: bool = False

    def buttons(self, around: Around) -> Rows:
        del around
        verb, code = ("linkat", self.link) if self.link else ("caseat", self.case)
        now, *earlier = self.ago
        moments = [Moment(at, self.zone, self.twelve) for at in earlier]
        clocks = [Button("clock", data(verb, code, one.at), moment=one) for one in moments]
        likely = meant(self.meant, self.zone, lambda at: data(verb, code, at), twelve=self.twelve)
        return (*likely, (staff("now", data(verb, code, now)),), *in_rows(clocks, 5))


class TimesOf(Times):
    """With the label of the patient whom it is about (`of`)."""

    of: str = ""


class EnrolTime(ToStaff, TimesOf, key="enrol_time"):
    pass


class EnrolUnreadable(ToStaff, TimesOf, key="enrol_unreadable"):
    pass


class EnrolFuture(ToStaff, TimesOf, key="enrol_future"):
    pass


class EnrolTooOld(ToStaff, TimesOf, key="enrol_too_old"):
    pass


class EnrolNoTime(ToStaff, TimesOf, key="enrol_no_time"):
    pass


class EnrolNonexistent(ToStaff, TimesOf, key="enrol_nonexistent"):
    pass


class EnrolSeveral(ToStaff, TimesOf, key="enrol_several"):
    """What was typed may be several times."""


AskTime = (
    EnrolTime | EnrolUnreadable | EnrolFuture | EnrolTooOld | EnrolNoTime | EnrolNonexistent | EnrolSeveral
)
ASK_TIME: Mapping[Reason | None, type[AskTime]] = {
    None: EnrolTime,
    Reason.UNREADABLE: EnrolUnreadable,
    Reason.FUTURE: EnrolFuture,
    Reason.TOO_OLD: EnrolTooOld,
    Reason.NO_TIME: EnrolNoTime,
    Reason.NONEXISTENT: EnrolNonexistent,
    Reason.SEVERAL: EnrolSeveral,
}


class EnrolRegion(ToStaff, key="enrol_region"):
    """Which part of the body, of these `names`."""

    link: str
    names: tuple[str, ...]

    def buttons(self, around: Around) -> Rows:
        del around
        parts = [Button(one, data("linkpart", self.link, one), room="body.parts") for one in self.names]
        return (*in_rows(parts, 3), (staff("skip", data("linkpart", self.link, "")),))


class EnrolRegionOf(EnrolRegion, key="enrol_region_of"):
    """What was said of it may be several parts, or none."""

    label: str
    said: str


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
    follower: str = ""  # where a receptionist made it

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


class Remark(StrEnum):
    """What may be noticed about the label of a link."""

    AGAIN = "again"
    SESSION_THERE = "session_there"
    WHOLE_NAME = "whole_name"
    BIRTH = "birth"
    PHONE = "phone"


class LinkRemarks(ToStaff, key="link_remarks"):
    link: str
    label: str
    remarks: tuple[Remark, ...]

    def buttons(self, around: Around) -> Rows:
        del around
        pairs = (("label", "label"), ("revoke_link", "revoke"))
        return [(staff(label, data("link", action, self.link)),) for label, action in pairs]


class SessionsAhead(ToStaff, key="sessions_ahead"):
    """What a line has `said` of sessions to come is left out, and how they are entered."""

    said: str


class EnrolOffer(ToStaff, key="enrol_offer"):
    """A line that was typed without its command, for the patients of these labels."""

    labels: tuple[str, ...]

    def buttons(self, around: Around) -> Rows:
        del around
        return ((staff("enrol_yes", data("enrolline", "yes")), staff("enrol_no", data("enrolline", "no"))),)
