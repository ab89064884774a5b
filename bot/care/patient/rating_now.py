"""A patient says how sore they are at any time: `/sore`."""

from dataclasses import replace

from bot.care.ground import plan
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.heard import Heard
from bot.care.ground.says.check_ins import SoreAgain, SoreNow
from bot.care.ground.says.message import read, stored
from bot.care.ground.says.plan import NoPlan
from bot.care.patient import ratings, soreness
from bot.care.patient.ratings import SORENESS
from bot.model import Outgoing, Patient, Treatment
from bot.store import answers, outbox, plans, treatments
from bot.store.answers import Way
from messages.heard.ratings import SoreRating
from schedules.clinical import CLINICAL

COMMAND = "/sore"


def begin(desk: Desk, patient: Patient, words: str) -> None:
    """`/sore` asks, `/sore 4` is noted at once; of several sessions each is asked about."""
    found = desk.house.ratings_of(patient.language).read(words) if words else None
    take(desk, patient, found.value if isinstance(found, SoreRating) else None)


def is_command(heard: Heard) -> bool:
    """Whether what came in is `/sore`, with a rating after it or not."""
    name = heard.text.split(maxsplit=1)[:1]
    return bool(name) and name[0].partition("@")[0].casefold() == COMMAND


def can_be_noted(desk: Desk, patient: Patient) -> bool:
    """Whether there is a session that a rating can be of."""
    return bool(_sessions(desk, patient))


def take(desk: Desk, patient: Patient, value: int | None) -> None:
    """Note what was typed where there is one session to note it for; else show the scale of each."""
    sessions = _sessions(desk, patient)
    if not sessions:
        say(desk, patient, NoPlan())
    elif value is not None and len(sessions) == 1:
        _rate(desk, patient, sessions[0], value, Way.TYPED)
    else:
        for treatment in sessions:
            _ask(desk, patient, treatment, among=len(sessions))


def _sessions(desk: Desk, patient: Patient) -> list[Treatment]:
    """Those under way, or else those that are watched still."""
    since = desk.now - CLINICAL.oldest_session
    watched = [one for one in treatments.of_patient(desk.tx, patient.id) if one.treated_at >= since]
    return plan.running(desk, patient) or watched


def _ask(desk: Desk, patient: Patient, treatment: Treatment, *, among: int, rating: int = 0) -> None:
    """The scale: for the check-in that is open about the session, or else for no question at all."""
    about = plan.about(desk, patient, treatment, among=among)
    question = None if rating else _open(desk, patient, treatment)
    if question:
        say(desk, patient, SoreAgain(of=question.id, about=about))
    else:
        say(desk, patient, SoreNow(about=about, rating=rating), treatment_id=treatment.id)


def _open(desk: Desk, patient: Patient, treatment: Treatment) -> Outgoing | None:
    """The check-in about that session that waits for an answer, the newest."""
    found = [one for one in soreness.open_questions(desk, patient) if one.treatment_id == treatment.id]
    return found[-1] if found else None


def _rate(desk: Desk, patient: Patient, treatment: Treatment, value: int, way: Way) -> int:
    """It answers a check-in that is open; or else its number among the ratings that nothing has asked for."""
    if question := _open(desk, patient, treatment):
        soreness.rate(desk, patient, question, value, way=way, shows=True)
        return 0
    rating = answers.add(desk.tx, treatment, ask=SORENESS, value=value, way=way, now=desk.now)
    given = soreness.up_to(ratings.series(desk, treatment), rating)
    soreness.follow(desk, patient, treatment, given, corrects=None, rating=rating, shows=True)
    return rating


def rate(desk: Desk, patient: Patient, message_id: int, value: int) -> Toast:
    """A tap on the scale; another one under the same message corrects it."""
    message = outbox.get(desk.tx, message_id, chat_id=patient.chat_id)
    treatment = soreness.treatment_of(desk, message) if message else None
    if message is None or message.key != SoreNow.key or treatment is None or not soreness.is_rating(value):
        return OLD
    asked = read(SoreNow, message.facts)
    if asked.rating:
        return correct(desk, patient, treatment, asked.rating, value, way=Way.TAPPED)
    if message.answered:
        return Toast("toasts.already")
    outbox.answered(desk.tx, message.id, f"{SORENESS} {value}", now=desk.now)
    if rating := _rate(desk, patient, treatment, value, Way.TAPPED):
        plans.set_facts(desk.tx, message.id, stored(replace(asked, rating=rating)))
    return Toast()


def correct(
    desk: Desk, patient: Patient, treatment: Treatment, rating: int, value: int, *, way: Way
) -> Toast:
    kept = answers.own(desk.tx, patient.id, rating)
    if kept is None:
        return OLD
    _, before = kept
    if before.value == value:
        return Toast("toasts.already")
    answers.correct(desk.tx, rating, value, way=way, now=desk.now)
    given = soreness.up_to(ratings.series(desk, treatment), rating)
    soreness.follow(desk, patient, treatment, given, corrects=before.value, rating=rating, shows=True)
    return Toast()


def ask_again(desk: Desk, patient: Patient, rating: int) -> Toast:
    """The wrong number was said: the scale once more, for the same rating."""
    kept = answers.own(desk.tx, patient.id, rating)
    treatment = treatments.by_id(desk.tx, kept[0]) if kept else None
    if treatment is None:
        return OLD
    _ask(desk, patient, treatment, among=len(plan.running(desk, patient)), rating=rating)
    return Toast()
