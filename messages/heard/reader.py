"""What a text is: a red flag, heard at once; else a question with an answer, one for the clinic, or less."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from importlib.resources.abc import Traversable

from messages.heard import advised
from messages.heard.advised import Topics
from messages.heard.finds import Finds, Likely, LikelyTopics, Rests
from messages.heard.letters import in_latin
from messages.heard.red_flags import triage
from messages.heard.red_flags.finding import SOONEST, Outcome, Tier
from messages.heard.red_flags.triage import Triage, counted
from messages.heard.red_flags.weighing import FormsOpinions
from messages.languages import packaged
from messages.said import advice, faq
from messages.said.faq import Entries
from messages.said.gaps import Gap
from messages.sheets import other_languages
from messages.sheets.other_languages import UNKNOWN, Elsewhere, OtherLanguages

_CALM = 0.95  # the share of the second opinion from which nobody is worried
PLAIN = 0.9  # the share from which a question is one, whatever its words lean to
SURE = 0.6  # the share that an answer must have; see docs/decisions/0008-the-answering-engine.md
_SURE_OF_PART = 0.75  # of a part of a long text, which has lost the rest of it
_LIKELY = 0.5
_IN_PASSING = 0.85  # small talk: a question taken for it would be lost, and thanks can be handed on
_ASIDE = "off-topic"  # what a part that speaks of other things is found to be
_NAMED = 0.3  # enough to name a topic that is handed to the clinic in any case
ELSEWHERE = "another language"  # in place of a rule's name, where a text is in one and names no sign
_LONGEST = 2000  # characters that are read; people ask in fewer
# A word longer than anyone says, or code.
_NO_SPEECH = re.compile(r"\w{60}|[{}\\^|]|<(?!3)|--|/\*|['\"];|=\s*['\"\d]")


class ReadingKind(StrEnum):
    """What a text is taken for."""

    ANSWER = "answer"
    ABSTAIN = "abstain"
    URGENT = "urgent"
    SCREEN = "screen"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True)
class Reading:
    """What a text is taken for: the entry that it asks for, or the red flag that was heard.

    An entry beside `abstain` is the topic, which the article does not cover. `despair` is a red flag of
    somebody who may end their life. `may_be` is how urgent it is where the patient has to be asked, if known.
    `language` is the tag of another language that it is in, as far as that can be told. What is answered
    although its words lean to a red flag has `signs` to be named beside the answer.
    """

    kind: ReadingKind
    entry: str | None = None
    tier: Tier | None = None
    rule: str | None = None
    despair: bool = False
    may_be: Tier | None = None
    language: str | None = None
    signs: bool = False
    sure: bool = field(default=False, compare=False)  # more than an answer has to be
    near: tuple[str, ...] = field(default=(), compare=False)  # entries that may be asked for, likeliest first
    topics: LikelyTopics = field(default=(), compare=False)  # of a clinic's advice, the likeliest first
    offered: tuple[str, ...] = field(default=(), compare=False)  # topics that it is asked about, and entries
    guessed: bool = field(default=False, compare=False)  # no rule alarms of it: the words as a whole do


class EngineError(Exception):
    """The engine cannot be loaded; red flags are heard without it, and questions go to the clinic."""


@dataclass(frozen=True)
class Reader:
    """Reads the texts of one language. Without an engine it hears red flags, and no questions."""

    triage: Triage
    entries: Entries
    language: str
    engine: Finds | None = None
    opinions: FormsOpinions | None = None  # beside the rules
    others: OtherLanguages | None = None  # which are told from this one
    topics: Topics = field(default_factory=Topics)  # of a clinic's advice

    def with_engine(self) -> "Reader":
        """Load the engine. Raises EngineError where a package or the language's head is missing or broken."""
        try:
            from messages.heard.questions.engine import Engine  # noqa: PLC0415 - the bot lives on without numpy
            from messages.heard.questions.topic_head import TopicHead  # noqa: PLC0415 - the same
            from messages.heard.red_flags.second_opinion import SecondOpinion  # noqa: PLC0415 - the same

            folder = packaged() / self.language
            engine = Engine(self.entries, folder / "faq", TopicHead(folder / "advice"))
            opinions = SecondOpinion(engine.encoder, folder, engine.sight.wanted)
            return replace(self, engine=engine, opinions=opinions)
        except Exception as error:  # a broken wheel can raise anything at all
            raise EngineError(f"questions in {self.language!r} cannot be answered: {error}") from error

    def rest(self) -> None:
        """Take less room, until somebody writes again."""
        for one in (self.engine, self.opinions):
            if isinstance(one, Rests):
                one.rest()

    def read(self, text: str) -> Reading:
        """Read any text of any length. Red flags come first, and what may be one is never answered."""
        return self.question(text, self.flag(text))

    def flag(self, text: str, phone: str | None = None) -> Reading | None:
        """Give the red flag in any text, or what may be one; None where there is none.

        What is in another language may be one. `phone` is the language that theirs is set to. The engine
        rests, but where a text only leans to a red flag: what is plainly a question is none.
        """
        own, other = self._own_flag(text), self.others.hear(text, phone) if self.others else None
        if other is None or self.others is None or other.language == self.language:
            return own
        # With a sheet, what rules for this language find in words that are none of it says nothing.
        legible = other.mixed or other.language not in self.others.sheets
        return _elsewhere(own if legible else None, other)

    def _own_flag(self, text: str) -> Reading | None:
        heard = counted(text, self.triage, self.opinions if self._is_own(text) else None)
        if heard.outcome is Outcome.URGENT:
            guessed = not self.triage.alarms_of(heard)
            despairs = heard.despair or (guessed and self.triage.may_be_life(text))
            return Reading(
                ReadingKind.URGENT, tier=heard.tier, rule=heard.rule, despair=despairs, guessed=guessed
            )
        if heard.outcome is Outcome.SCREEN and not (heard.faint and self._is_plain_question(text)):
            return Reading(ReadingKind.SCREEN, rule=heard.rule, despair=heard.despair, may_be=heard.may_be)
        return None

    def _is_own(self, text: str) -> bool:
        """Whether a text is in the language that the second opinion was learnt in."""
        return self.others is None or self.others.is_english(text)

    def _is_plain_question(self, text: str) -> bool:
        """Whether the engine knows for sure what a text asks, and it is nothing that a sign may hide in."""
        if self.engine is None or len(text) > _LONGEST or _NO_SPEECH.search(text):
            return False
        asked = self._asked(text, self.engine)
        entry = self.entries.get(asked.entry or "")
        if entry is None or entry.worrying:
            return False
        return any(one.entry == entry.id and one.share >= PLAIN for one in self.engine.find(text))

    def question(self, text: str, flag: Reading | None) -> Reading:
        """Give what any text asks for, by the engine; where a red flag was heard in it, that flag.

        Where the engine sees another language of which no word is known, that is asked about.
        """
        if flag:
            return flag
        if self.engine is None or _NO_SPEECH.search(text):
            return Reading(ReadingKind.ABSTAIN)
        found = self._asked(text[:_LONGEST], self.engine)
        whole = self.engine.find(text[:_LONGEST])[0]
        own = bool(whole.near) and self.entries[whole.near[0]].own and self._is_calm(text)
        near = (one for one in whole.near if not (own and self.entries[one].worrying))
        found = replace(found, near=tuple(near), topics=whole.topics)
        if found.entry == faq.OTHER_LANGUAGE and self.others and self.others.is_foreign(text):
            return Reading(ReadingKind.SCREEN, rule=ELSEWHERE, language=UNKNOWN)
        if self.triage.judge(text).outcome is Outcome.CLEAR:
            return found
        plain = self._is_calm(text) or self._is_plain_question(text)
        if found.kind is ReadingKind.ANSWER and not plain:
            return Reading(ReadingKind.ABSTAIN, found.entry)  # words of a sign, and no plain question
        return replace(found, signs=True, sure=found.sure and plain)

    def _asked(self, text: str, engine: Finds) -> Reading:
        """Take the whole text first; a part of it may ask what the article does not cover, or ask at all."""
        whole, *parts = self._unworried(text, engine.find(text))
        if not in_latin(text) and whole.share < 1:
            return Reading(ReadingKind.ABSTAIN)
        worry = any(self.entries[part.entry].worrying for part in parts) and not self._is_calm(text)
        own = self.entries[whole.entry].own and not worry  # a part of it asks nothing else, then
        parts = [part for part in parts if part.entry != _ASIDE and not own]
        beyond, answer = self._best(faq.EntryKind.BEYOND, parts), self._best(faq.EntryKind.ANSWER, parts)
        kind = self.entries[whole.entry].kind
        if beyond and beyond.share >= (_SURE_OF_PART if kind is faq.EntryKind.ANSWER else _LIKELY):
            return Reading(ReadingKind.ABSTAIN, beyond.entry, sure=beyond.share >= _SURE_OF_PART)
        if kind is faq.EntryKind.ANSWER and whole.share >= SURE:
            return Reading(ReadingKind.ANSWER, whole.entry, sure=whole.share >= PLAIN)
        if answer and answer.share >= _SURE_OF_PART and not (beyond and beyond.share >= _LIKELY):
            return Reading(ReadingKind.ANSWER, answer.entry, sure=answer.share >= PLAIN)
        if kind is faq.EntryKind.SMALLTALK and whole.share >= _IN_PASSING:
            return Reading(ReadingKind.SMALLTALK, whole.entry)
        named = kind is faq.EntryKind.BEYOND and whole.share >= _NAMED
        sure = whole.share >= (SURE if self.entries[whole.entry].own else PLAIN)
        return Reading(ReadingKind.ABSTAIN, whole.entry if named else None, sure=sure)

    def _unworried(self, text: str, found: Sequence[Likely]) -> Sequence[Likely]:
        """What is found in a text that is harmless by the second opinion: nobody is worried there."""
        whole, *parts = found
        return [whole.calm, *parts] if whole.calm and self._is_calm(text) else found

    def _is_calm(self, text: str) -> bool:
        return self.opinions is not None and self.opinions.of(text).harmless >= _CALM

    def _best(self, kind: faq.EntryKind, found: Iterable[Likely]) -> Likely | None:
        of_kind = (one for one in found if self.entries[one.entry].kind is kind)
        return max(of_kind, key=lambda one: one.share, default=None)


def load(*folders: Traversable, trusting: bool = False) -> tuple[dict[str, Reader], tuple[Gap, ...]]:
    """Give a reader for each language that has red flags, still without its engine, and every gap.

    The first folder is the packaged one; a later one holds the clinic's own entries and rules.
    `trusting` leaves out what takes long to look for and can be wrong in the packaged one alone.
    """
    judges, unheard = triage.load(*folders)
    others, gaps = other_languages.load(*folders, trusting=trusting)
    entries, unread = faq.load(*folders)
    proposals, unsaid = advice.load(*folders)
    topics, unnamed = advised.load(proposals, *folders)
    readers = {
        name: Reader(judge, entries.get(name, {}), name, others=others, topics=topics.get(name, Topics()))
        for name, judge in judges.items()
    }
    return readers, (*unheard, *unread, *gaps, *unsaid, *unnamed)


def _elsewhere(own: Reading | None, other: Elsewhere) -> Reading:
    """A text in another language: its alarm, or what was found of this one in it; else it is asked about."""
    if own and own.tier and (other.tier is None or SOONEST.index(own.tier) <= SOONEST.index(other.tier)):
        return replace(own, despair=own.despair or other.despair, language=other.language)
    if other.tier:
        despair = other.despair or (own is not None and own.despair)
        return Reading(
            ReadingKind.URGENT, tier=other.tier, rule=other.sign, despair=despair, language=other.language
        )
    asked = own or Reading(ReadingKind.SCREEN, rule=ELSEWHERE)
    return replace(asked, language=other.language)
