"""It was said about whom of several an alarm is: in its words, or before, until something else is said."""

from collections.abc import Sequence

from bot.care.ground import people, red_flag
from bot.care.ground.desk import Desk
from bot.care.ground.heard import Caller
from bot.model import Alert, Patient
from bot.store import alert_people, alerts, thread


def standing(desk: Desk, everybody: Sequence[Patient]) -> Alert | None:
    """The newest red flag with which reminders rest: unseen, or seen within the day and not closed."""
    since = desk.now - red_flag.STANDS
    found = [
        alert
        for one in everybody
        for alert in (alerts.unseen(desk.tx, one.id), thread.standing(desk.tx, one.id, since=since))
        if alert and alert.tier in red_flag.HOLDS
    ]
    return max(found, key=lambda one: one.id, default=None)


def said_whom(desk: Desk, caller: Caller, words: str) -> Patient | None:
    """Whom words of an alarm are about: who is named first in them, or was said of those before them.

    None where nobody said, or they may be about another.
    """
    everybody = caller.people(desk)
    if named := _named(desk, everybody, words):
        return named
    alert = standing(desk, everybody) if len(everybody) >= people.SEVERAL else None
    if alert is None or not alert_people.is_settled(desk.tx, alert.id):
        return None
    meant = alert_people.of(desk.tx, alert.id)
    person = next((one for one in everybody if meant == [one.id]), None)
    if person is None or _may_be_another(desk, everybody, person, alert, words):
        return None
    return person


def _named(desk: Desk, everybody: Sequence[Patient], words: str) -> Patient | None:
    """Whom words name before all else, and speak of nobody beside."""
    named = people.named_in(everybody, words) if len(everybody) >= people.SEVERAL else None
    if named is None:
        return None
    book = desk.house.book_of(named.language)
    return named if book.whom.is_about(book.said(named.called or ""), book.said(words)) else None


def _may_be_another(
    desk: Desk, everybody: Sequence[Patient], person: Patient, alert: Alert, words: str
) -> bool:
    """Whether the words name one of the others, or speak as of another."""
    others = [one for one in everybody if one.id != person.id]
    if people.any_is_named(others, words):
        return True
    book, holder = desk.house.book_of(person.language), people.holder(desk, everybody)
    before = "\n".join(alerts.words(desk.tx, alert.id))
    return book.whom.may_be_another(
        book.said(words),
        book.said(before),
        is_own=holder is not None and holder.id == person.id,
        holder_is_there=holder is not None,
    )
