"""What somebody of the clinic was told that could wait."""

from datetime import datetime

from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person

NOTICES = "For you, from Riverside Physio"


def notices(person: Person) -> list[Message]:
    return [message for message in person.chat.bot_messages if message.words.startswith(NOTICES)]


def told(person: Person, words: str) -> list[datetime]:
    """When somebody was told this among what can wait."""
    return [message.at for message in notices(person) if words in message.words]
