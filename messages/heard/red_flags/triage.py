"""Is a text a red flag, and how urgent: triage comes first, always."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.resources.abc import Traversable
from typing import Self

from messages.heard.red_flags.amounts import Amounts
from messages.heard.red_flags.bearing import bearing
from messages.heard.red_flags.context import TextContext
from messages.heard.red_flags.denial import Bearing
from messages.heard.red_flags.ear import Ear
from messages.heard.red_flags.finding import CLEAR, Finding, Outcome, Tier
from messages.heard.red_flags.leaning import Leaning, TellingWords, telling
from messages.heard.red_flags.page import RedFlagPage, missing, read
from messages.heard.red_flags.rules import Rule, rules
from messages.heard.red_flags.series import WEEKDAYS
from messages.heard.red_flags.weighing import FormsOpinions, judged
from messages.languages import REFERENCE, language_folders
from messages.said.gaps import Gap

__all__ = ["CLEAR", "LEANING", "Finding", "Outcome", "Tier", "Triage", "load"]

LEANING = "leaning"  # in place of a rule's name, where the words as a whole led to a question
_CALM = -5.0  # log odds; texts that lean less to a sign are hardly ever one
_LEANS = 4.0  # log odds; of harmless texts it had not learnt from, about one in twenty came above it
_REMEMBERED = 200  # texts
_ORDER: tuple[Tier | None, ...] = (*Tier, None)


class Triage:
    """The red flags of one language, ready to judge."""

    def __init__(self, page: RedFlagPage, found: Iterable[Rule]) -> None:
        """Take the words of a page and the rules made of them."""
        self.rules = tuple(sorted(found, key=lambda rule: _ORDER.index(rule.tier)))
        self._judged = lru_cache(_REMEMBERED)(self._judge)
        self.amounts = Amounts(page.words, page.numbers)
        self.about_life = page.words.get("about_life", ())
        self._page = page

    @cached_property
    def _ear(self) -> Ear:
        return Ear(self._page, self.rules)

    @cached_property
    def leaning(self) -> Leaning:
        """Learnt of thousands of phrasings, which takes a while: when it is first wanted."""
        alarming, harmless = (
            [*map(self.telling, said)] for said in (self._page.alarming, self._page.harmless)
        )
        return Leaning(alarming, harmless)

    def judge(self, text: str) -> Finding:
        """Judge any text of any length by the most urgent rule that is so, else ask or not; never raises.

        What was judged a moment ago is remembered: a text is read beside those before it,
        and in more than one thread.
        """
        return self._judged(text)

    def _judge(self, text: str) -> Finding:
        heard, places = self._ear.hear(text)
        context = TextContext(heard, places, self._ear.grammar)
        asks: str | None = None
        may_be: Tier | None = None
        faint, despair, mentioned, unlearnt = True, False, True, False
        for rule in self.rules:
            found = bearing(rule, heard, places, context)
            if found is Bearing.SAID and rule.tier and not (rule.pictures or heard.told_in_words):
                found = Bearing.DOUBTED
            if found is Bearing.SAID and rule.tier:
                return Finding(
                    Outcome.URGENT,
                    rule.tier,
                    rule.name,
                    rule.despair,
                    measured=rule.measures and (any(heard.numbers()) or WEEKDAYS in places),
                    stands=context.says_so or rule.unlearnt,
                    kept=context.asks_of_own,
                )
            if found <= Bearing.CAME or (found < Bearing.DENIED and rule.tier):
                if asks is None:  # the most urgent comes first
                    asks, may_be = rule.name, rule.may_be
                faint = faint and rule.tier is None and rule.may_be is not Tier.EMERGENCY
                despair = despair or rule.despair
                unlearnt = unlearnt or rule.unlearnt
                mentioned = mentioned and found is Bearing.MENTIONED
        if asks is None:
            leans = self.leaning.farthest(telling(heard, context.silent))
            if leans <= _LEANS:
                return replace(CLEAR, calm=leans < _CALM)
            asks, mentioned = LEANING, False
        return Finding(
            Outcome.SCREEN,
            None,
            asks,
            despair,
            may_be,
            faint and not despair,
            stands=context.says_so or unlearnt,
            kept=context.asks_of_own and not faint,
            mentioned=mentioned,
        )

    def alarms_of(self, finding: Finding) -> bool:
        """Whether what was found is a rule that alarms by itself."""
        return any(rule.name == finding.rule and rule.tier for rule in self.rules)

    def may_be_life(self, text: str) -> bool:
        """Whether words that no rule knows may be of somebody who may end their life."""
        said = f" {self.spelt(text)} "
        return any(f" {one} " in said for one in self.about_life)

    def spelt(self, text: str) -> str:
        """A text as it is heard: words for red flags spelt as they should be, in small letters."""
        heard, _ = self._ear.hear(text)
        return " ".join(word for word, *_ in heard.words[1:-1])

    def telling(self, text: str) -> TellingWords:
        """The words of a text that may lean one way or the other."""
        heard, places = self._ear.hear(text)
        sentences = telling(heard, TextContext(heard, places, self._ear.grammar).silent)
        return [word for words in sentences for word in words]

    def only(self, *names: str) -> Self:
        """This triage with no rules but these, and nothing learnt."""
        fewer = copy(self)  # with a memory of its own
        fewer.rules = tuple(rule for rule in self.rules if rule.name in names)
        fewer.leaning = Leaning([], [])
        fewer._judged = lru_cache(_REMEMBERED)(fewer._judge)  # noqa: SLF001
        return fewer


def counted(text: str, triage: Triage, opinions: FormsOpinions | None = None) -> Finding:
    """What is found in a text, or where that is no alarm, in what it counts of pills that it named."""
    heard = judged(text, triage, opinions)
    swallowed = None if heard.outcome is Outcome.URGENT else triage.amounts.completed(text)
    taken = judged(swallowed, triage, opinions) if swallowed else CLEAR
    return heard if taken.outcome is Outcome.CLEAR else taken


def load(*folders: Traversable) -> tuple[Mapping[str, Triage], tuple[Gap, ...]]:
    """Read the red flags of each folder's languages; a later one replaces single rules and adds words."""
    pages: dict[str, RedFlagPage] = {}
    gaps: list[Gap] = []
    for language in language_folders(*folders):
        gaps += read(pages.setdefault(language.name, RedFlagPage()), language)
    others = {name: page for name, page in pages.items() if name != REFERENCE}
    gaps += [Gap(f"messages/{name}", what) for name, page in others.items() for what in missing(page)]
    made = {name: list(rules(page)) for name, page in pages.items()}
    gaps += [gap for found in made.values() for gap in found if isinstance(gap, Gap)]
    triages = {
        name: _made_once(pages[name], [rule for rule in found if isinstance(rule, Rule)])
        for name, found in made.items()
        if found
    }
    return triages, tuple(gaps)


def _made_once(page: RedFlagPage, found: list[Rule]) -> Triage:
    """Make one, or give the one that was made of the very same page: learning its phrasings takes a while."""
    held = sha256(repr(page).encode(errors="surrogatepass")).digest()
    if held not in _made:
        if len(_made) == _KEPT:
            _made.clear()
        _made[held] = Triage(page, found)
    return _made[held]


_KEPT = 8  # as many languages as there may be, so that an entry that a clinic adds does not make them anew
_made: dict[bytes, Triage] = {}
