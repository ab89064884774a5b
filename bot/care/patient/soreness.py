"""A rating of soreness is kept, asked for or not, and what follows from it is said and told."""

from dataclasses import replace

from bot.care.ground import curve, plan, red_flag, tips
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.says.buttons import About
from bot.care.ground.says.check_ins import (
    Helpful,
    SoreLow,
    SoreNoted,
    SoreNotImproving,
    SoreRising,
    SoreSevere,
    SoreTold,
    SoreWorst,
)
from bot.care.ground.says.warning_signs import ScreenAfter
from bot.care.patient import closing_words, ending_early, ratings
from bot.care.patient.ratings import SORENESS, WORST
from bot.model import Outgoing, Patient, State, Treatment
from bot.store import alerts, answers, outbox, plans, treatments
from bot.store.answers import Given, Way
from messages.heard.red_flags.finding import Tier
from schedules.clinical import CLINICAL
from schedules.soreness import Threshold

TELLING: dict[Threshold, type[SoreTold]] = {
    Threshold.SEVERE: SoreSevere,
    Threshold.RISING: SoreRising,
    Threshold.NOT_IMPROVING: SoreNotImproving,
}
MOST_TOLD = 4  # ratings that the clinic is shown with one that does not stand alone
Acknowledged = SoreNoted | SoreLow | SoreTold


def is_rating(value: int) -> bool:
    return 0 <= value <= CLINICAL.most_sore


def treatment_of(desk: Desk, message: Outgoing) -> Treatment | None:
    return treatments.by_id(desk.tx, message.treatment_id) if message.treatment_id else None


def about(desk: Desk, patient: Patient, message: Outgoing) -> About | None:
    """What tells the session of a message from others that are followed at the time."""
    treatment = treatment_of(desk, message)
    among = len(plan.running(desk, patient))
    return plan.about(desk, patient, treatment, among=among) if treatment else None


def open_questions(desk: Desk, patient: Patient) -> list[Outgoing]:
    """The check-ins of the last half day that have no answer."""
    return plans.open_questions(desk.tx, patient.id, since=desk.now - CLINICAL.question_open)


def up_to(series: list[Given], rating: int) -> list[Given]:
    """The ratings up to the one of that number."""
    place = next(place for place, one in enumerate(series) if one.id == rating)
    return series[: place + 1]


def rate(
    desk: Desk,
    patient: Patient,
    message: Outgoing,
    value: int,
    *,
    way: Way,
    said_before: int | None = None,
    shows: bool = False,
) -> Toast:
    """The answer to a check-in; another one corrects it. `said_before` is an earlier one named beside it.

    `shows` is whether the curve goes with what is said to it.
    """
    treatment = treatment_of(desk, message)
    if treatment is None or plan.step_of(message).ask != SORENESS or not is_rating(value):
        return OLD
    before = ratings.to_steps(desk, treatment).get(message.step or "")
    if before == value:
        return Toast("toasts.already", left=tips.left_under(message))
    _record(desk, treatment, message, value, way)
    series = ratings.series(desk, treatment)
    given = up_to(series, next(one.id for one in series if one.step == message.step))
    if said_before is not None:
        given[-1:] = [replace(given[-1], value=said_before), given[-1]]
    follow(desk, patient, treatment, given, corrects=before, of=message.id, shows=shows)
    if before is None:
        _ask_further(desk, patient, treatment, message, value)
    else:
        closing_words.release(desk, treatment)
    return Toast(left=tips.left_under(message))


def _record(desk: Desk, treatment: Treatment, message: Outgoing, value: int, way: Way) -> None:
    step = message.step or ""
    answers.answer(desk.tx, treatment, step=step, ask=SORENESS, value=value, way=way, now=desk.now)
    outbox.answered(desk.tx, message.id, f"{SORENESS} {value}", now=desk.now)
    for row in plans.of_treatment(desk.tx, treatment.id):
        if row.step == message.step and row.round > message.round:
            outbox.drop(desk.tx, row.id, State.CANCELLED, now=desk.now)


def _ask_further(desk: Desk, patient: Patient, treatment: Treatment, message: Outgoing, value: int) -> None:
    """What comes with the first answer to a check-in: the signs, and the worst of it; or the end."""
    first = ratings.check_ins(desk, treatment)[:1] == [message.step]
    if first and value > CLINICAL.mild:  # else they are behind the button
        say(desk, patient, ScreenAfter())
    if ratings.asks_worst(desk, treatment, message.step):
        say(desk, patient, SoreWorst(of=message.id, about=about(desk, patient, message)))
    else:
        _end(desk, patient, treatment, message)


def _end(desk: Desk, patient: Patient, treatment: Treatment, message: Outgoing) -> None:
    """After the last check-in, whether all this helped; and what was to come after the last question."""
    if ratings.is_last(desk, treatment, message.step):
        say(desk, patient, Helpful(of=message.id))
    else:
        ending_early.offer(desk, patient, treatment)
    closing_words.release(desk, treatment)


def rate_worst(desk: Desk, patient: Patient, message: Outgoing, value: int, *, way: Way) -> Toast:
    """The worst since the last time is kept beside the rating; of a severe one the clinic hears."""
    treatment = treatment_of(desk, message)
    if treatment is None or not ratings.asks_worst(desk, treatment, message.step) or not is_rating(value):
        return OLD
    step, given = message.step or "", answers.to_steps(desk.tx, treatment.id, WORST)
    if given.get(step) == value:
        return Toast("toasts.already")
    answers.answer(desk.tx, treatment, step=step, ask=WORST, value=value, way=way, now=desk.now)
    now = ratings.to_steps(desk, treatment).get(step, value)
    if value >= CLINICAL.severe > now:
        words = f"{of_ten(value)} → {of_ten(now)}"
        _tell(desk, patient, treatment, SoreSevere, value, words, of=message.id)
    if step not in given:
        _end(desk, patient, treatment, message)
    return Toast("toasts.thanks")


def follow(
    desk: Desk,
    patient: Patient,
    treatment: Treatment,
    given: list[Given],
    *,
    corrects: int | None,
    of: int = 0,
    rating: int = 0,
    shows: bool = False,
) -> None:
    """What is said to the last of these ratings, and whether the clinic hears of it.

    `of` is the message that asked for it, `rating` its number where none did. The curve goes with it where
    that `shows` and nothing is to be done: such words wait for no picture.
    """
    value, crossed = given[-1].value, ratings.crossed(treatment, given)
    if crossed:
        words = _told(given) if crossed is not Threshold.SEVERE else of_ten(value)
        kind = TELLING[crossed]
        _tell(desk, patient, treatment, kind, value, words, of=of, rating=rating, instead=corrects)
        return
    if corrects is not None:
        _correct_alert(desk, patient, treatment, corrects, value)
    said: SoreNoted | SoreLow = SoreNoted(value=value, of=of, rating=rating)
    if value <= CLINICAL.mild and not red_flag.waiting(desk, patient):
        said = _good_word(desk, patient, given, of, rating)
    shown = curve.of_patient(desk, patient, treatment) if shows else None
    _say(desk, patient, treatment, replace(said, instead=corrects, curve=shown))


def _good_word(desk: Desk, patient: Patient, given: list[Given], of: int, rating: int) -> SoreLow:
    *before, last = given
    if not before:
        return SoreLow(value=last.value, of=of, rating=rating)
    zone = desk.zone_of(patient)
    days = (last.at.astimezone(zone).date() - before[-1].at.astimezone(zone).date()).days
    return SoreLow(value=last.value, of=of, rating=rating, before=before[-1].value, days=days)


def _tell(
    desk: Desk,
    patient: Patient,
    treatment: Treatment,
    kind: type[SoreTold],
    value: int,
    words: str,
    *,
    of: int,
    rating: int = 0,
    instead: int | None = None,
) -> None:
    told = red_flag.told(desk, [patient], Tier.CLINICIAN)
    red_flag.raise_alert(desk, patient, Tier.CLINICIAN, words, about=treatment)
    _say(desk, patient, treatment, kind(value=value, of=of, rating=rating, instead=instead, told=told))


def _say(desk: Desk, patient: Patient, treatment: Treatment, said: Acknowledged) -> None:
    named = plan.about(desk, patient, treatment, among=len(plan.running(desk, patient)))
    say(desk, patient, replace(said, about=named), treatment_id=treatment.id)


def _correct_alert(desk: Desk, patient: Patient, treatment: Treatment, before: int, value: int) -> None:
    """A rating that is no longer so stands in an alert that nobody has seen: the new one joins it."""
    alert = alerts.unseen(desk.tx, patient.id)
    told = " ".join(alerts.words(desk.tx, alert.id)).split() if alert else []
    if of_ten(before) in told:
        words = f"{of_ten(before)} → {of_ten(value)}"
        red_flag.raise_alert(desk, patient, Tier.CLINICIAN, words, about=treatment)


def of_ten(value: int) -> str:
    """A rating as the clinic reads it, with the end of the scale."""
    return f"{value}/{CLINICAL.most_sore}"


def _told(given: list[Given]) -> str:
    """The newest ratings, as they followed each other."""
    return " → ".join(of_ten(one.value) for one in given[-MOST_TOLD:])
