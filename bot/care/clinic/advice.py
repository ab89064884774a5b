"""Somebody of the clinic decides what it says on a topic: use, change, not for us, withdraw, and undo."""

from collections.abc import Collection
from datetime import timedelta

from bot.care.clinic import advice_topics
from bot.care.clinic import line as clinic_line
from bot.care.clinic.advice_topics import TopicAtHand
from bot.care.ground import clinic_hours, drafts, record
from bot.care.ground.desk import (
    OLD,
    Conclusion,
    Desk,
    Done,
    Relearn,
    Toast,
    ask_staff,
    asked_staff,
    brief,
    end_staff,
)
from bot.care.ground.heard import Heard
from bot.care.ground.says.advice import Advised
from bot.care.ground.says.advice_topics import (
    ACTS,
    NONE,
    AdviceCheck,
    AdviceLimits,
    AdviceNoted,
    AdviceType,
    AdviceWaits,
)
from bot.care.ground.says.questions import Beyond
from bot.model import Clinician, Dialogue
from bot.store import advice, staff, withdrawals
from bot.store.advice import Advice
from messages.said.advice import LONGEST

TYPE, READY = "advice_type", "advice_ready"
GOOD_FOR = timedelta(days=365)  # from when it was signed until it has to be looked at again
SIGNED, ENDED = "signed", "ended"  # what an undo takes back


def decide(desk: Desk, actor: Clinician, act: str, topic: str, code: str) -> Conclusion:
    """A tap under a topic; `code` is of what stood there then: nobody overrules what they have not seen."""
    found = advice_topics.find(desk, actor.language, topic)
    if found is None or found.code != code or act not in ACTS[found.state(desk)]:
        return OLD
    if act == "change":
        return _ask(desk, actor, found)
    if act == "limits":
        return _show_limits(desk, actor, found.decided)
    if act == "withdraw":
        return _withdraw(desk, actor, found)
    if act == "second":
        return _second(desk, actor, found)
    return sign(desk, actor, found, found.words if act == "use" else "")


def sign(
    desk: Desk, actor: Clinician, topic: TopicAtHand, words: str, *, asks: Collection[str] | None = None
) -> Conclusion:
    """Say these words on a topic from now on; without any, nothing."""
    before = topic.decided
    _unsay(desk, before)
    one = advice.sign(
        desk.tx,
        language=actor.language,
        topic=topic.id,
        title=topic.title,
        words=words,
        author=actor.id,
        now=desk.now,
        review=desk.now + GOOD_FOR,
        asks=(before.asks if before else ()) if asks is None else asks,
        not_parts=before.not_parts if before else (),
        not_protocols=before.not_protocols if before else (),
    )
    record.note(desk, actor, "signed advice" if words else "declined advice", f"{topic.id}:{one.code}")
    waits = bool(words) and desk.house.two_sign
    if waits:
        _ask_for_second(desk, actor, topic.id)
    outcome = "waits" if waits else "signed" if words else "declined"
    return _noted(desk, actor, one, outcome, undo=SIGNED)


def _withdraw(desk: Desk, actor: Clinician, topic: TopicAtHand) -> Conclusion:
    if topic.decided is None:
        return OLD
    _unsay(desk, topic.decided)
    advice.end(desk.tx, topic.decided.id, now=desk.now)
    record.note(desk, actor, "withdrew advice", f"{topic.id}:{topic.code}")
    return _noted(desk, actor, topic.decided, "withdrawn", undo=ENDED)


def _second(desk: Desk, actor: Clinician, topic: TopicAtHand) -> Conclusion:
    if topic.decided is None or not advice.second(desk.tx, topic.decided.id, actor.id, now=desk.now):
        return OLD
    record.note(desk, actor, "seconded advice", f"{topic.id}:{topic.code}")
    return _noted(desk, actor, topic.decided, "seconded")


def undo(desk: Desk, actor: Clinician, what: str, code: str) -> Conclusion:
    """Take back what was decided, unless something else was meanwhile."""
    one = advice.by_code(desk.tx, code)
    if one is None or one.language != actor.language:
        return OLD
    if what == SIGNED and one.current:
        _unsay(desk, one)
        advice.end(desk.tx, one.id, now=desk.now)
        advice.go_back(desk.tx, one)
    elif what != ENDED or not advice.reopen(desk.tx, one):
        return OLD
    record.note(desk, actor, f"took back that advice was {what}", f"{one.topic}:{code}")
    return _noted(desk, actor, one, "undone")


def _noted(desk: Desk, actor: Clinician, one: Advice, outcome: str, *, undo: str = "") -> Conclusion:
    """Say what became of it, and offer the next."""
    following = advice_topics.next_open(desk, actor.language, one.topic)
    brief(
        desk, actor, AdviceNoted(title=one.title, outcome=outcome, code=one.code, undo=undo, next=following)
    )
    return Done(after=(Relearn(),)) if one.is_own else Toast()


def _unsay(desk: Desk, one: Advice | None) -> None:
    """What is still on its way to patients becomes what they hear where the clinic says nothing."""
    if one:
        withdrawals.say_instead_of_advice(desk.tx, Advised.key, one.code, Beyond.key)


def _ask_for_second(desk: Desk, actor: Clinician, topic: str) -> None:
    found = advice_topics.find(desk, actor.language, topic)
    for member in staff.following(desk.tx):
        if found and member.id != actor.id and member.language == actor.language:
            clinic_hours.tell(desk, member, advice_topics.about(desk, member, found, AdviceWaits))


def _ask(desk: Desk, actor: Clinician, topic: TopicAtHand) -> Toast:
    drafts.drop(desk, actor)
    ask_staff(desk, actor, TYPE, {"topic": topic.id, "code": topic.code})
    brief(desk, actor, AdviceType(title=topic.title, most=LONGEST))
    return Toast(close=False)


def take_words(desk: Desk, actor: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    """What was typed, as patients will see it."""
    found = advice_topics.find(desk, actor.language, str(dialogue.facts["topic"]))
    typed = heard.text.strip()
    if found is None:
        end_staff(desk, actor)
    elif clinic_line.fits(desk, actor, typed, most=LONGEST):
        ask_staff(desk, actor, READY, {**dialogue.facts, "line": typed})
        shown = AdviceCheck(title=found.title, line=typed, name=actor.name, topic=found.id)
        brief(desk, actor, shown)


def say(desk: Desk, actor: Clinician, topic: str, sure: bool) -> Conclusion:
    """The typed words are the clinic's from now on, once; not where something else was decided meanwhile."""
    dialogue = asked_staff(desk, actor)
    found = advice_topics.find(desk, actor.language, topic)
    if dialogue is None or dialogue.step != READY or dialogue.facts["topic"] != topic or found is None:
        return OLD
    end_staff(desk, actor)
    if not sure:
        return Toast("toasts.kept")
    if dialogue.facts["code"] != found.code:
        return OLD
    return sign(desk, actor, found, str(dialogue.facts["line"]))


def _show_limits(desk: Desk, actor: Clinician, one: Advice | None) -> Toast:
    if one is None:
        return OLD
    protocols = {name: found.title for name, found in desk.house.protocols.items()}
    shown = AdviceLimits(
        code=one.code,
        title=one.title,
        not_parts=one.not_parts,
        not_protocols=one.not_protocols,
        parts=desk.house.parts,
        protocols=protocols,
    )
    brief(desk, actor, shown)
    return Toast()


def limit(desk: Desk, actor: Clinician, code: str, what: str, name: str) -> Conclusion:
    """It is not for whoever was treated there, or by that protocol; or it is for everybody again."""
    one = advice.by_code(desk.tx, code)
    if one is None or not one.current or not one.words or one.language != actor.language:
        return OLD
    parts, protocols = {*one.not_parts}, {*one.not_protocols}
    if what == "part" and name in desk.house.parts:
        parts.add(name)
    elif what == "plan" and name in desk.house.protocols:
        protocols.add(name)
    elif what == "none" and name == NONE:
        parts, protocols = set(), set()
    else:
        return OLD
    advice.limit(desk.tx, one.id, parts=parts, protocols=protocols)
    record.note(desk, actor, "limited advice", f"{one.topic}:{code}")
    return _show_limits(desk, actor, advice.by_code(desk.tx, code))


STEPS = (TYPE, READY)
