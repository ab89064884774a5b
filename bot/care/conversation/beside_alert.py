"""What is told beside an alert with which the reminders go on: no entry may soothe there."""

from bot.care.conversation import replies
from bot.care.conversation.exchange import Exchange
from bot.care.ground import duty, people, red_flag
from bot.care.ground.desk import say
from bot.care.ground.says.red_flag import AlertJoined, AlertUnreached
from bot.model import Sort
from bot.store import alerts
from messages.heard.reader import ReadingKind


def join_or_ask(at: Exchange) -> None:
    """What is told beside an alert that nobody has seen goes to the clinic with it; else it is answered."""
    alert = alerts.unseen(at.desk.tx, at.patient.id) if at.patient else None
    if at.patient is None or alert is None or not _tells(at):
        replies.ask(at)
        return
    everybody = people.maybe_meant(at.desk, at.patient, None)
    red_flag.raise_alert(at.desk, at.patient, alert.tier, at.heard.text, everybody=everybody)
    there = duty.reachable(at.desk, everybody)
    say(at.desk, at.patient, AlertJoined() if there else AlertUnreached(), sort=Sort.URGENT)


def _tells(at: Exchange) -> bool:
    """Whether something is told, and not asked, that an entry would be the answer to."""
    asks = at.heard.hearing.book.asks(at.whole)
    return not asks and at.heard.question_in(at.whole).kind is ReadingKind.ANSWER
