"""A person's sessions as the clinic sees them: on their card, and in a line of a list."""

from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.next_session import NextNoted
from bot.care.ground.says.patients import CaseCard, PatientShown, SessionOfCourse
from bot.render.diary import DIARY
from bot.render.filling import Fillings
from bot.render.words import Filling, Words, local

COURSE = Fillings(DIARY)
MOST = 12  # sessions on a card: the newest


@COURSE.of(NextNoted)
def noted(words: Words, message: NextNoted) -> Filling:
    return {"treated": words.region(message.region)}


def of_person(words: Words, card: CaseCard) -> Filling:
    """What a card tells of the person besides the one session."""
    shown = [_session(words, card, place) for place in range(len(card.course))][-MOST:]
    if hidden := len(card.course) - len(shown):
        shown.insert(0, words.staff("events.earlier", count=hidden))
    waits = [words.staff("course.offered", since=words.at_clinic(card.offered))] if card.offered else []
    title = [words.staff("course.title", count=len(card.course))] if card.course else []
    said = "\n".join([*title, *shown, *waits])
    return {"course": f"\n\n{said}" if said else ""}


def _session(words: Words, card: CaseCard, place: int) -> str:
    one: SessionOfCourse = card.course[place]
    day = words.date(local(Moment(one.at, card.zone)))
    ratings = words.staff("course.ratings", ratings=", ".join(map(str, one.ratings))) if one.ratings else ""
    region = words.region(one.region) if one.region else ""
    return f"{place + 1}. " + " · ".join(part for part in (day, region, ratings) if part)


def flags(words: Words, one: PatientShown) -> tuple[str, ...]:
    """What a line of the list tells of the course."""
    sessions = words.staff("flags.sessions", count=one.sessions) if one.sessions > 1 else ""
    return (sessions, words.staff("flags.unconfirmed") if one.unconfirmed else "")
