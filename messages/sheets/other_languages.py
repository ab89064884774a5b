"""Which other language a text is in, if it is in one, and whether it plainly raises an alarm there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable

from messages.heard.red_flags.finding import Tier
from messages.languages import packaged
from messages.said.gaps import Gap
from messages.sheets import sheet
from messages.sheets.alarms import said_in
from messages.sheets.clues import HINTED, PLAIN, Clues, is_a_tie
from messages.sheets.folding import LONGEST, scripts_of, words_of
from messages.sheets.plain_alarms import plain_alarm
from messages.sheets.sheet import LIFE, Sheet
from messages.sheets.tongues import Tongue, Tongues, tongues

UNKNOWN = "und"  # as the registry of languages has it: another language, and none that is known here
_SHORT = 4  # letters; such a word is half as telling, as it may be one of several languages or a slip
_TINY = 2  # letters; and such a one is still less
_SHARED = 0.5  # what a word of English counts for it that another language has as well
_TELLING_LETTER = 2  # words that a letter counts for which no other language of its script has
_ENOUGH = 3  # letters of another script; of Han one is a word
_SHARE = 4  # and at least one in so many
_ACCENTED = 2  # words
_SENTENCE = 7  # letters of a script that may write no spaces
_FEW = 4  # words, of which none is known in English: so many can hardly be slips
_OF_STRANGE = 5  # and of so many, one may be a word of English too
_NAME = 3  # Han letters at most of a name
_NAMES = 5  # words
_HAN = "cjk"
_REMEMBERED = 512  # texts


@dataclass(frozen=True)
class Elsewhere:
    """A text in another language, by its tag, and the alarm that it plainly raises: its tier and sign.

    It is `mixed` where English words stand in it too.
    """

    language: str
    tier: Tier | None = None
    sign: str | None = None
    mixed: bool = False

    @property
    def despair(self) -> bool:
        return self.sign == LIFE


class OtherLanguages:
    """All languages that are told from the reference; those with a sheet are answered in themselves."""

    def __init__(self, sheets: Mapping[str, Sheet], known: Tongues) -> None:
        """`known` is what tells them, those with a sheet among them."""
        self.sheets = sheets
        self._known = known
        self._heard = lru_cache(_REMEMBERED)(self._hear)

    def hear(self, text: str, phone: str | None = None) -> Elsewhere | None:
        """Hear a text of any length; None where it may be English. `phone` is what theirs is set to."""
        return self._heard(text[:LONGEST], (phone or "").lower().partition("-")[0])

    def name(self, language: str) -> str | None:
        """What the clinic calls a language; None where it is not known."""
        found = self.sheets.get(language)
        return found.in_english if found else self._known.names.get(language)

    def is_english(self, text: str) -> bool:
        """Whether at least half of the words are of English; many of them are of others as well."""
        words = words_of(text)
        known = (word in self._known.english or self._is_english(word) for word in words)
        return sum(known) * 2 >= len(words)

    def is_foreign(self, text: str) -> bool:
        """Whether a text that tells no language is hardly English, and no name either."""
        words = words_of(text)
        return sum(map(self._is_english, words)) * 2 < len(words) and not _is_name(text)

    def says_none(self, text: str) -> bool:
        """Whether a whole message says in one of them that there is none of the signs."""
        return sheet.is_none(self.sheets.values(), text)

    def agrees(self, text: str) -> bool:
        """Whether it says that somebody agrees."""
        return sheet.is_agreed(self.sheets.values(), text)

    def says_some(self, text: str) -> bool:
        """Whether it says that there is one of them."""
        return sheet.is_some(self.sheets.values(), text)

    def _hear(self, text: str, hint: str) -> Elsewhere | None:
        words = [word for word in words_of(text) if not word[0].isdecimal()]
        scripts = scripts_of(text)
        script, count = max(scripts.items(), key=lambda one: one[1], default=("", 0))
        if (count >= _ENOUGH or script == _HAN) and count * _SHARE > sum(map(len, words)):
            found = self._by_script(text, words, scripts, hint)
        else:
            found = self._by_words(text, words, hint)
        language, candidates = found
        if len(words) == 1:
            language = language or self._alone_in(words[0])
        for candidate in candidates:
            if one := self.sheets.get(candidate):
                alarm, is_named = said_in(text, one.alarms, one.context)
                if alarm:
                    return Elsewhere(candidate, alarm.tier, alarm.sign, mixed=self._is_mixed(words))
                if is_named:  # and denied, which a language like it might not see
                    break
        if language and language not in self.sheets and (alarm := plain_alarm(language, text)):
            return Elsewhere(language, alarm.tier, alarm.sign, mixed=self._is_mixed(words))
        if language and self._is_worth(words, scripts):
            return Elsewhere(language, mixed=self._is_mixed(words))
        return None

    def _is_mixed(self, words: Sequence[str]) -> bool:
        """Whether English stands in it as well, and no words that only look like it."""
        return any(self._is_english(word) for word in words)

    def _is_english(self, word: str) -> bool:
        """Whether a word is known, or rarer, in English, and no word of another language."""
        known = self._known
        if word in known.neutral or known.with_word(word):
            return False
        return word in known.english or word in known.pieces

    def _is_worth(self, words: Sequence[str], scripts: Mapping[str, int]) -> bool:
        """Whether a text without an alarm is asked about: a name, a greeting or a "yes" is not."""
        if len(words) > (_NAME if scripts.keys() == {_HAN} else 1):
            return True
        letters = sum(count for script, count in scripts.items() if script != _HAN)
        return letters >= _SENTENCE or any(self._alone_in(word) for word in words)

    def _alone_in(self, word: str) -> str | None:
        """The language in which a single word is worth asking about, if it is no English word."""
        tongues = (one.language for one in self._known.all if word in one.alone)
        return None if word in self._known.english else next(tongues, None)

    def _by_script(
        self, text: str, words: Sequence[str], scripts: Mapping[str, int], hint: str
    ) -> tuple[str | None, list[str]]:
        """The language, and all whose alarms it may raise, the likeliest first."""
        script = max(scripts, key=lambda one: scripts[one])
        here = [one for one in self._known.all if one.script == script]
        if not here:
            return (script if script in self._known.names else UNKNOWN), []
        letters = set(text.casefold())

        def told(one: Tongue) -> tuple[int, bool]:
            has = sum(word in one.words or word.startswith(one.begun) for word in words)
            return has + _TELLING_LETTER * len(one.letters & letters), one.language == hint

        best = [one.language for one in sorted(here, key=told, reverse=True)]
        return best[0], best

    def _by_words(self, text: str, words: Sequence[str], hint: str) -> tuple[str | None, list[str]]:
        """The same of a text in Latin letters, which may be English for all that is known."""
        known = self._known
        told, english = self._weighed(words)
        told = {one: found for one, found in told.items() if found.telling}
        best = sorted(told, key=lambda one: (told[one].telling, told[one].shared, one == hint), reverse=True)
        best = [one for one in best if told[one].is_enough(hinted=one == hint)]
        if not best and told and self._is_no_english(text, words):
            likeliest = max(told, key=lambda one: (told[one].telling, one == hint))
            best = [likeliest] if told[likeliest].telling >= HINTED else []
        for language in best:
            found = told[language]
            if found.telling + found.shared > english - _SHARED * found.shared or found.telling >= PLAIN:
                return (UNKNOWN if is_a_tie(told, best, hint) else language), best
        long = [word for word in words if len(word) > 1 and word not in known.neutral]
        return UNKNOWN if self._are_strange(text, long) else None, best

    def _is_no_english(self, text: str, words: Sequence[str]) -> bool:
        """Whether a few words hold none of English, and are no name: then little tells a language."""
        return len(words) > 1 and not _is_name(text) and not any(map(self._is_english, words))

    def _are_strange(self, text: str, words: Sequence[str]) -> bool:
        """Whether these are hardly English: none is known, or few are where others have accents."""
        written = sum(word in self._known.english for word in words)
        english, name = sum(map(self._is_english, words)), _is_name(text)
        accented = sum(not word.isascii() for word in text.split())
        few = len(words) >= _FEW - 1 and written * _OF_STRANGE <= len(words) and not name
        plain = english and (accented < _ACCENTED or english * 2 > len(words))
        if not few and (plain or len(words) < (_FEW if not accented or name else 1)):
            return False
        longer = [word for word in words if len(word) >= _SHORT]
        return sum(word in self._known.pieces for word in longer) * 2 < len(longer)

    def _weighed(self, words: Sequence[str]) -> tuple[dict[str, Clues], float]:
        """What the words tell of each language, and of English those that are not typed everywhere."""
        known, told, english = self._known, dict[str, Clues](), 0.0
        for word in words:
            is_english, is_neutral = word in known.english, word in known.neutral
            languages = known.with_word(word)
            if is_english and not is_neutral:
                english += _SHARED if languages else 1.0
            for language in languages:
                one = told.setdefault(language, Clues())
                if is_english or is_neutral:
                    one.shared += not is_neutral
                else:
                    little = len(word) <= _SHORT or word in known.pieces
                    one.telling += (0.25 if len(word) <= _TINY else 0.5) if little else 1.0
                    one.little += little
            for language in () if is_english else known.greeting_with(word):
                told.setdefault(language, Clues()).telling += 0.5
        return told, english


def _is_name(text: str) -> bool:
    """Whether each of its few words, if not all of its letters, has a capital: somebody, or a place."""
    words = text.split()
    return (
        len(words) <= _NAMES
        and not text.isupper()
        and not text.islower()
        and all(any(map(str.isupper, word)) or (word.islower() and len(word) < _SHORT) for word in words)
    )


def load(*folders: Traversable, trusting: bool = False) -> tuple[OtherLanguages, tuple[Gap, ...]]:
    """Read each folder's sheets, and what tells languages without one; and every gap."""
    sheets, gaps = sheet.load(*folders, trusting=trusting)
    return OtherLanguages(sheets, tongues(sheets, packaged())), gaps
