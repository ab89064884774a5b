"""An answer to one patient becomes the clinic's advice: a title and phrasings it types, then a yes."""

from bot.care.clinic import advice as clinic_advice
from bot.care.clinic import advice_topics
from bot.care.clinic.advice_topics import TopicAtHand
from bot.care.ground.desk import OLD, Conclusion, Desk, Toast, ask_staff, asked_staff, brief, end_staff
from bot.care.ground.heard import Heard, Hearing
from bot.care.ground.says.advice_topics import AdviceAsks, AdviceOwnCheck
from bot.care.ground.says.unanswered import EntryTooLong, QuestionEntry
from bot.care.patient.questions import WORD
from bot.model import Clinician, Dialogue
from bot.store.advice import OWN
from messages.heard.labels import plain
from messages.said.advice import LONGEST
from messages.said.faq import TITLE, Entry, EntryKind

OFFER = "advice_offer"
STEPS = ASK_TITLE, ASK_ASKS, READY = "advice_title", "advice_asks", "advice_own_ready"
FEWEST, MOST, LONGEST_ASK = 3, 12, 120  # phrasings, and characters of one
SHOWN = 3  # questions of others that would be caught


def offer(desk: Desk, actor: Clinician, question: str, line: str) -> bool:
    """Whether what was answered to one may be said to all; it is kept until that is asked for, a moment."""
    fits = len(line) <= LONGEST
    if fits:
        ask_staff(desk, actor, OFFER, {"question": question, "answer": line})
    return fits


def begin(desk: Desk, actor: Clinician, question: str) -> Toast:
    """Ask for the question in the clinic's words, never in a patient's."""
    dialogue = asked_staff(desk, actor)
    if dialogue is None or dialogue.step != OFFER or dialogue.facts["question"] != question:
        return OLD
    topic = f"{OWN}{question.lower()}"
    ask_staff(desk, actor, ASK_TITLE, {"topic": topic, "answer": str(dialogue.facts["answer"])})
    brief(desk, actor, QuestionEntry(most=TITLE))
    return Toast()


def take_typed(desk: Desk, actor: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    """A title, or how else the same is asked, a line each."""
    if dialogue.step == ASK_TITLE:
        _take_title(desk, actor, dialogue, plain(heard.text))
        return
    lines = tuple(dict.fromkeys(plain(one) for one in heard.text.splitlines() if WORD.search(one)))
    if not FEWEST <= len(lines) <= MOST or max(map(len, lines)) > LONGEST_ASK:
        brief(desk, actor, AdviceAsks(title=str(dialogue.facts["title"]), fewest=FEWEST))
    else:
        _check(desk, actor, dialogue, lines, heard)


def _take_title(desk: Desk, actor: Clinician, dialogue: Dialogue, title: str) -> None:
    if not WORD.search(title):
        brief(desk, actor, QuestionEntry(most=TITLE))
    elif len(title) > TITLE:
        brief(desk, actor, EntryTooLong(most=TITLE))
    else:
        ask_staff(desk, actor, ASK_ASKS, {**dialogue.facts, "title": title})
        brief(desk, actor, AdviceAsks(title=title, fewest=FEWEST))


def _check(desk: Desk, actor: Clinician, dialogue: Dialogue, asks: tuple[str, ...], heard: Heard) -> None:
    """Show it as patients will see it, and what others ask about something else that it may take."""
    title, answer = str(dialogue.facts["title"]), str(dialogue.facts["answer"])
    topic = _known(desk, actor, title, heard)
    others = () if topic else _others(title, asks, heard.hearing)
    named = topic.title if topic else title
    at = topic.id if topic else str(dialogue.facts["topic"])
    kept = {**dialogue.facts, "at": at, "title": named, "asks": list(asks)}
    ask_staff(desk, actor, READY, kept)
    shown = AdviceOwnCheck(
        title=named, line=answer, name=actor.name, topic=at, asks=asks, others=others[:SHOWN]
    )
    brief(desk, actor, shown)


def _known(desk: Desk, actor: Clinician, title: str, heard: Heard) -> TopicAtHand | None:
    """The topic that a title is about, where there is one already: the words are said there then."""
    found = heard.question_in(title)
    if not found.sure or found.entry is None:
        return None
    topics = heard.hearing.topics.asked(found.entry, title)
    return advice_topics.find(desk, actor.language, topics[0]) if len(topics) == 1 else None


def _others(title: str, asks: tuple[str, ...], hearing: Hearing) -> tuple[str, ...]:
    """What has an answer of its own, or may be a worry, and would be taken for the new topic."""
    entry = Entry(OWN, title, title, EntryKind.BEYOND, asks=asks, own=True)
    kept = {
        one.id
        for one in hearing.entries.values()
        if one.kind is EntryKind.ANSWER or one.worrying or hearing.topics.about(one.id) != (one.id,)
    }
    return tuple(text for name, text in hearing.caught(entry) if name in kept)


def say(desk: Desk, actor: Clinician, topic: str, sure: bool) -> Conclusion:
    """Say it to all who ask from now on, once."""
    dialogue = asked_staff(desk, actor)
    if dialogue is None or dialogue.step != READY or dialogue.facts["at"] != topic:
        return OLD
    end_staff(desk, actor)
    if not sure:
        return Toast("toasts.kept")
    there = advice_topics.find(desk, actor.language, topic)
    found = there or TopicAtHand(topic, str(dialogue.facts["title"]))
    asks = [str(one) for one in dialogue.facts["asks"]] if topic.startswith(OWN) else None
    return clinic_advice.sign(desk, actor, found, str(dialogue.facts["answer"]), asks=asks)
