"""One reading of a text in its place: a short list of acts, the most urgent first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from messages.heard.acts import phrased
from messages.heard.acts.act import Act, Kind
from messages.heard.acts.phrased import Phrasebook
from messages.heard.acts.situation import Asks, CaseState, Situation
from messages.heard.ratings import RatingAnswer, SoreRating
from messages.heard.reader import Reading, ReadingKind
from messages.heard.red_flags.finding import SOONEST, Tier
from messages.heard.red_flags.triage import LEANING
from messages.heard.red_flags.weighing import OPINION
from messages.sheets.other_languages import OtherLanguages

# Whole messages that may lean to a question about warning signs, and are known to be harmless.
_PLAIN = frozenset(
    {
        Kind.OPT_OUT,
        Kind.PAUSE,
        Kind.OPT_IN,
        Kind.ERASE,
        Kind.NONE,
        Kind.YES,
        Kind.NO,
        Kind.THANKS,
        Kind.UNKNOWN,
    }
)
_ANSWERS = frozenset({Kind.RATING, Kind.TIME, Kind.PLACE})
_FEW = 3  # words
_ENDS = (".", "!", "?", "\u2026")
LONGEST_ANSWER = 200  # characters; a longer text is no answer to a question about a time or a place


@dataclass(frozen=True)
class HowToRead:
    """How one language is read: red flags, phrases, ratings, and whether a time or a place is named."""

    flag: Callable[[str], Reading | None]
    book: Phrasebook
    rating: Callable[[str, int | None], RatingAnswer]
    is_rating: Callable[[str], bool]
    is_time: Callable[[str], bool]
    is_place: Callable[[str], bool]
    others: OtherLanguages | None = None


def read(text: str, at: Situation, ways: HowToRead) -> tuple[Act, ...]:
    """What somebody does with a text; no act is a question or a remark, which the engine may know."""
    if not any(sign.isalnum() or sign in ways.book.pictures for sign in text):
        return (Act(Kind.UNREADABLE, why="no letter and no digit"),)
    answers = tuple(_answers(text, at, ways))
    wholes = (*phrased.acts(text, at, ways.book), *_of_signs_elsewhere(text, at, ways))
    signs = tuple(_signs(text, at, ways, (*answers, *wholes)))
    if not signs and _is_farewell(text, at, ways.book):
        signs = (_FAREWELL,)
    settled = _kinds(signs) - {Kind.MAYBE_SIGN, Kind.SAME_SIGN} or _kinds(answers) & _ANSWERS
    light = (_IN_DESPAIR,) if at.despair and not settled else ()
    return (*signs, *light, *answers, *wholes)


def _is_farewell(text: str, at: Situation, book: Phrasebook) -> bool:
    """Whether somebody who has just asked for an end of the reminders says goodbye for good."""
    if not book.farewell.fit(book.said(text)):
        return False
    before = (phrased.acts(one, at, book) for one in at.earlier)
    wished = any(act.kind in (Kind.OPT_OUT, Kind.PAUSE) for acts in before for act in acts)
    return wished or not at.asks.isdisjoint(_LEAVING)


_LEAVING = (Asks.STOP, Asks.GO_ON, Asks.ERASE)
_FAREWELL = Act(
    Kind.MAYBE_SIGN,
    Reading(ReadingKind.SCREEN, rule="farewell", despair=True),
    "a goodbye for good after a wish to stop",
)
_IN_DESPAIR = Act(Kind.DESPAIR, why="within an hour of a word of ending one's life")


def joined_to(earlier: tuple[str, ...], *text: str) -> str:
    """Several messages as the one that they may have been meant as: a short one goes on in the next."""
    texts = (*earlier, *text)
    joined = "".join(f"{one}{_joint(one)}" for one in texts[:-1])
    return f"{joined}{texts[-1]}" if texts else ""


def _joint(text: str) -> str:
    bare = text.rstrip()
    return " " if len(bare.split()) <= _FEW and not bare.endswith(_ENDS) else "\n"


def _answers(text: str, at: Situation, ways: HowToRead) -> Iterator[Act]:
    """A rating, a time or a place, where one was asked for."""
    digits = ways.book.names_number(text)
    if Asks.RATING in at.asks and (digits or not at.rated) and (found := ways.rating(text, at.last_rating)):
        yield Act(
            Kind.RATING if isinstance(found, SoreRating) else Kind.RATING_UNCLEAR, found, "of the scale"
        )
    if len(text) > LONGEST_ANSWER or not at.asks & _OF_A_SESSION:
        return
    if at.asks & _OF_TIME and ways.is_time(text):
        yield Act(Kind.TIME, why="a moment is named")
    if at.asks & _OF_A_PLACE and ways.is_place(text):
        yield Act(Kind.PLACE, why="a place is named")


def _of_signs_elsewhere(text: str, at: Situation, ways: HowToRead) -> Iterator[Act]:
    """A whole message in another language that agrees, or answers the signs: none of them, or one."""
    if Asks.CONSENT in at.asks and ways.others and ways.others.agrees(text):
        yield Act(Kind.YES, why=_ELSEWHERE)
    if Asks.SIGNS not in at.asks or ways.others is None:
        return
    if ways.others.says_none(text):
        yield Act(Kind.NONE, why="none, in another language")
    elif ways.others.says_some(text):
        yield Act(Kind.ONE_OF_THEM, why="one of them, in another language")


_ELSEWHERE = "yes, in another language"
_OF_TIME = frozenset({Asks.TIME, Asks.RIGHT_TIME, Asks.SESSION})
_OF_A_PLACE = frozenset({Asks.PLACE, Asks.RIGHT_ZONE})
_OF_A_SESSION = _OF_TIME | _OF_A_PLACE


def _signs(text: str, at: Situation, ways: HowToRead, others: tuple[Act, ...]) -> Iterator[Act]:
    """What is or may be a red flag: in the text, or in what the last texts say together."""
    flag = _flag(text, at, ways)
    if (flag is None or flag.tier is None) and at.case is not CaseState.NONE and _is_there(text, at, ways):
        yield Act(Kind.HELP_IS_THERE, why="and no sign is surely told")
    elif flag is None:
        return
    elif flag.tier is None:
        if not _is_harmless(flag, text, others, ways):
            yield Act(Kind.MAYBE_SIGN, flag, flag.rule or "")
    elif flag.tier is Tier.CLINICIAN and Kind.THAT_ONE in _kinds(others):
        return  # what was meant stands on the screen, and says how urgent it is
    elif flag.tier is Tier.CLINICIAN and at.case is not CaseState.NONE and Kind.WORSE in _kinds(others):
        return  # "it is getting worse" is about the alarm that stands, and is told at once
    elif flag.tier is Tier.CLINICIAN and _is_only_an_answer(text, at, ways, others):
        return  # "about nine", where a time was asked for
    elif _is_wish_to_stop(text, flag, at, ways, others):
        return
    elif at.case is not CaseState.NONE and _is_there(text, at, ways):
        yield Act(Kind.HELP_IS_THERE, why="and that is all it says of a sign")
    else:
        same = at.case is not CaseState.NONE and _is_told(text, flag, at, ways)
        yield Act(Kind.SAME_SIGN if same else Kind.SIGN, flag, f"{flag.tier.value}, {flag.rule}")


def _is_only_an_answer(text: str, at: Situation, ways: HowToRead, others: tuple[Act, ...]) -> bool:
    """Whether the text is no more than a rating, as "unbearable 9", or the time that was asked for alone."""
    kinds = _kinds(others)
    timely = bool(at.asks & {Asks.TIME, Asks.RIGHT_TIME}) and at.asks.isdisjoint({Asks.RATING, Asks.SIGNS})
    a_time = Kind.TIME in kinds and timely and at.case is CaseState.NONE
    return a_time or bool(ways.is_rating(text) and kinds & _RATINGS)


def _is_wish_to_stop(
    text: str, flag: Reading, at: Situation, ways: HowToRead, others: tuple[Act, ...]
) -> bool:
    """Whether the whole text surely asks for the reminders to stop, and no rule but a guess alarms of it.

    What was said a moment before, or within the hour of ending one's life, may give it another meaning.
    """
    sure = any(act.kind in (Kind.OPT_OUT, Kind.PAUSE) and act.value is None for act in others)
    alarmed = not flag.guessed or flag.despair or flag.language is not None
    return sure and not alarmed and not at.despair and flag == ways.flag(text)


def _is_told(text: str, flag: Reading, at: Situation, ways: HowToRead) -> bool:
    """Whether every sign in the text was told before: each part of it is looked at by itself."""
    flags = [flag, *(found for part in ways.book.parts(text) if (found := ways.flag(part)) and found.tier)]
    return all(one.rule in at.told for one in flags)


_RATINGS = frozenset({Kind.RATING, Kind.RATING_UNCLEAR})


def _is_harmless(flag: Reading, text: str, others: tuple[Act, ...], ways: HowToRead) -> bool:
    """Whether what leans to a sign is the answer that was asked for, or a whole message that is known."""
    kinds = _kinds(others)
    if flag.despair:
        return False
    if flag.language:
        return _answers_elsewhere(text, kinds, ways)
    known = bool(kinds) and flag.rule == OPINION  # what it means is known
    if known or (kinds & _RATINGS and ways.is_rating(text)):
        return True  # "a bit worse than before" is what was asked for, and no more
    if flag.rule not in (LEANING, OPINION):
        return bool(kinds & {Kind.OPT_OUT, Kind.PAUSE, Kind.NONE, Kind.THAT_ONE})
    if ways.book.names_number(text) and ways.is_rating(text):
        return True  # "6 out of 10", which nobody asked for
    return bool(kinds & (_PLAIN | {Kind.TIME, Kind.PLACE})) or ways.book.says_nothing(text)


def _answers_elsewhere(text: str, kinds: frozenset[Kind], ways: HowToRead) -> bool:
    """Whether a text in another language is an answer all the same; a town that a long one names is none."""
    if ways.others and Kind.YES in kinds and ways.others.agrees(text):
        return True
    if kinds & {Kind.NONE, Kind.ONE_OF_THEM} or (kinds & _RATINGS and ways.is_rating(text)):
        return True
    return len(text.split()) <= _FEW and bool(kinds & (_PLAIN | {Kind.TIME, Kind.PLACE, Kind.THAT_ONE}))


def _flag(text: str, at: Situation, ways: HowToRead) -> Reading | None:
    """What the text says, or what only it and the ones before it say together, if that is more urgent."""
    alone = ways.flag(text)
    if not at.earlier or _rank(alone) == 0:
        return alone
    before = [ways.flag(one) for one in (joined_to(at.earlier), *at.earlier)]
    joined = ways.flag(joined_to(at.earlier, text))
    if joined is None or joined.tier not in (Tier.EMERGENCY, Tier.SAME_DAY):
        return alone
    if joined.rule in {one.rule for one in (alone, *before) if one}:
        return alone  # together they say no more than apart; two vague sentences only sound graver than one
    return joined if _rank(joined) < min(map(_rank, (alone, *before))) else alone


def _rank(flag: Reading | None) -> int:
    if flag is None:
        return len(SOONEST) + 1
    return SOONEST.index(flag.tier) if flag.tier else len(SOONEST)


def _is_there(text: str, at: Situation, ways: HowToRead) -> bool:
    """Whether the text begins with help being there, and names no sign after that."""
    rest = ways.book.help_is_there(" ".join(ways.book.said_without(text, at.names)))
    if rest is None:
        return False
    flag = ways.flag(rest) if rest else None
    return flag is None or flag.kind is not ReadingKind.URGENT


def _kinds(acts: tuple[Act, ...]) -> frozenset[Kind]:
    return frozenset(act.kind for act in acts)
