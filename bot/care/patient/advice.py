"""What the clinic says to all its patients, where a question asks for it and nothing speaks against it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.care.ground import people, red_flag, spoken_of
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.heard import Hearing
from bot.care.ground.says.advice import Advised, AdvisedNoMore, AdvisedWhen, TopicNamed, WhichTopic
from bot.care.ground.says.questions import ForPerson
from bot.model import Patient
from bot.store import advice, alerts, patients, thread, topics_asked, treatments
from bot.store.advice import Advice
from bot.store.tx import stamp
from messages.heard import topics_told
from messages.heard.body import parts_in
from messages.heard.reader import Reading, ReadingKind
from messages.said.faq import Entries, EntryKind


@dataclass(frozen=True)
class AdviceFound:
    """What the clinic says on what a text asks; `personal` where that is not for this patient or text.

    Where it is not sure what is asked, `perhaps` are topics that the clinic says something on.
    """

    advised: Sequence[Advised] = ()
    personal: bool = False
    perhaps: Sequence[Advice] = ()


def on(desk: Desk, patient: Patient, words: str, reading: Reading, hearing: Hearing) -> AdviceFound:
    """All that the clinic says on what a text asks; nothing where it is silent on a part of it.

    Nothing either where a person answers whatever it says. What it is silent on is counted.
    """
    entry = reading.entry
    if reading.kind not in (ReadingKind.ANSWER, ReadingKind.ABSTAIN) or _is_alarmed(desk, patient):
        return AdviceFound()
    if reading.kind is ReadingKind.ANSWER:
        return _instead(desk, patient, words, reading, hearing)
    asked = hearing.topics.asked(entry, words) if entry and is_topic(entry, hearing.entries) else ()
    told = topics_told.told(hearing.topics, reading, words, hearing.entries)
    if entry is None or (told and {*told} != {*asked}):
        return _named(desk, patient, words, told, reading, hearing)
    there = standing(desk, patient, asked)
    for topic in asked:
        if topic not in {one.topic for one in there}:
            topics_asked.count(desk.tx, topic, now=desk.now)
    if not asked or len(there) < len(asked):
        personal = bool(there) or _limited(desk, patient, asked)
        perhaps = () if personal else _perhaps(desk, patient, words, reading, hearing)
        return AdviceFound(personal=personal, perhaps=perhaps)
    if not told or not spoken_of.is_for_all(desk, patient, words):
        perhaps = _perhaps(desk, patient, words, reading, hearing)
        return AdviceFound(personal=not perhaps, perhaps=perhaps)
    return AdviceFound([said(one, entry=entry, text=words, signs=reading.signs) for one in there])


def _is_alarmed(desk: Desk, patient: Patient) -> bool:
    """Whether a red flag of theirs stands, beside which nothing is advised."""
    seen = thread.standing(desk.tx, patient.id, since=desk.now - red_flag.STANDS)
    return seen is not None or alerts.unseen(desk.tx, patient.id) is not None


def _instead(desk: Desk, patient: Patient, words: str, reading: Reading, hearing: Hearing) -> AdviceFound:
    """What the clinic says where the article's answer may not be meant."""
    told = topics_told.told(hearing.topics, reading, words, hearing.entries)
    if not told and not topics_told.may_be_meant(hearing.topics, reading, words):
        return AdviceFound()
    likeliest = told or topics_told.perhaps(hearing.topics, reading, words, hearing.entries)[:1]
    if reading.sure and not standing(desk, patient, likeliest):
        return AdviceFound()  # the clinic is silent on what may be meant instead
    return _named(desk, patient, words, told, reading, hearing)


def _named(
    desk: Desk, patient: Patient, words: str, told: Sequence[str], reading: Reading, hearing: Hearing
) -> AdviceFound:
    """What the clinic says on all of these topics; else what it may be about is asked."""
    there = standing(desk, patient, told)
    if not told or len(there) < len(told) or not spoken_of.is_for_all(desk, patient, words):
        return AdviceFound(perhaps=_perhaps(desk, patient, words, reading, hearing))
    return AdviceFound(
        [said(one, entry=reading.entry or "", text=words, signs=reading.signs) for one in there]
    )


def _perhaps(
    desk: Desk, patient: Patient, words: str, reading: Reading, hearing: Hearing
) -> Sequence[Advice]:
    """What the clinic says on what a text may ask, to ask back; nothing where that may be a worry."""
    if not spoken_of.is_for_all(desk, patient, words):
        return ()
    return standing(desk, patient, topics_told.perhaps(hearing.topics, reading, words, hearing.entries))


def _limited(desk: Desk, patient: Patient, topics: Collection[str]) -> bool:
    """Whether the clinic says something on one of these topics, and not to this patient."""
    found = (advice.current(desk.tx, patient.language, topic) for topic in topics)
    return any(one.stands(desk.now, two=desk.house.two_sign) for one in found if one)


def is_topic(entry: str, entries: Entries) -> bool:
    """Whether an entry is one that the article is silent on."""
    found = entries.get(entry)
    return found is not None and found.kind is EntryKind.BEYOND


def standing(desk: Desk, patient: Patient, topics: Collection[str]) -> list[Advice]:
    """What the clinic says to this patient on these topics, at this moment."""
    if not topics:
        return []
    sessions = treatments.of_patient(desk.tx, patient.id) or treatments.last_ended(desk.tx, patient.id)
    parts = [part for one in sessions for part in parts_in(one.region)]
    known = bool(sessions) and all(one.region for one in sessions)
    found = [advice.current(desk.tx, patient.language, topic) for topic in topics]
    return [
        one
        for one in found
        if one
        and one.stands(desk.now, two=desk.house.two_sign)
        and one.suits(parts, [session.protocol for session in sessions], known=known)
    ]


def said(one: Advice, *, entry: str = "", text: str = "", signs: bool = False) -> Advised:
    """A piece of advice as a patient gets it."""
    return Advised(
        title=one.title,
        line=one.words,
        name=one.name,
        topic=one.topic,
        advice=one.code,
        entry=entry,
        text=text,
        signs=signs,
    )


def which(reading: Reading, topics: Sequence[Advice], question: str | None) -> WhichTopic:
    """Asks which topic of the clinic is meant, or what the article says if it may be that."""
    named = tuple(TopicNamed(one.topic, one.title) for one in topics)
    article = (reading.entry or "") if reading.kind is ReadingKind.ANSWER else ""
    return WhichTopic(topics=named, entry=article, question=question, signs=reading.signs)


def tell(desk: Desk, patient: Patient, topic: str) -> Toast:
    """A topic that was tapped where it was not sure which is meant."""
    found = standing(desk, patient, [topic])
    if not found or _is_alarmed(desk, patient):
        return OLD
    for one in found:
        say(desk, patient, said(one))
    return Toast(close=False)


def said_when(desk: Desk, patient: Patient, code: str) -> Toast:
    """Who signed it, and when; or that the clinic says it no more."""
    one = advice.by_code(desk.tx, code)
    if one is None or one not in standing(desk, patient, [one.topic]):
        say(desk, patient, AdvisedNoMore())
        return Toast(close=False)
    zone = desk.zone_of(patient).key
    say(
        desk,
        patient,
        AdvisedWhen(name=one.name, at=stamp(one.signed), zone=zone, again=stamp(one.review)),
    )
    return Toast(close=False)


def for_person(desk: Desk, patient: Patient, words: str, entry: str, question: str | None) -> ForPerson:
    """It depends on whom it is about, who is not always whoever holds the phone."""
    meant = spoken_of.about(desk, patient, words)
    other = meant if meant and not patients.holds_phone(desk.tx, meant.id) else None
    whom = people.whom(desk, other) if other else None
    return ForPerson(entry=entry, question=question, whom=whom, unsure=meant is None)


def another_thing(hearing: Hearing, words: str, entry: str, told: object) -> str | None:
    """The title of the one thing that words name, where it is another than what was `told` of last.

    `entry` is what was shown last, `told` the topic of the clinic's words, where those were.
    """
    topics = hearing.topics
    shown = {str(told)} if told else {*topics.about(entry)}
    named = topics.things_named(words)
    if len(named) != 1 or named[0] in shown:
        return None
    return topics.proposals[named[0]].title
