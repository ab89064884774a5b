"""What the rules found, and the second opinion on it: what is done about a text."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Protocol

from messages.heard.red_flags.finding import CLEAR, Finding, Outcome, Tier

# Shares of 1; docs/decisions/0007-triage.md says how they were chosen. An alarm that is likely harmless is
# asked about, one that surely is lets the text pass; what is only asked about passes a little sooner.
ASKED_FROM, PASSED_FROM = 0.8, 0.99
MEASURED_ASKED_FROM = 0.99  # an alarm that rests on a number, or is about ending one's life
NAMED_PASSED_FROM, FAINT_PASSED_FROM = 0.9, 0.85
# How likely an emergency must be for an alarm where the rules would ask, and where they hear nothing.
ALARMED_FROM, UNHEARD_ALARMED_FROM = 0.5, 0.985
# How likely an alarm for later is for now: of words, and of what stands beside a number, without the number.
RAISED_FROM, BESIDE_RAISED_FROM = 0.9, 0.6
SAME_DAY_BELOW = 0.02  # how likely it is harmless; where the rules would ask: an alarm, if for no emergency
UNHEARD_ASKED_BELOW = 0.5  # how likely it is harmless
_TELLING = 8  # words; in fewer, nothing that no rule names raises an alarm
_FEW = 5  # words; shorter ones are answers, and signs in so few words are what the rules know
_PARTS = re.compile(r"(?<=[.!?,])\s+|\n+|(?<=[a-z])\s+(?=[A-Z][a-z])")  # many leave out the full stop
_OF_PICTURES = ("So", "Sk", "Cf", "Mn")  # kinds of signs that pictures are made of, and no English word
_NUMBER = re.compile(r"\d+")
OPINION = "second opinion"  # in place of a rule's name, where no rule found anything


@dataclass(frozen=True)
class Opinion:
    """How likely a text is harmless, and an emergency, of 1; the rest is for what can wait for a day."""

    harmless: float
    emergency: float


class Rules(Protocol):
    """Judges a text by its words, and says how those are spelt."""

    def judge(self, text: str) -> Finding: ...
    def spelt(self, text: str) -> str: ...


class FormsOpinions(Protocol):
    """Says of a text as a whole how likely it is a red flag."""

    def of(self, text: str) -> Opinion: ...


def judged(text: str, rules: Rules, opinions: FormsOpinions | None = None) -> Finding:
    """What the rules find, with a second opinion where there is one.

    No alarm is let pass for its spelling, nor for harmless parts beside an alarming one: as long as the
    text spelt well, or a part of it, would not be let pass by itself, it is asked about at least.
    """
    found = rules.judge(text)
    if opinions is None or not _is_worth_it(text, found):
        return found
    if found.outcome is Outcome.URGENT and _is_for_now(text, found, opinions):
        return replace(found, tier=Tier.EMERGENCY)
    taken = weighed(found, _of_whole(text, found, opinions))
    if found.calm and taken != CLEAR:
        return Finding(Outcome.SCREEN, rule=OPINION, faint=True)
    if taken == CLEAR and found.kept:
        taken = found if found.outcome is Outcome.SCREEN else doubted(found)
    elif found.outcome is not Outcome.URGENT and len(text.split()) < _TELLING:
        taken = _of_few(text, found, taken, opinions)
    elif taken == CLEAR and found.outcome is Outcome.URGENT:
        each = [part for part in _PARTS.split(text) if part.strip()]
        others = [rules.spelt(text), *(each if len(each) > 1 else ())]
        if any(weighed(rules.judge(one), opinions.of(one)) != CLEAR for one in others):
            taken = doubted(found)
    return taken


def _of_whole(text: str, found: Finding, opinions: FormsOpinions) -> Opinion:
    """Of what a rule finds, the graver of two: with pictures and without, "this is call 4" without the 4."""
    opinion = opinions.of(text)
    if found.outcome is Outcome.CLEAR or found.faint:
        return opinion
    bare = _without_pictures(text)
    if found.outcome is Outcome.URGENT and not found.measured:
        bare = _NUMBER.sub("", bare)
    return opinion if bare == text else min(opinion, opinions.of(bare), key=lambda one: one.harmless)


def _without_pictures(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) not in _OF_PICTURES)


def _is_for_now(text: str, found: Finding, opinions: FormsOpinions) -> bool:
    """Whether an alarm for later is of an emergency: a sign beside a number counts by its own tier."""
    if found.tier is Tier.EMERGENCY or len(text.split()) < _TELLING:
        return False
    if opinions.of(text).emergency >= RAISED_FROM:
        return True
    beside = _NUMBER.sub("", text)
    return found.measured and beside != text and opinions.of(beside).emergency >= BESIDE_RAISED_FROM


def _of_few(text: str, found: Finding, taken: Finding, opinions: FormsOpinions) -> Finding:
    """In few words an opinion raises no alarm, and lets what a rule asks about pass only where it is sure.

    It must be sure without the numbers as well: in few words one that nobody explains weighs too much.
    """
    if found.outcome is not Outcome.SCREEN:
        return Finding(Outcome.SCREEN, rule=OPINION) if taken.outcome is Outcome.URGENT else taken
    unsure = opinions.of(_NUMBER.sub("", text)).harmless < PASSED_FROM
    return found if unsure or taken.outcome is Outcome.URGENT else taken


def _is_worth_it(text: str, found: Finding) -> bool:
    """Whether an opinion may change anything: not of soreness told in a number, nor of an answer.

    It is formed of what leans to no sign as well: "no one would notice if I was gone" is made of calm words.
    But of these it raises no alarm, and what is plainly a question is answered.
    """
    if found.outcome is Outcome.CLEAR:
        return len(text.split()) >= _FEW
    return not (found.measured and found.tier is Tier.CLINICIAN)


def weighed(found: Finding, opinion: Opinion) -> Finding:
    """Weigh a finding against an opinion of the whole text.

    What rests on a number, or is about somebody who may end their life, is never let pass; and of soreness
    told in numbers the rules alone can say how much it is.
    """
    if found.outcome is Outcome.URGENT:
        return found if found.stands else _alarm(found, opinion)
    if found.outcome is Outcome.SCREEN:
        taken = _asked(found, opinion)
        return found if taken == CLEAR and (found.despair or found.stands) else taken
    if opinion.emergency >= UNHEARD_ALARMED_FROM:
        return Finding(Outcome.URGENT, Tier.EMERGENCY, OPINION)
    if opinion.harmless < UNHEARD_ASKED_BELOW:
        return Finding(Outcome.SCREEN, rule=OPINION)
    return found


def _asked(found: Finding, opinion: Opinion) -> Finding:
    if opinion.emergency >= (UNHEARD_ALARMED_FROM if found.mentioned else ALARMED_FROM):
        return replace(found, outcome=Outcome.URGENT, tier=Tier.EMERGENCY)
    if opinion.harmless < SAME_DAY_BELOW and not found.mentioned:
        return replace(found, outcome=Outcome.URGENT, tier=Tier.SAME_DAY)
    enough = FAINT_PASSED_FROM if found.faint else NAMED_PASSED_FROM
    return CLEAR if opinion.harmless >= enough else found


def _alarm(found: Finding, opinion: Opinion) -> Finding:
    enough = MEASURED_ASKED_FROM if found.measured or found.despair else ASKED_FROM
    if opinion.harmless < enough or (found.measured and found.tier is Tier.CLINICIAN):
        return found
    if opinion.harmless >= PASSED_FROM and not (found.measured or found.despair):
        return CLEAR
    return doubted(found)


def doubted(alarm: Finding) -> Finding:
    """Ask about what would have been an alarm."""
    return replace(alarm, outcome=Outcome.SCREEN, tier=None, may_be=alarm.tier)
