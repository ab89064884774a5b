"""A rating that is typed: noted, or settled by the scale."""

from bot.care.ground.desk import Desk, said_last, say
from bot.care.ground.says.check_ins import SoreAgain, SoreAlready, SoreCompared, SoreTap, SoreWhich
from bot.care.patient import check_ins
from bot.model import Outgoing, Patient
from bot.store import plans, treatments
from messages.heard.ratings import SoreRating, UnclearRating
from schedules.clinical import CLINICAL


def take_rating(desk: Desk, patient: Patient, given: object, *, changed: bool) -> None:
    """A typed `4`, `about a six` or `unbearable 9` is the answer to the last check-in.

    What is not plainly a rating, and an old message that was `changed`, bring the scale again; so does a
    rating that may be about any of several sessions.
    """
    asked = check_ins.question_of_today(desk, patient)
    if asked is None:
        return
    if others := _also_open(desk, patient, asked):
        for question in (asked, *others):
            say(desk, patient, SoreAgain(of=question.id, about=check_ins.about(desk, patient, question)))
        return
    if not isinstance(given, SoreRating) or changed:
        _settle(desk, patient, asked, given)
    elif check_ins.give(desk, patient, asked, given.value, said_before=given.before).key == "toasts.already":
        say(desk, patient, SoreAlready(value=given.value, of=asked.id))


def _settle(desk: Desk, patient: Patient, asked: Outgoing, given: object) -> None:
    """The scale, for what may be a rating; who has it before them already is told how to answer."""
    last, about = said_last(desk, patient.chat_id), check_ins.about(desk, patient, asked)
    if last and last.key in {SoreAgain.key, SoreWhich.key, SoreCompared.key}:
        say(desk, patient, SoreTap(of=asked.id, about=about))
    elif isinstance(given, UnclearRating) and given.near is not None:
        kind = SoreCompared if given.compared else SoreWhich
        say(desk, patient, kind(of=asked.id, near=given.near, about=about))
    else:
        say(desk, patient, SoreAgain(of=asked.id, about=about))


def last_rating(desk: Desk, patient: Patient) -> int | None:
    """How sore the patient said they were before the check-in of today; None where they never did."""
    asked = check_ins.question_of_today(desk, patient)
    treatment = check_ins.treatment_of(desk, asked) if asked else None
    if asked is None or treatment is None:
        return None
    given = treatments.answers(desk.tx, treatment.id, check_ins.SORENESS)
    return next(
        (given[step] for step in reversed(check_ins.earlier(desk, treatment, asked)) if step in given), None
    )


def _also_open(desk: Desk, patient: Patient, asked: Outgoing) -> list[Outgoing]:
    """Unanswered questions about other sessions of the same half day: a bare number could mean any."""
    since = desk.now - CLINICAL.question_open
    found = plans.open_questions(desk.tx, patient.id, since=since)
    if asked.id not in {one.id for one in found}:
        return []
    newest = {one.treatment_id: one for one in found}  # of each session the one asked last
    return [one for one in newest.values() if one.treatment_id != asked.treatment_id]
