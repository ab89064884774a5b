"""One phone may serve several people: whom a tap or a text is about."""

from dataclasses import replace

from bot.care.ground.desk import Desk
from bot.care.ground.heard import Form, Heard
from bot.care.ground.people import SEVERAL, named_in
from bot.care.ground.said_whom import standing
from bot.care.ground.spoken_of import spoken_of
from bot.model import Alert, Dialogue, Outgoing, Patient
from bot.store import dialogues, plans, shared_phones
from messages.heard.acts.reading import LONGEST_ANSWER
from messages.heard.times.when import names_time
from schedules.clinical import CLINICAL


def addressed(desk: Desk, heard: Heard) -> Heard:
    """What came in, with whom it is about, where the phone serves several people."""
    everybody = heard.caller.people(desk)
    if len(everybody) < SEVERAL:
        return heard
    about = _tapped(desk, heard) if heard.form is Form.TAPPED else _written(desk, heard, everybody)
    return replace(heard, caller=replace(heard.caller, about=about or everybody[0].id))


def _tapped(desk: Desk, heard: Heard) -> int | None:
    """A tap belongs to the person of its message."""
    chat = heard.caller.chat_id
    return shared_phones.tapped(desk.tx, chat, heard.caller.under) or shared_phones.told_last(
        desk.tx, chat, now=desk.now
    )


def _written(desk: Desk, heard: Heard, everybody: list[Patient]) -> int | None:
    """Whom it names. A number answers the newest check-in, and a short text the question that is open.

    Else, a text goes on with an alarm that stands, is about whom "I" or "she" can only mean, or goes on with
    what was said last. A time or a place is no more
    of the alarm than on the phone of one person, where it was asked for since.
    """
    if named := named_in(everybody, heard.words):
        return named.id
    chat, since = heard.caller.chat_id, desk.now - CLINICAL.question_open
    ratings = desk.house.ratings_of(everybody[0].language)
    meant = spoken_of(desk, everybody, heard.words)
    if ratings.is_meant(heard.words) and (asked := _asked_last(desk, [meant] if meant else everybody)):
        return asked.patient_id
    question, alarm = dialogues.of_chat(desk.tx, chat, since=since), standing(desk, everybody)
    if question and _answers(desk, heard, question, alarm):
        return question.patient_id
    if alarm:
        return alarm.patient_id
    return meant.id if meant else shared_phones.told_last(desk.tx, chat, now=desk.now)


def _answers(desk: Desk, heard: Heard, question: Dialogue, alarm: Alert | None) -> bool:
    """Whether it may be an answer to a question about somebody's session."""
    if question.patient_id is None or len(heard.words) > LONGEST_ANSWER:
        return False
    if alarm is None:
        return True
    if question.asked <= alarm.raised:
        return False
    zone, times = desk.house.clinic.zone, desk.house.times_of(heard.caller.language)
    named = bool(heard.zones) or names_time(heard.when(times, desk.now, zone))
    return heard.form is Form.LOCATION or (named and heard.flag is None)


def _asked_last(desk: Desk, everybody: list[Patient]) -> Outgoing | None:
    """The newest check-in of the last half day, about whomever; one that waits for an answer first."""
    since = desk.now - CLINICAL.question_open
    found = [plans.last_question(desk.tx, one.id, since=since) for one in everybody]
    asked = [one for one in found if one]
    return max(asked, key=lambda one: (one.answered is None, one.due, one.id), default=None)
