"""A rating that is typed: noted, or settled by the scale."""

from collections.abc import Sequence

from bot.care.ground import people
from bot.care.ground.desk import Desk, asked_last, said_last, say
from bot.care.ground.says.check_ins import (
    SoreAgain,
    SoreAlready,
    SoreAlreadyLow,
    SoreCompared,
    SoreNow,
    SoreStill,
    SoreTap,
    SoreWhich,
    SoreWhy,
    SoreWorst,
)
from bot.care.ground.says.message import read
from bot.care.patient import check_ins, rating_now, ratings, soreness
from bot.model import Outgoing, Patient, Treatment
from bot.store import shared_phones
from bot.store.answers import Way
from messages.heard.ratings import SoreRating, UnclearRating
from schedules.clinical import CLINICAL

SCALES = (SoreNow, SoreWhy, SoreAgain, SoreWhich, SoreCompared, SoreTap)


def asks_for_now(desk: Desk, patient: Patient) -> bool:
    """Whether the scale was shown last that no check-in asks for."""
    if asked_last(desk, patient.chat_id, SoreNow):
        return True
    again = asked_last(desk, patient.chat_id, SoreStill, SoreWhy)
    return again is not None and read(SoreStill, again.facts).for_now


def explain(desk: Desk, patient: Patient) -> None:
    """Why it is asked how sore somebody is, and the question again."""
    say(desk, patient, SoreWhy(for_now=asks_for_now(desk, patient)))


def take(desk: Desk, patient: Patient, given: object, *, changed: bool, named: bool = False) -> None:
    """A typed `4`, `about a six` or `unbearable 9` is the answer to the scale that was shown last.

    What is not plainly a rating, and an old message that was `changed`, bring the scale again; so does a
    rating that may be about any of several sessions, or people, unless one was `named`.
    """
    rating = given if isinstance(given, SoreRating) and not changed else None
    asked = check_ins.question_of_today(desk, patient)
    maybe_meant = [patient] if named else people.around(desk, patient)
    if asks_for_now(desk, patient) or asked is None:
        _take_now(desk, patient, rating.value if rating else None, maybe_meant)
    elif others := _also_open(desk, maybe_meant, asked):
        for whose, question in ((patient, asked), *others):
            say(desk, whose, SoreAgain(of=question.id, about=soreness.about(desk, whose, question)))
    elif rating is None:
        _settle(desk, patient, asked, given)
    elif newer := _newer(desk, asked):
        rating_now.correct(desk, patient, *newer, rating.value, way=Way.TYPED)
    else:
        _note(desk, patient, asked, rating)


def _newer(desk: Desk, asked: Outgoing) -> tuple[Treatment, int] | None:
    """The newest rating, where nothing asked for it and the check-in has its own: its session and number."""
    treatment = soreness.treatment_of(desk, asked)
    newest = ratings.series(desk, treatment)[-1:] if treatment and asked.answered else []
    return (treatment, newest[0].id) if treatment and newest and newest[0].step is None else None


def _take_now(desk: Desk, patient: Patient, value: int | None, maybe_meant: Sequence[Patient]) -> None:
    """The scale that no check-in asks for; where it was shown of several people, a number may be any's."""
    since = desk.now - CLINICAL.question_open
    shown = shared_phones.asked_of(desk.tx, patient.chat_id, SoreNow.key, since=since)
    each = [one for one in maybe_meant if one.id in shown]
    for one in each if len(each) >= people.SEVERAL else [patient]:
        rating_now.take(desk, one, value if one is patient and len(each) < people.SEVERAL else None)


def _note(desk: Desk, patient: Patient, asked: Outgoing, rating: SoreRating) -> None:
    shown = asked_last(desk, patient.chat_id, SoreWorst)
    if shown and read(SoreWorst, shown.facts).of == asked.id:
        soreness.rate_worst(desk, patient, asked, rating.value, way=Way.TYPED)
        return
    noted = soreness.rate(desk, patient, asked, rating.value, way=Way.TYPED, said_before=rating.before)
    if noted.key == "toasts.already":
        kind = SoreAlreadyLow if rating.value <= CLINICAL.mild else SoreAlready
        say(desk, patient, kind(value=rating.value, of=asked.id))


def _settle(desk: Desk, patient: Patient, asked: Outgoing, given: object) -> None:
    """The scale, for what may be a rating; who has it before them already is told how to answer."""
    last, about = said_last(desk, patient.chat_id), soreness.about(desk, patient, asked)
    if last and last.key in {SoreAgain.key, SoreWhich.key, SoreCompared.key}:
        say(desk, patient, SoreTap(of=asked.id, about=about))
    elif isinstance(given, UnclearRating) and given.near is not None:
        kind = SoreCompared if given.compared else SoreWhich
        say(desk, patient, kind(of=asked.id, near=given.near, about=about))
    else:
        say(desk, patient, SoreAgain(of=asked.id, about=about))


def last(desk: Desk, patient: Patient) -> int | None:
    """How sore they said they were last, of the session of today's check-in; None where they never did."""
    asked = check_ins.question_of_today(desk, patient)
    treatment = soreness.treatment_of(desk, asked) if asked else None
    series = ratings.series(desk, treatment) if treatment else []
    return series[-1].value if series else None


def _also_open(desk: Desk, maybe_meant: Sequence[Patient], asked: Outgoing) -> list[tuple[Patient, Outgoing]]:
    """Unanswered questions about other sessions of the same half day: a bare number could mean any."""
    found = [(one, question) for one in maybe_meant for question in soreness.open_questions(desk, one)]
    if asked.id not in {question.id for _, question in found}:
        return []
    newest = {question.treatment_id: (one, question) for one, question in found}  # of each session
    return [pair for treatment, pair in newest.items() if treatment != asked.treatment_id]
