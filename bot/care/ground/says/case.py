"""What a clinician does about a session: what is asked, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.care.ground.says.buttons import Moment, Rows, data, one_each, staff, titled
from bot.care.ground.says.enrolment import Colleague, Times
from bot.care.ground.says.identity import Identified
from bot.care.ground.says.message import Around, Labelled, Message, ToStaff
from messages.heard.red_flags.finding import Tier


class CaseTime(ToStaff, Labelled, Times, key="case_time"):
    pass


class CaseProtocol(ToStaff, Labelled, key="case_protocol"):
    """`protocols` maps names to titles."""

    case: str
    protocols: Mapping[str, str]

    def buttons(self, around: Around) -> Rows:
        del around
        return one_each(
            [titled(title, data("caseplan", self.case, name)) for name, title in self.protocols.items()]
        )


class CaseHand(ToStaff, Labelled, key="case_hand"):
    case: str
    others: tuple[Colleague, ...]

    def buttons(self, around: Around) -> Rows:
        del around
        return one_each(
            [titled(one.name or one.code, data("casehand", self.case, one.code)) for one in self.others]
        )


class CaseAlone(ToStaff, key="case_alone"):
    label: str


def _sure(verb: str, case: str) -> Rows:
    """Yes or no to what cannot be taken back."""
    yes = staff(f"{verb}_yes", data(f"case{verb}", case, "yes"))
    return ((yes, staff("keep", data(f"case{verb}", case, "no"))),)


class CaseEnd(ToStaff, Labelled, key="case_end"):
    case: str

    def buttons(self, around: Around) -> Rows:
        del around
        return _sure("end", self.case)


class CaseErase(ToStaff, Labelled, key="case_erase"):
    """`unread` is when an alert was raised that nobody has seen yet, and that would go as well."""

    case: str
    unread: Moment | None = None

    def buttons(self, around: Around) -> Rows:
        del around
        return _sure("erase", self.case)


class CaseEnded(ToStaff, Labelled, key="case_ended"):
    """The course is over, unless that is taken back; `case` is its newest session."""

    case: str = ""

    def buttons(self, around: Around) -> Rows:
        del around
        return ((staff("undo", data("caseend", self.case, "undo")),),) if self.case else ()


class CaseGoesOn(ToStaff, Labelled, key="case_goes_on"):
    pass


class CaseErased(ToStaff, key="case_erased"):
    label: str


class HandTooMany(ToStaff, key="hand_too_many"):
    name: str
    most: int


class HandedOver(ToStaff, Labelled, key="handed_over"):
    name: str


@dataclass(frozen=True)
class AlertBefore:
    """An alert of the time before: when it was raised, in whole seconds, and whether it is over."""

    at: int
    tier: Tier
    open: bool
    false: bool = False


class Handed(ToStaff, Labelled, key="handed"):
    """With the alerts of the course, the newest first, and how many questions wait for an answer."""

    name: str
    alerts: tuple[AlertBefore, ...] = ()
    questions: int = 0
    zone: str = ""


class CaseLine(ToStaff, Labelled, key="case_line"):
    most: int


class Typed(Message):
    """What was typed, shown once more: a line to a patient (`case`), or an answer to a question."""

    line: str
    case: str | None = None
    question: str | None = None

    def buttons(self, around: Around) -> Rows:
        del around
        verb, code = ("caseline", self.case) if self.case else ("reply", self.question)
        return ((staff("send", data(verb, code, "yes")), staff("keep", data(verb, code, "no"))),)


class LineCheck(ToStaff, Labelled, Typed, key="line_check"):
    pass


class DraftDropped(ToStaff, key="draft_dropped"):
    """What was typed and not sent yet is dropped, as something else was begun."""

    line: str


class LineTooLong(ToStaff, key="line_too_long"):
    most: int


class LineSent(ToStaff, Labelled, key="line_sent"):
    pass


class LineUnreachable(ToStaff, Identified, key="line_unreachable"):
    pass


class LineUnknown(ToStaff, Labelled, key="line_unknown"):
    pass


class LineLost(ToStaff, Labelled, key="line_lost"):
    pass
