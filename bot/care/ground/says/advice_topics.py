"""The clinic's own advice: as its people decide on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.care.ground.says.advice import ShowsAdvice
from bot.care.ground.says.buttons import Button, Rows, data, in_rows, staff, titled, turned
from bot.care.ground.says.message import Around, Message, ToStaff, Unsaid

NEW, SAID, WAITS, OLD, LEFT, DECLINED = "new", "said", "waits", "old", "left", "declined"
MARKS: Mapping[str, str] = {NEW: "○", SAID: "✓", WAITS: "…", OLD: "↻", LEFT: "↻", DECLINED: "–"}
NONE = "-"  # in the place of a code, where nothing was decided on a topic yet
ACTS: Mapping[str, Sequence[str]] = {  # what can be done with a topic that is in a state
    NEW: ("use", "change", "decline"),
    SAID: ("change", "limits", "withdraw"),
    WAITS: ("second", "change", "withdraw"),
    OLD: ("use", "change", "withdraw"),
    LEFT: ("use", "change", "withdraw"),
    DECLINED: ("use", "change"),
}
LABELS: Mapping[str, str] = {
    "use": "advice_use",
    "change": "advice_change",
    "decline": "advice_decline",
    "limits": "advice_limits",
    "withdraw": "advice_withdraw",
    "second": "advice_second",
}


@dataclass(frozen=True)
class TopicShown:
    """A topic, where it stands, and how often it was asked about lately without an answer."""

    topic: str
    title: str
    state: str
    asked: int = 0


class AdviceList(ToStaff, key="advice_list"):
    """A page of topics, from 0."""

    said: int
    topics: Unsaid[tuple[TopicShown, ...]] = ()
    number: Unsaid[int] = 0
    pages: Unsaid[int] = 1

    def buttons(self, around: Around) -> Rows:
        del around
        rows = [(titled(_label(one), data("advice", one.topic)),) for one in self.topics]
        return (*rows, *turned(lambda page: data("advices", page), self.number, self.pages))


def _label(one: TopicShown) -> str:
    return " · ".join([f"{MARKS[one.state]} {one.title}", *([str(one.asked)] if one.asked else [])])


class AboutTopic(ShowsAdvice):
    """Words on a topic that is in a state: proposed, or signed by `name` at that instant until `again`.

    `code` is that of what the clinic has decided on it last, and `mine` whether the reader has.
    """

    state: str
    at: int
    again: int
    asked: int = 0
    code: Unsaid[str] = NONE
    mine: Unsaid[bool] = False
    not_parts: tuple[str, ...] = ()
    not_protocols: tuple[str, ...] = ()

    def buttons(self, around: Around) -> Rows:
        del around
        acts = [act for act in ACTS[self.state] if not (act == "second" and self.mine)]
        return in_rows([_act(act, self.topic, self.code) for act in acts], 2)


class AdviceTopic(ToStaff, AboutTopic, key="advice_topic"):
    pass


class AdviceWaits(ToStaff, AboutTopic, key="advice_waits"):
    """Somebody has signed it, and it wants a second signature."""


def _act(act: str, topic: str, code: str) -> Button:
    return staff(LABELS[act], data("advise", act, topic, code))


class AdviceType(ToStaff, key="advice_type"):
    title: str
    most: int


class AdviceCheck(ToStaff, ShowsAdvice, key="advice_check"):
    """What was typed, as patients will see it."""

    def buttons(self, around: Around) -> Rows:
        del around
        return _sign_or_keep(*(data("advisesay", self.topic, word) for word in ("yes", "no")))


def _sign_or_keep(yes: str, no: str) -> Rows:
    return ((staff("advice_sign", yes), staff("keep", no)),)


class AdviceAsks(ToStaff, key="advice_asks"):
    """Asks how else people put the question."""

    title: str
    fewest: int


class AdviceOwnCheck(ToStaff, ShowsAdvice, key="advice_own_check"):
    """A topic of its own as patients will see it, how it is asked for, and what `others` it may take."""

    asks: tuple[str, ...]
    others: tuple[str, ...] = ()

    def buttons(self, around: Around) -> Rows:
        del around
        return _sign_or_keep(*(data("adviseown", self.topic, word) for word in ("yes", "no")))


class AdviceNoted(ToStaff, key="advice_noted"):
    """What became of a topic; `undo` is what can be taken back, and `next` the topic to decide on next."""

    title: str
    outcome: str
    code: Unsaid[str]
    undo: Unsaid[str] = ""
    next: Unsaid[str] = ""

    def buttons(self, around: Around) -> Rows:
        del around
        undo = [staff("undo", data("adviseundo", self.undo, self.code))] if self.undo else []
        following = [staff("advice_next", data("advice", self.next))] if self.next else []
        return ([*undo, *following],) if undo or following else ()


class Limited(Message):
    """For whom an advice of that code is not: parts of the body, and protocols by their names."""

    code: Unsaid[str]
    not_parts: tuple[str, ...] = ()
    not_protocols: tuple[str, ...] = ()


class AdviceLimits(ToStaff, Limited, key="advice_limits"):
    """`parts` and `protocols` are all there are; those map names to titles."""

    title: str
    parts: Unsaid[tuple[str, ...]] = ()
    protocols: Unsaid[Mapping[str, str]]

    def buttons(self, around: Around) -> Rows:
        del around
        parts = [
            Button(
                f"parts.{part}",
                data("adviselimit", self.code, "part", part),
                room="body",
            )
            for part in self.parts
            if part not in self.not_parts
        ]
        plans = [
            titled(title, data("adviselimit", self.code, "plan", name))
            for name, title in self.protocols.items()
            if name not in self.not_protocols
        ]
        clear = [staff("advice_everybody", data("adviselimit", self.code, "none", NONE))]
        return [
            *in_rows(parts, 3),
            *in_rows(plans, 2),
            *([clear] if self.not_parts or self.not_protocols else []),
        ]


class AdviceReview(ToStaff, key="advice_review"):
    """What `name` has signed and whose year is over `soon`, first at that instant, or has `ended`; by titles.

    Nothing yet, until it is sent.
    """

    name: str = ""
    soon: Unsaid[tuple[str, ...]] = ()
    until: Unsaid[int] = 0
    ended: Unsaid[tuple[str, ...]] = ()


class AdviceLeft(ToStaff, key="advice_left"):
    """What patients no longer get, by titles, as `name` has left who had signed it."""

    name: str
    ended: Unsaid[tuple[str, ...]]
