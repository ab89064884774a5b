"""A rating that is typed: noted, or settled by the scale."""

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
from bot.model import Outgoing, Patient
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


def take(desk: Desk, patient: Patient, given: object, *, changed: bool) -> None:
    """A typed `4`, `about a six` or `unbearable 9` is the answer to the scale that was shown last.

    What is not plainly a rating, and an old message that was `changed`, bring the scale again; so does a
    rating that may be about any of several sessions.
    """
    rating = given if isinstance(given, SoreRating) and not changed else None
    asked = check_ins.question_of_today(desk, patient)
    if asks_for_now(desk, patient) or asked is None:
        rating_now.take(desk, patient, rating.value if rating else None)
    elif others := _also_open(desk, patient, asked):
        for question in (asked, *others):
            say(desk, patient, SoreAgain(of=question.id, about=soreness.about(desk, patient, question)))
    elif rating is None:
        _settle(desk, patient, asked, given)
    else:
        _note(desk, patient, asked, rating)


def _note(desk: Desk, patient: Patient, asked: Outgoing, rating: SoreRating) -> None:
    shown = asked_last(desk, patient.chat_id, SoreWorst)
    if shown and read(SoreWorst, shown.facts).of == asked.id:
        soreness.rate_worst(desk, patient, asked, rating.value)
        return
    noted = soreness.rate(desk, patient, asked, rating.value, said_before=rating.before)
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


def _also_open(desk: Desk, patient: Patient, asked: Outgoing) -> list[Outgoing]:
    """Unanswered questions about other sessions of the same half day: a bare number could mean any."""
    found = soreness.open_questions(desk, patient)
    if asked.id not in {one.id for one in found}:
        return []
    newest = {one.treatment_id: one for one in found}  # of each session the one asked last
    return [one for one in newest.values() if one.treatment_id != asked.treatment_id]
