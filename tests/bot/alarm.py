"""The breathless patient: whom an alert reaches, and when."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from bot.store import alerts
from tests.bot.conftest import MONDAY
from tests.bot.staff import Practice, a_practice

WORDS = "I can't breathe and my chest hurts"
WORSE = "it is worse now, I cannot breathe at all"
SPOT = "the needle spot is red and hot"
CALL = "Call 112 now. Do not drive yourself."
CARD = "PLEASE SHOW THIS"
EMERGENCY, TODAY = "EMERGENCY: please act now", "TODAY: please act today"
RAISED = ("EMERGENCY: ", "TODAY: ", "Please look at this within a working day")
WAITING = "Still nobody at Riverside Physio has said that they have read your message"
STILL = "If you have not called 112 yet, please do it now."
UNREACHED = "I cannot reach anybody at Riverside Physio at the moment"
READ = "at Riverside Physio has read your message at"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def told(person: Person) -> list[Message]:
    """The alerts that somebody of the clinic was told."""
    return [message for message in person.chat.bot_messages if message.words.startswith(RAISED)]


def added(person: Person) -> list[Message]:
    """The further words of a case that somebody of the clinic was told."""
    return [message for message in person.chat.bot_messages if " adds, " in message.words]


def minutes(person: Person, since: datetime = MONDAY) -> list[int]:
    """When somebody was told alerts, in minutes."""
    return [(message.at - since) // MINUTE for message in told(person)]


async def write(practice: Practice, words: str = WORDS, person: Person | None = None) -> int:
    """The patient writes; the id of that message, when all that came of it at once has been said."""
    writer = person or practice.pat
    sent = writer.say(words).id
    await practice.clinic.says(writer, "", sent)
    await rest(practice)
    return sent


async def rest(practice: Practice) -> None:
    """Everything that is due by now has left."""
    await practice.at(practice.clinic.clock.now)


async def barrier(practice: Practice) -> None:
    """What happened before has been heard, and all that came of it has been said."""
    await practice.clinic.barrier(practice.sam)
    await rest(practice)


async def after(practice: Practice, span: timedelta, since: datetime = MONDAY) -> None:
    await practice.at(since + span)


def unreached(practice: Practice) -> int:
    """How many alerts reach nobody, which is what turns health red."""
    return practice.clinic.bot.store.run_now(alerts.unreached)


@asynccontextmanager
async def followed(folder: Path, now: datetime = MONDAY, **given: object) -> AsyncIterator[Practice]:
    """A clinic in which Jo follows Pat."""
    async with a_practice(folder, now, **given) as practice:
        await practice.follow(practice.jo, practice.pat, f"JD {now:%H:%M} left shoulder")
        yield practice
