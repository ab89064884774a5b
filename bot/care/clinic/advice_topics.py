"""Where each topic of the clinic's advice stands, as its people look at it: `/advice`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bot.care.ground.desk import OLD as OVER
from bot.care.ground.desk import Desk, Toast, brief
from bot.care.ground.says.advice_topics import (
    DECLINED,
    LEFT,
    NEW,
    NONE,
    OLD,
    SAID,
    WAITS,
    AdviceList,
    AdviceTopic,
    AdviceWaits,
    TopicShown,
)
from bot.model import Clinician
from bot.store import advice, topics_asked
from bot.store.advice import Advice
from bot.store.tx import stamp
from messages.languages import REFERENCE
from messages.said.advice import Proposal, Proposals

M = TypeVar("M", AdviceTopic, AdviceWaits)
PAGE = 6  # topics in one message
LATELY = timedelta(days=30)  # in which it is counted how often a topic was asked about


@dataclass(frozen=True)
class TopicAtHand:
    """A topic: what is proposed for it, if anything is, and what the clinic has decided on it last."""

    id: str
    title: str
    proposal: Proposal | None = None
    decided: Advice | None = None

    @property
    def code(self) -> str:
        return self.decided.code if self.decided else NONE

    def state(self, desk: Desk) -> str:
        one = self.decided
        if one is None:
            return NEW
        if not one.words:
            return DECLINED
        if not one.author_is_there:
            return LEFT
        if desk.now >= one.review:
            return OLD
        return SAID if one.stands(desk.now, two=desk.house.two_sign) else WAITS

    @property
    def words(self) -> str:
        """The clinic's own, or else those that are proposed."""
        if self.decided and self.decided.words:
            return self.decided.words
        return self.proposal.words if self.proposal else ""


def proposals(desk: Desk, language: str) -> Proposals:
    return desk.house.proposals.get(language) or desk.house.proposals.get(REFERENCE, {})


def find(desk: Desk, language: str, topic: str) -> TopicAtHand | None:
    """A topic that is proposed, or that the clinic has made itself."""
    proposal = proposals(desk, language).get(topic)
    decided = advice.current(desk.tx, language, topic)
    if proposal is None and decided is None:
        return None
    title = decided.title if decided else proposal.title if proposal else topic
    return TopicAtHand(topic, title, proposal, decided)


def everything(desk: Desk, language: str, asked: Mapping[str, int]) -> list[TopicAtHand]:
    """All topics: what was `asked` about most comes first, and what is not decided before what is."""
    decided = {one.topic: one for one in advice.all_current(desk.tx, language)}
    proposed = proposals(desk, language)
    found = [TopicAtHand(name, one.title, one, decided.get(name)) for name, one in proposed.items()]
    found += [
        TopicAtHand(name, one.title, None, one) for name, one in decided.items() if name not in proposed
    ]
    done = {SAID, DECLINED}
    return sorted(found, key=lambda one: (one.state(desk) in done, -asked.get(one.id, 0), one.title))


def lately(desk: Desk) -> Mapping[str, int]:
    return topics_asked.since(desk.tx, desk.now - LATELY)


def show_all(desk: Desk, actor: Clinician, number: int = 0) -> None:
    """`/advice`: every topic with where it stands, a page at a time."""
    asked = lately(desk)
    found = everything(desk, actor.language, asked)
    pages = max(1, -(-len(found) // PAGE))
    first = number % pages * PAGE
    shown = tuple(
        TopicShown(one.id, one.title, one.state(desk), asked.get(one.id, 0))
        for one in found[first : first + PAGE]
    )
    said = sum(one.state(desk) == SAID for one in found)
    brief(desk, actor, AdviceList(said=said, topics=shown, number=number % pages, pages=pages))


def show(desk: Desk, actor: Clinician, topic: str) -> Toast:
    """One topic: the words, and what can be done."""
    found = find(desk, actor.language, topic)
    if found is None:
        return OVER
    brief(desk, actor, about(desk, actor, found, AdviceTopic))
    return Toast(close=False)


def about(desk: Desk, reader: Clinician, one: TopicAtHand, kind: type[M]) -> M:
    """What is said to somebody of the clinic about a topic."""
    decided = one.decided
    return kind(
        title=one.title,
        line=one.words,
        topic=one.id,
        name=decided.name if decided else reader.name,
        state=one.state(desk),
        at=stamp(decided.signed if decided else desk.now),
        again=stamp(decided.review if decided else desk.now),
        asked=lately(desk).get(one.id, 0),
        code=one.code,
        mine=decided is not None and decided.author == reader.id,
        not_parts=decided.not_parts if decided else (),
        not_protocols=decided.not_protocols if decided else (),
    )


def next_open(desk: Desk, language: str, after: str) -> str:
    """The topic that the clinic has not decided on and that was asked about most; none where all are."""
    found = everything(desk, language, lately(desk))
    return next((one.id for one in found if one.state(desk) == NEW and one.id != after), "")


def most_asked(desk: Desk, language: str, since: datetime) -> tuple[str, ...]:
    """The titles of what was asked since then in vain, the most first; what is decided on is left out."""
    found = (find(desk, language, topic) for topic in topics_asked.since(desk.tx, since))
    return tuple(one.title for one in found if one and one.state(desk) not in (SAID, DECLINED))
