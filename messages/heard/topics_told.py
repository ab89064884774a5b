"""Which topics of a clinic's advice a text is told or asked about, by its words and by what was learnt."""

from collections.abc import Sequence

from messages.heard.advised import OFFERED, Topics
from messages.heard.reader import Reading, ReadingKind
from messages.said.faq import Entries

_TOLD = 0.5  # the share from which a topic is told though no rule of words tells it
_OUTRIGHT = 0.85  # where words or the article say something else
_ALONE = 0.99  # where it names a thing of another topic as well, or seems a worry
_PLAINLY = 0.95  # where a question leans to a sign, and does not ask leave
_HELD = 0.3  # the share without which words alone tell nothing
_OFFERED = 0.1  # the share from which it is asked whether a topic is meant
_BY_FAR = 0.5  # of an answer that seems sure, from which it is asked


def told(topics: Topics, found: Reading, text: str, entries: Entries) -> tuple[str, ...]:
    """The topics that a text is told, or one of the clinic's own entries; none where it is not sure."""
    asked = entries.get(found.entry or "")
    if asked and asked.own and asked.id not in topics.proposals:
        return (asked.id,) if _own_is_told(topics, found, text) else ()
    settled = topics.settled(_by_words(topics, found, text), text, signs=found.signs)
    by_words = tuple(one for one in settled if one in topics.proposals or entries[one].own)
    if not found.topics or any(one not in topics.proposals for one in by_words):
        return by_words
    shares = dict(found.topics)
    best, share = found.topics[0]
    if best in by_words:
        return tuple(sorted(by_words, key=lambda one: -shares.get(one, 0)))
    if best in topics.proposals and share >= _needed(topics, found, best, by_words, text):
        likeliest = entries.get(found.entry or "")
        worried = likeliest is not None and likeliest.worrying
        own = any(one in entries and entries[one].own for one in found.near)
        plain = share >= _ALONE and not found.signs and not _is_state(topics, best)
        told = not own and (plain or not worried) and _asks(topics, found, best, share, text)
        return topics.told_to_all((best,), text, signs=found.signs) if told else ()
    another = best in topics.proposals and share >= _TOLD  # it is asked which is meant
    return by_words if not another and all(shares.get(one, 0) >= _HELD for one in by_words) else ()


def _own_is_told(topics: Topics, found: Reading, text: str) -> bool:
    """Whether one of a clinic's own is: not where another topic is likely, nor whom a person answers."""
    shares = dict(found.topics)
    named = (*topics.things_named(text), *topics.strongly_named(text))
    another = any(shares.get(one, 0) >= _OUTRIGHT for one in named)
    return found.sure and not another and not topics.goes_to_a_person(text)


def _asks(topics: Topics, found: Reading, topic: str, share: float, text: str) -> bool:
    """Whether a text asks, and plainly where it leans to a sign; who is tired need not ask."""
    if topics.asks_leave(text):
        return True
    if found.signs:
        return "?" in text and share >= _PLAINLY
    return "?" in text or _is_state(topics, topic)


def _is_state(topics: Topics, topic: str) -> bool:
    """Whether a topic is told and not asked about: "I am so tired"."""
    return "?" not in topics.proposals[topic].title


def _by_words(topics: Topics, found: Reading, text: str) -> tuple[str, ...]:
    if found.kind is ReadingKind.ANSWER:
        return () if found.sure else topics.told_instead(text, signs=found.signs)
    if found.entry is None:
        return topics.told_by_name(found.near, text, signs=found.signs)
    return topics.told(found.entry, text, sure=found.sure, signs=found.signs)


def _needed(topics: Topics, found: Reading, best: str, by_words: Sequence[str], text: str) -> float:
    """The share from which a topic is told: more where anything speaks against it."""
    against = by_words or (found.kind is ReadingKind.ANSWER and found.sure)
    if {*topics.things_named(text)} - {best}:
        return _ALONE
    return _OUTRIGHT if against or found.signs or topics.asks_no_leave(text) else _TOLD


def may_be_meant(topics: Topics, found: Reading, text: str) -> bool:
    """Whether it is asked what is meant: a topic may be, though the article has an answer."""
    if found.kind is not ReadingKind.ANSWER or not found.sure:
        return True
    likely = any(one in topics.proposals and share >= _BY_FAR for one, share in found.topics)
    return likely or topics.may_be_meant(text)


def perhaps(topics: Topics, found: Reading, text: str, entries: Entries) -> tuple[str, ...]:
    """The topics and own entries that a text may be about, to ask back; none where that may be a worry."""
    if not topics.may_ask(found.near, entries):
        return ()
    by_words = topics.perhaps(found.near, text, signs=found.signs)
    likely = [
        (one, share)
        for one, share in found.topics
        if share >= _OFFERED and topics.told_to_all((one,), text, signs=found.signs)
    ]
    first = (one for one, share in likely if share >= _BY_FAR)
    return tuple(dict.fromkeys([*first, *by_words, *(one for one, _ in likely)]))[:OFFERED]
